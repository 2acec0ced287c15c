// The sign of a Hermitian matrix: the observable of eigenvalues +1 and -1 that has the largest product with it.

/** What is left beside the diagonal when the rotations end, against the whole matrix; squared. */
const LEFT = 1e-31;
const MOST_SWEEPS = 40;

/**
 * Replaces a Hermitian matrix H = V diag(e) V^+ by sign H = V diag(sign e) V^+, with +1 for an eigenvalue of 0.
 *
 * Of all observables with eigenvalues +1 and -1 it is the one with the largest tr(A H), which is sum |e|. Eigenvalues are
 * found by Jacobi's rotations.
 *
 * @param h - [d, d, 2], row-major, real and imaginary parts
 * @returns sum |e|
 */
export function hermitianSign(h: Float64Array, d: number): number {
  const v = new Float64Array(2 * d * d);
  for (let i = 0; i < d; i++) v[2 * i * (d + 1)] = 1;
  const size = h.reduce((sum, x) => sum + x * x, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let left = 0;
    for (let p = 0; p < d; p++) {
      for (let q = p + 1; q < d; q++) {
        const at = 2 * (p * d + q);
        const square = h[at] * h[at] + h[at + 1] * h[at + 1];
        left += square;
        if (square > LEFT * size) rotate(h, v, d, p, q);
      }
    }
    if (left <= LEFT * size) break;
  }
  let sum = 0;
  const signs = new Float64Array(d);
  for (let k = 0; k < d; k++) {
    const value = h[2 * k * (d + 1)];
    sum += Math.abs(value);
    signs[k] = value < 0 ? -1 : 1;
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < d; k++) {
        const [p, q] = [2 * (i * d + k), 2 * (j * d + k)];
        re += signs[k] * (v[p] * v[q] + v[p + 1] * v[q + 1]);
        im += signs[k] * (v[p + 1] * v[q] - v[p] * v[q + 1]);
      }
      h[2 * (i * d + j)] = re;
      h[2 * (i * d + j) + 1] = im;
    }
  }
  return sum;
}

/** One rotation of rows and columns p and q, by which h_pq becomes 0; V takes the columns' part. */
function rotate(h: Float64Array, v: Float64Array, d: number, p: number, q: number): void {
  const at = 2 * (p * d + q);
  const size = Math.sqrt(h[at] * h[at] + h[at + 1] * h[at + 1]);
  const [phaseRe, phaseIm] = [h[at] / size, h[at + 1] / size];
  const ratio = (h[2 * q * (d + 1)] - h[2 * p * (d + 1)]) / (2 * size);
  const t = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  // Columns: p' = c p - s conj(phase) q, q' = s phase p + c q; then rows by the conjugate.
  for (const m of [h, v]) {
    for (let i = 0; i < d; i++) {
      const [x, y] = [2 * (i * d + p), 2 * (i * d + q)];
      const [pr, pi, qr, qi] = [m[x], m[x + 1], m[y], m[y + 1]];
      m[x] = c * pr - s * (phaseRe * qr + phaseIm * qi);
      m[x + 1] = c * pi - s * (phaseRe * qi - phaseIm * qr);
      m[y] = s * (phaseRe * pr - phaseIm * pi) + c * qr;
      m[y + 1] = s * (phaseRe * pi + phaseIm * pr) + c * qi;
    }
  }
  for (let j = 0; j < d; j++) {
    const [x, y] = [2 * (p * d + j), 2 * (q * d + j)];
    const [pr, pi, qr, qi] = [h[x], h[x + 1], h[y], h[y + 1]];
    h[x] = c * pr - s * (phaseRe * qr - phaseIm * qi);
    h[x + 1] = c * pi - s * (phaseRe * qi + phaseIm * qr);
    h[y] = s * (phaseRe * pr + phaseIm * pi) + c * qr;
    h[y + 1] = s * (phaseRe * pi - phaseIm * pr) + c * qi;
  }
}
