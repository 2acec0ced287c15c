import { sigmoid, softplus } from '../core/math.js';
import { answerOf } from '../engine/row-loss.js';
import { EbitError } from '../errors.js';
import { checkedWord } from '../options.js';
import type { WeightForm } from './model-types.js';
import {
  CLASS_LOSS,
  type LossFunction,
  type LossName,
  lossNames,
  type PlainLoss,
  type ShotsLoss,
} from './session-types.js';
import { checkedShotsLoss, meanShotsLoss, momentLoss } from './shots-loss.js';

/** A loss of one row: what it is at an expectation value and a label, and its derivative by the expectation value. */
export interface NamedLoss {
  value(expectation: number, label: number): number;
  slope(expectation: number, label: number): number;
}

/** The names of losses, of two classes and of more. */
const namedLosses = ['mse', 'product', 'logistic', 'hinge', CLASS_LOSS] as const;

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
 * @param names - that there are; of two classes and of more unless told
 * @throws EbitError 'config' for anything else, 'range' for a number of shots beyond its limits
 */
export function checkedLoss<T extends PlainLoss | LossFunction>(
  loss: T,
  names: readonly (LossName | typeof CLASS_LOSS)[] = namedLosses,
): T {
  if (typeof loss === 'object' && loss !== null) checkedShotsLoss(loss);
  else if (typeof loss !== 'function') checkedWord('loss', loss, names);
  return loss;
}

/** The loss where none is named: the mean square of two classes, the cross-entropy of more. */
export function defaultLoss(classes: number): PlainLoss {
  return classes === 2 ? lossNames[0] : CLASS_LOSS;
}

/** Any loss between two classes. */
export type TwoClassLoss = LossName | ShotsLoss;

/** Whether a loss is one of two classes. */
export function isTwoClassLoss(loss: PlainLoss | LossFunction): loss is TwoClassLoss | LossFunction {
  return loss !== CLASS_LOSS;
}

/**
 * Returns a loss as {@link checkedLoss} does, if so many classes have it.
 *
 * @throws EbitError 'config' for the cross-entropy of two classes, and for any other loss of more
 */
export function lossOfClasses<T extends PlainLoss | LossFunction>(loss: T, classes: number): T {
  checkedLoss(loss, classes === 2 && isTwoClassLoss(loss) ? lossNames : namedLosses);
  if (isTwoClassLoss(loss) === (classes === 2)) return loss;
  throw new EbitError(
    'config',
    classes === 2
      ? `The loss "${CLASS_LOSS}" is that of more than two classes; "logistic" is what it is for two.`
      : `A model of ${classes} classes has the loss "${CLASS_LOSS}" alone; name it, or none.`,
  );
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

/** What a model of two classes says of rows. */
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
  loss: TwoClassLoss | LossFunction,
  weights: Float64Array | null = null,
): number {
  return typeof loss === 'object'
    ? meanShotsLoss(probabilities(), outcomeWeights, labels, momentLoss(loss, form), weights)
    : meanLossOf(expectations, labels, loss, weights);
}
