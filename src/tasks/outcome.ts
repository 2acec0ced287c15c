import type { EffectiveDimension } from '../analysis/effective-dimension.js';
import type { Dataset } from '../data/dataset.js';
import { balancedAmong } from '../training/all-metrics.js';
import type { Checkpoint } from '../training/checkpoint.js';
import { largestShare, shareRight } from '../training/class-counts.js';
import type { History } from '../training/history.js';
import { accuracy, balancedAccuracy, baseRate, confusionTable } from '../training/metrics.js';
import type { StopReason } from '../training/run.js';
import type { BestModel } from '../training/training-run.js';

/** How well a trained model labels the rows of one set. */
export interface Score {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  /** Of the rows, whatever the model. */
  readonly baseRate: number;
}

/** Which of a training's models is the best, where that was asked for: its parameters are the outcome's. */
export type BestFound = Omit<BestModel, 'model'>;

/** What a training came to. */
export interface FitOutcome {
  readonly kind: 'fit';
  /** Of the trained model on the rows that it learnt from. */
  readonly training: Score;
  /** On the others; null where there are none. */
  readonly validation: Score | null;
  /** On the rows that are kept for the last measurement; not there where none are. */
  readonly test?: Score;
  /** Over all rows. */
  readonly loss: { readonly training: number; readonly validation: number | null };
  readonly history: History;
  /** How many updates were done. */
  readonly iterations: number;
  readonly stopped: StopReason;
  readonly parameters: Float64Array;
  /** Not there where the outcome is of the last parameters, whatever they are. */
  readonly best?: BestFound;
  /** Where to go on from; null for a model that is trained in one go. */
  readonly checkpoint: Checkpoint | null;
}

/** What an effective dimension came to. */
export interface DimensionOutcome extends EffectiveDimension {
  readonly kind: 'dimension';
  /** The effective dimension of Abbas et al., and its part of the number of angles; null where it was not asked for. */
  readonly abbas: { readonly value: number; readonly normalised: number } | null;
}

/** What an evaluation came to. */
export interface EvaluationOutcome {
  readonly kind: 'evaluation';
  /** By the sign of the exact mean. */
  readonly score: Score;
  /** The share of single shots whose sign is the label's. */
  readonly successProbability: number;
  /** The share of rows labelled rightly from so many shots each, in the order of the task's numbers of shots. */
  readonly shots: readonly number[];
  /** E of every row; null where it was not asked for. */
  readonly expectations: readonly number[] | null;
}

/** What a task came to. */
export type Outcome = FitOutcome | DimensionOutcome | EvaluationOutcome;

/** A {@link FitOutcome} as plain data, as it is kept: the course at its evaluations stands for the losses of all steps. */
export interface StoredFit {
  readonly kind: 'fit';
  readonly training: Score;
  readonly validation: Score | null;
  readonly test?: Score;
  readonly loss: FitOutcome['loss'];
  readonly course: {
    readonly iterations: readonly number[];
    readonly loss: readonly number[];
    readonly training: readonly number[];
    readonly validation: readonly number[] | null;
  };
  readonly iterations: number;
  readonly stopped: StopReason;
  readonly parameters: readonly number[];
  readonly best?: BestFound;
}

/** A {@link DimensionOutcome} as plain data. */
export interface StoredDimension extends Omit<DimensionOutcome, 'gap' | 'singularValues'> {
  /** Null where no singular value is left beyond the rank: JSON has no Infinity. */
  readonly gap: number | null;
  readonly singularValues: readonly number[];
}

/** What a task came to, as plain data. Neither time nor place is in it: two machines give the same bytes. */
export type StoredOutcome = StoredFit | StoredDimension | EvaluationOutcome;

/** @param answers - expectations or labels, of which the signs count; of more than two classes the numbers of classes */
export function scoreOf(answers: ArrayLike<number>, { labels, classes }: Dataset): Score {
  if (classes !== undefined) {
    return {
      accuracy: shareRight(answers, labels),
      balancedAccuracy: balancedAmong(answers, labels, classes),
      baseRate: largestShare(labels, classes),
    };
  }
  return {
    accuracy: accuracy(answers, labels),
    balancedAccuracy: balancedAccuracy(confusionTable(answers, labels)),
    baseRate: baseRate(labels),
  };
}

/** Returns what a task came to as plain data that JSON keeps without loss. */
export function storedOutcome(outcome: Outcome): StoredOutcome {
  if (outcome.kind === 'evaluation') return outcome;
  if (outcome.kind === 'dimension') {
    const { gap, singularValues } = outcome;
    return { ...outcome, gap: Number.isFinite(gap) ? gap : null, singularValues: Array.from(singularValues) };
  }
  const { kind, training, validation, test, loss, history, iterations, stopped, parameters, best } = outcome;
  const { evaluatedAt, trainingLoss, trainingAccuracy, validationAccuracy } = history;
  return {
    kind,
    training,
    validation,
    ...(test === undefined ? {} : { test }),
    loss,
    course: {
      iterations: Array.from(evaluatedAt),
      loss: Array.from(trainingLoss),
      training: Array.from(trainingAccuracy),
      validation: validationAccuracy && Array.from(validationAccuracy),
    },
    iterations,
    stopped,
    parameters: Array.from(parameters),
    ...(best === undefined ? {} : { best }),
  };
}
