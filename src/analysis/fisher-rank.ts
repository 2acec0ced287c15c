import { pivotedCholesky, symmetricEigenvalues } from '../core/spectrum.js';
import { rankOf, rankTolerance, squareMatrix } from './rank.js';

/** The rank of a Fisher matrix and what decided it. */
export interface FisherRank {
  /** Number of singular values above tolerance times the largest. */
  readonly rank: number;
  /** `cholesky` where its bounds prove the rank, else `eigenvalues` where none is close to the limit, else `svd`. */
  readonly method: 'cholesky' | 'eigenvalues' | 'svd';
}

/** Fisher numbers that are all below this are rounding errors of derivatives that vanish: no outcome tells anything. */
export const INFORMATION_FLOOR = 1e-15;

/** Twice the distance from 1 to the next number. */
const ROUNDING = 4.5e-16;

/**
 * Returns the rank of a symmetric positive semidefinite matrix, quickly where it is clear.
 *
 * A Cholesky factorisation with complete pivoting, P^T F P = R^T R + S, stops after r steps, where the diagonal of the
 * rest S is below tolerance / size. Its parts bound the singular values s of F from both sides,
 *
 *     s_r >= 1 / |R_11^-1|^2,    s_(r+1) <= tr S,    max_i F_ii <= s_1 <= tr F
 *
 * (Frobenius norm; interlacing, Weyl, and the variational principle). If s_r lies above tolerance s_1 and s_(r+1) below
 * it by these bounds, with size tr F times the rounding error allowed for, the rank is r. The bounds are wide; where
 * they do not say, the eigenvalues are counted, unless the magnitude of one lies within a factor of 1.5 of the limit,
 * tolerance s_1, or the limit within 100 times the rounding error. There, where the gap is small, the singular value
 * decomposition decides ({@link rankOf}).
 * A matrix whose diagonal is nowhere above 1e-15 has rank 0.
 *
 * @param matrix - shape [size, size], row-major
 * @param size - the number of rows, and of columns
 * @param tolerance - singular values up to this part of the largest count as zero
 * @throws EbitError as {@link rankOf}
 * @example
 * fisherRank(fisherMatrix(model, rows), model.angles); // { rank: 32, method: 'cholesky' }
 * @see Higham, "Analysis of the Cholesky decomposition of a semi-definite matrix" (1990), for the error of the factors
 */
export function fisherRank(matrix: ArrayLike<number>, size: number, tolerance = rankTolerance): FisherRank {
  return rankWithMethod(squareMatrix(matrix, size, tolerance), size, tolerance);
}

function rankWithMethod(matrix: Float64Array, size: number, tolerance: number): FisherRank {
  if (isSemidefinite(matrix, size)) {
    if (greatestOf(matrix, size) <= INFORMATION_FLOOR) return { rank: 0, method: 'cholesky' };
    const proved = provedRank(matrix, size, tolerance);
    if (proved !== null) return { rank: proved, method: 'cholesky' };
    const counted = countedRank(matrix, size, tolerance);
    if (counted !== null) return { rank: counted, method: 'eigenvalues' };
  }
  return { rank: rankOf(matrix, size, tolerance).rank, method: 'svd' };
}

/** The rank by the bounds of the factorisation, or null where they leave it open. */
function provedRank(matrix: Float64Array, size: number, tolerance: number): number | null {
  const { steps, pivots, inverseSquares } = pivotedCholesky(matrix, size, tolerance / size);
  let trace = 0;
  for (let i = 0; i < size; i++) trace += matrix[i * size + i];
  let left = 0;
  for (let i = steps; i < size; i++) left += Math.abs(pivots[i]);
  const error = ROUNDING * size * trace;
  const isCounted = 1 / inverseSquares - error > tolerance * (trace + error);
  const isRestZero = steps === size || left + error < tolerance * (pivots[0] - error);
  return isCounted && isRestZero ? steps : null;
}

/** How many times larger or smaller than the limit an eigenvalue must be to be told from it. */
const CLEARANCE = 1.5;

/** The rank by the eigenvalues, or null where one is close to the limit. */
function countedRank(matrix: Float64Array, size: number, tolerance: number): number | null {
  const values = symmetricEigenvalues(matrix, size).map((value) => Math.abs(value));
  let greatest = 0;
  for (const value of values) greatest = Math.max(greatest, value);
  const limit = tolerance * greatest;
  if (limit < 100 * ROUNDING * size * greatest) return null;
  let rank = 0;
  for (const value of values) {
    if (value > limit / CLEARANCE && value < limit * CLEARANCE) return null;
    if (value > limit) rank++;
  }
  return rank;
}

/** The greatest number on the diagonal. */
function greatestOf(matrix: Float64Array, size: number): number {
  let greatest = 0;
  for (let i = 0; i < size; i++) greatest = Math.max(greatest, matrix[i * size + i]);
  return greatest;
}

/** Whether the matrix is finite and may be positive semidefinite, by its diagonal; symmetry is the caller's. */
function isSemidefinite(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) if (matrix[i * size + i] < 0) return false;
  // In a positive semidefinite matrix no entry exceeds the greatest of the diagonal; NaN fails the comparison too.
  const most = greatestOf(matrix, size) * (1 + 1e-9);
  for (let i = 0; i < matrix.length; i++) if (!(Math.abs(matrix[i]) <= most)) return false;
  return true;
}
