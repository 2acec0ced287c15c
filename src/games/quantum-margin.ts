// The largest margin with ebits: max over unit vectors of the least y_ab u_a . v_b over the pairs of a game.
import { choleskyInto, inside, inverseInto, productInto, solveInto } from './dense.js';

/** A pair of questions by their numbers, a < b, and its label. */
export interface MarginPair {
  readonly a: number;
  readonly b: number;
  readonly label: number;
}

/** The gap between both sides at which the method ends. */
const GAP = 1e-11;
/** More steps than it ever takes: 10 to 30 are usual. */
const MOST_STEPS = 80;

/**
 * Solves both sides of
 *
 *     max m, X_ii = 1, X >= 0, s = y_ab X_ab - m >= 0      min sum z, Z = diag z - C(q) >= 0, q >= 0, sum q = 1,
 *
 * C(q) = the symmetric matrix of q_ab y_ab / 2, as `quantumBest` solves its own: Newton steps to X Z = mu, s q = mu.
 *
 * Cost: a step takes (n + pairs)^3 / 3 operations.
 *
 * @param n - questions of both players, each in a pair
 * @returns the Cholesky factor of X, [n, n], of which what stands above the diagonal is of no account; q, which sums to 1
 */
export function quantumMargin(pairs: readonly MarginPair[], n: number) {
  const count = pairs.length;
  const size = n + count;
  const square = () => new Float64Array(n * n);
  const [x, dx, zMatrix, inverse, work] = [square(), square(), square(), square(), square()];
  let [factor, spare, zFactor, zSpare] = [square(), square(), square(), square()];
  const z = new Float64Array(n);
  const q = new Float64Array(count).fill(1 / count);
  const s = new Float64Array(count).fill(1);
  let m = -1;
  for (let i = 0; i < n; i++) {
    x[i * n + i] = 1;
    factor[i * n + i] = 1;
  }
  for (const { a, b } of pairs) {
    z[a] += 1 / count;
    z[b] += 1 / count;
  }
  const schur = new Float64Array(size * size);
  const change = new Float64Array(size);
  const along = new Float64Array(size);
  const ds = new Float64Array(count);
  /** Z's lower triangle and its factor in `zSpare`, a part of the change further on. */
  const zFits = (step: number): boolean => {
    zMatrix.fill(0);
    for (let i = 0; i < n; i++) zMatrix[i * n + i] = z[i] + step * change[i];
    for (let p = 0; p < count; p++) {
      const { a, b, label } = pairs[p];
      const weight = q[p] + step * change[n + p];
      if (weight <= 0) return false;
      zMatrix[b * n + a] = (-weight * label) / 2;
    }
    return choleskyInto(zSpare, zMatrix, n);
  };
  zFits(0);
  [zFactor, zSpare] = [zSpare, zFactor];
  let mu = (z.reduce((sum, value) => sum + value, 0) - m) / (2 * size);
  for (let step = 0; step < MOST_STEPS; step++) {
    inverseInto(inverse, zFactor, n, work);
    fillSchur(schur, x, inverse, pairs, n);
    for (let i = 0; i < n; i++) change[i] = mu * inverse[i * n + i] - 1;
    pairs.forEach(({ a, b, label }, p) => {
      schur[(n + p) * (size + 1)] += s[p] / q[p];
      // With the m of now both sides nearly cancel here, not in what they would be solved to.
      change[n + p] = mu / q[p] + m - label * mu * inverse[a * n + b];
    });
    along.fill(0, 0, n).fill(1, n);
    if (!choleskyInto(schur, schur, size)) break;
    solveInto(change, schur, size);
    solveInto(along, schur, size);
    // The change of m is the multiplier by which the sum of q stays what it is.
    const dm = -sumFrom(change, n) / sumFrom(along, n);
    for (let i = 0; i < size; i++) change[i] += dm * along[i];
    for (let p = 0; p < count; p++) ds[p] = mu / q[p] - s[p] - (s[p] / q[p]) * change[n + p];
    fillChange(dx, { x, inverse, change, pairs, mu, work }, n);
    const primal = inside((t) => {
      for (let p = 0; p < count; p++) if (s[p] + t * ds[p] <= 0) return false;
      for (let i = 0; i < n * n; i++) work[i] = x[i] + t * dx[i];
      return choleskyInto(spare, work, n);
    });
    const dual = inside(zFits);
    if (primal === 0 || dual === 0) break;
    for (let i = 0; i < n * n; i++) x[i] += primal * dx[i];
    for (let p = 0; p < count; p++) s[p] += primal * ds[p];
    m += primal * dm;
    for (let i = 0; i < n; i++) z[i] += dual * change[i];
    for (let p = 0; p < count; p++) q[p] += dual * change[n + p];
    [factor, spare] = [spare, factor];
    [zFactor, zSpare] = [zSpare, zFactor];
    const gap = z.reduce((sum, value) => sum + value, 0) - m;
    if (gap < GAP) break;
    mu = (gap / size) * (primal + dual > 1.8 ? 0.1 : 0.5);
  }
  const sum = q.reduce((all, p) => all + p, 0);
  return { factor, q: q.map((p) => p / sum) };
}

function sumFrom(values: Float64Array, start: number): number {
  let sum = 0;
  for (let i = start; i < values.length; i++) sum += values[i];
  return sum;
}

/** tr(B_j X B_k Z^-1), B the change of Z with z, then with q; the lower triangle. */
function fillSchur(
  schur: Float64Array,
  x: Float64Array,
  inverse: Float64Array,
  pairs: readonly MarginPair[],
  n: number,
): void {
  const size = n + pairs.length;
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) schur[i * size + j] = x[i * n + j] * inverse[i * n + j];
  pairs.forEach(({ a, b, label }, p) => {
    const row = (n + p) * size;
    for (let i = 0; i < n; i++) {
      schur[row + i] = (-label * (x[i * n + a] * inverse[i * n + b] + x[i * n + b] * inverse[i * n + a])) / 2;
    }
    for (let r = 0; r <= p; r++) {
      const { a: c, b: d, label: other } = pairs[r];
      const first = x[b * n + c] * inverse[d * n + a] + x[b * n + d] * inverse[c * n + a];
      const second = x[a * n + c] * inverse[d * n + b] + x[a * n + d] * inverse[c * n + b];
      schur[row + n + r] = (label * other * (first + second)) / 4;
    }
  });
}

/** dX = mu Z^-1 - X - (Z^-1 dZ X + X dZ Z^-1) / 2. */
function fillChange(
  dx: Float64Array,
  given: {
    readonly x: Float64Array;
    readonly inverse: Float64Array;
    readonly change: Float64Array;
    readonly pairs: readonly MarginPair[];
    readonly mu: number;
    readonly work: Float64Array;
  },
  n: number,
): void {
  const { x, inverse, change, pairs, mu, work } = given;
  // dx holds dZ X, then work Z^-1 times that.
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) dx[i * n + j] = change[i] * x[i * n + j];
  pairs.forEach(({ a, b, label }, p) => {
    const weight = (-label * change[n + p]) / 2;
    for (let j = 0; j < n; j++) {
      dx[a * n + j] += weight * x[b * n + j];
      dx[b * n + j] += weight * x[a * n + j];
    }
  });
  productInto(work, inverse, dx, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [at, across] = [i * n + j, j * n + i];
      dx[at] = mu * inverse[at] - x[at] - (work[at] + work[across]) / 2;
      dx[across] = dx[at];
    }
  }
}
