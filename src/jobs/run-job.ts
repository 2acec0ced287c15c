import { checkedFunction } from '../options.js';
import type { Outcome } from '../tasks/outcome.js';
import { runTask } from '../tasks/run.js';
import type { TaskEvent } from '../tasks/run-context.js';
import { fitTurns } from './fit-turns.js';
import type { Job, SteppingExecutor } from './job.js';
import { contextOf } from './job-context.js';
import { type FitHandle, fitHandle } from './stepped-fit.js';

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
  const { task, ...context } = contextOf(job, onEvent, signal);
  return runTask(task, context);
}

/** How fits take turns in this thread, and what each is heard by. */
function fitsInThisThread(): SteppingExecutor['open'] {
  const handles = new Map<number, FitHandle>();
  const obey = fitTurns({
    answer: (fit, answer) => handles.get(fit)?.hear(answer),
    fail: (fit, error) => handles.get(fit)?.lose(error),
  });
  let last = 0;
  return (job, onEvent) => {
    checkedFunction('onEvent', onEvent);
    last += 1;
    const own = last;
    const handle = fitHandle(
      (order) => obey(own, order),
      onEvent,
      () => handles.delete(own),
    );
    handles.set(own, handle);
    obey(own, { kind: 'open', job });
    return handle.fit;
  };
}

/**
 * Returns an executor that runs one job after another in this thread, for where there are no workers.
 *
 * @example
 * const [outcome] = await runSweep(callingThread(), [{ task: fitTask({ data: { kind: 'chsh' }, training: { iterations: 4 } }) }]);
 * outcome.kind; // 'fit'
 */
export function callingThread(): SteppingExecutor {
  return { width: 1, run: runJob, open: fitsInThisThread(), close: async () => {} };
}
