import type { Dataset } from '../data/dataset.js';
import type { Model } from '../models/model-types.js';
import { checkedFunction, checkOptions } from '../options.js';
import { type FitOptions, fitOptionNames } from '../training/fit-options.js';
import type { Progress } from '../training/progress.js';
import type { OpenSession } from '../training/subject.js';
import { completed, type FitResult, trainingRun } from '../training/training-run.js';
import { checkedScript } from './script.js';
import { sessionsOn } from './threaded-session.js';

/** {@link FitOptions}, and how many threads compute. */
export interface ThreadedFitOptions extends FitOptions {
  /**
   * How many threads take the steps of batches of more than 4096 rows, this one included; 1 unless told. Bits do not depend
   * on it.
   */
  readonly threads?: number;
  /** Where the program of these threads is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL | string;
  /**
   * Called with why one of these threads is gone: its program is not there, or has ended. The others go on without it, to
   * the same bits.
   */
  readonly onThreadLost?: (why: string) => unknown;
}

/** Takes the number of threads out of options, and returns the rest with how sessions are opened. */
function apart(who: string, options: ThreadedFitOptions): { readonly open: OpenSession; readonly options: FitOptions } {
  checkOptions(who, options, { ...fitOptionNames, threads: true, script: true, onThreadLost: true });
  const { threads, script: given, onThreadLost, ...rest } = options;
  const script = given === undefined ? undefined : checkedScript(given);
  if (onThreadLost !== undefined) checkedFunction('onThreadLost', onThreadLost);
  // A fit that was aborted beforehand takes no step, which threads could share.
  const openThreads = rest.signal?.aborted ? 1 : threads;
  return { open: sessionsOn(openThreads, rest.loss, onThreadLost, script), options: rest };
}

/**
 * Trains a model on labelled rows.
 *
 * Every iteration is one update from the loss over one minibatch: the loss's gradient is clipped, L2 is added, and the
 * optimiser, Adam unless told, moves the parameters at the rate that the schedule gives. Losses in the result and its
 * history are those that are descended, weights of rows included, L2 not. The same model, data and options give the same
 * bits on every runtime, interrupted and resumed or not; clocks only decide when the event loop gets its turn.
 *
 * @param model - where training starts, unless `options.seed` is given, which draws the start anew; it is not changed
 * @param training - the rows to learn from, of both labels
 * @param options - see {@link ThreadedFitOptions}
 * @returns the trained model with its accuracies and history. An aborted fit is a result too: `stopped` says so, and
 *   `checkpoint` is where another fit can go on from
 * @throws EbitError 'shape', 'not-finite', 'labels' or 'range' for data that do not fit the model; 'range' or 'config' for
 *   options; 'worker' for a script that is no address; 'checkpoint' for one that is not of this run; 'not-finite' if the loss leaves the finite numbers
 * @example
 * const run = await fit(model, training, { validation, iterations: 40, learningRate: 0.05, seed: 7 });
 * run.accuracy; // about { training: 0.766, validation: 0.500 }
 * const more = { validation, iterations: 60, learningRate: 0.05, seed: 7, resume: run.checkpoint };
 * const longer = await fit(model, training, more);
 * longer.iterations; // 60
 * const schedule = { kind: 'cosine', warmUp: 5 } as const;
 * const other = await fit(model, training, { iterations: 40, loss: 'logistic', schedule, clip: 1, seed: 7 });
 * other.loss.training; // about 0.683
 * const own = (e: number, y: number) => ({ value: (y - e) ** 4, slope: -4 * (y - e) ** 3 });
 * const flat = await fit(model, training, { iterations: 40, loss: own, seed: 7 });
 * flat.checkpoint.settings.loss; // 'custom'
 * @see Kingma and Ba, arXiv:1412.6980, for Adam
 */
export async function fit(model: Model, training: Dataset, options: ThreadedFitOptions = {}): Promise<FitResult> {
  const parts = apart('fit', options);
  return completed(trainingRun(parts.open, model, training, parts.options), parts.options.onProgress);
}

/**
 * Trains a model as {@link fit} does, in steps that the caller asks for.
 *
 * It yields every `progressEvery` iterations and after the last, and returns what `fit` returns. To leave the loop early
 * ends the training; nothing runs between two steps.
 *
 * @param model - as for `fit`, as the others
 * @param training - the rows to learn from, of both labels
 * @param options - see {@link FitOptions}; progress is what it yields
 * @throws EbitError as `fit`, at the first step
 * @example
 * const seen: number[] = [];
 * for await (const { iteration } of fitSteps(model, training, { iterations: 60, seed: 7 })) seen.push(iteration);
 * seen; // [20, 40, 60]
 */
export async function* fitSteps(
  model: Model,
  training: Dataset,
  options: Omit<ThreadedFitOptions, 'onProgress'> = {},
): AsyncGenerator<Progress, FitResult, void> {
  const parts = apart('fitSteps', options);
  return yield* trainingRun(parts.open, model, training, parts.options);
}
