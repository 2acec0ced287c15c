import { EbitError } from '../errors.js';

/**
 * Returns the SHA-256 of numbers as 64 hexadecimal digits: equal digests mean equal bits.
 *
 * The numbers are taken as 8 bytes each, least significant byte first, whatever the machine's own order is.
 *
 * @param numbers - an array without numbers has a digest too
 * @throws EbitError 'config' in a page that is no secure context, such as one by http from another machine
 * @example
 * const hex = await digest(Float64Array.of(1));
 * hex.slice(0, 16); // '6c3c396ed6b5c36d', as sha256sum says of the bytes 00 00 00 00 00 00 f0 3f
 */
export async function digest(numbers: Float64Array): Promise<string> {
  // Browsers keep WebCrypto from pages that came over the network in the clear.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle === undefined) {
    throw new EbitError('config', 'There is no WebCrypto for digests; a page has to come by https or from localhost.');
  }
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  for (let i = 0; i < numbers.length; i++) bytes.setFloat64(8 * i, numbers[i], true);
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
