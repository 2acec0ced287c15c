import type { Job } from '../jobs/job.js';
import type { Store } from '../jobs/store.js';
import { checkOptions } from '../options.js';
import { checkedPlan, type Study, type StudyTask } from './study.js';
import { cellProgress, studyReader } from './study-progress.js';

/** What {@link studyJobs} takes. */
export interface StudyJobsOptions {
  /** What is there need not be done again; a fit with a checkpoint goes on from it. */
  readonly store: Store;
  /** Whether tasks that failed before are among them; unless told they are not. */
  readonly again?: boolean;
}

/** A job that says nothing on its way but where it is. */
export function jobOf({ task }: StudyTask, checkpointEvery: number): Job {
  if (task.kind !== 'fit') return { task };
  const { iterations } = task.training;
  return { task, checkpointEvery: checkpointEvery < iterations ? checkpointEvery : null, progressEvery: iterations };
}

/**
 * Returns what is missing of a study as jobs, each task once, for whoever brings them elsewhere; `runStudy` finds by itself
 * what is missing.
 *
 * With a stopping rule they are those that are wanted by what is known: when these are in the store, more may be.
 *
 * @param study - as `study` makes it
 * @throws EbitError 'config' for what is no study or no store; as the store
 * @example
 * const plan = study({ task: { data: 'chsh', training: { iterations: 4 } }, repeats: 3 });
 * studyJobs(plan, { store: memoryStore() }).length; // 3
 */
export function studyJobs(study: Study, options: StudyJobsOptions): Job[] {
  checkedPlan(study);
  checkOptions('studyJobs', options, { store: true, again: true });
  const { store, again = false } = options;
  const reader = studyReader(store);
  const { failures, checkpoints } = reader.contents;
  const missing = new Map<string, Job>();
  for (const cell of study.cells) {
    for (const { one, outcome } of cellProgress(study, cell, reader).wanted) {
      if (outcome !== null || missing.has(one.id)) continue;
      if (!again && failures.has(one.id) && store.failure(one.id) !== null) continue;
      const job = jobOf(one, study.checkpointEvery);
      const resume = one.task.kind === 'fit' && checkpoints.has(one.id) ? store.checkpoint(one.id) : null;
      missing.set(one.id, resume === null ? job : { ...job, resume });
    }
  }
  return [...missing.values()];
}
