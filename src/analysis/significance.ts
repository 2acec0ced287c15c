// How surprising a mean difference would be if there were none: Student's distribution, and many such questions at once.
import { exp, log } from '../core/math.js';
import { EbitError } from '../errors.js';
import { betaFraction } from '../probability/binomial.js';
import { bootstrapMeans, type Interval, meanOf, middleOf, studentT } from '../statistics.js';

/** B(a, 1/2) for a = 1/2, 1, 3/2, ...: each from the one a whole number before, B(a + 1, b) = B(a, b) a / (a + b). */
function betaWithHalf(a: number): number {
  let at = a % 1 === 0 ? 1 : 0.5;
  let beta = at === 1 ? 2 : Math.PI;
  for (; at < a; at++) beta *= at / (at + 0.5);
  return beta;
}

/**
 * Returns the chance that Student's t is at least so far from 0, on either side:
 *
 *     P(|T| >= |t|) = I_x(n/2, 1/2),    x = n / (n + t^2)
 *
 * @param t - any number, infinite where a mean has no scatter
 * @param degrees - n, of freedom, a whole number from 1 on
 * @see DLMF 8.17 for the incomplete beta function
 */
export function studentTwoSided(t: number, degrees: number): number {
  if (t === 0) return 1;
  if (!Number.isFinite(t)) return 0;
  const [a, b] = [degrees / 2, 0.5];
  const x = degrees / (degrees + t * t);
  // 1 - x without cancellation.
  const rest = (t * t) / (degrees + t * t);
  const front = (exp(a * log(x)) * Math.sqrt(rest)) / betaWithHalf(a);
  // The fraction converges quickly on this side alone.
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a;
  return 1 - (front * betaFraction(b, a, rest)) / b;
}

/** A mean difference, its interval of 95 %, and how surprising it would be if there were none. */
export interface Tested extends Interval {
  /** Two-sided. */
  readonly p: number;
}

/**
 * Returns what paired differences say, by Student's t with n - 1 degrees of freedom:
 *
 *     mean +- t sqrt(s^2 (1/n + overlap)),    s^2 = sum (d - mean)^2 / (n - 1)
 *
 * @param differences - one for every pair, two or more
 * @param overlap - 0 for independent pairs. For repeated splits of one table, whose training rows overlap, Nadeau and
 *   Bengio's n_test / n_train
 * @throws EbitError 'range' for fewer than two, of whose scatter nothing is known
 * @see C. Nadeau and Y. Bengio, Inference for the generalization error, Machine Learning 52, 239 (2003)
 */
export function pairedTest(differences: readonly number[], overlap = 0): Tested {
  const n = differences.length;
  if (n < 2) throw new EbitError('range', `${n} differences have no interval; give two or more.`);
  const mean = meanOf(differences);
  const squares = differences.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const error = Math.sqrt((squares / (n - 1)) * (1 / n + overlap));
  const half = studentT(n - 1) * error;
  return { mean, low: mean - half, high: mean + half, p: mean === 0 ? 1 : studentTwoSided(mean / error, n - 1) };
}

/**
 * Returns what differences row by row of two single trainings say, by a bootstrap over the rows: the middle 95 % of the means
 * of resamples, and twice the share of them on the other side of 0, which is never said to be less than the resamples can
 * show.
 *
 * @param differences - one for every row that both were judged by, at least one
 * @throws EbitError 'range' for none
 */
export function rowsTest(differences: readonly number[]): Tested {
  const means = bootstrapMeans(differences);
  const [low, high] = middleOf(means);
  const beyond = (isBeyond: (mean: number) => boolean) => (1 + means.filter(isBeyond).length) / (1 + means.length);
  const p =
    2 *
    Math.min(
      beyond((mean) => mean <= 0),
      beyond((mean) => mean >= 0),
    );
  return { mean: meanOf(differences), low, high, p: Math.min(1, p) };
}

/**
 * Returns p-values after Holm's correction: below a level where the chance of even one wrong rejection among all is below it.
 *
 *     p_(i) -> max over j <= i of min(1, (m - j + 1) p_(j)),    p_(1) <= ... <= p_(m)
 *
 * @param values - p-values in any order, which is kept
 * @see S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6, 65 (1979)
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const corrected = new Array<number>(values.length);
  let least = 0;
  order.forEach((place, i) => {
    least = Math.max(least, Math.min(1, (values.length - i) * values[place]));
    corrected[place] = least;
  });
  return corrected;
}
