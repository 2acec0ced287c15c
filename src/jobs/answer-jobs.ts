import { openParent } from '#thread';
import { isEbitError, messageOf } from '../errors.js';
import { fitTurns } from './fit-turns.js';
import type { Executor } from './job.js';
import type { PoolMessage, WorkerMessage } from './worker-messages.js';

/** Runs a job of one kind. */
type RunJob = Executor<unknown, unknown, unknown>['run'];

/** What is said of an error: it would come every time, or it leaves the thread in no known state. */
function saidOf(error: unknown): Extract<WorkerMessage, { kind: 'refused' | 'failed' }> {
  return isEbitError(error)
    ? { kind: 'refused', code: error.code, message: error.message }
    : { kind: 'failed', why: messageOf(error) };
}

/**
 * Waits for the jobs and the fits that a pool sends to this thread, and runs them.
 *
 * @param kinds - how each kind of job is run, by the name that the pool calls it
 */
export function answerJobs(kinds: Readonly<Record<string, RunJob>>): void {
  let running: AbortController | null = null;
  const post: (message: WorkerMessage) => void = openParent((message) => {
    const order = message as PoolMessage;
    if (order.kind === 'job') void answer(order);
    else if (order.kind === 'fit') obey(order.fit, order.order);
    else running?.abort();
  });
  const obey = fitTurns({
    answer: (fit, said) => post({ kind: 'fit', fit, answer: said }),
    fail(fit, error) {
      const said = saidOf(error);
      post(said.kind === 'failed' ? said : { kind: 'fit', fit, answer: said });
    },
  });

  async function answer({ method, job, ended }: Extract<PoolMessage, { kind: 'job' }>): Promise<void> {
    running = new AbortController();
    if (ended) running.abort();
    try {
      const run = kinds[method];
      if (run === undefined) throw new Error(`This worker does no jobs of the kind "${method}".`);
      post({ kind: 'done', result: await run(job, (event) => post({ kind: 'event', event }), running.signal) });
    } catch (error) {
      post(saidOf(error));
    }
  }
}
