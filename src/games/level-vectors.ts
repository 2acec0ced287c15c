// The last digits of a margin with ebits: vectors that are nearly the best are turned until all pairs have the same product.
import { choleskyInto, solveInto } from './dense.js';
import type { MarginPair } from './quantum-margin.js';

/** Steps of Newton's method; each squares the distance. */
const MOST_STEPS = 4;
/** Pairs further above the common product than this need nothing. */
const APART = 1e-6;
/** Added to the matrix of a step, which is singular where the margin is largest: no turn raises all products at once. */
const RIDGE = 1e-10;

/**
 * Returns unit vectors, near given ones, whose least product is no smaller.
 *
 * An interior-point method leaves products that differ by the rounding of an inverse, 1e-8. With G the products of now,
 * w_p = y_ab u_a . v_b and m their mean under q, the least turn of the vectors that makes all w equal m solves
 *
 *     sum_r (grad w_p . grad w_r) x_r = m - w_p,    grad by u_a: y (v_b - G_ab u_a), by v_b: y (u_a - G_ab v_b).
 *
 * As m is what q says, the right side has no part along q, the direction in which the matrix is singular.
 *
 * @param vectors - unit vectors, [n, n], the first player's before the second's
 * @param q - a distribution over the pairs
 */
export function levelVectors(
  vectors: Float64Array,
  pairs: readonly MarginPair[],
  q: Float64Array,
  n: number,
): Float64Array {
  let best = vectors;
  let least = Number.NEGATIVE_INFINITY;
  let now: Float64Array = vectors.slice();
  for (let step = 0; ; step++) {
    const gram = gramOf(now, n);
    const products = pairs.map(({ a, b, label }) => label * gram[a * n + b]);
    const lowest = products.reduce((all, product) => Math.min(all, product), 1);
    if (lowest > least) [best, least] = [now, lowest];
    if (step === MOST_STEPS) return best;
    const mean = products.reduce((sum, product, p) => sum + q[p] * product, 0);
    const tight = Array.from(pairs.keys()).filter((p) => products[p] < mean + APART);
    const size = tight.length;
    const matrix = new Float64Array(size * size);
    const right = new Float64Array(size);
    tight.forEach((p, i) => {
      const { a, b, label } = pairs[p];
      right[i] = mean - products[p];
      for (let j = 0; j <= i; j++) {
        const { a: c, b: d, label: other } = pairs[tight[j]];
        let product = 0;
        if (a === c) product += gram[b * n + d] - gram[a * n + b] * gram[a * n + d];
        if (b === d) product += gram[a * n + c] - gram[a * n + b] * gram[c * n + b];
        matrix[i * size + j] = label * other * product;
      }
      matrix[i * (size + 1)] += RIDGE;
    });
    if (!choleskyInto(matrix, matrix, size)) return best;
    solveInto(right, matrix, size);
    const next = now.slice();
    tight.forEach((p, i) => {
      const { a, b, label } = pairs[p];
      const turn = label * right[i];
      for (let k = 0; k < n; k++) {
        next[a * n + k] += turn * (now[b * n + k] - gram[a * n + b] * now[a * n + k]);
        next[b * n + k] += turn * (now[a * n + k] - gram[a * n + b] * now[b * n + k]);
      }
    });
    now = unitRows(next, n);
  }
}

/** The products of rows with one another. */
function gramOf(vectors: Float64Array, n: number): Float64Array {
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += vectors[i * n + k] * vectors[j * n + k];
      gram[i * n + j] = sum;
      gram[j * n + i] = sum;
    }
  }
  return gram;
}

/** Rows divided by their lengths, in place. */
export function unitRows(vectors: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) {
    const row = vectors.subarray(i * n, (i + 1) * n);
    const length = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    for (let k = 0; k < n; k++) row[k] /= length;
  }
  return vectors;
}
