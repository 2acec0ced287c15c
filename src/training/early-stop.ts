import { isBetter, type ValidationMetric } from './watched-metric.js';

/** When to give up: the best validation metric was not beaten in the last `patience` evaluations. */
export interface EarlyStop {
  /** A number of evaluations, at least 1. */
  readonly patience: number;
  /** How much better than the best so far a value must be to count as better, in the metric's units; 0 unless told. */
  readonly minimumGain?: number;
  /** What is watched; `accuracy` unless told. */
  readonly metric?: ValidationMetric;
}

/**
 * Tells whether a metric has stopped getting better.
 *
 * It is found from the whole history each time, so that a resumed run needs to remember nothing about it.
 *
 * @param values - of the validation set, evaluation after evaluation
 * @example
 * isExhausted([0.5, 0.8, 0.8, 0.79], { patience: 2 }); // true: two evaluations since 0.8, neither above it
 * isExhausted([0.5, 0.4, 0.3], { patience: 2, metric: 'loss' }); // false: of a loss less is better
 */
export function isExhausted(
  values: readonly number[],
  { patience, minimumGain = 0, metric = 'accuracy' }: EarlyStop,
): boolean {
  let best = values[0];
  let since = 0;
  for (const value of values.slice(1)) {
    if (isBetter(metric, value, best, minimumGain)) {
      best = value;
      since = 0;
    } else since += 1;
  }
  return since >= patience;
}
