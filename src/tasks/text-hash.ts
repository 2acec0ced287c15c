import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes that the hash takes at a time. */
const BLOCK = 64;

/** How far two texts are the same. */
function commonLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length++;
  return length;
}

/** Returns the SHA-256 of a text as UTF-8, in hexadecimal digits. */
export function textHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * Returns {@link textHash} for texts of which many begin like the one before: what they share is hashed once. The names of a
 * cell's tasks differ by the seed, which stands near the end.
 */
export function textHasher(): (text: string) => string {
  let last = '';
  /** A beginning of the last texts, and the hash's state behind it. */
  let shared = '';
  let state = sha256.create();
  return (text) => {
    const bytes = utf8ToBytes(text);
    // A letter of several bytes moves all behind it off their places.
    if (bytes.length !== text.length) return bytesToHex(sha256(bytes));
    const common = commonLength(text, last);
    const length = common - (common % BLOCK);
    if (length < shared.length) [shared, state] = ['', sha256.create()];
    if (length > shared.length) {
      state.update(bytes.subarray(shared.length, length));
      shared = text.slice(0, length);
    }
    last = text;
    return bytesToHex(state.clone().update(bytes.subarray(length)).digest());
  };
}
