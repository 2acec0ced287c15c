// How likely the class with the largest estimated logit is the right one, where logits come from some shots.
import { binomialDraw, binomialPoint } from '../probability/binomial.js';
import { TIE } from './decision.js';

/** How rows of more than two classes are decided from so many shots. */
export interface ClassDecision {
  /** How many uniform numbers one draw takes. */
  readonly draws: number;
  /** The chance of a label, summed over all ways to divide the shots among the outcomes. */
  exact(probabilities: ArrayLike<number>, label: number): number;
  /** The same of shots that are drawn: 1, 0, or where classes tie the share that a fair draw among them has. */
  drawn(probabilities: ArrayLike<number>, label: number, uniform: (place: number) => number): number;
}

/** The part of what is left, which rounding takes out of [0, 1] at most. */
function shareOf(chance: number, rest: number): number {
  return rest > 0 ? Math.min(1, Math.max(0, chance) / rest) : 0;
}

/**
 * Returns how a row is decided from so many shots: the label is the class with the largest sum of W_ca over the shots'
 * outcomes a, and of several that tie each is as likely.
 *
 * @param weights - W, shape [classes, outcomes], row-major
 */
export function classDecision(weights: Float64Array, classes: number, shots: number): ClassDecision {
  const outcomes = weights.length / classes;
  const tie = TIE * shots * weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const sums = new Float64Array(classes);

  const decided = (label: number): number => {
    const least = sums.reduce((most, sum) => Math.max(most, sum), Number.NEGATIVE_INFINITY) - tie;
    if (sums[label] < least) return 0;
    return 1 / sums.reduce((count, sum) => (sum < least ? count : count + 1), 0);
  };
  const add = (a: number, count: number): void => {
    for (let c = 0; c < classes; c++) sums[c] += count * weights[c * outcomes + a];
  };
  const level = (probabilities: ArrayLike<number>, label: number, a: number, left: number, rest: number): number => {
    const isLast = a === outcomes - 1;
    const before = sums.slice();
    let chance = 0;
    for (let count = isLast ? left : 0; count <= left; count++) {
      const here = isLast ? 1 : binomialPoint(count, left, shareOf(probabilities[a], rest));
      if (!(here > 0)) continue;
      add(a, count);
      const behind = isLast
        ? decided(label)
        : level(probabilities, label, a + 1, left - count, rest - Math.max(0, probabilities[a]));
      chance += here * behind;
      sums.set(before);
    }
    return chance;
  };
  return {
    draws: outcomes - 1,
    exact(probabilities, label) {
      sums.fill(0);
      return level(probabilities, label, 0, shots, 1);
    },
    drawn(probabilities, label, uniform) {
      sums.fill(0);
      let [left, rest] = [shots, 1];
      for (let a = 0; a < outcomes - 1 && left > 0; a++) {
        const count = binomialDraw(uniform(a), left, shareOf(probabilities[a], rest));
        add(a, count);
        left -= count;
        rest -= Math.max(0, probabilities[a]);
      }
      add(outcomes - 1, left);
      return decided(label);
    },
  };
}
