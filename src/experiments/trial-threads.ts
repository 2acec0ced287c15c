import type { Executor } from '../jobs/job.js';
import { openThreads } from '../jobs/thread-pool.js';
import { runTrial } from './run-trial.js';
import type { Trial, TrialResult } from './trial.js';

/** The name of the method that a worker offers for trials. */
export const TRIAL = 'trial';

/** Where trials are run; null is the result of one that was ended early. */
export type TrialExecutor = Executor<Trial, TrialResult | null, never>;

/** Returns an executor that runs one trial after another in this thread. */
export function trialsInThisThread(): TrialExecutor {
  return { width: 1, run: (trial, _, signal) => runTrial(trial, signal), close: async () => {} };
}

/**
 * Returns an executor that runs trials in so many threads; one is this thread.
 *
 * A trial is all that a thread is sent: it makes the data itself.
 *
 * @throws EbitError 'range' for a number of workers outside its limits
 */
export async function trialThreads(workers: number): Promise<TrialExecutor> {
  if (workers === 1) return trialsInThisThread();
  return openThreads(TRIAL, { workers, script: new URL('./trial-worker.js', import.meta.url) });
}
