// The semidefinite program of ceilings: a symmetric matrix against those with ones on their diagonal.
import { choleskyInto, inside, inverseInto, productInto, solveInto } from './dense.js';

/** The gap between both sides, relative to the sum of magnitudes, at which the method ends. */
const GAP = 5e-12;
/** More than it ever takes: 10 to 20 are usual. */
const MOST_STEPS = 80;

/**
 * Returns both sides of a semidefinite program,
 *
 *     max <C, X>, X_ii = 1, X >= 0        min sum z, Z = diag z - C >= 0,
 *
 * solved at once by a primal-dual interior-point method: Newton steps to X Z = mu, from X = 1 and a z of dominant diagonals,
 * both of which stay strictly inside. No row of C may be 0.
 *
 * Cost: about 4 n^3 operations a step, of 10 to 20.
 *
 * @param c - symmetric, [n, n], of magnitudes that sum to about 1
 * @returns the Cholesky factor of X, whose rows are as unit vectors but for rounding, and z
 * @see Helmberg, Rendl, Vanderbei and Wolkowicz, "An interior-point method for semidefinite programming", SIAM J. Optim. 6
 */
export function interiorPoint(c: Float64Array, n: number): { readonly factor: Float64Array; readonly z: Float64Array } {
  const matrix = () => new Float64Array(n * n);
  const x = matrix();
  const dx = matrix();
  const trial = matrix();
  const zMatrix = matrix();
  const inverse = matrix();
  const work = matrix();
  const schur = matrix();
  let [factor, spare, zFactor, zSpare] = [matrix(), matrix(), matrix(), matrix()];
  const z = new Float64Array(n);
  const dz = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    x[i * n + i] = 1;
    factor[i * n + i] = 1;
    for (let j = 0; j < n; j++) z[i] += 1.1 * Math.abs(c[i * n + j]);
  }
  const fillZ = (step: number): void => {
    for (let i = 0; i < n * n; i++) zMatrix[i] = -c[i];
    for (let i = 0; i < n; i++) zMatrix[i * n + i] += z[i] + step * dz[i];
  };
  fillZ(0);
  choleskyInto(zFactor, zMatrix, n);
  let mu = gapOf(x, z, c, n) / (2 * n);
  for (let step = 0; step < MOST_STEPS; step++) {
    inverseInto(inverse, zFactor, n, work);
    for (let i = 0; i < n * n; i++) schur[i] = inverse[i] * x[i];
    for (let i = 0; i < n; i++) dz[i] = mu * inverse[i * n + i] - 1;
    if (!choleskyInto(schur, schur, n)) break;
    solveInto(dz, schur, n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) trial[i * n + j] = dz[i] * x[i * n + j];
    productInto(work, inverse, trial, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const p = i * n + j;
        const q = j * n + i;
        dx[p] = mu * inverse[p] - x[p] - (work[p] + work[q]) / 2;
        dx[q] = dx[p];
      }
    }
    const primal = inside((t) => {
      for (let i = 0; i < n * n; i++) trial[i] = x[i] + t * dx[i];
      return choleskyInto(spare, trial, n);
    });
    const dual = inside((t) => {
      fillZ(t);
      return choleskyInto(zSpare, zMatrix, n);
    });
    if (primal === 0 || dual === 0) break;
    for (let i = 0; i < n * n; i++) x[i] += primal * dx[i];
    for (let i = 0; i < n; i++) z[i] += dual * dz[i];
    [factor, spare] = [spare, factor];
    [zFactor, zSpare] = [zSpare, zFactor];
    const gap = gapOf(x, z, c, n);
    if (gap < GAP) break;
    mu = (gap / n) * (primal + dual > 1.8 ? 0.1 : 0.5);
  }
  return { factor, z };
}

/** sum z - <C, X>, which is <Z, X> where the diagonal of X is 1. */
function gapOf(x: Float64Array, z: Float64Array, c: Float64Array, n: number): number {
  let gap = 0;
  for (let i = 0; i < n; i++) gap += z[i];
  for (let i = 0; i < n * n; i++) gap -= c[i] * x[i];
  return gap;
}
