import { openParent } from '#thread';
import { isEbitError, messageOf } from '../errors.js';
import type { Executor } from './job.js';
import type { PoolMessage, WorkerMessage } from './worker-messages.js';

/** Runs a job of one kind. */
type RunJob = Executor<unknown, unknown, unknown>['run'];

/**
 * Waits for the jobs that a pool sends to this thread, and runs them.
 *
 * @param kinds - how each kind of job is run, by the name that the pool calls it
 */
export function answerJobs(kinds: Readonly<Record<string, RunJob>>): void {
  let running: AbortController | null = null;
  const post: (message: WorkerMessage) => void = openParent((message) => {
    const order = message as PoolMessage;
    if (order.kind === 'job') void answer(order);
    else running?.abort();
  });

  async function answer({ method, job, ended }: Extract<PoolMessage, { kind: 'job' }>): Promise<void> {
    running = new AbortController();
    if (ended) running.abort();
    try {
      const run = kinds[method];
      if (run === undefined) throw new Error(`This worker does no jobs of the kind "${method}".`);
      post({ kind: 'done', result: await run(job, (event) => post({ kind: 'event', event }), running.signal) });
    } catch (error) {
      if (isEbitError(error)) post({ kind: 'refused', code: error.code, message: error.message });
      else post({ kind: 'failed', why: messageOf(error) });
    }
  }
}
