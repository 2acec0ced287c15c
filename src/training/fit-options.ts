import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { defaultLoss } from '../models/losses.js';
import type { LossFunction } from '../models/session-types.js';
import {
  checkedFlag,
  checkedFunction,
  checkedSignal,
  checkedWhole,
  checkedWord,
  checkOptions,
  type OptionNames,
} from '../options.js';
import { shownValue } from '../shown-value.js';
import type { AdamOptions } from './adam.js';
import type { Checkpoint } from './checkpoint.js';
import type { EarlyStop } from './early-stop.js';
import type { Progress } from './progress.js';
import type { LossSettings } from './trained-loss.js';
import { completeTraining, MAX_ITERATIONS, type TrainingPlan, type TrainingSettings } from './training-settings.js';
import { type ValidationMetric, validationMetrics } from './watched-metric.js';

/**
 * The options of a fit that are plain data. Adam's may stand here, or in `optimiser` as those of any other do; nothing that
 * both say may differ.
 */
export interface FitSettings extends TrainingSettings, AdamOptions {
  /**
   * What each training row weighs in the loss, shape [rows]; all the same unless told. It multiplies the weight of the
   * row's class.
   */
  readonly sampleWeights?: ArrayLike<number>;
  /**
   * Of the initial parameters and of the minibatches. Without it training starts from the model's own parameters, and the
   * minibatches are those of seed 0.
   */
  readonly seed?: number;
  /** Needs a validation set; never unless told. */
  readonly earlyStop?: EarlyStop;
  /**
   * Whether the result is the best model of all that were evaluated, the end included, and not the last: by which metric of
   * the validation rows, which it needs, or `true` for that of the early stop, which is `accuracy` where none is said. Of
   * equal ones it is the first. The checkpoint goes on from the last all the same. Not unless told.
   */
  readonly restoreBest?: boolean | ValidationMetric;
  /** Whether progress has a copy of the parameters; not unless told. */
  readonly progressParameters?: boolean;
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
export interface FitOptions extends Omit<FitSettings, 'loss'> {
  /**
   * By name, `mse` unless told, of more than two classes `cross-entropy`; that of a number of shots; or a function of one's own, which a fit that goes on from a
   * checkpoint needs again.
   */
  readonly loss?: LossSettings | LossFunction;
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
export interface FitPlan extends TrainingPlan {
  readonly sampleWeights: ArrayLike<number> | null;
  readonly seed: number | null;
  readonly earlyStop: Required<EarlyStop> | null;
  /** By which metric the best model is kept; null where it is not. */
  readonly restoreBest: ValidationMetric | null;
  readonly progressEvery: number;
  readonly progressParameters: boolean;
  readonly checkpointEvery: number | null;
}

/** All that a fit may be told. */
export const fitOptionNames: OptionNames<FitOptions> = {
  iterations: true,
  optimiser: true,
  schedule: true,
  l2: true,
  clip: true,
  learningRate: true,
  beta1: true,
  beta2: true,
  epsilon: true,
  loss: true,
  classWeights: true,
  sampleWeights: true,
  batch: true,
  sampling: true,
  seed: true,
  engine: true,
  evaluateEvery: true,
  earlyStop: true,
  restoreBest: true,
  progressEvery: true,
  progressParameters: true,
  validation: true,
  onProgress: true,
  signal: true,
  checkpoint: true,
  resume: true,
};

/** How often a run is saved where its user does not say. */
export const CHECKPOINT_EVERY = 50;

function checkedEarlyStop(rule: EarlyStop | undefined, validated: boolean): Required<EarlyStop> | null {
  if (rule === undefined) return null;
  if (!validated) {
    throw new EbitError('config', 'An early stop watches the validation rows; give a validation set or leave it out.');
  }
  checkOptions('earlyStop', rule, { patience: true, minimumGain: true, metric: true });
  checkedWhole('The patience of the early stop', rule.patience, 1, MAX_ITERATIONS);
  const { minimumGain = 0 } = rule;
  const metric = checkedWord('metric of an early stop', rule.metric ?? validationMetrics[0], validationMetrics);
  // Those that have no largest value have no largest gain either.
  const most = metric === 'loss' || metric === 'logLoss' ? Number.MAX_VALUE : 1;
  if (typeof minimumGain !== 'number' || !(minimumGain >= 0 && minimumGain <= most)) {
    const belongs = most === 1 ? 'a number from 0 to 1' : 'a finite number from 0 on';
    throw new EbitError('range', `The minimum gain of the early stop is ${shownValue(minimumGain)}; give ${belongs}.`);
  }
  return { patience: rule.patience, minimumGain, metric };
}

/** Returns by which metric the best model is kept, or null. */
function checkedBest(given: FitSettings['restoreBest'], stop: EarlyStop | null, validated: boolean) {
  const metric = metricOfBest(given, stop ?? undefined);
  if (metric === null) return null;
  if (!validated) {
    throw new EbitError(
      'config',
      'The best model is that of the validation rows; give a validation set or leave restoreBest out.',
    );
  }
  if (stop !== null && stop.metric !== metric) {
    throw new EbitError(
      'config',
      `The early stop watches ${stop.metric} and restoreBest ${metric}; a fit watches one metric, give one for both.`,
    );
  }
  return metric;
}

/**
 * Returns the metric that `restoreBest` means, or null where it is off.
 *
 * @throws EbitError 'config' for what is neither yes, no nor a metric
 */
export function metricOfBest(
  given: boolean | ValidationMetric | undefined,
  stop: EarlyStop | undefined,
): ValidationMetric | null {
  if (given === undefined || given === false) return null;
  if (given === true) return stop?.metric ?? validationMetrics[0];
  return checkedWord('metric of the best model', given, validationMetrics);
}

/** The metric that a fit watches, or null. */
export function watchedBy({ earlyStop, restoreBest }: Pick<FitPlan, 'earlyStop' | 'restoreBest'>) {
  return restoreBest ?? earlyStop?.metric ?? null;
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
 * @param classes - how many the model tells apart, on which depends what loss it has where none is named
 * @throws EbitError 'config' for an unknown option or word, for two that contradict each other, and for an early stop without
 *   a validation set; 'range' for a number outside its limits. The batch is checked by `batches`, the seed by the random
 *   streams, and the weights of rows where the rows are.
 */
export function fitPlan(options: FitOptions, who = 'fit', classes = 2): FitPlan {
  checkOptions(who, options, fitOptionNames);
  const { learningRate, beta1, beta2, epsilon, sampleWeights = null, seed = null, progressEvery = 20 } = options;
  const loss = options.loss === undefined ? defaultLoss(classes) : options.loss;
  const training = completeTraining({ ...options, loss }, { learningRate, beta1, beta2, epsilon });
  checkedSignal(options.signal);
  if (options.onProgress !== undefined) checkedFunction('onProgress', options.onProgress);
  // A null is no set either, as everywhere in a fit.
  const isValidated = (options.validation ?? null) !== null;
  const earlyStop = checkedEarlyStop(options.earlyStop, isValidated);
  return {
    ...training,
    sampleWeights,
    seed,
    earlyStop,
    restoreBest: checkedBest(options.restoreBest, earlyStop, isValidated),
    progressParameters: checkedFlag('progressParameters', options.progressParameters ?? false),
    progressEvery: checkedWhole('progressEvery', progressEvery, 1, MAX_ITERATIONS),
    checkpointEvery: options.checkpoint === undefined ? null : checkedEvery(options.checkpoint),
  };
}

/**
 * Returns the name of a loss where a fit has to be plain data.
 *
 * @param who - takes it, as the beginning of a sentence
 * @throws EbitError 'config' for a loss of one's own
 */
export function namedLoss<T>(who: string, loss: T): Exclude<T, LossFunction> {
  if (typeof loss !== 'function') return loss as Exclude<T, LossFunction>;
  throw new EbitError(
    'config',
    `${who} takes the name of a loss: a function cannot be sent to a thread or kept in a file. Use fit or fitSteps for it.`,
  );
}
