// Factorisations of symmetric matrices in the core.
import { EbitError } from '../errors.js';
import { Arena } from './arena.js';
import { acquireCore, releaseCore } from './load.js';

/** A pivoted Cholesky factorisation P^T A P = R^T R, stopped where what is left is small. */
export interface PivotedCholesky {
  /** Number of steps done, the rows of R. */
  readonly steps: number;
  /** r_kk^2 of each step, descending; then the diagonal of what is left, A less R^T R. */
  readonly pivots: Float64Array;
  /** The sum of the squares of the inverse of R's leading block, [steps, steps]. */
  readonly inverseSquares: number;
}

/**
 * Factorises a positive semidefinite matrix with complete pivoting.
 *
 * @param matrix - shape [size, size], row-major, symmetric, finite
 * @param stop - the factorisation ends at a pivot up to this part of the largest
 * @throws EbitError 'memory' if the matrix does not fit
 */
export function pivotedCholesky(matrix: Float64Array, size: number, stop: number): PivotedCholesky {
  const core = acquireCore();
  const arena = new Arena(core);
  const at = arena.putF64(matrix);
  const order = arena.reserve(4 * size);
  const pivots = arena.reserve(8 * (size + 1));
  const work = arena.reserve(core.choleskyBytes(size));
  const steps = core.pivotedCholesky(at, size, stop, order, pivots, work);
  const filled = arena.f64(pivots, size + 1).slice();
  releaseCore(core);
  return { steps, pivots: filled.subarray(0, size), inverseSquares: filled[size] };
}

/**
 * Returns the eigenvalues of a symmetric matrix, descending.
 *
 * Each is exact to about 1e-16 size of the largest in magnitude.
 *
 * @param matrix - shape [size, size], row-major, symmetric, finite
 * @throws EbitError 'memory' if the matrix does not fit; 'not-finite' if an eigenvalue is beyond the range of a double
 */
export function symmetricEigenvalues(matrix: Float64Array, size: number): Float64Array {
  const core = acquireCore();
  const arena = new Arena(core);
  const at = arena.putF64(matrix);
  const values = arena.reserve(8 * size);
  const found = core.eigenvalues(at, size, values, arena.reserve(16 * size));
  const sorted = arena.f64(values, size).slice().sort().reverse();
  releaseCore(core);
  if (found < size || !sorted.every(Number.isFinite)) {
    throw new EbitError(
      'not-finite',
      'An eigenvalue of a matrix is beyond 1.8e308, or one of its numbers is not finite; scale them to magnitude 1.',
    );
  }
  return sorted;
}
