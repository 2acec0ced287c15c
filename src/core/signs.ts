// The best signs of an XOR game from the core, which tries four assignments on each trip through the columns.
import { Arena } from './arena.js';
import { acquireCore, releaseCore } from './load.js';

/** Rows beyond which {@link bestSigns} does not go: 2^29 steps of the code. */
export const MOST_SIGNED_ROWS = 32;

/** Steps in one call, after which the sums are made anew: rounding adds up over so many at most. */
const SLICE = 4096;

/** The four pairs of signs that rows 1 and 2 take in each step. */
const pairs = [
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
] as const;

/**
 * Returns signs of the rows for which sum_b |sum_a s_a M_ab| is largest, the first of them +1.
 *
 * All 2^(rows - 1) assignments are looked at. Sums are rounded as 4096 additions are, so among assignments closer than
 * about 1e-12 of the largest it may be any.
 *
 * @param matrix - shape [rows, columns], row-major, finite
 * @param rows - from 1 to 32; a row more takes twice the time
 * @returns +1 or -1 for each row
 * @throws EbitError 'memory' if the matrix does not fit
 */
export function bestSigns(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const width = Math.max(2, columns + (columns % 2));
  const padded = Math.max(3, rows);
  const core = acquireCore();
  const arena = new Arena(core);
  const at = arena.reserve(8 * padded * width);
  const work = arena.reserve(24 * width);
  const place = arena.reserve(8);
  const laid = arena.f64(at, padded * width).fill(0);
  for (let i = 0; i < rows; i++) laid.set(matrix.subarray(i * columns, (i + 1) * columns), i * width);
  const found = arena.i32(place, 2);

  const steps = 1 << (padded - 3);
  let greatest = -1;
  let code = 0;
  let pair = 0;
  for (let from = 0; from < steps; from += SLICE) {
    const value = core.bestSigns(at, padded, width, from, Math.min(SLICE, steps - from), work, place);
    if (value <= greatest) continue;
    greatest = value;
    code = found[0] ^ (found[0] >> 1);
    pair = found[1];
  }
  releaseCore(core);
  const signs = new Float64Array(padded).fill(1);
  signs.set(pairs[pair], 1);
  for (let j = 0; j + 3 < padded; j++) if ((code >> j) & 1) signs[j + 3] = -1;
  return signs.slice(0, rows);
}
