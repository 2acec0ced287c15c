import { fitTask } from '../tasks/fit-task.js';
import { workers } from './work.js';

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
