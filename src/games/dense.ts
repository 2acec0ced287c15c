// Symmetric matrices of a few hundred rows, row-major, for the interior-point method. Inner loops run along rows.

/**
 * Fills `factor` with the lower triangle L of A = L L^T.
 *
 * @param matrix - symmetric, [n, n]; only its lower triangle is read
 * @param factor - [n, n], above the diagonal not touched; may be `matrix`
 * @returns whether A is positive definite; if not, `factor` is of no use
 */
export function choleskyInto(factor: Float64Array, matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0, p = i * n, q = j * n; k < j; k++) sum -= factor[p + k] * factor[q + k];
      if (i > j) factor[i * n + j] = sum / factor[j * n + j];
      else if (sum > 0) factor[i * n + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Fills `inverse` with (L L^T)^-1; `work` is [n, n]. */
export function inverseInto(inverse: Float64Array, factor: Float64Array, n: number, work: Float64Array): void {
  work.fill(0);
  inverse.fill(0);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let k = 0; k < i; k++) addRow(work, row, factor[row + k], work, k * n, k + 1, -1);
    work[row + i] = 1;
    const scale = 1 / factor[row + i];
    for (let j = 0; j <= i; j++) work[row + j] *= scale;
    for (let j = 0; j <= i; j++) addRow(inverse, j * n, work[row + j], work, row, j + 1, 1);
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j];
}

/** out[at ..] += sign x from[start ..] over some numbers. */
function addRow(
  out: Float64Array,
  at: number,
  x: number,
  from: Float64Array,
  start: number,
  count: number,
  sign: number,
): void {
  const factor = sign * x;
  if (factor === 0) return;
  for (let j = 0; j < count; j++) out[at + j] += factor * from[start + j];
}

/** Fills `out` with A B. */
export function productInto(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  out.fill(0);
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) addRow(out, i * n, a[i * n + k], b, k * n, n, 1);
}

/** Solves L L^T x = b in place of b. */
export function solveInto(b: Float64Array, factor: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= factor[i * n + k] * b[k];
    b[i] /= factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    b[i] /= factor[i * n + i];
    for (let k = 0; k < i; k++) b[k] -= factor[i * n + k] * b[i];
  }
}

/** The largest step that stays inside, of 1 and its multiples by 0.8, shortened a little if it is none of full length. */
export function inside(fits: (step: number) => boolean): number {
  if (fits(1)) return 1;
  for (let step = 0.8; step > 1e-8; step *= 0.8) {
    if (fits(step) && fits(0.95 * step)) return 0.95 * step;
  }
  return 0;
}
