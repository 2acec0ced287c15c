import {
  type EffectiveDimension,
  type EffectiveDimensionOptions,
  effectiveDimensionOptionNames,
} from '../analysis/effective-dimension.js';
import type { DrawProgress } from '../analysis/fisher-draws.js';
import { EbitError } from '../errors.js';
import { modelToJSON } from '../models/model-file.js';
import type { Model } from '../models/model-types.js';
import { modelRows } from '../models/rows.js';
import { checkedFunction, checkedSignal, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type DimensionExecutor, type DimensionJob, runDimensionJob } from './dimension-job.js';
import { runSweep } from './sweep.js';
import { openThreads } from './thread-pool.js';
import { MEASURE } from './worker-messages.js';

/** What `effectiveDimensions` takes. What a callback throws ends the work. */
export interface EffectiveDimensionsOptions extends Omit<EffectiveDimensionOptions, 'onProgress'> {
  /** Called after every draw of every model. */
  readonly onProgress?: (progress: DrawProgress & { readonly model: number }) => unknown;
  /** Called with each result as soon as it is there, whatever the order. */
  readonly onResult?: (result: EffectiveDimension, model: number) => unknown;
  /**
   * How many worker threads; as many as there are processors, at most one a model, unless told. With 0 the models come
   * one after another in the calling thread.
   */
  readonly workers?: number;
  /** Where the worker's program is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL;
}

async function executorFor(
  { workers, script }: EffectiveDimensionsOptions,
  models: number,
): Promise<DimensionExecutor> {
  if (workers === 0) return { width: 1, run: runDimensionJob, close: async () => {} };
  const pool = await openThreads<DimensionJob, EffectiveDimension, DrawProgress>(MEASURE, { workers, script });
  return pool.width > models ? { ...pool, width: models } : pool;
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
 *   was lost on every try
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
  const { inputs, rows, draws, seed, tolerance, onProgress, onResult, signal } = options;
  const jobs = models.map(
    (model): DimensionJob => ({
      model: modelToJSON(model),
      rows: rows === undefined ? null : modelRows(model, rows),
      settings: { inputs, draws, seed, tolerance },
    }),
  );
  const executor = await executorFor(options, models.length);
  const run: DimensionExecutor['run'] = async (job, ...others) => {
    const result = await executor.run(job, ...others);
    await onResult?.(result, jobs.indexOf(job));
    return result;
  };
  try {
    return await runSweep({ ...executor, run }, jobs, {
      signal,
      onEvent: (progress, model) => onProgress?.({ ...progress, model }),
    });
  } finally {
    await executor.close();
  }
}
