import { isEbitError } from '../errors.js';
import { EbitError } from '../errors.js';
import type { Executor, Job, JobEvent, JobResult } from './job.js';

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
export interface SweepOptions {
  /** How many times a job is tried before the sweep is given up; 3 unless told. */
  readonly tries?: number;
  /** Called with what job number `job` says. A promise is waited for before the sweep is done. */
  readonly onEvent?: (event: JobEvent, job: number) => void | Promise<void>;
  /** Called when a worker crashed, before its job is tried again. */
  readonly onCrash?: (crash: Crash) => void;
  /** Ends all jobs early, each with a result that says `aborted`. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a list of jobs, as many at once as the executor is wide.
 *
 * A job whose worker crashed is tried again from its beginning, which gives the same bits; a job that failed with an error
 * of its own would fail again, and ends the sweep.
 *
 * @returns the results in the order of the jobs
 * @throws EbitError 'worker' if a job crashed on every try; 'range' for a number of tries below 1; else what a job threw
 */
export async function runSweep(
  executor: Executor,
  jobs: readonly Job[],
  options: SweepOptions = {},
): Promise<JobResult[]> {
  const { tries = 3, onEvent, onCrash, signal } = options;
  if (!Number.isInteger(tries) || tries < 1) {
    throw new EbitError('range', `A job cannot be tried ${tries} times; give an integer of at least 1.`);
  }
  const results: JobResult[] = new Array(jobs.length);
  const heard: Promise<void>[] = [];
  let next = 0;
  let over = false;
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });

  const listen = (event: JobEvent, job: number): void => {
    if (over || onEvent === undefined) return;
    // Callbacks run in the executor's own message handler: what they throw must end the sweep, not the process.
    const done = Promise.resolve().then(() => onEvent(event, job));
    heard.push(done);
    done.catch(fail);
  };
  throw new Error('draft');
}
