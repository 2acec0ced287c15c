import { EbitError, type EbitErrorCode } from '../errors.js';
import type { JobResult } from './job.js';

/** The names of the methods that a worker offers: one runs a fit, one finds an effective dimension. */
export const RUN = 'run';
export const MEASURE = 'measure';

/**
 * What a worker sends back when a job ended: its result, or the typed error that it would end in every time.
 *
 * A rejection is not used for the latter: it is how a pool says that the worker is gone.
 */
export type WorkerReply<R = JobResult> =
  | { readonly kind: 'done'; readonly result: R }
  | { readonly kind: 'refused'; readonly code: EbitErrorCode; readonly message: string };

/** Returns the result in a reply. @throws EbitError if the job was refused */
export function resultOf<R>(reply: WorkerReply<R>): R {
  if (reply.kind === 'done') return reply.result;
  throw new EbitError(reply.code, reply.message);
}
