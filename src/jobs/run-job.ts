import { readText } from '#thread';
import { checkedFunction, checkOptions, type OptionNames } from '../options.js';
import type { Outcome } from '../tasks/outcome.js';
import { runTask } from '../tasks/run.js';
import type { TaskEvent } from '../tasks/run-context.js';
import type { Executor, Job } from './job.js';

const jobNames: OptionNames<Job> = { task: true, checkpointEvery: true, progressEvery: true, resume: true };

/**
 * Runs a job in this thread.
 *
 * @throws EbitError as `runTask`
 */
export async function runJob(
  job: Job,
  onEvent: (event: TaskEvent) => void,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  checkOptions('A job', job, jobNames);
  checkedFunction('onEvent', onEvent);
  const { task, checkpointEvery, progressEvery, resume } = job;
  return runTask(task, { onEvent, signal, checkpointEvery, progressEvery, resume, read: readText });
}

/**
 * Returns an executor that runs one job after another in this thread, for where there are no workers.
 *
 * @example
 * const [outcome] = await runSweep(callingThread(), [{ task: fitTask({ data: { kind: 'chsh' }, training: { iterations: 4 } }) }]);
 * outcome.kind; // 'fit'
 */
export function callingThread(): Executor {
  return { width: 1, run: runJob, close: async () => {} };
}
