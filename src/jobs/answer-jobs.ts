import workerpool from 'workerpool';
import { isEbitError } from '../errors.js';
import { runDimensionJob } from './dimension-job.js';
import type { Executor } from './job.js';
import { runJob } from './run-job.js';
import type { WorkerReply } from './worker-messages.js';

/** Runs a job that a pool has sent to this thread, as {@link sent} says. */
export type SentJob<J, R> = (job: J, ended: MessagePort, isEnded: boolean) => Promise<WorkerReply<R>>;

/**
 * Returns how a job is run that a pool has sent to this thread: its events are sent back.
 *
 * Of what is returned `ended` is a port on which a message ends the job early, and `isEnded` says whether it is to end
 * before it begins. It throws whatever is no EbitError: the pool takes it for a crash.
 */
export function sent<J, R, E>(run: Executor<J, R, E>['run']): SentJob<J, R> {
  return async (job, ended, isEnded) => {
    const controller = new AbortController();
    ended.onmessage = () => controller.abort();
    if (isEnded) controller.abort();
    try {
      const result = await run(job, (event) => workerpool.workerEmit(event), controller.signal);
      return { kind: 'done', result };
    } catch (error) {
      if (!isEbitError(error)) throw error;
      return { kind: 'refused', code: error.code, message: error.message };
    } finally {
      ended.close();
    }
  };
}

/** Runs a fit. */
export const runSentJob = sent(runJob);

/** Finds an effective dimension. */
export const runSentDimensionJob = sent(runDimensionJob);
