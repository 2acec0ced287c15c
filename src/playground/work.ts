import type { Job, SteppingExecutor } from '../jobs/job.js';
import { threadPool } from '../jobs/thread-pool.js';
import type { Outcome } from '../tasks/outcome.js';
import type { TaskEvent } from '../tasks/run-context.js';
import { checkAbilities } from './abilities.js';
import { loadProgram } from './pieces.js';

/**
 * Returns an address of the program of the page's workers; whoever asks for it revokes it, if ever.
 *
 * @throws EbitError 'file' if the program cannot be loaded; 'runtime' or 'worker' where this browser would not run it
 */
export async function programAddress(): Promise<string> {
  checkAbilities();
  return URL.createObjectURL(new Blob([await loadProgram()], { type: 'text/javascript' }));
}

/**
 * Opens workers for tasks, as many as there are processors; one starts when it is first needed.
 *
 * Their program comes as a text in a script, since a browser starts no worker from a file beside an opened page.
 */
async function openPool(): Promise<SteppingExecutor> {
  return threadPool({ script: new URL(await programAddress()) });
}

let shared: Promise<SteppingExecutor> | null = null;

/** The pool that the whole page shares. */
export function workers(): Promise<SteppingExecutor> {
  if (shared === null) {
    const opening = openPool();
    shared = opening;
    // What could not be loaded is tried again when it is asked for again.
    opening.catch(() => {
      if (shared === opening) shared = null;
    });
  }
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
