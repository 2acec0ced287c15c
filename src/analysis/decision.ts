// How likely the sign of the mean of some shots is the right label.
import { binomialDraw, binomialPoint, binomialTail } from '../probability/binomial.js';

/** How far a mean may be from 0 and still be one: relative to the largest weight, far above rounding. */
export const TIE = 1e-9;

/** What a shot is worth, and which outcomes are worth that. */
interface Worth {
  readonly value: number;
  readonly outcomes: readonly number[];
}

/** The different values of the weights, from the largest down; those that differ by less than 1e-9 of it are one. */
export function worths(weights: ArrayLike<number>): Worth[] {
  const order = Array.from(weights, (value, outcome) => ({ value, outcome })).sort((a, b) => b.value - a.value);
  const least = TIE * largest(weights);
  const found: { value: number; outcomes: number[] }[] = [];
  for (const { value, outcome } of order) {
    const last = found.at(-1);
    if (last !== undefined && last.value - value <= least) last.outcomes.push(outcome);
    else found.push({ value, outcomes: [outcome] });
  }
  return found;
}

function largest(weights: ArrayLike<number>): number {
  return Array.from(weights).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
}

/** How many ways there are to divide shots among so many values, C(shots + values - 1, values - 1). */
export function compositions(shots: number, values: number): number {
  let count = 1;
  for (let i = 1; i < values; i++) count = (count * (shots + i)) / i;
  return Math.round(count);
}

/** What of the shots of a row is known, and what their decision hangs on. */
interface Decision {
  readonly values: readonly Worth[];
  /** The chance of each value. */
  chancesOf(probabilities: ArrayLike<number>): number[];
  /** 1 for a sum above 0, 1/2 for one that is 0. */
  decided(sum: number): number;
  /** The same of so many shots behind a sum, all worth one of the last two values, the first of them with the chance p. */
  lastTwo(left: number, p: number, before: number): number;
}

function decisionOf(weights: ArrayLike<number>, shots: number): Decision {
  const values = worths(weights);
  const tie = TIE * largest(weights) * shots;
  const [high, low] = values.slice(-2).map(({ value }) => value);
  return {
    values,
    chancesOf: (probabilities) =>
      values.map(({ outcomes }) => outcomes.reduce((sum, a) => sum + Math.max(0, probabilities[a]), 0)),
    decided: (sum) => (Math.abs(sum) <= tie ? 0.5 : sum > 0 ? 1 : 0),
    lastTwo(left, p, before) {
      // before + k high + (left - k) low = 0
      const k = -(before + left * low) / (high - low);
      const nearest = Math.round(k);
      const isTie = Math.abs(before + nearest * high + (left - nearest) * low) <= tie;
      if (!isTie) return binomialTail(Math.floor(k) + 1, left, p);
      return binomialTail(nearest + 1, left, p) + 0.5 * binomialPoint(nearest, left, p);
    },
  };
}

/** The part of what is left, which rounding takes out of [0, 1] at most. */
function shareOf(chance: number, rest: number): number {
  return rest > 0 ? Math.min(1, chance / rest) : 0;
}

/**
 * Returns how a row is decided from so many shots: the chance that the sum of the weights of the outcomes is above 0, with
 * half the chance that it is 0.
 *
 *     P(sum > 0) + P(sum = 0) / 2,    (k_1 .. k_V) multinomial, sum = sum_v k_v w_v
 *
 * Two values take one tail of a binomial distribution; with more all ways to divide the shots among all values but two are
 * gone through.
 *
 * @param weights - of the outcomes
 * @returns a function of P(a), shape [outcomes]
 */
export function positiveChance(
  weights: ArrayLike<number>,
  shots: number,
): (probabilities: ArrayLike<number>) => number {
  const { values, chancesOf, decided, lastTwo } = decisionOf(weights, shots);
  const level = (v: number, left: number, rest: number, before: number, chances: readonly number[]): number => {
    const { value } = values[v];
    if (v === values.length - 1) return decided(before + left * value);
    const p = shareOf(chances[v], rest);
    if (v === values.length - 2) return lastTwo(left, p, before);
    let sum = 0;
    for (let k = 0; k <= left; k++) {
      const here = binomialPoint(k, left, p);
      if (here > 0) sum += here * level(v + 1, left - k, rest - chances[v], before + k * value, chances);
    }
    return sum;
  };
  return (probabilities) => {
    const chances = chancesOf(probabilities);
    const total = chances.reduce((sum, chance) => sum + chance, 0);
    return level(0, shots, total, 0, chances);
  };
}

/**
 * Returns how a row is decided where it is drawn how many of its shots are worth each value, but for the last two, of which
 * all ways to divide what is left are summed: its mean over draws is the chance of {@link positiveChance}.
 *
 * @param weights - of the outcomes, of more than two values
 * @returns a function of P(a), shape [outcomes], and of uniform numbers, `draws` of them
 */
export function drawnChance(
  weights: ArrayLike<number>,
  shots: number,
): {
  readonly draws: number;
  chance(probabilities: ArrayLike<number>, uniform: (place: number) => number): number;
} {
  const { values, chancesOf, lastTwo } = decisionOf(weights, shots);
  const draws = values.length - 2;
  return {
    draws,
    chance(probabilities, uniform) {
      const chances = chancesOf(probabilities);
      let rest = chances.reduce((sum, chance) => sum + chance, 0);
      let left = shots;
      let before = 0;
      for (let v = 0; v < draws && left > 0; v++) {
        const k = binomialDraw(uniform(v), left, shareOf(chances[v], rest));
        left -= k;
        rest -= chances[v];
        before += k * values[v].value;
      }
      return lastTwo(left, shareOf(chances[draws], rest), before);
    },
  };
}
