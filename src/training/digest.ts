/**
 * Returns the SHA-256 of numbers as 64 hexadecimal digits: equal digests mean equal bits.
 *
 * The numbers are taken as 8 bytes each, least significant byte first, whatever the machine's own order is.
 *
 * @example
 * await digest(Float64Array.of(1)); // '6c3c396e...', what sha256sum says of the bytes 00 00 00 00 00 00 f0 3f
 */
export async function digest(numbers: Float64Array): Promise<string> {
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  for (let i = 0; i < numbers.length; i++) bytes.setFloat64(8 * i, numbers[i], true);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
