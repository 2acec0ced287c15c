import { EbitError } from './errors.js';
import { shownValue } from './shown-value.js';

/**
 * An endless sequence of random numbers in which the i-th is found without the ones before it.
 *
 * Nothing in it changes when it is read, so two readers never disturb each other.
 */
export interface RandomStream {
  /** The i-th number, a multiple of 2^-53 in [0, 1). */
  uniform(index: number): number;
  /** The i-th pair of unsigned 32-bit integers. */
  bits(index: number): readonly [number, number];
}

const TWO_26 = 67108864;
const TWO_32 = 4294967296;
const TWO_53 = 9007199254740992;
const LARGEST = TWO_53 - 1;
/** The key schedule's constant; with it no key schedule is all zeros. */
const PARITY = 0x1bd11bda;

/**
 * Writes into `out` the 64-bit counter scrambled under the 64-bit key, all as pairs of 32-bit integers, low word first;
 * `out` may be `key`.
 *
 * Threefry-2x32 with 20 rounds: integer additions, rotations and exclusive ors alone, hence the same on every machine.
 * Nothing is allocated and every rotation is by a constant. A training's shuffles come from the core, see
 * `src/core/shuffle.ts`; what is said here is what they are tested against.
 *
 * @see Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11; its known answers are tests.
 */
export function threefry2x32Into(out: Uint32Array, key: Uint32Array, low: number, high: number): void {
  let k0 = key[0] | 0;
  let k1 = key[1] | 0;
  let k2 = PARITY ^ k0 ^ k1;
  let a = (low + k0) | 0;
  let b = (high + k1) | 0;
  for (let group = 1; group <= 5; group++) {
    if ((group & 1) === 1) {
      a = (a + b) | 0;
      b = rotated(b, 13) ^ a;
      a = (a + b) | 0;
      b = rotated(b, 15) ^ a;
      a = (a + b) | 0;
      b = rotated(b, 26) ^ a;
      a = (a + b) | 0;
      b = rotated(b, 6) ^ a;
    } else {
      a = (a + b) | 0;
      b = rotated(b, 17) ^ a;
      a = (a + b) | 0;
      b = rotated(b, 29) ^ a;
      a = (a + b) | 0;
      b = rotated(b, 16) ^ a;
      a = (a + b) | 0;
      b = rotated(b, 24) ^ a;
    }
    const first = k0;
    k0 = k1;
    k1 = k2;
    k2 = first;
    a = (a + k0) | 0;
    b = (b + k1 + group) | 0;
  }
  out[0] = a;
  out[1] = b;
}

/**
 * Returns the random numbers that belong to a seed and a name.
 *
 * Every use of chance has a name of its own ('angles', 'shuffle', ...), so that one more draw in one place moves no
 * number in another. The key is the seed scrambled once for every character of the name, and once for its length.
 *
 * @param seed - integer from 0 to 2^53 - 1
 * @param stream - the name of the use; any text
 * @throws EbitError 'range' if the seed is not such an integer, 'config' if the name is no text; its numbers throw
 * 'range' for such an index
 * @example
 * const angles = randomStream(7, 'angles');
 * angles.uniform(0); // 0.02825621529501343, in every run, on every runtime
 * @see Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, for Threefry-2x32-20
 */
export function randomStream(seed: number, stream: string): RandomStream {
  const key = streamKey(seed, stream);
  const word = new Uint32Array(2);
  const draw = (index: number) => {
    requireCounter('index', index);
    threefry2x32Into(word, key, lowWord(index), highWord(index));
  };
  return {
    bits(index) {
      draw(index);
      return [word[0], word[1]];
    },
    uniform(index) {
      draw(index);
      return ((word[1] >>> 5) * TWO_26 + (word[0] >>> 6)) / TWO_53;
    },
  };
}

/** The key of a {@link randomStream}. @throws EbitError as it */
export function streamKey(seed: number, stream: string): Uint32Array {
  requireCounter('seed', seed);
  if (typeof stream !== 'string') {
    throw new EbitError('config', `The stream's name is ${shownValue(stream)}; give a text, such as "angles".`);
  }
  const key = Uint32Array.of(lowWord(seed), highWord(seed));
  for (let i = 0; i < stream.length; i++) threefry2x32Into(key, key, stream.charCodeAt(i), i);
  threefry2x32Into(key, key, stream.length, 0xffffffff);
  return key;
}

/**
 * Returns the integers 0 .. n-1 in random order (Fisher-Yates).
 *
 * A place is floor(u (i + 1)) with u of 53 bits: no order is more likely than another by more than n 2^-53.
 *
 * @param n - how many
 * @param stream - where the numbers come from; the draws `offset` .. `offset + n - 1` are used up
 * @param offset - the first draw; 0 unless told
 * @throws EbitError 'range' if n is not an integer from 0 to 2^31 - 1
 */
export function shuffled(n: number, stream: RandomStream, offset = 0): Int32Array {
  if (!Number.isInteger(n) || n < 0 || n > 0x7fffffff) {
    throw new EbitError(
      'range',
      `Cannot shuffle ${shownValue(n)} things; the number is an integer from 0 to 2147483647.`,
    );
  }
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(stream.uniform(offset + i) * (i + 1));
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}

function rotated(word: number, places: number): number {
  return (word << places) | (word >>> (32 - places));
}

function lowWord(value: number): number {
  return value >>> 0;
}

function highWord(value: number): number {
  return Math.floor(value / TWO_32);
}

function requireCounter(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > LARGEST) {
    throw new EbitError('range', `The ${what} is ${shownValue(value)}; give an integer from 0 to ${LARGEST}.`);
  }
}
