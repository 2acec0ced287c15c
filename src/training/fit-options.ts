import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { type EngineChoice, engineChoices, type LossName, lossNames } from '../models/session-types.js';
import {
  checkedFunction,
  checkedSignal,
  checkedWhole,
  checkedWord,
  checkOptions,
  type OptionNames,
} from '../options.js';
import { shownValue } from '../shown-value.js';
import { type AdamOptions, completeAdamOptions } from './adam.js';
import type { BatchChoice, RowSampling } from './batches.js';
import type { Checkpoint } from './checkpoint.js';
import type { EarlyStop } from './early-stop.js';
import type { OptimiserPlan } from './optimisers.js';
import type { Progress } from './progress.js';

/** The options of a fit that are plain data. */
export interface FitSettings extends AdamOptions {
  /** Number of updates; 2000 unless told. */
  readonly iterations?: number;
  /** `mse` unless told. */
  readonly loss?: LossName;
  /** `quarter` unless told; see `batches`. */
  readonly batch?: BatchChoice;
  /** Whether a batch's rows are dealt, each once an `epochs`, or drawn with `replacement`; `epochs` unless told. */
  readonly sampling?: RowSampling;
  /**
   * Of the initial parameters and of the minibatches. Without it training starts from the model's own parameters, and the
   * minibatches are those of seed 0.
   */
  readonly seed?: number;
  /** `auto` unless told. */
  readonly engine?: EngineChoice;
  /** After how many iterations the accuracies are found again for the history; 100 unless told. */
  readonly evaluateEvery?: number;
  /** Needs a validation set; never unless told. */
  readonly earlyStop?: EarlyStop;
  /** After how many iterations progress is reported; 20 unless told. */
  readonly progressEvery?: number;
}

/** When a run is saved, and how. */
export interface CheckpointOptions {
  /** After how many iterations; 50 unless told. */
  readonly every?: number;
  /** Is handed the run, which goes on when its promise is kept; what it throws or rejects with ends the fit, as it is. */
  readonly save: (checkpoint: Checkpoint) => void | Promise<void>;
}

/** What `fit` takes. */
export interface FitOptions extends FitSettings {
  /** Rows that are not trained on. */
  readonly validation?: Dataset;
  /**
   * Called every `progressEvery` iterations and after the last. The fit goes on when its promise, if it returns one, is
   * kept; what it throws or rejects with ends the fit, as it is.
   */
  readonly onProgress?: (progress: Progress) => unknown;
  /** Ends the fit before its next iteration; the result says `aborted` and holds a checkpoint to go on from. */
  readonly signal?: AbortSignal;
  /** Has the run saved on the way; never unless told. */
  readonly checkpoint?: CheckpointOptions;
  /** Where to go on from; everything but `iterations` has to be as in the run that left it. */
  readonly resume?: Checkpoint;
}

/** {@link FitOptions} that were checked, with every default filled in. */
export interface FitPlan {
  readonly iterations: number;
  readonly optimiser: OptimiserPlan;
  readonly loss: LossName;
  readonly batch: BatchChoice;
  readonly sampling: RowSampling;
  readonly seed: number | null;
  readonly engine: EngineChoice;
  readonly evaluateEvery: number;
  readonly earlyStop: EarlyStop | null;
  readonly progressEvery: number;
  readonly checkpointEvery: number | null;
}

/** Keeps a slip of the keyboard from filling the memory with an empty history. */
export const MAX_ITERATIONS = 10_000_000;

/** All that a fit may be told. */
export const fitOptionNames: OptionNames<FitOptions> = {
  iterations: true,
  learningRate: true,
  beta1: true,
  beta2: true,
  epsilon: true,
  loss: true,
  batch: true,
  sampling: true,
  seed: true,
  engine: true,
  evaluateEvery: true,
  earlyStop: true,
  progressEvery: true,
  validation: true,
  onProgress: true,
  signal: true,
  checkpoint: true,
  resume: true,
};

/** How often a run is saved where its user does not say. */
export const CHECKPOINT_EVERY = 50;

function checkedEarlyStop(rule: EarlyStop | undefined, validated: boolean): EarlyStop | null {
  if (rule === undefined) return null;
  if (!validated) {
    throw new EbitError(
      'config',
      'An early stop watches the validation accuracy; give a validation set or leave it out.',
    );
  }
  checkOptions('earlyStop', rule, { patience: true, minimumGain: true });
  checkedWhole('The patience of the early stop', rule.patience, 1, MAX_ITERATIONS);
  const { minimumGain = 0 } = rule;
  if (typeof minimumGain !== 'number' || !(minimumGain >= 0 && minimumGain <= 1)) {
    throw new EbitError(
      'range',
      `The minimum gain of the early stop is ${shownValue(minimumGain)}; give a number from 0 to 1.`,
    );
  }
  return { patience: rule.patience, minimumGain };
}

function checkedEvery(checkpoint: CheckpointOptions): number {
  checkOptions('checkpoint', checkpoint, { every: true, save: true });
  checkedFunction('checkpoint.save', checkpoint.save);
  return checkedWhole('checkpoint.every', checkpoint.every ?? CHECKPOINT_EVERY, 1, MAX_ITERATIONS);
}

/**
 * Returns the options of a fit, checked and complete.
 *
 * @param who - takes them, for the sentence that refuses an unknown one
 * @throws EbitError 'config' for an unknown option, loss or engine, and for an early stop without a validation set;
 *   'range' for a number outside its limits. The batch and its sampling are checked by `batches`, the seed by the random streams.
 */
export function fitPlan(options: FitOptions, who = 'fit'): FitPlan {
  checkOptions(who, options, fitOptionNames);
  const { loss = 'mse', batch = 'quarter', engine = 'auto', seed = null } = options;
  const { sampling = 'epochs', iterations = 2000, evaluateEvery = 100, progressEvery = 20 } = options;
  checkedWord('loss', loss, lossNames);
  checkedWord('engine', engine, engineChoices);
  checkedSignal(options.signal);
  if (options.onProgress !== undefined) checkedFunction('onProgress', options.onProgress);
  return {
    iterations: checkedWhole('The number of iterations', iterations, 1, MAX_ITERATIONS),
    optimiser: { kind: 'adam', ...completeAdamOptions(options) },
    loss,
    batch,
    sampling,
    seed,
    engine,
    evaluateEvery: checkedWhole('evaluateEvery', evaluateEvery, 1, MAX_ITERATIONS),
    earlyStop: checkedEarlyStop(options.earlyStop, options.validation !== undefined),
    progressEvery: checkedWhole('progressEvery', progressEvery, 1, MAX_ITERATIONS),
    checkpointEvery: options.checkpoint === undefined ? null : checkedEvery(options.checkpoint),
  };
}
