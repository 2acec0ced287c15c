import type { EbitErrorCode } from '../errors.js';

/** What a worker calls the running of a task. */
export const RUN = 'run';

/** What a pool sends to a worker, which does one job at a time. */
export type PoolMessage =
  /** `ended`: it is to end before it begins. */
  | { readonly kind: 'job'; readonly method: string; readonly job: unknown; readonly ended: boolean }
  /** The job that runs is to end early. */
  | { readonly kind: 'end' };

/**
 * What a worker sends back: what a job says while it runs, then how it ended.
 *
 * `refused` is the typed error that the job would end in every time; `failed` is any other, after which the worker is in
 * no known state.
 */
export type WorkerMessage =
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly code: EbitErrorCode; readonly message: string }
  | { readonly kind: 'failed'; readonly why: string };
