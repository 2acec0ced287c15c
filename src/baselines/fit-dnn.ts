import { aborted, refuseAborted } from '../abort.js';
import { type Dataset, twoClassDataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { meanLossOf } from '../models/losses.js';
import { CLASS_LOSS } from '../models/session-types.js';
import { checkedSignal, checkOptions, type OptionNames } from '../options.js';
import { type FitPlan, type FitSettings, fitPlan, namedLoss } from '../training/fit-options.js';
import type { History } from '../training/history.js';
import type { Learner } from '../training/learner.js';
import { accuracy } from '../training/metrics.js';
import { weighing } from '../training/row-weights.js';
import { run } from '../training/run.js';
import { initialDnn, openDnn } from './dnn.js';

/** What `fitDnn` takes: of a fit's settings those that mean something without a quantum model. */
export interface FitDnnOptions
  extends Omit<FitSettings, 'engine' | 'earlyStop' | 'restoreBest' | 'progressEvery' | 'progressParameters'> {
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
  /** Of the trained network, over all rows, weighted as the rows are. */
  readonly loss: { readonly training: number; readonly validation: number };
  readonly history: History;
}

const OPTION_NAMES: OptionNames<FitDnnOptions> = {
  iterations: true,
  learningRate: true,
  beta1: true,
  beta2: true,
  epsilon: true,
  optimiser: true,
  schedule: true,
  l2: true,
  clip: true,
  loss: true,
  classWeights: true,
  sampleWeights: true,
  batch: true,
  sampling: true,
  seed: true,
  evaluateEvery: true,
  signal: true,
};

/** The network over the rows that it learns from and those that it is only judged by. */
function dnnLearner(training: Dataset, validation: Dataset, plan: FitPlan): Learner {
  const loss = namedLoss('fitDnn', plan.loss);
  if (typeof loss === 'object' || loss === CLASS_LOSS) {
    throw new EbitError(
      'config',
      'The classical baseline answers two classes by a number and takes no shots, so that it has neither the loss of shots nor ' +
        'that of more classes; give mse, product, logistic or hinge.',
    );
  }
  const judge = openDnn(validation, 'The validation set');
  const { labels } = twoClassDataset('The training set', training, 'The DNN');
  const { weights, judgedWeights } = weighing(plan, labels, judge.labels);
  const session = openDnn(training, 'The training set', weights);
  return {
    start: initialDnn(plan.seed ?? 0),
    angles: 0,
    samples: session.samples,
    step: (parameters, indices, gradient) => session.step(parameters, indices, loss, gradient),
    scores(parameters) {
      const seen = session.expectations(parameters);
      const unseen = judge.expectations(parameters);
      return {
        trainingAccuracy: accuracy(seen, session.labels),
        trainingLoss: meanLossOf(seen, session.labels, loss, weights),
        validationAccuracy: accuracy(unseen, judge.labels),
        validationLoss: meanLossOf(unseen, judge.labels, loss, judgedWeights),
      };
    },
  };
}

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
 * @throws EbitError 'aborted' after the signal; 'shape' for data of other than eight features; 'labels' for data of more than two classes; 'config' for the loss of
 *   shots, which it has none of; 'range' or 'config' as `fit`; 'not-finite' if the loss leaves the finite numbers
 * @example
 * const { parameters, accuracy } = await fitDnn(training, validation, { iterations: 40, seed: 7 });
 * parameters.length; // 246
 * accuracy.training; // 0.875
 * @see arXiv:2605.03864, whose text gives the sizes but neither activation nor start; tanh is our choice
 */
export async function fitDnn(training: Dataset, validation: Dataset, options: FitDnnOptions = {}): Promise<DnnResult> {
  checkOptions('fitDnn', options, OPTION_NAMES);
  const { signal, ...settings } = options;
  checkedSignal(signal);
  const plan = fitPlan(settings);
  refuseAborted(`Stopped at iteration 0 of ${plan.iterations}.`, signal);
  const running = run(dnnLearner(training, validation, plan), plan, null, { signal });
  for (;;) {
    const next = await running.next();
    if (!next.done) continue;
    const { parameters, scores, history, iteration, stopped } = next.value;
    if (stopped === 'aborted') {
      throw aborted(`Stopped at iteration ${iteration} of ${plan.iterations}.`, signal);
    }
    // There is a validation set, hence its scores.
    const [accuracy, loss] = [scores.validationAccuracy as number, scores.validationLoss as number];
    return {
      parameters,
      accuracy: { training: scores.trainingAccuracy, validation: accuracy },
      loss: { training: scores.trainingLoss, validation: loss },
      history,
    };
  }
}
