import { checkedWhole, checkOptions } from '../options.js';
import type { Dataset } from './dataset.js';
import { MOST_PARTIES } from './deal.js';
import { areDrawn, wordsOfBits } from './drawn-words.js';
import { finiteRows } from './finite-rows.js';

/** How many parties there are unless told, which is the fewest too. */
export const MERMIN_PARTIES = 3;

/** A question and a flip. */
export const MERMIN_FEATURES = 2;

/** The last question follows from the others, the flips are free. */
const freeBits = (parties: number) => MERMIN_FEATURES * parties - 1;

/** Whether a seed decides on the rows of so many parties: whether not all of them are there. */
export function isMerminDrawn(parties: number): boolean {
  return areDrawn(freeBits(parties));
}

/**
 * Returns Mermin's parity game as a learning task.
 *
 * Each of K parties is asked q_p, 0 or 1, an even number of ones in all; with a flip f_p = -1 or +1 of every party
 *
 *     label = (-1)^(sum_p q_p / 2) prod_p f_p
 *     x_p = pi/2 (q_p, f_p)
 *
 * in radians; x_p belongs to party p. All 2^(2K-1) rows are there where these are at most 4096, up to six parties; else 4096
 * are drawn. Both labels are equally likely, and no K - 1 parties together know anything of the label.
 *
 * With parity weights, whose prediction is the mean of the product of all answers, at most 1/2 + 2^-ceil(K/2) of the
 * 2^(2K-1) rows are right with nothing shared (3/4 of three parties and of four), and a shot is right so often, with coins and all that is
 * separable as well. Parties that share a GHZ state are right in every shot of every row.
 *
 * @param options.parties - K, from 3 to 16; 3 unless told
 * @param options.seed - of the rows that are drawn, from 0 to 2^53 - 1; 0 unless told
 * @returns rows of 2 K features
 * @throws EbitError 'range' for another number of parties or seed, 'config' for an unknown option
 * @example
 * const parity = mermin({ parties: 4 });
 * [parity.length, parity.features]; // [128, 8]
 * @see N. D. Mermin, Phys. Rev. Lett. 65, 1838 (1990); Brassard, Broadbent and Tapp, "Recasting Mermin's multi-player game
 *   into the framework of pseudo-telepathy", 2005
 */
export function mermin(options: { readonly parties?: number; readonly seed?: number } = {}): Dataset {
  checkOptions('mermin', options, { parties: true, seed: true });
  const { parties = MERMIN_PARTIES, seed = 0 } = options;
  checkedWhole('The number of parties', parties, MERMIN_PARTIES, MOST_PARTIES);
  checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER);
  const words = wordsOfBits(freeBits(parties), seed, 'mermin');
  const features = MERMIN_FEATURES * parties;
  const rows = new Float64Array(words.length * features);
  const labels = new Float64Array(words.length);
  words.forEach((word, n) => {
    let [ones, odd] = [0, 0];
    for (let p = 0; p < parties; p++) {
      const question = p < parties - 1 ? word[p] : ones % 2;
      const flip = word[parties - 1 + p];
      ones += question;
      odd += 1 - flip;
      rows.set([(Math.PI / 2) * question, (Math.PI / 2) * (2 * flip - 1)], n * features + MERMIN_FEATURES * p);
    }
    labels[n] = (ones / 2 + odd) % 2 === 0 ? 1 : -1;
  });
  return { rows: finiteRows(rows), labels, features, length: words.length };
}
