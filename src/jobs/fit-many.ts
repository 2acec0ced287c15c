import { checkedDataset, type Dataset } from '../data/dataset.js';
import { EbitError, isEbitError } from '../errors.js';
import { checkClasses, checkModel } from '../models/checked-model.js';
import { lossOfClasses } from '../models/losses.js';
import type { Model } from '../models/model-types.js';
import { checkedFunction, checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { fitOptionsOf, fittedOutcome } from '../tasks/classifier-fit.js';
import type { DataRows } from '../tasks/data-source.js';
import type { FitTask } from '../tasks/fit-task.js';
import { settingsOfModel } from '../tasks/model-settings.js';
import { settingsOfNetwork } from '../tasks/network-settings.js';
import type { FitOutcome, Outcome } from '../tasks/outcome.js';
import { completeTraining } from '../tasks/training-settings.js';
import { type Checkpoint, createCheckpoint } from '../training/checkpoint.js';
import { type FitOptions, fitOptionNames, fitPlan, namedLoss } from '../training/fit-options.js';
import type { LossSettings } from '../training/trained-loss.js';
import { finalLoss } from '../training/trained-loss.js';
import type { FitResult } from '../training/training-run.js';
import type { Executor, Job } from './job.js';
import { checkedScript, isAlone } from './script.js';
import { checkExecutor, runSweep } from './sweep.js';
import { threadPool } from './thread-pool.js';
import { checkedThreads, sessionsOn } from './threaded-session.js';

/** What `fitMany` takes: what `fit` takes, but for several seeds. */
export interface FitManyOptions extends Omit<FitOptions, 'seed' | 'resume' | 'loss'> {
  /** By name, or that of a number of shots; `mse` unless told. */
  readonly loss?: LossSettings;
  /** One fit each, all different. */
  readonly seeds: readonly number[];
  /**
   * How many worker threads; as many as there are processors, at most one a seed, unless told. With 0, and where there are no
   * threads, the fits run one after another in the calling thread.
   */
  readonly workers?: number;
  /** Where the worker's program is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL | string;
  /** How many threads take the steps of each fit over batches of more than 4096 rows; 1 unless told. */
  readonly threads?: number;
  /** Where to run the fits instead of in threads of their own; it is not closed. */
  readonly executor?: Executor;
  /** How many times a fit is tried whose worker crashes; 3 unless told. */
  readonly tries?: number;
  /** Called when a worker crashed and its fit is about to be tried again; `tries` counts those so far. */
  readonly onCrash?: (crash: { readonly seed: number; readonly tries: number; readonly message: string }) => unknown;
  /** Called with why one of a fit's threads is gone; the fit goes on without it, to the same bits. */
  readonly onThreadLost?: (lost: { readonly seed: number; readonly why: string }) => unknown;
  /** Where to go on from: for every seed at most one checkpoint. */
  readonly resume?: readonly Checkpoint[];
}

/** More fits than these are a slip: their list alone would fill the memory. */
const MAX_SEEDS = 1_000_000;

function checkSeeds(seeds: readonly number[]): void {
  if (!Array.isArray(seeds)) {
    throw new EbitError('range', `The seeds are ${shownValue(seeds)}; give a list of them, such as [1, 2, 3].`);
  }
  if (seeds.length > MAX_SEEDS)
    throw new EbitError('range', `${seeds.length} seeds are too many; at most ${MAX_SEEDS}.`);
  const known = new Set<number>();
  if (seeds.length === 0) throw new EbitError('range', 'There are no seeds; give at least one.');
  for (const seed of seeds) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new EbitError(
        'range',
        `Seed ${shownValue(seed)} is none; give integers from 0 to ${Number.MAX_SAFE_INTEGER}.`,
      );
    }
    if (known.has(seed)) {
      throw new EbitError('range', `Seed ${seed} is given twice; its fits would be the same, give it once.`);
    }
    known.add(seed);
  }
}

