import type { Scores } from '../../training/scores.js';

/** Balanced accuracies of an evaluation; null where there are no such rows, or where nobody has found them. */
export interface Balanced {
  readonly trainingBalanced: number | null;
  readonly validationBalanced: number | null;
}

/** An evaluation whose balanced accuracies nobody has found. */
export const notBalanced: Balanced = { trainingBalanced: null, validationBalanced: null };

/** One evaluation on a run's way. */
export interface Evaluation extends Scores, Balanced {
  readonly iteration: number;
}

/** What is known of a run's way so far. It grows in place; `length` says how much of it there is. */
export interface Course {
  /** The loss over each iteration's minibatch. */
  readonly losses: number[];
  readonly evaluations: Evaluation[];
}

/** A place on a drawn line. */
export interface CoursePoint {
  readonly iteration: number;
  readonly value: number;
}

/** Lines of more points than pixels are no clearer. */
export const MOST_POINTS = 200;

/**
 * Returns losses as a line of at most {@link MOST_POINTS} points for the whole run: means over stretches of equal length,
 * each at its last iteration.
 *
 * @param losses - so far; the first is iteration 1
 * @param iterations - how many there are to be, so that what was drawn stays as it is while more is added
 */
export function thinned(losses: readonly number[], iterations: number): CoursePoint[] {
  const stretch = Math.max(1, Math.ceil(iterations / MOST_POINTS));
  const points: CoursePoint[] = [];
  for (let start = 0; start < losses.length; start += stretch) {
    const part = losses.slice(start, start + stretch);
    points.push({ iteration: start + part.length, value: part.reduce((sum, loss) => sum + loss, 0) / part.length });
  }
  return points;
}

/** The accuracy by which a run is judged: over the validation rows, or over all rows where none were kept back. */
export function judgedAccuracy({ validationAccuracy, trainingAccuracy }: Scores): number {
  return validationAccuracy ?? trainingAccuracy;
}

/** The balanced accuracy over the rows by which a run is judged; null where it is not known. */
export function judgedBalanced({
  validationAccuracy,
  validationBalanced,
  trainingBalanced,
}: Evaluation): number | null {
  return validationAccuracy === null ? trainingBalanced : validationBalanced;
}
