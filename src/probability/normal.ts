// The standard normal distribution to nearly all digits, by the core's exponential: the same bits everywhere.
import { exp } from '../core/math.js';

/** 1 / sqrt(2 pi). */
const HEIGHT = 0.3989422804014327;
/** Up to here the series loses no digits that matter, and beyond it the continued fraction takes few terms. */
const NEAR = 2.5;
const EPSILON = 2.220446049250313e-16;

/** phi(z) = e^(-z^2 / 2) / sqrt(2 pi). */
export function normalDensity(z: number): number {
  return HEIGHT * exp(-0.5 * z * z);
}

/**
 * Returns P(Z > z) of a standard normal variable.
 *
 *     1/2 - phi(z) (z + z^3/3 + z^5/(3 5) + ...)        near 0
 *     phi(z) / (z + 1/(z + 2/(z + 3/(z + ...))))        far above it
 *
 * @see DLMF 7.6.2 and 7.9.1
 */
export function normalTail(z: number): number {
  if (z < -NEAR) return 1 - normalTail(-z);
  if (z <= NEAR) {
    const square = z * z;
    let term = z;
    let sum = z;
    for (let k = 3; Math.abs(term) > Math.abs(sum) * EPSILON; k += 2) {
      term *= square / k;
      sum += term;
    }
    return 0.5 - normalDensity(z) * sum;
  }
  const density = normalDensity(z);
  if (density === 0) return 0;
  // Lentz's method; every denominator is at least z.
  let fraction = z;
  let c = z;
  let d = 0;
  for (let k = 1; ; k++) {
    d = 1 / (z + k * d);
    c = z + k / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) <= EPSILON) return density / fraction;
  }
}
