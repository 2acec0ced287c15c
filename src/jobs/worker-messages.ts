import { EbitError, type EbitErrorCode } from '../errors.js';
import type { JobResult } from './job.js';

/** The name of the one method that a worker offers. */
export const RUN = 'run';

/**
 * What a worker sends back when a job ended: its result, or the typed error that it would end in every time.
 *
 * A rejection is not used for the latter: it is how a pool says that the worker is gone.
 */
export type WorkerReply =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'refused'; readonly code: EbitErrorCode; readonly message: string };

/** Returns the result in a reply. @throws EbitError if the job was refused */
export function resultOf(reply: WorkerReply): JobResult {
  if (reply.kind === 'done') return reply.result;
  throw new EbitError(reply.code, reply.message);
}
