import { EbitError } from '../errors.js';
import { threadPool } from '../jobs/thread-pool.js';
import { folderStore } from '../node/folder-store.js';
import { plural } from '../plural.js';
import { runStudy, type StudySummary } from '../studies/run-study.js';
import type { Study } from '../studies/study.js';
import { installation } from './installation.js';
import { listenForInterruption } from './interruption.js';
import type { OpenedStudy } from './study-file.js';
import type { Terminal } from './terminal.js';
import { workDisplay } from './work-display.js';

/** How many failures are told one by one while the others go on; `status` has them all. */
const TOLD_FAILURES = 5;

/** How a study is run on the command line. */
export interface StudyRun {
  readonly workers: number;
  /** Whether tasks that failed before are run again. */
  readonly again: boolean;
  /** What of the study is run here. */
  readonly part: Study;
}

/**
 * Runs a study in threads, and shows how far it is.
 *
 * @throws EbitError 'aborted' after an interruption; as `runStudy`
 */
export async function runOpened(
  { folder }: OpenedStudy,
  { workers, again, part }: StudyRun,
  terminal: Terminal,
): Promise<StudySummary> {
  const store = folderStore(folder);
  const executor = await threadPool({ workers, script: installation().worker });
  const interruption = listenForInterruption(terminal);
  const display = workDisplay(terminal);
  const start = performance.now();
  let before: number | null = null;
  let told = 0;
  try {
    return await runStudy(part, {
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
  } finally {
    display.stop();
    interruption.release();
    await executor.close();
  }
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
