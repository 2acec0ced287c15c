// What of the validation rows a fit watches on its way: to stop, and to know its best model.
import { EbitError } from '../errors.js';
import type { Link } from '../models/positive-probabilities.js';
import type { Scores } from './scores.js';

/** Every {@link ValidationMetric}; the first is the default. */
export const validationMetrics = ['accuracy', 'loss', 'balancedAccuracy', 'f1', 'auc', 'logLoss', 'brier'] as const;

/**
 * A number by which a model's validation rows are judged: `loss` is what is descended, weights of rows included; the others
 * are those of `evaluate`, in which all rows count the same. Of `loss`, `logLoss` and `brier` less is better, of all others
 * more.
 */
export type ValidationMetric = (typeof validationMetrics)[number];

/** Those that a history has no column of its own for. */
export type ColumnMetric = Exclude<ValidationMetric, 'accuracy' | 'loss'>;

const FALLING: readonly ValidationMetric[] = ['loss', 'logLoss', 'brier'];

/** Whether less of a metric is better. */
export function isFalling(metric: ValidationMetric): boolean {
  return FALLING.includes(metric);
}

/** Whether a value is better than another by more than a gain. */
export function isBetter(metric: ValidationMetric, value: number, than: number, gain = 0): boolean {
  return isFalling(metric) ? value < than - gain : value > than + gain;
}

/** The metric that a history needs a column for, or null: of accuracy and loss it has one. */
export function columnOf(metric: ValidationMetric | null): ColumnMetric | null {
  return metric === null || metric === 'accuracy' || metric === 'loss' ? null : metric;
}

/** What scores say of a metric that was watched when they were taken. */
export function valueIn(scores: Scores, metric: ValidationMetric): number {
  const { validationAccuracy, validationLoss, validationMetric } = scores;
  const value = metric === 'accuracy' ? validationAccuracy : metric === 'loss' ? validationLoss : validationMetric;
  if (value === null || value === undefined) throw new Error(`the scores do not have the metric ${metric}`);
  return value;
}

/** How E of a training by this loss stands for a probability. */
export function linkOf(loss: unknown): Link {
  return loss === 'logistic' ? 'logistic' : 'linear';
}

/** @throws EbitError 'labels' if a metric means nothing for rows of these labels */
export function checkMeasurable(metric: ColumnMetric | null, labels: Float64Array): void {
  if (metric !== 'auc' || labels.some((label) => label !== labels[0])) return;
  throw new EbitError(
    'labels',
    `All ${labels.length} validation labels are ${labels[0]}, of which there is no AUC; watch another metric, or give rows of more than one label.`,
  );
}

/** The best of a fit's evaluations so far. */
export interface BestState {
  /** After how many updates. */
  readonly iteration: number;
  readonly scores: Scores;
  /** A copy. */
  readonly parameters: Float64Array;
}

/** The better of two evaluations by a metric: the later one only where it is truly better. */
export function betterOf(
  metric: ValidationMetric,
  before: BestState | null,
  iteration: number,
  parameters: Float64Array,
  scores: Scores,
): BestState {
  if (before !== null && !isBetter(metric, valueIn(scores, metric), valueIn(before.scores, metric))) return before;
  return { iteration, scores, parameters: parameters.slice() };
}
