import { NORMAL } from '../../../statistics.js';

/** What holds the true chance in 95 of 100 such experiments. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Returns Wilson's 95 % interval of a chance of which k of n trials are known.
 *
 * (p + z^2/2n -+ z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n), p = k/n, z = 1.96
 *
 * @returns null for no trials
 * @see E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
 */
export function wilson(k: number, n: number): Bounds | null {
  if (n === 0) return null;
  const p = k / n;
  const z2 = NORMAL * NORMAL;
  const middle = p + z2 / (2 * n);
  const half = NORMAL * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  // Rounding must not lead out of [0, 1].
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}
