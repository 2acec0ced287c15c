import { aborted, refuseAborted } from '../../abort.js';
import { EbitError } from '../../errors.js';
import type { Executor, Job } from '../../jobs/job.js';
import { checkedTries } from '../../jobs/sweep.js';
import { checkedFunction, checkedSignal, checkedWhole, checkOptions } from '../../options.js';
import type { Outcome } from '../../tasks/outcome.js';
import type { TaskEvent } from '../../tasks/run-context.js';
import { type Task, taskId } from '../../tasks/task.js';
import { parseCheckpoint } from '../../training/checkpoint.js';
import { outcomeOf, type WayNote } from './answer.js';
import { payloadOf } from './payload.js';
import { type RedisOptions, redisOptionNames } from './redis-options.js';
import { openTaskQueue, type TaskQueue } from './task-queue.js';

/** What `redisExecutor` takes. */
export interface RedisExecutorOptions extends RedisOptions {
  /** How many tasks are kept in the queue at once; 1000 unless told. More than all workers together do at once. */
  readonly width?: number;
  /** How many times a task is tried whose worker is lost; 3 unless told. */
  readonly tries?: number;
}

/** An executor whose jobs outlive the program. */
export interface RedisExecutor extends Executor {
  acknowledge(job: Job): Promise<void>;
}

/** Beyond any cluster, and little enough for the memory of a small Redis. */
const MAX_WIDTH = 100_000;

/** Hands on what a task says on its way. A checkpoint is fetched; one that is no longer there has done its duty. */
function onWay(queue: TaskQueue, id: string, onEvent: (event: TaskEvent) => void): (note: WayNote) => void {
  let isFetching = false;
  const fetched = async (): Promise<void> => {
    isFetching = true;
    try {
      const text = await queue.checkpoint(id);
      if (text !== null) onEvent({ kind: 'checkpoint', checkpoint: parseCheckpoint(text) });
    } catch {
      // The next one comes soon; without any the task itself is not worse off.
    } finally {
      isFetching = false;
    }
  };
  return (note) => {
    if (note.kind !== 'checkpoint') onEvent(note);
    else if (!isFetching) void fetched();
  };
}

/**
 * Returns an executor whose jobs are run by workers on any number of machines, which Redis brings them to: `ebit worker`.
 *
 * A job is known by its task's name (`taskId`): what is submitted twice, by whomever, is run once. Outcomes and the latest
 * checkpoints wait in Redis until they are acknowledged, which `runSweep` does; a program that ends in the meantime finds
 * them when it submits the same again. Redis may be restarted; what it has lost is submitted anew.
 *
 * A task whose worker is lost goes on from its checkpoint elsewhere; after so many tries it is given up, and `run` rejects.
 * After the signal `run` rejects with 'aborted' and leaves the job where it is: it is done, and collected by the next to ask.
 *
 * @throws EbitError 'redis' if the packages bullmq and ioredis are not installed, or no Redis that will do answers at the
 *   address; 'range' for numbers outside their limits; 'config' for an unknown option. Its `run` throws what the task threw
 *   where it was run, 'worker' for a task that was given up, 'closed' after `close`, 'redis' if Redis refuses
 * @example
 * const executor = await redisExecutor({ url: 'redis://localhost:6379' });
 * const outcomes = await runSweep(executor, jobs).finally(() => executor.close());
 */
export async function redisExecutor(options: RedisExecutorOptions): Promise<RedisExecutor> {
  checkOptions('redisExecutor', options, { ...redisOptionNames, width: true, tries: true });
  const { width = 1000, tries, ...redis } = options;
  checkedWhole('The width', width, 1, MAX_WIDTH);
  const queue = await openTaskQueue({ ...redis, tries: checkedTries(tries) });
  // A task that was given up is not tried again by whoever tries jobs again whose worker was lost: it was, in the queue.
  const givenUp = new Map<string, EbitError>();
  // A name takes a while to find, and is asked for again when the task is acknowledged.
  const names = new WeakMap<Task, string>();
  const ending = new Set<(error: EbitError) => void>();
  const onAbort = sharedAborts();
  let isClosed = false;

  const run = (job: Job, onEvent: (event: TaskEvent) => void, signal: AbortSignal | undefined): Promise<Outcome> => {
    const payload = payloadOf(job);
    const { id } = payload;
    names.set(job.task, id);
    const known = givenUp.get(id);
    if (known !== undefined) throw known;
    return new Promise((resolve, reject) => {
      const settle = (how: () => void): void => {
        unfollow();
        ending.delete(fail);
        forget();
        how();
      };
      const fail = (error: unknown): void => settle(() => reject(error));
      const abort = (): void =>
        fail(
          aborted(
            `Stopped waiting for the task ${id}; it stays in the queue, submit it again for its outcome.`,
            signal,
          ),
        );
      const submit = (): void => void queue.submit(payload).catch(fail);
      const unfollow = queue.follow(id, {
        onNote: onWay(queue, id, onEvent),
        onOutcome(text) {
          try {
            const outcome = outcomeOf(text, id, job.task.kind);
            settle(() => resolve(outcome));
          } catch (error) {
            fail(error);
          }
        },
        onFailure(error) {
          if (error.code === 'worker') givenUp.set(id, error);
          fail(error);
        },
        onAbsence: submit,
      });
      ending.add(fail);
      const forget = onAbort(signal, abort);
      if (signal?.aborted) abort();
      else submit();
    });
  };
  return {
    width,
    queues: true,
    async run(job, onEvent, signal) {
      checkedFunction('onEvent', onEvent);
      checkedSignal(signal);
      if (isClosed) throw closed();
      refuseAborted('Stopped before the task was put into the queue.', signal);
      return run(job, onEvent, signal);
    },
    async acknowledge({ task }) {
      const id = names.get(task) ?? taskId(task);
      givenUp.delete(id);
      await queue.acknowledge(id);
    },
    async close() {
      isClosed = true;
      for (const end of [...ending]) end(closed());
      await queue.close();
    },
  };
}

/** Returns how to hear of a signal: it has one listener, for Node warns of a leak where a thousand jobs have one each. */
function sharedAborts(): (signal: AbortSignal | undefined, abort: () => void) => () => void {
  const waiting = new WeakMap<AbortSignal, Set<() => void>>();
  return (signal, abort) => {
    if (signal === undefined) return () => {};
    const known = waiting.get(signal);
    const aborts = known ?? new Set();
    if (known === undefined) {
      waiting.set(signal, aborts);
      signal.addEventListener('abort', () => {
        for (const one of [...aborts]) one();
      });
    }
    aborts.add(abort);
    return () => aborts.delete(abort);
  };
}

function closed(): EbitError {
  return new EbitError('closed', 'The executor is closed; open another one with redisExecutor().');
}
