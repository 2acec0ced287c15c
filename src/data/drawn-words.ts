import { randomStream } from '../random.js';

/** Rows of a game's data at most: of more, so many are drawn. */
export const MOST_GAME_ROWS = 4096;
/** The bits of so many. */
const MOST_BITS = 12;

/** Bits of one random number. */
const WORD = 32;

/**
 * Returns words of bits, each shape [bits]: all of them in the order of their numbers, the first bit the most significant; or,
 * where there are more than 4096, as many that are drawn, each as likely as any other whatever came before.
 *
 * @param seed - of what is drawn
 * @param stream - the name of the use
 */
export function wordsOfBits(bits: number, seed: number, stream: string): number[][] {
  if (bits <= MOST_BITS) {
    return Array.from({ length: 1 << bits }, (_, n) =>
      Array.from({ length: bits }, (_, k) => (n >> (bits - 1 - k)) & 1),
    );
  }
  const random = randomStream(seed, stream);
  const words = Math.ceil(bits / WORD);
  return Array.from({ length: MOST_GAME_ROWS }, (_, n) =>
    Array.from({ length: bits }, (_, k) => {
      const word = random.bits(n * words + Math.floor(k / WORD))[0];
      return (word >>> (k % WORD)) & 1;
    }),
  );
}

/** Whether words of so many bits are drawn, so that a seed decides on them. */
export function areDrawn(bits: number): boolean {
  return bits > MOST_BITS;
}
