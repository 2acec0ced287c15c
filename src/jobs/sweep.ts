import { refuseAborted } from '../abort.js';
import { EbitError, type EbitErrorCode, isEbitError } from '../errors.js';
import { checkedFunction, checkedSignal, checkedWhole, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import type { Outcome } from '../tasks/outcome.js';
import type { TaskEvent } from '../tasks/run-context.js';
import type { Executor, Job } from './job.js';

/** A worker that was lost while it ran a job. */
export interface Crash {
  /** The job's place in the sweep. */
  readonly job: number;
  /** How many times the job has been tried by now. */
  readonly tries: number;
  /** What is known of the reason. */
  readonly message: string;
}

/** What `runSweep` takes. What a callback throws or rejects with ends the sweep. */
export interface SweepOptions<E = TaskEvent, R = Outcome> {
  /** How many times a job is tried before the sweep is given up; 3 unless told. */
  readonly tries?: number;
  /** Called with what job number `job` says, once its last promise is kept; the sweep ends after the last of them. */
  readonly onEvent?: (event: E, job: number) => unknown;
  /** Called with each result as soon as it is there, whatever the order; the job's lane waits for its promise. */
  readonly onResult?: (result: R, job: number) => unknown;
  /** Called when a worker crashed, before its job is tried again. */
  readonly onCrash?: (crash: Crash) => unknown;
  /**
   * Ends all jobs early: fits then have outcomes that say `aborted`, all else rejects. One that was aborted beforehand begins
   * none.
   */
  readonly signal?: AbortSignal;
}

/** Jobs on their way through an executor. */
interface Lanes<J, R, E> extends SweepOptions<E, R> {
  /** What is added while others run is run too. */
  readonly jobs: readonly J[];
  /** How many there may be in the end; as many as there are unless told. */
  readonly most?: number;
  /** Called with the error of a job that would fail again, and how many times it was tried; without it that ends all. */
  readonly onFailure?: (error: EbitError, job: number, tries: number) => unknown;
  /** Whether jobs that were not begun before the signal are still to be begun, to have outcomes that say so. */
  readonly beginsAborted: boolean;
}

/** What stops one job stops all others too: somebody's wish, an executor that is gone, a runtime that cannot do it. */
const COMMON_FAILURES: readonly EbitErrorCode[] = ['aborted', 'closed', 'runtime', 'disk', 'redis'];

/** How many times a job is tried unless told. */
const DEFAULT_TRIES = 3;

/** Beyond any patience, and low enough that a slip does not keep a broken worker starting for ever. */
const MAX_TRIES = 1000;

/** Returns how many times a job is tried. @throws EbitError 'range' */
export function checkedTries(tries = DEFAULT_TRIES): number {
  return checkedWhole('The number of tries', tries, 1, MAX_TRIES);
}

/** Checks that something can run jobs. @throws EbitError 'config' if not */
export function checkExecutor<J, R, E>(executor: Executor<J, R, E>): void {
  const given: Partial<Executor<J, R, E>> | null | undefined = executor;
  const isOne =
    typeof given === 'object' &&
    given !== null &&
    Number.isSafeInteger(given.width) &&
    Number(given.width) >= 1 &&
    typeof given.run === 'function' &&
    typeof given.close === 'function';
  if (isOne) return;
  throw new EbitError(
    'config',
    `The executor is ${shownValue(given)}; give one with a width of 1 or more, run() and close(), such as threadPool() returns.`,
  );
}

/**
 * Runs a list of jobs, as many at once as the executor is wide.
 *
 * A job whose worker crashed is tried again from its beginning, which gives the same bits; a job that failed with an error
 * of its own would fail again, and ends the sweep.
 *
 * @param executor - {@link callingThread}, a {@link threadPool} or one of the caller's own; it is not closed
 * @param jobs - as plain data; see {@link fitMany} for a shorter way to run several fits
 * @returns the results in the order of the jobs
 * @throws EbitError 'worker' if a job crashed on every try; 'range' for a number of tries below 1; 'aborted' after the signal
 *   where a job has no part of a result to hand out; else what a job threw
 * @example
 * const outcomes = await runSweep(callingThread(), jobs);
 * outcomes.map(({ kind }) => kind); // ['fit', 'fit']
 */
export async function runSweep<J = Job, R = Outcome, E = TaskEvent>(
  executor: Executor<J, R, E>,
  jobs: readonly J[],
  options: SweepOptions<E, R> = {},
): Promise<R[]> {
  checkExecutor(executor);
  if (!Array.isArray(jobs)) {
    throw new EbitError('config', `The jobs of a sweep are ${shownValue(jobs)}; give an array of them.`);
  }
  checkOptions('runSweep', options, { tries: true, onEvent: true, onResult: true, onCrash: true, signal: true });
  const { onEvent, onResult, onCrash } = options;
  for (const [name, callback] of Object.entries({ onEvent, onResult, onCrash })) {
    if (callback !== undefined) checkedFunction(name, callback);
  }
  checkedSignal(options.signal);
  refuseAborted('Stopped before the first job was begun.', options.signal);
  const results: R[] = new Array(jobs.length);
  await throughLanes(executor, {
    ...options,
    jobs,
    beginsAborted: true,
    onResult(result, job) {
      results[job] = result;
      return onResult?.(result, job);
    },
  });
  return results;
}

/**
 * Takes jobs through an executor, as many at once as it is wide: the one place where jobs are begun, tried again, and
 * ended.
 *
 * @throws EbitError as {@link runSweep}; what a callback throws
 */
export async function throughLanes<J, R, E>(executor: Executor<J, R, E>, lanes: Lanes<J, R, E>): Promise<void> {
  const {
    jobs,
    tries: given,
    onEvent,
    onResult,
    onCrash,
    onFailure,
    signal,
    beginsAborted,
    most = jobs.length,
  } = lanes;
  const tries = checkedTries(given);
  checkedSignal(signal);
  let next = 0;
  let over = false;
  const ending = new AbortController();
  const end = () => ending.abort(signal?.reason);
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end);
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  let heard: Promise<unknown> = Promise.resolve();
  // A callback is not run in the executor's message handler: what it throws must end the sweep, not the process.
  const listen = (event: E, job: number): void => {
    heard = heard.then(() => (over ? undefined : onEvent?.(event, job)));
    heard.catch(fail);
  };
  const tried = async (job: number): Promise<R> => {
    for (let count = 1; ; count++) {
      try {
        return await executor.run(jobs[job], (event) => listen(event, job), ending.signal);
      } catch (error) {
        if (over || !isEbitError(error) || error.code !== 'worker') throw error;
        if (count === tries) {
          const message = `Job ${job} lost its worker on each of ${tries} tries, the last time so: ${error.message}`;
          throw new EbitError('worker', message, { cause: error });
        }
        await onCrash?.({ job, tries: count, message: error.message });
      }
    }
  };
  const finished = async (job: number): Promise<void> => {
    let result: R;
    try {
      result = await tried(job);
    } catch (error) {
      const isOwn = isEbitError(error) && !over && !ending.signal.aborted && !COMMON_FAILURES.includes(error.code);
      if (onFailure === undefined || !isOwn) throw error;
      await onFailure(error, job, error.code === 'worker' ? tries : 1);
      await executor.acknowledge?.(jobs[job]);
      return;
    }
    await onResult?.(result, job);
    await executor.acknowledge?.(jobs[job]);
  };
  let running = 0;
  let waiting: (() => void)[] = [];
  const lane = async (): Promise<void> => {
    while (!over && (beginsAborted || !ending.signal.aborted)) {
      if (next < jobs.length) {
        running += 1;
        next += 1;
        await finished(next - 1);
        running -= 1;
        // Lanes without a job wait for those that others leave, and for the end.
        if (waiting.length === 0 || (next === jobs.length && running > 0)) continue;
        for (const wake of waiting) wake();
        waiting = [];
      } else if (running === 0) return;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  try {
    await Promise.race([Promise.all(Array.from({ length: Math.min(executor.width, most) }, lane)), failed]);
    await heard;
  } finally {
    over = true;
    signal?.removeEventListener('abort', end);
    // After a failure the other jobs have nobody left to work for.
    end();
  }
}
