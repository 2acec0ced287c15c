import type { Queue, Job as QueuedJob, Worker } from 'bullmq';
import { type EbitErrorCode, isEbitError, messageOf } from '../../errors.js';
import { checkedStore, type Store } from '../../jobs/store.js';
import { MAX_THREADS } from '../../jobs/thread.js';
import { threadPool } from '../../jobs/thread-pool.js';
import { checkedFunction, checkedWhole, checkOptions } from '../../options.js';
import { fitTask } from '../../tasks/fit-task.js';
import type { TaskEvent } from '../../tasks/run-context.js';
import type { Task } from '../../tasks/task.js';
import type { Checkpoint } from '../../training/checkpoint.js';
import { failureText, outcomeText } from './answer.js';
import { carriedTask } from './carried-task.js';
import { openRedis, queueName } from './open-redis.js';
import { watchOtherVersions } from './other-versions.js';
import { watchOverdue } from './overdue-tasks.js';
import { jobOf } from './payload.js';
import { type RedisOptions, redisOptionNames } from './redis-options.js';
import { tableFolders } from './table-folders.js';
import { taskKeeper } from './task-keeper.js';
import { KEPT } from './task-queue.js';

/** What a worker says of the tasks that it has. */
export type WorkerEvent =
  | { readonly kind: 'begun'; readonly id: string; readonly task: Task['kind'] }
  | { readonly kind: 'done'; readonly id: string; readonly seconds: number }
  | { readonly kind: 'failed'; readonly id: string; readonly code: EbitErrorCode; readonly message: string }
  /** Given back to the queue, so that another worker goes on with it. */
  | { readonly kind: 'handed back'; readonly id: string };

/** What `redisWorker` takes. */
export interface RedisWorkerOptions extends RedisOptions {
  /** How many tasks at once, each in a thread of its own; 1 unless told. */
  readonly concurrency?: number;
  /** Folders with the CSV tables that tasks may learn from; tasks name them by what stands in them. */
  readonly data?: readonly string[];
  /**
   * Where outcomes, checkpoints and failures are kept too; others may keep theirs there at the same time. What it holds lasts
   * whatever becomes of Redis, where an outcome then stays for a day.
   */
  readonly store?: Store;
  /** After how many seconds without a word from this worker another one takes over its tasks; 15 unless told. */
  readonly lock?: number;
  /** Where the program of its threads is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL | string;
  /** Hears of the tasks; it must not throw. */
  readonly onEvent?: (event: WorkerEvent) => void;
}

/** A worker that takes tasks from the queue. */
export interface RedisWorker {
  /** The address of its Redis, without the password. */
  readonly address: string;
  /** How many tasks it has at the moment. */
  readonly running: number;
  /**
   * Takes no more tasks, gives trainings back with their checkpoints, lets what leaves none go on for so many seconds, 10
   * unless told, gives that back too, and ends.
   */
  drain(seconds?: number): Promise<void>;
}

const MAX_LOCK = 3600;

/** How much longer than what runs a worker that ends waits for a Redis that is away, milliseconds. */
const AWAY = 3000;

/** For how long an outcome stays in Redis that a store has too, seconds: who follows the task hears of it by Redis. */
const KEPT_ELSEWHERE = 24 * 3600;

/** How many workers may be lost with a task before it is given up. */
const LOSSES = 3;

/** Failures that another try, or another machine, may be spared. */
const PASSING: readonly EbitErrorCode[] = ['worker', 'file', 'disk', 'memory'];

/** The one of some checkpoints of a task that is furthest. */
function latest(...checkpoints: (Checkpoint | null)[]): Checkpoint | null {
  const there = checkpoints.filter((one) => one !== null);
  return there.reduce((best, one) => (one.iteration > best.iteration ? one : best), there[0] ?? null);
}

/** A task that is running here. */
interface Running {
  readonly ending: AbortController;
  /** Whether it leaves a checkpoint when it ends early. */
  readonly leavesCheckpoint: boolean;
}

/** What is computed before there is a task: a machine that cannot would only take tasks from those that can. */
function trial(): Task {
  return fitTask({ data: { kind: 'chsh' }, model: { depth: 1 }, training: { iterations: 1 } });
}

/**
 * Starts a worker that takes tasks from the queue in Redis, computes them in threads, and brings their outcomes there.
 *
 * The thread that talks with Redis never computes, so that Redis hears of every task in time. What ends this process,
 * however suddenly, costs a fit what it did since its last checkpoint; another worker goes on from there.
 *
 * @throws EbitError 'redis' as `redisExecutor`; 'range' for numbers outside their limits; 'config' for an unknown option;
 *   'runtime' where the program of its threads does not start
 * @example
 * const worker = await redisWorker({ url: 'redis://localhost:6379', concurrency: 2 });
 * await worker.drain(); // it takes no more tasks, and ends those that it has
 */
