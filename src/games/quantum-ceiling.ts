// The most that ebits reach in an XOR game: max over unit vectors of sum_ab M_ab u_a . v_b, with a certificate.
import type { Certificate } from './certificate.js';
import { choleskyInto, inside, inverseInto, productInto, solveInto } from './dense.js';
import { magnitude, type Weights } from './table.js';

/** Unit vectors, one a question: E_ab = u_a . v_b, which enough ebits give (Tsirelson). */
export interface Vectors {
  readonly dimension: number;
  /** [rows, dimension]. */
  readonly a: Float64Array;
  /** [columns, dimension]. */
  readonly b: Float64Array;
}

/** What ebits reach, and the numbers that prove that they reach no more. */
export interface QuantumBest {
  /** sum M_ab u_a . v_b of the vectors. */
  readonly lower: number;
  readonly vectors: Vectors;
  readonly certificate: Certificate;
}

/** The gap between both sides, relative to the sum of magnitudes, at which the method ends. */
const GAP = 5e-12;
/** More than it ever takes: 10 to 20 are usual. */
const MOST_STEPS = 80;

/**
 * Returns vectors for the largest value and a certificate for nearly the same number.
 *
 * With C = [[0, M], [M^T, 0]] / 2 both sides of a semidefinite program are solved at once,
 *
 *     max <C, X>, X_ii = 1, X >= 0        min sum z, Z = diag z - C >= 0,
 *
 * by a primal-dual interior-point method: Newton steps to X Z = mu, from X = 1 and a z of dominant diagonals, both of which
 * stay strictly inside. The number of steps does not depend on the game, unlike that of alternating u_a ~ sum_b M_ab v_b
 * and v_b ~ sum_a M_ab u_a, whose rate is that of the smallest gap in the spectrum of Z. Questions that are never asked
 * are left out, and given any vector.
 *
 * Cost: about 4 n^3 operations a step, n = rows + columns.
 *
 * @see Helmberg, Rendl, Vanderbei and Wolkowicz, "An interior-point method for semidefinite programming", SIAM J. Optim. 6
 */
export function quantumBest(table: Weights): QuantumBest {
  const { rows, columns, weights } = table;
  const scale = magnitude(table);
  const asked = askedQuestions(table);
  const n = asked.length;
  const half = new Float64Array(n * n);
  asked.forEach((p, i) => {
    asked.forEach((q, j) => {
      if (p < rows && q >= rows) {
        half[i * n + j] = weights[p * columns + q - rows] / (2 * scale);
        half[j * n + i] = half[i * n + j];
      }
    });
  });
  const { factor, z } = interior(half, n);
  const dimension = n;
  const vectors = new Float64Array((rows + columns) * dimension);
  const diagonal = new Float64Array(rows + columns);
  for (let p = 0; p < rows + columns; p++) vectors[p * dimension] = 1;
  asked.forEach((p, i) => {
    let square = 0;
    for (let k = 0; k <= i; k++) square += factor[i * n + k] * factor[i * n + k];
    const length = Math.sqrt(square);
    for (let k = 0; k <= i; k++) vectors[p * dimension + k] = factor[i * n + k] / length;
    diagonal[p] = 2 * scale * z[i];
  });
  const found: Vectors = {
    dimension,
    a: vectors.slice(0, rows * dimension),
    b: vectors.slice(rows * dimension),
  };
  return {
    lower: valueOfVectors(table, found),
    vectors: found,
    certificate: { x: diagonal.slice(0, rows), y: diagonal.slice(rows) },
  };
}

/** sum_ab M_ab u_a . v_b. */
export function valueOfVectors({ rows, columns, weights }: Weights, { dimension, a, b }: Vectors): number {
  let value = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const weight = weights[i * columns + j];
      if (weight === 0) continue;
      let product = 0;
      for (let k = 0; k < dimension; k++) product += a[i * dimension + k] * b[j * dimension + k];
      value += weight * product;
    }
  }
  return value;
}

/** Questions with a weight other than 0: the first player's, then the second's from `rows` on. */
function askedQuestions({ rows, columns, weights }: Weights): number[] {
  const asked = new Uint8Array(rows + columns);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < columns; b++) if (weights[a * columns + b] !== 0) asked[a] = asked[rows + b] = 1;
  }
  return Array.from(asked.keys()).filter((question) => asked[question] === 1);
}

/** The Cholesky factor of X and the z of the last step. */
function interior(c: Float64Array, n: number): { readonly factor: Float64Array; readonly z: Float64Array } {
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
