import { createModel } from '../models/model-file.js';
import { checkedFunction, checkOptions, type OptionNames } from '../options.js';
import { fit } from '../training/fit.js';
import type { Executor, Job, JobEvent, JobResult } from './job.js';

const jobNames: OptionNames<Job> = {
  model: true,
  training: true,
  validation: true,
  settings: true,
  checkpointEvery: true,
  resume: true,
};

/**
 * Runs a job in this thread.
 *
 * @throws EbitError as `createModel` and `fit`
 */
export async function runJob(
  job: Job,
  onEvent: (event: JobEvent) => void,
  signal: AbortSignal | undefined,
): Promise<JobResult> {
  checkOptions('A job', job, jobNames);
  checkedFunction('onEvent', onEvent);
  const { settings, training, validation, checkpointEvery, resume } = job;
  const { model, ...rest } = await fit(createModel(job.model), training, {
    ...settings,
    validation: validation ?? undefined,
    resume: resume ?? undefined,
    signal,
    onProgress: (progress) => onEvent({ kind: 'progress', progress }),
    checkpoint:
      checkpointEvery === null
        ? undefined
        : { every: checkpointEvery, save: (checkpoint) => onEvent({ kind: 'checkpoint', checkpoint }) },
  });
  return { ...rest, parameters: model.parameters };
}

/**
 * Returns an executor that runs one job after another in this thread, for where there are no workers.
 *
 * @example
 * const [result] = await runSweep(callingThread(), jobs);
 * result.iterations; // 4
 */
export function callingThread(): Executor {
  return { width: 1, run: runJob, close: async () => {} };
}
