import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { EbitError } from '../errors.js';

/** The rank of a matrix with what it was decided by. */
export interface Rank {
  /** Number of singular values above tolerance times the largest. */
  readonly rank: number;
  /** Descending. */
  readonly singularValues: Float64Array;
  /** The last value counted over the first one not counted: how clear the decision is. Infinity where none is left. */
  readonly gap: number;
}

/** Relative to the largest singular value. Fisher matrices of the models here show 1e-3 to 1e-7 against 1e-16. */
export const rankTolerance = 1e-10;

/**
 * Returns the numerical rank of a square matrix by its singular values.
 *
 *     rank = number of s_i > tolerance s_1
 *
 * @param matrix - shape [size, size], row-major, finite
 * @param size - the number of rows, and of columns
 * @param tolerance - singular values up to this part of the largest count as zero
 * @throws EbitError 'shape' if the matrix is not size by size, 'not-finite' if an entry is not finite, 'range' for a
 *   tolerance outside (0, 1)
 * @example
 * rankOf(Float64Array.of(1, 1, 1, 1), 2).rank; // 1
 */
export function rankOf(matrix: Float64Array, size: number, tolerance = rankTolerance): Rank {
  if (matrix.length !== size * size || size === 0) {
    throw new EbitError('shape', `${matrix.length} numbers are not a matrix of ${size} by ${size}.`);
  }
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new EbitError('range', `the tolerance is ${tolerance}; give a number between 0 and 1, as 1e-10.`);
  }
  for (let i = 0; i < matrix.length; i++) {
    if (!Number.isFinite(matrix[i])) {
      throw new EbitError('not-finite', `entry ${i} of the matrix is ${matrix[i]}; every entry must be finite.`);
    }
  }
  const { diagonal } = new SingularValueDecomposition(Matrix.from1DArray(size, size, matrix), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  const singularValues = Float64Array.from(diagonal).sort().reverse();
  const rank = singularValues.filter((value) => value > tolerance * singularValues[0]).length;
  const next = rank < size ? singularValues[rank] : 0;
  const gap = rank === 0 ? 1 : next === 0 ? Number.POSITIVE_INFINITY : singularValues[rank - 1] / next;
  return { rank, singularValues, gap };
}
