import { checkedWhole, checkOptions } from '../options.js';
import type { Dataset } from './dataset.js';
import { MOST_PARTIES } from './deal.js';
import { areDrawn, wordsOfBits } from './drawn-words.js';
import { finiteRows } from './finite-rows.js';

/** How many parties there are unless told, which is the fewest too. */
export const RING_PARTIES = 3;

/** Two questions and a flip. */
export const RING_FEATURES = 3;

/** Whether a seed decides on the rows of so many parties: whether not all of them are there. */
export function isRingDrawn(parties: number): boolean {
  return areDrawn(RING_FEATURES * parties);
}

/**
 * Returns the parity of CHSH games around a ring as a learning task.
 *
 * Every edge of a ring of K parties holds a CHSH game: party p, from 0 on, is asked q_p by the game that it plays with the
 * next party, and r_p by the one with the party before, 0 or 1 each. The label is the product of all games' right answers
 * and of a flip f_p = -1 or +1 of every party,
 *
 *     label = prod_p f_p (-1)^(q_p r_(p+1)),    r_K = r_0
 *     x_p = pi/2 (q_p, r_p, f_p)
 *
 * in radians; x_p belongs to party p. All 8^K rows are there where these are at most 4096, for three and four parties; else
 * 4096 are drawn. Both labels are equally likely, and no K - 1 parties together know anything of the label.
 *
 * With parity weights, whose prediction is the mean of the product of all answers, at most
 *
 *     1/2 + 2^-K    of the 8^K rows are right with nothing shared: 5/8 of three parties, 9/16 of four
 *
 * and a shot is right so often, with coins as well. With an ebit on every edge it is right 1/2 + 2^-(K/2) / 2 of the time,
 * .676777 and .625, in every row, so that the mean is right in all rows; of an even number of parties no ebits reach more, of
 * an odd number none reach more than 1/2 + 2^-((K-1)/2) / 2. A coin on every edge makes the mean right in all rows too, by the
 * smaller margin 2^-K.
 *
 * @param options.parties - K, from 3 to 16; 3 unless told
 * @param options.seed - of the rows that are drawn, from 0 to 2^53 - 1; 0 unless told
 * @returns rows of 3 K features
 * @throws EbitError 'range' for another number of parties or seed, 'config' for an unknown option
 * @example
 * const ring = chshRing({ parties: 4 });
 * [ring.length, ring.features]; // [4096, 12]
 * @see Cleve, Slofstra, Unger and Upadhyay, "Perfect parallel repetition theorem for quantum XOR proof systems", 2008, for
 *   the quantum value of two parties: those with even and those with odd numbers
 */
export function chshRing(options: { readonly parties?: number; readonly seed?: number } = {}): Dataset {
  checkOptions('chshRing', options, { parties: true, seed: true });
  const { parties = RING_PARTIES, seed = 0 } = options;
  checkedWhole('The number of parties', parties, RING_PARTIES, MOST_PARTIES);
  checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER);
  const words = wordsOfBits(RING_FEATURES * parties, seed, 'chsh-ring');
  const labels = words.map((word) => {
    let odd = 0;
    for (let p = 0; p < parties; p++) {
      const next = RING_FEATURES * ((p + 1) % parties);
      odd += word[RING_FEATURES * p] * word[next + 1] + (1 - word[RING_FEATURES * p + 2]);
    }
    return odd % 2 === 0 ? 1 : -1;
  });
  const inputs = words.flatMap((word) => word.map((bit, i) => (i % RING_FEATURES === 2 ? 2 * bit - 1 : bit)));
  return {
    rows: finiteRows(Float64Array.from(inputs, (input) => (Math.PI / 2) * input)),
    labels: Float64Array.from(labels),
    features: RING_FEATURES * parties,
    length: words.length,
  };
}
