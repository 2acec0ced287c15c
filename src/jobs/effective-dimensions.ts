import {
  type EffectiveDimension,
  type EffectiveDimensionOptions,
  effectiveDimensionOptionNames,
} from '../analysis/effective-dimension.js';
import type { DrawProgress } from '../analysis/fisher-draws.js';
import { EbitError } from '../errors.js';
import { checkModel } from '../models/checked-model.js';
import type { Model } from '../models/model-types.js';
import { modelRows } from '../models/rows.js';
import { checkedFunction, checkedSignal, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type DimensionTask, dimensionDefaults } from '../tasks/dimension-task.js';
import { settingsOfModel } from '../tasks/model-settings.js';
import { settingsOfNetwork } from '../tasks/network-settings.js';
import type { DimensionOutcome } from '../tasks/outcome.js';
import type { Executor, Job } from './job.js';
import { callingThread } from './run-job.js';
import { checkedScript, isAlone } from './script.js';
import { runSweep } from './sweep.js';
import { threadPool } from './thread-pool.js';

/** What `effectiveDimensions` takes. What a callback throws ends the work. */
export interface EffectiveDimensionsOptions extends Omit<EffectiveDimensionOptions, 'onProgress'> {
  /** Called after every draw of every model. */
  readonly onProgress?: (progress: DrawProgress & { readonly model: number }) => unknown;
  /** Called with each result as soon as it is there, whatever the order. */
  readonly onResult?: (result: EffectiveDimension, model: number) => unknown;
  /**
   * How many worker threads; as many as there are processors, at most one a model, unless told. With 0, and where there are
   * no threads, the models come one after another in the calling thread.
   */
  readonly workers?: number;
  /** Where the worker's program is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL | string;
}

async function executorFor({ workers, script }: EffectiveDimensionsOptions, models: number): Promise<Executor> {
  if (script !== undefined) checkedScript(script);
  if (isAlone(workers, script)) return callingThread();
  const pool = await threadPool({ workers, script });
  return pool.width > models ? { ...pool, width: models } : pool;
}

/** The task of one model. @throws EbitError 'model' for what is no model, as `modelRows` for rows that do not fit it */
function taskOf(model: Model, { inputs, rows, draws, seed, tolerance }: EffectiveDimensionsOptions): DimensionTask {
  checkModel(model);
  const { count } = dimensionDefaults.inputs;
  return {
    kind: 'dimension',
    inputs:
      rows === undefined ? { kind: 'haar', count: inputs ?? count } : { kind: 'rows', rows: modelRows(model, rows) },
    network: settingsOfNetwork(model.network),
    model: settingsOfModel(model),
    measure: {
      draws: draws ?? dimensionDefaults.draws,
      seed: seed ?? dimensionDefaults.seed,
      ...(tolerance === undefined ? {} : { tolerance }),
    },
  };
}

function dimensionOf({ kind: _, abbas: _abbas, ...found }: DimensionOutcome): EffectiveDimension {
  return found;
}

/**
 * Finds the effective dimension of several models, several at once in threads of their own.
 *
 * Each is what `effectiveDimension` gives for the model, bit for bit, whatever the number of workers.
 *
 * @param models - such as one a depth
 * @param options - those of `effectiveDimension`, with callbacks that are told which model they are about
 * @returns the results in the order of the models
 * @throws EbitError as `effectiveDimension`; 'range' for a number of workers outside its limits; 'worker' if a worker
 *   was lost on every try, or for a script that is no address; 'runtime' if the program of the workers does not start
 * @example
 * const models = [1, 2, 3].map((depth) => classifier({ network: bellNetwork({ ebits: 0 }), circuit: qcnn({ depth }) }));
 * const found = await effectiveDimensions(models, { draws: 2, seed: 1, workers: 2 });
 * found.map(({ rank }) => rank); // [32, 40, 48]
 */
export async function effectiveDimensions(
  models: readonly Model[],
  options: EffectiveDimensionsOptions = {},
): Promise<EffectiveDimension[]> {
  if (!Array.isArray(models)) {
    throw new EbitError('config', `The models are ${shownValue(models)}; give an array of them.`);
  }
  checkOptions('effectiveDimensions', options, {
    ...effectiveDimensionOptionNames,
    onResult: true,
    workers: true,
    script: true,
  });
  for (const [name, callback] of Object.entries({ onProgress: options.onProgress, onResult: options.onResult })) {
    if (callback !== undefined) checkedFunction(name, callback);
  }
  checkedSignal(options.signal);
  const { inputs, rows, onProgress, onResult, signal } = options;
  if (inputs !== undefined && rows !== undefined) {
    throw new EbitError('config', 'Both inputs and rows are given; leave one out.');
  }
  const jobs = models.map((model): Job => ({ task: taskOf(model, options) }));
  const executor = await executorFor(options, models.length);
  try {
    const outcomes = await runSweep(executor, jobs, {
      signal,
      onEvent: (event, model) => (event.kind === 'draw' ? onProgress?.({ ...event.progress, model }) : undefined),
      onResult: (outcome, model) => onResult?.(dimensionOf(outcome as DimensionOutcome), model),
    });
    return outcomes.map((outcome) => dimensionOf(outcome as DimensionOutcome));
  } finally {
    await executor.close();
  }
}
