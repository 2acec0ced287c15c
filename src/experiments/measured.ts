// What was measured and what was published, or a refusal: a number that is missing never becomes another number.
import { EbitError } from '../errors.js';
import type { Results } from './results.js';
import type { Score, TrainingResult, TrainingTrial } from './trial.js';

/**
 * Returns a value that has to be there.
 *
 * @param what - its name, in the middle of a sentence
 * @throws EbitError 'config' if it is not
 */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value !== null && value !== undefined && !Number.isNaN(value)) return value;
  throw new EbitError(
    'config',
    `There is no ${what}, which this experiment needs; it is neither left out nor taken for 0.`,
  );
}

/**
 * Returns how a training did on its validation rows.
 *
 * @throws EbitError 'config' if it was not run, or has no validation rows
 */
export function validationScore(results: Results, trial: TrainingTrial): Score {
  return present(results.training(trial).validation, 'score on validation rows');
}

/** The losses on the way, over all training rows. */
export function lossCourse({ course }: TrainingResult): readonly number[] {
  return present(course.loss, 'course of the training loss');
}

/**
 * Says of the accuracies of a table what one has to know beside them: the base rates of their rows, and how far the
 * balanced accuracies are from them.
 *
 * @param scores - at least one
 */
export function scoresNote(scores: readonly Score[]): string {
  const [rates, gaps] = [
    scores.map(({ baseRate }) => baseRate),
    scores.map(({ accuracy, balancedAccuracy }) => Math.abs(accuracy - balancedAccuracy)),
  ];
  const [least, most] = [Math.min(...rates), Math.max(...rates)].map((rate) => present(rate, 'base rate').toFixed(3));
  const range = least === most ? `is ${least}` : `lies between ${least} and ${most}`;
  return (
    `The base rate, the share of the larger class, ${range}; balanced accuracies differ from the accuracies of single ` +
    `runs by ${Math.max(...gaps).toFixed(3)} at most.`
  );
}
