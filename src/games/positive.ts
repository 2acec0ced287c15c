// Whether a matrix has no negative eigenvalue, in doubles, for those who check certificates.

/** Half the distance from 1 to the next double: the relative error of one operation. */
export const UNIT_ROUNDOFF = 1.1102230246251565e-16;

/**
 * What is added to the diagonal of an [n, n] matrix P before {@link hasCholeskyFactor}: if that holds, then P with twice this
 * on its diagonal has no negative eigenvalue. Twice the bound of Rump's theorem and more; see `checkCertificate`.
 *
 * @param trace - sum |P_ii|
 */
export function roundingShift(n: number, trace: number): number {
  return 2 * (n + 3) * UNIT_ROUNDOFF * trace;
}

/**
 * Whether a Cholesky factorisation in doubles runs to its end. What is 0 in a column is passed over, so that a diagonal
 * first block costs nothing.
 *
 * @param matrix - its lower triangle, row i of i + 1 numbers; overwritten
 */
export function hasCholeskyFactor(matrix: readonly Float64Array[]): boolean {
  const size = matrix.length;
  const column = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    if (!(matrix[k][k] > 0)) return false;
    const root = Math.sqrt(matrix[k][k]);
    for (let i = k + 1; i < size; i++) column[i] = matrix[i][k] / root;
    for (let i = k + 1; i < size; i++) {
      const factor = column[i];
      if (factor === 0) continue;
      const row = matrix[i];
      for (let j = k + 1; j <= i; j++) row[j] -= factor * column[j];
    }
  }
  return true;
}
