import type { Job, SteppingExecutor } from '../jobs/job.js';
import { threadPool } from '../jobs/thread-pool.js';
import { fitTask } from '../tasks/fit-task.js';
import type { Outcome } from '../tasks/outcome.js';
import type { TaskEvent } from '../tasks/run-context.js';
import { text } from './program.js?text';

/** Returns an address of the program of the page's workers; whoever asks for it revokes it, if ever. */
export function programAddress(): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}

/**
 * Opens workers for tasks, as many as there are processors; one starts when it is first needed.
 *
 * Their program is part of the page's own script, since a browser starts no worker from a file beside an opened page.
 */
function openPool(): Promise<SteppingExecutor> {
  return threadPool({ script: new URL(programAddress()) });
}

let shared: Promise<SteppingExecutor> | null = null;

/** The pool that the whole page shares. */
export function workers(): Promise<SteppingExecutor> {
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
  return (await workers()).run(job, onEvent, signal);
}

/** More than these are not warmed: until somebody has as many runs, they would only take memory. */
const WARM = 8;

/** Takes a few steps in the workers that runs come to first, so that these need not wait for them to start. */
export async function warmWorkers(): Promise<void> {
  const { open, width } = await workers();
  const task = fitTask({ data: { kind: 'clusters' }, training: { iterations: 10, batch: 64 } });
  const fits = Array.from({ length: Math.min(WARM, width) }, () => open({ task }, () => {}));
  // What goes wrong here goes wrong for a run too, and is said there.
  await Promise.allSettled(fits.map((fit) => fit.step().finally(() => fit.close())));
}
