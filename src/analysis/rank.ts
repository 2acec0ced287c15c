import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { EbitError } from '../errors.js';
import { numberList } from '../number-list.js';
import { shownValue } from '../shown-value.js';

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

/** @throws EbitError 'range' for a tolerance outside (0, 1) */
export function checkTolerance(tolerance: number): void {
  if (typeof tolerance === 'number' && tolerance > 0 && tolerance < 1) return;
  throw new EbitError('range', `The tolerance is ${shownValue(tolerance)}; give a number between 0 and 1, as 1e-10.`);
}

/**
 * Returns a square matrix as a Float64Array, after checking it and the tolerance of its rank.
 *
 * @throws EbitError 'shape' if it is not size by size, 'range' for a tolerance outside (0, 1)
 */
export function squareMatrix(matrix: ArrayLike<number>, size: number, tolerance: number): Float64Array {
  const numbers = numberList('The entries of the matrix', matrix);
  if (!Number.isSafeInteger(size) || size < 1 || numbers.length !== size * size) {
    const side = shownValue(size);
    throw new EbitError('shape', `${numbers.length} numbers are not a matrix of ${side} by ${side}.`);
  }
  checkTolerance(tolerance);
  return numbers;
}

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
export function rankOf(matrix: ArrayLike<number>, size: number, tolerance = rankTolerance): Rank {
  const numbers = squareMatrix(matrix, size, tolerance);
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isFinite(numbers[i])) {
      throw new EbitError('not-finite', `Entry ${i} of the matrix is ${numbers[i]}; every entry must be finite.`);
    }
  }
  const { diagonal } = new SingularValueDecomposition(Matrix.from1DArray(size, size, numbers), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  const singularValues = Float64Array.from(diagonal).sort().reverse();
  const rank = singularValues.filter((value) => value > tolerance * singularValues[0]).length;
  const next = rank < size ? singularValues[rank] : 0;
  const gap = rank === 0 ? 1 : next === 0 ? Number.POSITIVE_INFINITY : singularValues[rank - 1] / next;
  return { rank, singularValues, gap };
}
