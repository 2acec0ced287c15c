import type { Weights } from './table.js';

/** Partial assignments whose bound exceeds the best by less than this part of it count as excluded: it is rounding. */
const TOLERANCE = 1e-12;

/**
 * Looks for signs a with a larger sum_b |sum_a a_a M_ab|, by fixing one row's sign after another.
 *
 * With some rows fixed, c_b their sums and R_b the magnitudes of the others in column b, no completion exceeds
 * sum_b (|c_b| + R_b). Rows come in an order in which each has most in common with those before, so that in sparse games
 * such as cycles and chains columns are soon complete and nearly everything is excluded.
 *
 * @param start - signs to begin with, the better the more is excluded
 * @param steps - partial assignments to look at, at most
 * @returns the best signs that were met, and `open`, the largest bound of what was not looked at: 0 where the steps were
 *   enough
 */
export function branchAndBound(
  table: Weights,
  start: Float64Array,
  steps: number,
): { readonly a: Float64Array; readonly open: number } {
  const { rows, columns, weights } = table;
  const order = rowOrder(table);
  const sums = new Float64Array((rows + 1) * columns);
  const rest = new Float64Array(rows + 1);
  for (let d = rows - 1; d >= 0; d--) {
    rest[d] = rest[d + 1];
    for (let b = 0; b < columns; b++) rest[d] += Math.abs(weights[order[d] * columns + b]);
  }
  const signs = new Float64Array(rows);
  let best = start.slice();
  let most = valueWith(table, start);
  let left = steps;
  let open = 0;

  /** The sums with the row of this depth added with a sign; returns the sum of their magnitudes. */
  const added = (depth: number, sign: number): number => {
    const from = depth * columns;
    const row = order[depth] * columns;
    let size = 0;
    for (let b = 0; b < columns; b++) {
      const sum = sums[from + b] + sign * weights[row + b];
      sums[from + columns + b] = sum;
      size += Math.abs(sum);
    }
    return size;
  };

  const visit = (depth: number): void => {
    if (depth === rows) {
      const value = valueWith(table, signs);
      if (value > most) {
        most = value;
        best = signs.slice();
      }
      return;
    }
    // The first row's sign is of no account.
    const minus = depth === 0 ? -1 : added(depth, -1);
    const plus = added(depth, 1);
    for (const sign of plus >= minus ? [1, -1] : [-1, 1]) {
      const size = sign === 1 ? plus : minus;
      if (size < 0) continue;
      left--;
      const bound = size + rest[depth + 1];
      if (bound <= most * (1 + TOLERANCE)) continue;
      if (left < 0) {
        open = Math.max(open, bound);
        continue;
      }
      added(depth, sign);
      signs[order[depth]] = sign;
      visit(depth + 1);
    }
  };
  visit(0);
  return { a: best, open };
}

/** sum_b |sum_a a_a M_ab|. */
function valueWith({ rows, columns, weights }: Weights, a: Float64Array): number {
  let value = 0;
  for (let b = 0; b < columns; b++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += a[i] * weights[i * columns + b];
    value += Math.abs(sum);
  }
  return value;
}

/** Rows, each with as much as possible in the columns of those before it; the largest first. */
function rowOrder({ rows, columns, weights }: Weights): number[] {
  const shared = new Float64Array(rows);
  const left = new Set(Array.from({ length: rows }, (_, row) => row));
  const order: number[] = [];
  for (let i = 0; i < rows; i++) shared[i] = weights.subarray(i * columns, (i + 1) * columns).reduce(more, 0);
  while (left.size > 0) {
    let next = -1;
    for (const row of left) if (next < 0 || shared[row] > shared[next]) next = row;
    left.delete(next);
    // The sizes have chosen the first row; from now on only what is shared counts.
    if (order.length === 0) shared.fill(0);
    order.push(next);
    for (let b = 0; b < columns; b++) {
      const weight = Math.abs(weights[next * columns + b]);
      if (weight === 0) continue;
      for (const row of left) shared[row] += weight * Math.abs(weights[row * columns + b]);
    }
  }
  return order;
}

function more(sum: number, weight: number): number {
  return sum + Math.abs(weight);
}