const { seed: _, ...sharedNames } = fitOptionNames;
const optionNames: OptionNames<FitManyOptions> = {
  ...sharedNames,
  seeds: true,
  workers: true,
  script: true,
  threads: true,
  executor: true,
  tries: true,
  onCrash: true,
  onThreadLost: true,
};

/** The checkpoint of every seed, in the order of the seeds. */
function checkpointsOf(seeds: readonly number[], resume: readonly Checkpoint[]): (Checkpoint | null)[] {
  if (!Array.isArray(resume)) {
    throw new EbitError('checkpoint', `To go on from is ${shownValue(resume)}; give a list of checkpoints.`);
  }
  for (const one of resume) {
    const { settings } = createCheckpoint(one);
    if (settings.seed === null || !seeds.includes(settings.seed)) {
      throw new EbitError(
        'checkpoint',
        `A checkpoint is of seed ${settings.seed}, the fits are of seeds ${seeds.join(', ')}; leave it out.`,
      );
    }
  }
  return seeds.map((seed) => resume.find(({ settings }) => settings.seed === seed) ?? null);
}

type Rows = Pick<DataRows, 'training' | 'validation'>;

/** Runs fits of a model over rows that are here: a page that trains need not carry what runs every kind of task. */
function fitsHere(model: Model, rows: Rows, script: URL | undefined): Executor {
  return {
    width: 1,
    async run({ task, threads, ...how }, onEvent, signal) {
      const fitted = task as FitTask;
      const options = fitOptionsOf(fitted, rows, { ...how, onEvent, signal });
      const lost = (why: string) => onEvent({ kind: 'thread-lost', why });
      // A fit that was aborted beforehand takes no step, which threads could share.
      const many = signal?.aborted ? 1 : threads;
      return fittedOutcome(model, rows, options, sessionsOn(many, fitted.training.loss, lost, script));
    },
    close: async () => {},
  };
}

/**
 * An executor whose fits always hand out a result after an abort: where it has none for a fit, because that was not begun or
 * is computed elsewhere, the result is what the fit would have begun with.
 */
function handingOut(executor: Executor, here: Executor): Executor {
  return {
    width: executor.width,
    acknowledge: async (job) => executor.acknowledge?.(job),
    close: () => executor.close(),
    run: (job, onEvent, signal) =>
      executor.run(job, onEvent, signal).catch((error: unknown) => {
        if (!signal?.aborted || !isEbitError(error) || error.code !== 'aborted') throw error;
        return here.run(job, onEvent, signal);
      }),
  };
}

/** The outcomes of fits that were aborted before anything was begun: what each would have begun with. */
async function unbegun(jobs: readonly Job[], here: Executor, signal: AbortSignal): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const job of jobs) outcomes.push(await here.run(job, () => {}, signal));
  return outcomes;
}

async function poolFor(workers: number | undefined, script: URL | undefined, fits: number): Promise<Executor> {
  const pool = await threadPool({ workers, script });
  return workers === undefined && pool.width > fits ? { ...pool, width: fits } : pool;
}

/** The outcome of a fit as `fit` returns it. */
function resultOf(outcome: FitOutcome, model: Model, named: (checkpoint: Checkpoint) => Checkpoint): FitResult {
  const { parameters, training, validation, loss, history, iterations, stopped, checkpoint, best } = outcome;
  if (checkpoint === null) throw new Error('the fit of a classifier came without a checkpoint');
  const trained = model.withParameters(parameters);
  return {
    model: trained,
    accuracy: { training: training.accuracy, validation: validation === null ? null : validation.accuracy },
    loss,
    history,
    iterations,
    stopped,
    best: best === undefined ? null : { model: trained, ...best },
    checkpoint: named(checkpoint),
  };
}

