import { type EffectiveDimension, effectiveDimension } from '../analysis/effective-dimension.js';
import type { DrawProgress } from '../analysis/fisher-draws.js';
import { createModel, type ModelFile } from '../models/model-file.js';
import type { Executor } from './job.js';

/** One effective dimension to find, as plain data that a worker can be sent. */
export interface DimensionJob {
  readonly model: ModelFile;
  /** Null for Haar-random inputs. */
  readonly rows: Float64Array | null;
  readonly settings: {
    readonly inputs?: number;
    readonly draws?: number;
    readonly seed?: number;
    readonly tolerance?: number;
  };
}

/** Where effective dimensions are found. */
export type DimensionExecutor = Executor<DimensionJob, EffectiveDimension, DrawProgress>;

/**
 * Finds one in this thread.
 *
 * @throws EbitError as `createModel` and `effectiveDimension`
 */
export function runDimensionJob(
  { model, rows, settings }: DimensionJob,
  onEvent: (event: DrawProgress) => void,
  signal: AbortSignal | undefined,
): Promise<EffectiveDimension> {
  return effectiveDimension(createModel(model), { ...settings, rows: rows ?? undefined, onProgress: onEvent, signal });
}
