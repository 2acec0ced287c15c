import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { EbitError } from './errors.js';
import { KeptByBits } from './kept-by-bits.js';
import { numberList } from './number-list.js';
import { shownValue } from './shown-value.js';

/**
 * Returns the SHA-256 of numbers as 64 hexadecimal digits: equal digests mean equal bits.
 *
 * The numbers are taken as 8 bytes each, least significant byte first, whatever the machine's own order is.
 *
 * @param numbers - an array without numbers has a digest too; numbers of fewer bytes are taken as 8 bytes each all the same
 * @throws EbitError 'shape' for what is no list, 'not-finite' for one in which there is something else than numbers
 * @example
 * const hex = digest(Float64Array.of(1));
 * hex.slice(0, 16); // '6c3c396ed6b5c36d', as sha256sum says of the bytes 00 00 00 00 00 00 f0 3f
 */
export function digest(numbers: ArrayLike<number>): string {
  const list = numberList('The numbers', numbers);
  for (let i = 0; i < list.length; i++) {
    if (typeof numbers[i] === 'number') continue;
    throw new EbitError('not-finite', `Place ${i} holds ${shownValue(numbers[i])}; a digest is of numbers.`);
  }
  // No WebCrypto: browsers keep it from pages that came over the network in the clear.
  const bytes = new DataView(new ArrayBuffer(8 * list.length));
  for (let i = 0; i < list.length; i++) bytes.setFloat64(8 * i, list[i], true);
  return bytesToHex(sha256(new Uint8Array(bytes.buffer)));
}

/** What a hundred of the paper's data sets take, bytes. */
const digests = new KeptByBits<string>(32 * 1024 * 1024);

/** Returns the {@link digest} of numbers, found once for equal ones: fits by the hundred learn from the same rows. */
export function keptDigest(numbers: Float64Array): string {
  const known = digests.find('', numbers);
  if (known !== undefined) return known;
  const found = digest(numbers);
  digests.keep('', numbers, 0, () => found);
  return found;
}
