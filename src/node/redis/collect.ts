// Tasks that are submitted by one program and collected by another, perhaps elsewhere and much later.
import { aborted } from '../../abort.js';
import { EbitError } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import { checkedTries } from '../../jobs/sweep.js';
import { checkedFunction, checkedSignal, checkOptions } from '../../options.js';
import { shownValue } from '../../shown-value.js';
import type { Outcome } from '../../tasks/outcome.js';
import { outcomeOf } from './answer.js';
import { payloadOf } from './payload.js';
import { type RedisOptions, redisOptionNames } from './redis-options.js';
import { openTaskQueue } from './task-queue.js';

/** What `submitTasks` takes. */
export interface SubmitOptions extends RedisOptions {
  /** How many times a task is tried whose worker is lost; 3 unless told. */
  readonly tries?: number;
}

/**
 * Puts jobs into the queue in Redis and leaves them there.
 *
 * @param jobs - as plain data; those whose tasks are in the queue already are left as they are
 * @returns the names of their tasks, in the order of the jobs, for {@link collectOutcomes}
 * @throws EbitError as `redisExecutor` and its `run`
 * @example
 * const ids = await submitTasks(jobs, { url: 'redis://localhost:6379' });
 */
export async function submitTasks(jobs: readonly Job[], options: SubmitOptions): Promise<string[]> {
  checkOptions('submitTasks', options, { ...redisOptionNames, tries: true });
  if (!Array.isArray(jobs)) {
    throw new EbitError('config', `The jobs are ${shownValue(jobs)}; give an array of them.`);
  }
  const { tries, ...redis } = options;
  const payloads = jobs.map(payloadOf);
  const queue = await openTaskQueue({ ...redis, tries: checkedTries(tries) });
  try {
    await Promise.all(payloads.map((payload) => queue.submit(payload)));
  } finally {
    await queue.close();
  }
  return payloads.map(({ id }) => id);
}

/** What `collectOutcomes` takes. */
export interface CollectOptions extends RedisOptions {
  /** Called with each task that was given up or failed by an error of its own; it is then taken out of the queue. */
  readonly onFailure?: (id: string, error: EbitError) => unknown;
  /** Ends the waiting; what is in the queue stays there. */
  readonly signal?: AbortSignal;
}

/**
 * Waits for the outcomes of tasks that {@link submitTasks} has put into the queue, on whatever machine.
 *
 * An outcome is taken out of Redis when the promise of `onOutcome` is kept; a program that ends before is given it again.
 * What nobody asks for stays for 30 days.
 *
 * @param ids - the names of the tasks, each once
 * @param onOutcome - keeps an outcome; what it throws or rejects with ends the waiting
 * @returns the names of the tasks that Redis knows nothing of, for they were never submitted, are collected already, or lost
 * @throws EbitError as `redisExecutor`; 'aborted' after the signal; the first failure where there is no `onFailure`
 * @example
 * const url = 'redis://localhost:6379';
 * const kinds = new Map<string, string>();
 * await collectOutcomes(await submitTasks(jobs, { url }), (id, { kind }) => kinds.set(id, kind), { url });
 * kinds.size; // 2
 */
export async function collectOutcomes(
  ids: readonly string[],
  onOutcome: (id: string, outcome: Outcome) => unknown,
  options: CollectOptions,
): Promise<string[]> {
  checkOptions('collectOutcomes', options, { ...redisOptionNames, onFailure: true, signal: true });
  checkedFunction('onOutcome', onOutcome);
  const { onFailure, signal, ...redis } = options;
  if (onFailure !== undefined) checkedFunction('onFailure', onFailure);
  checkedSignal(signal);
  if (!Array.isArray(ids) || ids.some((id) => typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id))) {
    throw new EbitError(
      'config',
      `The names of the tasks are ${shownValue(ids)}; give those that submitTasks() returned.`,
    );
  }
  const stopped = () =>
    aborted('Stopped collecting; what is in the queue stays there, collect again to go on.', signal);
  if (signal?.aborted) throw stopped();
  const queue = await openTaskQueue({ ...redis, tries: 1 });
  const absent: string[] = [];
  const ended = (id: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (work: () => unknown): void => {
        unfollow();
        signal?.removeEventListener('abort', abort);
        // In a promise, so that whatever is thrown on the way ends the waiting.
        Promise.resolve()
          .then(work)
          .then(() => resolve(), reject);
      };
      const abort = (): void =>
        end(() => {
          throw stopped();
        });
      const unfollow = queue.follow(id, {
        onNote() {},
        onOutcome: (text) =>
          end(async () => {
            await onOutcome(id, outcomeOf(text, id));
            await queue.acknowledge(id);
          }),
        onFailure: (error) =>
          end(async () => {
            if (onFailure === undefined) throw error;
            await onFailure(id, error);
            await queue.acknowledge(id);
          }),
        onAbsence: () => end(() => absent.push(id)),
      });
      signal?.addEventListener('abort', abort);
      if (signal?.aborted) abort();
      else queue.look(id);
    });
  try {
    await Promise.all([...new Set(ids)].map(ended));
  } finally {
    await queue.close();
  }
  return absent;
}
