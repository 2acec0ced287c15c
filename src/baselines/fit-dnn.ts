import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { adam } from '../training/adam.js';
import { batches } from '../training/batches.js';
import { type FitSettings, fitPlan } from '../training/fit-options.js';
import { type History, historyRecorder } from '../training/history.js';
import { accuracy, meanLoss } from '../training/metrics.js';
import { DNN_PARAMETERS, initialDnn, openDnn } from './dnn.js';

/** What `fitDnn` takes: of a fit's settings those that mean something without a quantum model. */
export interface FitDnnOptions extends Omit<FitSettings, 'engine' | 'earlyStop' | 'progressEvery'> {
  /** Of the start and the minibatches; 0 unless told. */
  readonly seed?: number;
  /** Ends the fit at the next turn of the event loop. */
  readonly signal?: AbortSignal;
}

/** What the baseline's training has come to. */
export interface DnnResult {
  /** Shape [246], in the order of `initialDnn`. */
  readonly parameters: Float64Array;
  /** Of the trained network. */
  readonly accuracy: { readonly training: number; readonly validation: number };
  readonly history: History;
}

const OPTION_NAMES: OptionNames<FitDnnOptions> = {
  iterations: true,
  learningRate: true,
  beta1: true,
  beta2: true,
  epsilon: true,
  loss: true,
  batch: true,
  sampling: true,
  seed: true,
  evaluateEvery: true,
  signal: true,
};

/** For how long the event loop is kept waiting, milliseconds. It has no influence on any number. */
const SLICE = 50;

/**
 * Trains the classical baseline with the trainer of the quantum models: the same Adam, minibatches and history.
 *
 * Each of two parties reduces its four features to one number by a network 4-8-8-1 of its own, tanh in every layer; then
 *
 *     E = h_0 + h_1 a + h_2 b + h_3 a b,    label = sign E
 *
 * with 2 x 121 + 4 = 246 parameters.
 *
 * @param training - rows of 8 features, the first four one party's
 * @param validation - rows that are not trained on, of as many features
 * @param options - see {@link FitDnnOptions}
 * @throws EbitError 'aborted' after the signal; 'shape' for data of other than eight features; 'range' or 'config' as
 *   `fit`; 'not-finite' if the loss leaves the finite numbers
 * @example
 * const { parameters, accuracy } = await fitDnn(training, validation, { iterations: 40, seed: 7 });
 * parameters.length; // 246
 * accuracy.training; // 0.875
 * @see arXiv:2605.03864, whose text gives the sizes but neither activation nor start; tanh is our choice
 */
export async function fitDnn(training: Dataset, validation: Dataset, options: FitDnnOptions = {}): Promise<DnnResult> {
  checkOptions('fitDnn', options, OPTION_NAMES);
  const { signal, ...settings } = options;
  const { iterations, evaluateEvery, loss, batch, sampling, seed, adam: hyper } = fitPlan(settings);
  const learner = openDnn(training, 'The training set');
  const judge = openDnn(validation, 'The validation set');
  const optimiser = adam(hyper);
  const minibatches = batches(learner.samples, batch, seed ?? 0, sampling);
  const parameters = initialDnn(seed ?? 0);
  const moments = optimiser.init(DNN_PARAMETERS);
  const gradient = new Float64Array(DNN_PARAMETERS);
  const history = historyRecorder(iterations, null);
  const judged = () => {
    const seen = learner.expectations(parameters);
    const unseen = judge.expectations(parameters);
    return {
      trainingAccuracy: accuracy(seen, learner.labels),
      trainingLoss: meanLoss(seen, learner.labels, loss),
      validationAccuracy: accuracy(unseen, judge.labels),
      validationLoss: meanLoss(unseen, judge.labels, loss),
    };
  };
  let scores = judged();
  history.recordScores(0, scores);
  let sliceEnd = performance.now() + SLICE;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const value = learner.step(parameters, minibatches.at(iteration - 1), loss, gradient);
    if (!Number.isFinite(value)) {
      throw new EbitError(
        'not-finite',
        `The loss became ${value} at iteration ${iteration - 1}; lower the learning rate of ${hyper.learningRate}.`,
      );
    }
    history.recordLoss(value);
    optimiser.update(moments, gradient, parameters);
    if (iteration % evaluateEvery === 0) {
      scores = judged();
      history.recordScores(iteration, scores);
    }
    if (performance.now() >= sliceEnd) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (signal?.aborted) throw new EbitError('aborted', `Stopped at iteration ${iteration} of ${iterations}.`);
      sliceEnd = performance.now() + SLICE;
    }
  }
  if (iterations % evaluateEvery !== 0) scores = judged();
  return {
    parameters,
    accuracy: { training: scores.trainingAccuracy, validation: scores.validationAccuracy },
    history: history.snapshot(),
  };
}
