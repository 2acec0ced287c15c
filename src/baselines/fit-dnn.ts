import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { adam } from '../training/adam.js';
import { batches } from '../training/batches.js';
import { type FitSettings, fitPlan } from '../training/fit-options.js';
import { type History, historyRecorder, type Scores } from '../training/history.js';
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
 * @throws EbitError 'aborted' after the signal; 'shape' for data of other than eight features; 'range' or 'config' as `fit`
 * @example
 * const { parameters, accuracy } = await fitDnn(training, validation, { iterations: 40, seed: 7 });
 * parameters.length; // 246
 * accuracy.training; // 0.875
 * @see arXiv:2605.03864, whose text gives the sizes but neither activation nor start; tanh is our choice
 */
export async function fitDnn(training: Dataset, validation: Dataset, options: FitDnnOptions = {}): Promise<DnnResult> {
  const { signal, ...settings } = options;
  const { iterations, evaluateEvery, loss, batch, sampling, seed, adam: hyper } = fitPlan(settings);
  const learner = openDnn(training);
  const judge = openDnn(validation);
  const optimiser = adam(hyper);
  const minibatches = batches(training.length, batch, seed ?? 0, sampling);
  const parameters = initialDnn(seed ?? 0);
  const moments = optimiser.init(DNN_PARAMETERS);
  const gradient = new Float64Array(DNN_PARAMETERS);
  const history = historyRecorder(iterations, null);
  const judged = (): Scores & { readonly validationAccuracy: number } => {
    const seen = learner.expectations(parameters);
    const unseen = judge.expectations(parameters);
    return {
      trainingAccuracy: accuracy(seen, training.labels),
      trainingLoss: meanLoss(seen, training.labels, loss),
      validationAccuracy: accuracy(unseen, validation.labels),
      validationLoss: meanLoss(unseen, validation.labels, loss),
    };
  };
  let latest = judged();
  history.recordScores(0, latest);
  let sliceEnd = performance.now() + SLICE;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    history.recordLoss(learner.step(parameters, minibatches.at(iteration - 1), loss, gradient));
    optimiser.update(moments, gradient, parameters);
    if (iteration % evaluateEvery === 0) {
      latest = judged();
      history.recordScores(iteration, latest);
    }
    if (performance.now() >= sliceEnd) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (signal?.aborted) throw new EbitError('aborted', `Stopped at iteration ${iteration} of ${iterations}.`);
      sliceEnd = performance.now() + SLICE;
    }
  }
  const scores = iterations % evaluateEvery === 0 ? latest : judged();
  return {
    parameters,
    accuracy: { training: scores.trainingAccuracy, validation: scores.validationAccuracy },
    history: history.snapshot(),
  };
}