export async function redisWorker(options: RedisWorkerOptions): Promise<RedisWorker> {
  const own = { concurrency: true, data: true, store: true, lock: true, script: true, onEvent: true } as const;
  checkOptions('redisWorker', options, { ...redisOptionNames, ...own });
  const { concurrency = 1, data = [], store = null, lock = 15, script, onEvent = () => {}, ...rest } = options;
  checkedWhole('The number of tasks at once', concurrency, 1, MAX_THREADS);
  checkedWhole('The seconds of the lock', lock, 1, MAX_LOCK);
  checkedFunction('onEvent', onEvent);
  if (store !== null) checkedStore(store);
  const threads = await threadPool({ workers: concurrency, script });
  const redis = await openRedis(rest);
  try {
    await threads.run({ task: trial() }, () => {}, undefined);
  } catch (error) {
    redis.close();
    await threads.close();
    throw error;
  }
  const { bullmq, client, settings, shown, note } = redis;
  const tables = tableFolders(data);
  const keeper = store === null ? null : taskKeeper(store, note);
  const running = new Map<string, Running>();
  let isDraining = false;

  /** Brings a task to its end; false where it is to be handed back. */
  const finish = async (queued: QueuedJob<string>, token: string): Promise<boolean> => {
    const id = String(queued.id);
    const ending = new AbortController();
    const carried = carriedTask(client, queue, queued, token, {
      lose: () => ending.abort(),
      note,
      seconds: keeper === null ? KEPT : KEPT_ELSEWHERE,
    });
    const { outcome: known, checkpoint } = await carried.found();
    if (known !== null) return true;
    const job = jobOf({ id, text: queued.data });
    const { kind } = job.task;
    running.set(id, { ending, leavesCheckpoint: job.task.kind === 'fit' && job.task.model.kind === 'classifier' });
    try {
      if (isDraining) return false;
      const start = performance.now();
      onEvent({ kind: 'begun', id, task: kind });
      const resume = latest(checkpoint, job.resume ?? null, keeper?.checkpoint(id) ?? null);
      const local = { ...job, task: tables.withPaths(job.task), resume };
      const hear = (event: TaskEvent): void => {
        carried.hear(event);
        if (event.kind === 'checkpoint') keeper?.keepCheckpoint(id, event.checkpoint);
      };
      const outcome = await threads.run(local, hear, ending.signal);
      if (outcome.kind === 'fit' && outcome.stopped === 'aborted') {
        if (outcome.checkpoint !== null) {
          keeper?.keepCheckpoint(id, outcome.checkpoint);
          await carried.keepCheckpoint(outcome.checkpoint);
        }
        return false;
      }
      // First where it lasts. What cannot be kept there is a failure of this machine, which another one may be spared.
      keeper?.keepOutcome(id, job.task, outcome, resume === null ? (performance.now() - start) / 1000 : null);
      await carried.keepOutcome(outcomeText(outcome));
      onEvent({ kind: 'done', id, seconds: (performance.now() - start) / 1000 });
      return true;
    } catch (error) {
      if (ending.signal.aborted && (!isEbitError(error) || error.code === 'aborted')) return false;
      throw error;
    } finally {
      running.delete(id);
    }
  };
  const work = async (queued: QueuedJob<string>, token = ''): Promise<null> => {
    const id = String(queued.id);
    let isFinished: boolean;
    try {
      isFinished = await finish(queued, token);
    } catch (error) {
      const code = isEbitError(error) ? error.code : 'worker';
      const message = messageOf(error);
      onEvent({ kind: 'failed', id, code, message });
      const text = failureText(code, message);
      const isLast = !PASSING.includes(code) || queued.attemptsMade + 1 >= (queued.opts.attempts ?? 1);
      if (isLast) keeper?.keepFailure({ id, text: queued.data }, { code, message, tries: queued.attemptsMade + 1 });
      throw PASSING.includes(code) ? new Error(text) : new bullmq.UnrecoverableError(text);
    }
    if (isFinished) return null;
    await queued.moveToWait(token);
    onEvent({ kind: 'handed back', id });
    throw new bullmq.WaitingError();
  };
  const queue: Queue<string> = new bullmq.Queue(queueName(), settings);
  const worker: Worker<string, null> = new bullmq.Worker(queueName(), work, {
    ...settings,
    concurrency,
    lockDuration: 1000 * lock,
    stalledInterval: Math.ceil((1000 * lock) / 3),
    maxStalledCount: LOSSES - 1,
    // Redis is asked for work again so soon after it was away.
    runRetryDelay: 1000,
  });
  // A task that another worker has taken finds that out by itself; of the connection the connection tells.
  queue.on('error', () => {});
  worker.on('error', () => {});
  await worker.waitUntilReady();
  const watches = [watchOtherVersions(client, settings.prefix, note), watchOverdue(client, queue, bullmq)];

  const drain = async (seconds: number): Promise<void> => {
    isDraining = true;
    for (const stop of watches) stop();
    await worker.pause(true);
    for (const { ending, leavesCheckpoint } of running.values()) if (leavesCheckpoint) ending.abort();
    const late = setTimeout(() => {
      for (const { ending } of running.values()) ending.abort();
    }, 1000 * seconds);
    // While Redis is away nothing can be given back; it finds out by itself that nobody has these tasks any more.
    let giveUp: NodeJS.Timeout | undefined;
    const away = new Promise<void>((resolve) => {
      giveUp = setInterval(() => client.status !== 'ready' && resolve(), 1000 * seconds + AWAY);
    });
    try {
      await Promise.race([worker.close(), away]);
    } finally {
      clearTimeout(late);
      clearInterval(giveUp);
      await threads.close();
      await queue.close();
      redis.close();
    }
  };
  let draining: Promise<void> | null = null;
  return {
    address: shown,
    get running() {
      return running.size;
    },
    drain(seconds = 10) {
      checkedWhole('The seconds to drain', seconds, 0, MAX_LOCK);
      draining ??= drain(seconds);
      return draining;
    },
  };
}
