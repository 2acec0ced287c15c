import { openParent } from '#thread';
import { isEbitError, messageOf } from '../errors.js';
import { fitTurns } from './fit-turns.js';
import type { Executor } from './job.js';
import { segmentThread } from './segment-thread.js';
import type { PoolMessage, SegmentOrder, WorkerMessage } from './worker-messages.js';

/** What is said of an error: it would come every time, or it leaves the thread in no known state. */
function saidOf(error: unknown): Extract<WorkerMessage, { kind: 'refused' | 'failed' }> {
  return isEbitError(error)
    ? { kind: 'refused', code: error.code, message: error.message }
    : { kind: 'failed', why: messageOf(error) };
}

/**
 * Waits for the jobs and the fits that a pool sends to this thread, and runs them.
 *
 * @param run - runs a job
 */
export function answerJobs(run: Executor['run']): void {
  let running: AbortController | null = null;
  const post: (message: WorkerMessage) => void = openParent((message) => {
    const order = message as PoolMessage;
    if (order.kind === 'job') void answer(order);
    else if (order.kind === 'fit') obey(order.fit, order.order);
    else if (order.kind === 'segments') help(order.order);
    else running?.abort();
  });
  const obey = fitTurns({
    answer: (fit, said) => post({ kind: 'fit', fit, answer: said }),
    fail(fit, error) {
      const said = saidOf(error);
      post(said.kind === 'failed' ? said : { kind: 'fit', fit, answer: said });
    },
  });

  const segments = segmentThread();
  const help = (order: SegmentOrder): void => {
    try {
      const results = segments(order);
      if (results !== null) post({ kind: 'segments', results });
    } catch (error) {
      post(saidOf(error));
    }
  };

  async function answer({ job, ended }: Extract<PoolMessage, { kind: 'job' }>): Promise<void> {
    running = new AbortController();
    if (ended) running.abort();
    try {
      post({ kind: 'done', result: await run(job, (event) => post({ kind: 'event', event }), running.signal) });
    } catch (error) {
      post(saidOf(error));
    }
  }
}
