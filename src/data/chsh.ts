import { checkedWord, checkOptions } from '../options.js';
import type { Dataset } from './dataset.js';
import { finiteRows } from './finite-rows.js';

/** Every {@link ChshEmbedding}; the first is the default. */
export const chshEmbeddings = ['original', 'alternative'] as const;

/** Which of a party's two inputs goes to its first qubit: `original` is the paper's x^o, `alternative` its x^a. */
export type ChshEmbedding = (typeof chshEmbeddings)[number];

/**
 * Returns the CHSH game as a learning task: all 16 inputs (s1, s2, t1, t2) with the label s2 t2 (-1)^(s1 t1).
 *
 * s1 and t1 are the game's questions, 0 or 1; s2 and t2, -1 or +1, flip the answer that wins. The rows are
 *
 *     x^o = pi/2 (s1, s2, t1, t2)      x^a = pi/2 (s2, s1, t2, t1)
 *
 * in radians. The first two belong to the first party. Rows run through t2 first, then t1, s2 and s1, each from its
 * lower value to its higher.
 *
 * @param options.embedding - `original` unless told
 * @returns 16 rows of 4 features, 8 of each label
 * @throws EbitError 'config' for another embedding and for an unknown option
 * @example
 * const game = chsh({ embedding: 'alternative' });
 * game.length; // 16
 * @see arXiv:2605.03864. No party alone knows anything of the label: with nothing
 *   shared and parity weights at most 12 rows can be right.
 */
export function chsh(options: { readonly embedding?: ChshEmbedding } = {}): Dataset {
  checkOptions('chsh', options, { embedding: true });
  const { embedding = chshEmbeddings[0] } = options;
  checkedWord('CHSH embedding', embedding, chshEmbeddings);
  const rows: number[] = [];
  const labels: number[] = [];
  for (const s1 of [0, 1]) {
    for (const s2 of [-1, 1]) {
      for (const t1 of [0, 1]) {
        for (const t2 of [-1, 1]) {
          const inputs = embedding === 'original' ? [s1, s2, t1, t2] : [s2, s1, t2, t1];
          rows.push(...inputs.map((input) => (Math.PI / 2) * input));
          labels.push(s1 * t1 === 1 ? -s2 * t2 : s2 * t2);
        }
      }
    }
  }
  return { rows: finiteRows(Float64Array.from(rows)), labels: Float64Array.from(labels), features: 4, length: 16 };
}
