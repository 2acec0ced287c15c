import type { EffectiveDimension } from '../analysis/effective-dimension.js';
import type { DrawProgress } from '../analysis/fisher-draws.js';
import type { DimensionExecutor, DimensionJob } from '../jobs/dimension-job.js';
import type { Executor, Job, JobEvent, JobResult } from '../jobs/job.js';
import { openThreads } from '../jobs/thread-pool.js';
import { MEASURE, RUN } from '../jobs/worker-messages.js';
import { text } from './worker.js?text';

/** Workers for fits and for effective dimensions; a worker starts when it is first needed. */
export interface Pool {
  /** How many jobs of a kind run at once. */
  readonly width: number;
  readonly fits: Executor;
  readonly dimensions: DimensionExecutor;
  /** Ends all that runs. */
  close(): Promise<void>;
}

let address: string | null = null;

/**
 * Returns where the worker's program is: an address inside the page.
 *
 * The program is part of the page's own script, since a browser starts no worker from a file beside an opened page.
 */
export function workerAddress(): string {
  address ??= URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return address;
}

/** How many workers this machine has processors for. */
export function processors(): number {
  return Math.max(1, navigator.hardwareConcurrency ?? 1);
}

/**
 * Opens workers for fits and effective dimensions.
 *
 * @param workers - how many of each kind; as many as there are processors unless told
 */
export async function openPool(workers: number = processors()): Promise<Pool> {
  const script = new URL(workerAddress());
  const fits = await openThreads<Job, JobResult, JobEvent>(RUN, { workers, script });
  const dimensions = await openThreads<DimensionJob, EffectiveDimension, DrawProgress>(MEASURE, { workers, script });
  return {
    width: workers,
    fits,
    dimensions,
    async close() {
      await Promise.all([fits.close(), dimensions.close()]);
    },
  };
}

let shared: Promise<Pool> | null = null;

/** The pool that the whole page shares. */
function sharedPool(): Promise<Pool> {
  shared ??= openPool();
  return shared;
}

/**
 * Runs a fit in one of the page's workers, or waits for one to be free.
 *
 * @param onEvent - called with its progress and its checkpoints
 * @param signal - ends it early; its result then says `aborted`
 * @throws EbitError what the fit throws; 'worker' if the worker was lost
 */
export async function fitInWorker(
  job: Job,
  onEvent: (event: JobEvent) => void,
  signal?: AbortSignal,
): Promise<JobResult> {
  return (await sharedPool()).fits.run(job, onEvent, signal);
}

/**
 * Finds an effective dimension in one of the page's workers, or waits for one to be free.
 *
 * @param onEvent - called after every draw of the angles
 * @param signal - ends it early, with an EbitError 'aborted'
 * @throws EbitError what `effectiveDimension` throws; 'worker' if the worker was lost
 */
export async function dimensionInWorker(
  job: DimensionJob,
  onEvent: (event: DrawProgress) => void,
  signal?: AbortSignal,
): Promise<EffectiveDimension> {
  return (await sharedPool()).dimensions.run(job, onEvent, signal);
}