/**
 * Trains a model from several starts, several at once in threads of their own.
 *
 * Every fit is what `fit` gives with its seed, bit for bit, whatever the number of workers.
 *
 * @param model - what to train; its parameters do not matter, each seed draws its own
 * @param training - the rows to learn from, of both labels
 * @param options - those of `fit`, except `seed`; `onProgress` and `checkpoint` are for all fits, which are told apart by
 *   the seed in what they are called with
 * @returns the results in the order of `options.seeds`; after an abort all of them say so or are complete
 * @throws EbitError as `fit`; 'range' for seeds or numbers of workers or tries outside their limits; 'worker' if a fit's
 *   worker crashed on every try, or for a script that is no address; 'runtime' if the program of the workers does not start
 * @example
 * const runs = await fitMany(model, training, { validation, iterations: 40, seeds: [1, 2, 3, 4], workers: 2 });
 * const best = runs.reduce((a, b) => (b.loss.training < a.loss.training ? b : a));
 */
export async function fitMany(model: Model, training: Dataset, options: FitManyOptions): Promise<FitResult[]> {
  checkOptions('fitMany', options, optionNames);
  const { seeds, workers, script: address, threads = 1, executor: given, ...others } = options;
  const { tries, onCrash, onThreadLost, resume = [], ...rest } = others;
  const { validation, onProgress, signal, checkpoint, sampleWeights, progressEvery, progressParameters, ...settings } =
    rest;
  for (const [name, callback] of Object.entries({ onCrash, onThreadLost })) {
    if (callback !== undefined) checkedFunction(name, callback);
  }
  if (given !== undefined) checkExecutor(given);
  const script = address === undefined ? undefined : checkedScript(address);
  checkModel(model);
  checkSeeds(seeds);
  namedLoss('fitMany', options.loss);
  const { checkpointEvery, loss } = fitPlan(rest, 'fit', model.classes);
  lossOfClasses(finalLoss(loss), model.classes);
  const data = {
    training: checkedDataset('The training set', training),
    validation: validation === undefined ? null : checkedDataset('The validation set', validation),
  };
  checkClasses(model, data.training, 'The training set');
  const checkpoints = checkpointsOf(seeds, resume);
  const network = settingsOfNetwork(model.network);
  const jobs = seeds.map(
    (seed, i): Job => ({
      task: {
        kind: 'fit',
        data: { kind: 'rows', ...data, ...(sampleWeights === undefined ? {} : { weights: sampleWeights }) },
        network,
        model: settingsOfModel(model),
        training: completeTraining({ ...settings, seed }),
      },
      checkpointEvery,
      progressEvery,
      progressParameters,
      resume: checkpoints[i],
      threads: checkedThreads(threads),
    }),
  );
  // Columns and scale of the model's table decide on no number, so they stay here.
  const { columns, scale } = model;
  const named = (checkpoint: Checkpoint): Checkpoint => ({
    ...checkpoint,
    model: { ...checkpoint.model, columns, scale },
  });
  const here = fitsHere(model, data, script);
  if (signal?.aborted) {
    const outcomes = await unbegun(jobs, here, signal);
    return outcomes.map((outcome) => resultOf(outcome as FitOutcome, model, named));
  }
  const executor = given ?? (isAlone(workers, script) ? here : await poolFor(workers, script, seeds.length));
  try {
    const results = await runSweep(handingOut(executor, here), jobs, {
      tries,
      signal,
      onEvent: async (event, job) => {
        if (event.kind === 'progress') await onProgress?.(event.progress);
        else if (event.kind === 'checkpoint') await checkpoint?.save(named(event.checkpoint));
        else if (event.kind === 'thread-lost') await onThreadLost?.({ seed: seeds[job], why: event.why });
      },
      onCrash: onCrash && (({ job, ...crash }) => onCrash({ seed: seeds[job], ...crash })),
    });
    return results.map((outcome) => resultOf(outcome as FitOutcome, model, named));
  } finally {
    if (given === undefined) await executor.close();
  }
}
