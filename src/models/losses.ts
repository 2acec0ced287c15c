import { sigmoid, softplus } from '../core/math.js';
import { answerOf } from '../engine/row-loss.js';
import { checkedWord } from '../options.js';
import type { WeightForm } from './model-types.js';
import { type LossFunction, type LossName, lossNames, type PlainLoss } from './session-types.js';
import { checkedShotsLoss, meanShotsLoss, momentLoss } from './shots-loss.js';

/** A loss of one row: what it is at an expectation value and a label, and its derivative by the expectation value. */
export interface NamedLoss {
  value(expectation: number, label: number): number;
  slope(expectation: number, label: number): number;
}

/** All losses by name, in the terms of the core, so that both give the same bits. */
export const losses: { readonly [Name in LossName]: NamedLoss } = {
  mse: {
    value: (e, y) => (y - e) * (y - e),
    slope: (e, y) => 2 * (e - y),
  },
  product: {
    value: (e, y) => -y * e,
    slope: (_, y) => -y,
  },
  logistic: {
    value: (e, y) => softplus(-y * e),
    slope: (e, y) => -y * sigmoid(-y * e),
  },
  hinge: {
    value: (e, y) => Math.max(0, 1 - y * e),
    slope: (e, y) => (y * e < 1 ? -y : 0),
  },
};

/**
 * Returns a loss, by name, of shots or of one's own, if it is one.
 *
 * @throws EbitError 'config' for anything else, 'range' for a number of shots beyond its limits
 */
export function checkedLoss<T extends PlainLoss | LossFunction>(loss: T): T {
  if (typeof loss === 'object' && loss !== null) checkedShotsLoss(loss);
  else if (typeof loss !== 'function') checkedWord('loss', loss, lossNames);
  return loss;
}

/**
 * Returns the mean loss of rows, weighted where there are weights: the sum of w l over the sum of w.
 *
 * @param expectations - E, shape [rows]
 * @param labels - +1 or -1, shape [rows]
 * @param weights - shape [rows]; null where all weigh 1
 */
export function meanLossOf(
  expectations: Float64Array,
  labels: Float64Array,
  loss: LossName | LossFunction,
  weights: Float64Array | null = null,
): number {
  const value = typeof loss === 'function' ? (e: number, y: number) => answerOf(loss, e, y).value : losses[loss].value;
  let sum = 0;
  let total = 0;
  for (let n = 0; n < labels.length; n++) {
    const weight = weights === null ? 1 : weights[n];
    sum += weight * value(expectations[n], labels[n]);
    total += weight;
  }
  return sum / total;
}

/** What a model says of rows. */
export interface JudgedModel {
  readonly form: WeightForm;
  /** w_a, shape [outcomes]. */
  readonly outcomeWeights: Float64Array;
  /** E, shape [rows]. */
  readonly expectations: Float64Array;
  /** P(a|x), shape [rows, outcomes]; asked for by losses that depend on more than E. */
  probabilities(): Float64Array;
}

/**
 * Returns the mean loss of a model's rows, whatever of them the loss depends on.
 *
 * @param weights - shape [rows]; null where all weigh 1
 */
export function meanModelLoss(
  { form, outcomeWeights, expectations, probabilities }: JudgedModel,
  labels: Float64Array,
  loss: PlainLoss | LossFunction,
  weights: Float64Array | null = null,
): number {
  return typeof loss === 'object'
    ? meanShotsLoss(probabilities(), outcomeWeights, labels, momentLoss(loss, form), weights)
    : meanLossOf(expectations, labels, loss, weights);
}
