import type { Executor, Job } from '../jobs/job.js';
import { threadPool } from '../jobs/thread-pool.js';
import type { Outcome } from '../tasks/outcome.js';
import type { TaskEvent } from '../tasks/run-context.js';
import { text } from './worker.js?text';

let address: string | null = null;

/**
 * Returns where the worker's program is: an address inside the page.
 *
 * The program is part of the page's own script, since a browser starts no worker from a file beside an opened page.
 */
export function workerAddress(): string {
  address ??= URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return address;
}

/** How many workers this machine has processors for. */
export function processors(): number {
  return Math.max(1, navigator.hardwareConcurrency ?? 1);
}

/**
 * Opens workers for tasks; one starts when it is first needed.
 *
 * @param workers - how many; as many as there are processors unless told
 */
export function openPool(workers: number = processors()): Promise<Executor> {
  return threadPool({ workers, script: new URL(workerAddress()) });
}

let shared: Promise<Executor> | null = null;

/** The pool that the whole page shares. */
function sharedPool(): Promise<Executor> {
  shared ??= openPool();
  return shared;
}

/**
 * Runs a task in one of the page's workers, or waits for one to be free.
 *
 * @param onEvent - called with what it says
 * @param signal - ends it early; a fit then has an outcome that says `aborted`
 * @throws EbitError what the task throws; 'worker' if the worker was lost
 */
export async function runInWorker(
  job: Job,
  onEvent: (event: TaskEvent) => void,
  signal?: AbortSignal,
): Promise<Outcome> {
  return (await sharedPool()).run(job, onEvent, signal);
}
