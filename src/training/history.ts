import type { Scores } from './scores.js';
import { type ValidationMetric, valueIn } from './watched-metric.js';

/** The course of a training run, as columns. */
export interface History {
  /** The loss over each iteration's minibatch, before its update; shape [iterations]. */
  readonly loss: Float64Array;
  /** After how many updates the model was evaluated: 0, evaluateEvery, 2 evaluateEvery, ...; shape [evaluations]. */
  readonly evaluatedAt: Float64Array;
  /** Over all training rows, as the next; shape [evaluations]. */
  readonly trainingAccuracy: Float64Array;
  readonly trainingLoss: Float64Array;
  /** Shape [evaluations]; null where there is no validation set, as the next. */
  readonly validationAccuracy: Float64Array | null;
  readonly validationLoss: Float64Array | null;
  /** The metric of the validation rows that the fit watches; not there where that is their accuracy or loss, or none. */
  readonly validationMetric?: Float64Array;
}

/** A {@link History} as plain data that JSON keeps without loss. */
export interface HistoryFile {
  readonly loss: readonly number[];
  readonly evaluatedAt: readonly number[];
  readonly trainingAccuracy: readonly number[];
  readonly trainingLoss: readonly number[];
  readonly validationAccuracy: readonly number[] | null;
  readonly validationLoss: readonly number[] | null;
  readonly validationMetric?: readonly number[];
}

/** A history that is being written. */
export interface HistoryRecorder {
  /** Keeps the loss of the next iteration. */
  recordLoss(loss: number): void;
  recordScores(iteration: number, scores: Scores): void;
  /** The scores that were recorded last; there must be some. */
  latestScores(): Scores;
  /** A metric of the validation rows so far, which there are. */
  validationValues(metric: ValidationMetric): number[];
  /** Returns a copy of what was recorded. */
  snapshot(): History;
}

interface Evaluation extends Scores {
  readonly iteration: number;
}

/** The evaluations of a history, in their order. */
export function evaluationsOf(history: History): Evaluation[] {
  return Array.from(history.evaluatedAt, (iteration, i) => ({
    iteration,
    trainingAccuracy: history.trainingAccuracy[i],
    trainingLoss: history.trainingLoss[i],
    validationAccuracy: history.validationAccuracy?.[i] ?? null,
    validationLoss: history.validationLoss?.[i] ?? null,
    ...(history.validationMetric === undefined ? {} : { validationMetric: history.validationMetric[i] }),
  }));
}

/** The column of the metric that is watched, where there is one. */
function watchedColumn(evaluations: readonly Evaluation[]): Pick<History, 'validationMetric'> {
  const known = evaluations.map((one) => one.validationMetric).filter((value) => value !== undefined);
  return known.length === 0 ? {} : { validationMetric: Float64Array.from(known) };
}

/** A column that is there in all evaluations or in none. */
function column(values: readonly (number | null)[]): Float64Array | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Float64Array.from(known);
}

/**
 * Returns a recorder with room for a whole run: to record a loss is one store.
 *
 * @param iterations - the largest number of iterations
 * @param before - what an earlier part of the run has recorded, or null
 */
export function historyRecorder(iterations: number, before: History | null): HistoryRecorder {
  const losses = new Float64Array(iterations);
  let lossCount = 0;
  if (before !== null) {
    losses.set(before.loss);
    lossCount = before.loss.length;
  }
  const evaluations = before === null ? [] : evaluationsOf(before);
  return {
    recordLoss(loss) {
      // JSON writes -0 as 0: with no -0 here, a resumed history has the same bits.
      losses[lossCount] = loss + 0;
      lossCount += 1;
    },
    recordScores(iteration, scores) {
      evaluations.push({ iteration, ...scores });
    },
    latestScores: () => evaluations[evaluations.length - 1],
    validationValues: (metric) => evaluations.map((one) => valueIn(one, metric)),
    snapshot: () => ({
      loss: losses.slice(0, lossCount),
      evaluatedAt: Float64Array.from(evaluations, (one) => one.iteration),
      trainingAccuracy: Float64Array.from(evaluations, (one) => one.trainingAccuracy),
      trainingLoss: Float64Array.from(evaluations, (one) => one.trainingLoss),
      validationAccuracy: column(evaluations.map((one) => one.validationAccuracy)),
      validationLoss: column(evaluations.map((one) => one.validationLoss)),
      ...watchedColumn(evaluations),
    }),
  };
}

/** Returns a history as plain data. */
export function historyToJSON(history: History): HistoryFile {
  return {
    loss: Array.from(history.loss),
    evaluatedAt: Array.from(history.evaluatedAt),
    trainingAccuracy: Array.from(history.trainingAccuracy),
    trainingLoss: Array.from(history.trainingLoss),
    validationAccuracy: history.validationAccuracy && Array.from(history.validationAccuracy),
    validationLoss: history.validationLoss && Array.from(history.validationLoss),
    ...(history.validationMetric === undefined ? {} : { validationMetric: Array.from(history.validationMetric) }),
  };
}

/** The inverse of {@link historyToJSON}, bit for bit. */
export function historyFromJSON(file: HistoryFile): History {
  return {
    loss: Float64Array.from(file.loss),
    evaluatedAt: Float64Array.from(file.evaluatedAt),
    trainingAccuracy: Float64Array.from(file.trainingAccuracy),
    trainingLoss: Float64Array.from(file.trainingLoss),
    validationAccuracy: file.validationAccuracy && Float64Array.from(file.validationAccuracy),
    validationLoss: file.validationLoss && Float64Array.from(file.validationLoss),
    ...(file.validationMetric === undefined ? {} : { validationMetric: Float64Array.from(file.validationMetric) }),
  };
}
