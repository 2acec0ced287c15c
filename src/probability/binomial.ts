// Binomial probabilities to nearly all digits, by the core's logarithm and exponential: the same bits everywhere.
import { exp, log } from '../core/math.js';

const LOG_TWO_PI = 1.8378770664093453;

/** log(n!) - log(sqrt(2 pi n) (n/e)^n) for n < 16, which its series does not reach: from n! itself, 50 digits. */
const STIRLING_ERRORS = [
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
  0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.005951370112758848, 0.005554733551962801,
];

/** What Stirling's formula lacks of log(n!). */
function stirlingError(n: number): number {
  if (n < STIRLING_ERRORS.length) return STIRLING_ERRORS[n];
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x log(x / m) + m - x for x, m > 0, without cancellation where they are near each other. */
function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * log(x / m) - difference;
  // x log(x/m) = 2 x atanh(v), v = (x - m)/(x + m).
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * Returns P(K = k) of K successes in n trials, C(n, k) p^k (1 - p)^(n - k), by Loader's saddle-point form.
 *
 * @see C. Loader, Fast and accurate computation of binomial probabilities (2000)
 */
export function binomialPoint(k: number, n: number, p: number): number {
  const q = 1 - p;
  if (k < 0 || k > n) return 0;
  if (p <= 0) return k === 0 ? 1 : 0;
  if (q <= 0) return k === n ? 1 : 0;
  // log1p and expm1 are not the core's; n log q is as exact as q is.
  if (k === 0) return exp(n * log(q));
  if (k === n) return exp(n * log(p));
  const left = n - k;
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(left);
  const exponent = errors - deviance(k, n * p) - deviance(left, n * q);
  return exp(exponent - 0.5 * (LOG_TWO_PI + log((k / n) * left)));
}

/** Below it a continued fraction's denominators are no numbers. */
const TINY = 1e-300;
const EPSILON = 2.220446049250313e-16;

/** The continued fraction of the regularised incomplete beta function I_x(a, b), by Lentz's method. */
export function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guarded(1 + even * d);
    c = guarded(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guarded(1 + odd * d);
    c = guarded(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) <= EPSILON) return fraction;
  }
}

function guarded(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}

/**
 * Returns P(K >= k) of K successes in n trials, the regularised incomplete beta function I_p(k, n - k + 1), whose
 * derivative by p is n C(n - 1, k - 1) p^(k - 1) (1 - p)^(n - k).
 *
 * @param k - any integer
 * @param p - in [0, 1]
 * @see DLMF 8.17(v)
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  const q = 1 - p;
  const left = n - k + 1;
  // The fraction converges quickly on this side alone.
  if (p < (k + 1) / (n + 3)) return binomialPoint(k, n, p) * q * betaFraction(k, left, p);
  return 1 - binomialPoint(left, n, q) * p * betaFraction(left, k, q);
}

/** dP(K >= k)/dp. */
export function binomialTailSlope(k: number, n: number, p: number): number {
  if (k <= 0 || k > n) return 0;
  return n * binomialPoint(k - 1, n - 1, p);
}

/** What is left of a sum to 1 below this is its rounding. */
const NEGLIGIBLE = 1e-18;

/**
 * Returns the number of successes in n trials that a uniform number stands for: the numbers are gone through from the most
 * likely one outwards, the likelier of the two next ones first, until their probabilities exceed it. It takes about as many
 * steps as the distribution is wide.
 *
 * @param uniform - in [0, 1)
 * @param p - in [0, 1]
 */
export function binomialDraw(uniform: number, n: number, p: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return n;
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  let [up, down] = [mode, mode];
  let above = binomialPoint(mode, n, p);
  let below = above;
  let left = uniform - above;
  let found = mode;
  while (left >= 0) {
    const next = up < n ? above * ((n - up) / (up + 1)) * odds : 0;
    const previous = down > 0 ? (below * (down / (n - down + 1))) / odds : 0;
    if (next + previous < NEGLIGIBLE) return mode;
    if (next >= previous) {
      above = next;
      left -= next;
      found = ++up;
    } else {
      below = previous;
      left -= previous;
      found = --down;
    }
  }
  return found;
}
