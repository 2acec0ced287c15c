import { EbitError } from '../errors.js';
import { folderStore } from '../node/folder-store.js';
import type { RedisOptions } from '../node/redis/redis-options.js';
import { plural } from '../plural.js';
import { runStudy, type StudySummary, wholeSummary } from '../studies/run-study.js';
import type { Study } from '../studies/study.js';
import { studyJobs } from '../studies/study-jobs.js';
import { listenForInterruption } from './interruption.js';
import { openExecutor, type RunBy } from './open-executor.js';
import { type OpenedStudy, storeToRead } from './study-file.js';
import type { Terminal } from './terminal.js';
import { workDisplay } from './work-display.js';

/** How many failures are told one by one while the others go on; `status` has them all. */
const TOLD_FAILURES = 5;

/** How a study is run on the command line. */
export interface StudyRun {
  readonly by: RunBy;
  /** Whether tasks that failed before are run again. */
  readonly again: boolean;
  /** What of the study is run here. */
  readonly part: Study;
}

/**
 * Runs a study in threads or by way of Redis, and shows how far it is.
 *
 * @throws EbitError 'aborted' after an interruption; as `runStudy`, `redisExecutor`
 */
export async function runOpened(
  { folder }: OpenedStudy,
  { by, again, part }: StudyRun,
  terminal: Terminal,
): Promise<StudySummary> {
  const store = folderStore(folder);
  const executor = await openExecutor(by, terminal);
  const interruption = listenForInterruption(terminal);
  const display = workDisplay(terminal);
  const start = performance.now();
  let before: number | null = null;
  let told = 0;
  try {
    const summary = await runStudy(part, {
      store,
      executor,
      signal: interruption.signal,
      again,
      onProgress({ done, failed, total, workDone, work }) {
        before ??= done + failed;
        const rate = (done + failed - before) / ((performance.now() - start) / 1000);
        const failures = failed === 0 ? '' : `, ${failed} failed`;
        const remark = workDone === 0 ? failures : `, ${rateText(rate)}${failures}`;
        display.update({ done, total, workDone, workLeft: work - workDone, remark });
      },
      onFailure({ task, error }) {
        told++;
        if (told <= TOLD_FAILURES) terminal.note(`failed [${error.code}]: ${task.id}: ${error.message}`);
      },
      onDamage: (place) => terminal.note(`"${place}" cannot be read; its task is run again.`),
    });
    return wholeSummary(summary, interruption.signal);
  } finally {
    display.stop();
    interruption.release();
    await executor.close();
  }
}

/**
 * Leaves what is missing of a study in the queue of a Redis, for its workers.
 *
 * @returns how many tasks are missing; those that were in the queue already are among them
 * @throws EbitError as `submitTasks`
 */
export async function submitOpened(
  opened: OpenedStudy,
  { redis, again, part }: Omit<StudyRun, 'by'> & { readonly redis: RedisOptions },
  terminal: Terminal,
): Promise<number> {
  const jobs = studyJobs(part, { store: storeToRead(opened), again });
  const { submitTasks } = await import('../node/redis/collect.js');
  return (await submitTasks(jobs, { ...redis, onNote: terminal.note })).length;
}

/** Tasks a second, or a minute where that is less than one. */
function rateText(rate: number): string {
  return rate >= 1 ? `${rate.toFixed(1)} tasks/s` : `${(60 * rate).toFixed(1)} tasks/min`;
}

/** What is said, and thrown, once a study was run in which tasks failed. */
export function failureOf({ failed, total }: StudySummary, path: string): EbitError | null {
  if (failed === 0) return null;
  return new EbitError(
    'worker',
    `${plural(failed, 'task')} of ${total} failed, the others are kept. "ebit study status ${path}" says why; ` +
      `"ebit study retry ${path}" runs them again.`,
  );
}
