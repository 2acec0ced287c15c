import { EbitError, isEbitError } from '../errors.js';
import { listenForInterruption } from './interruption.js';
import { progressDisplay } from './progress-display.js';
import { shellWord } from './shell-word.js';
import type { StartedRun } from './start-run.js';
import type { Terminal } from './terminal.js';
import { type FinishedRun, trainInto } from './training-run.js';

/**
 * Trains a run under somebody's eyes: with a display of its progress, and until it is interrupted.
 *
 * @param title - what the display calls it
 * @param beside - whether classical models, and itself with nothing shared, are trained on the same rows too
 * @throws EbitError as `trainInto`
 */
export async function watchedTraining(
  { directory, task, config }: StartedRun,
  title: string,
  terminal: Terminal,
  beside: boolean,
): Promise<FinishedRun> {
  const interruption = listenForInterruption(terminal);
  const displayOf = (what: string) => progressDisplay(terminal, what, config.run.seeds, config.training.iterations);
  let display = displayOf(title);
  let isAlone = false;
  try {
    return await trainInto(directory, task, config, {
      beside,
      signal: interruption.signal,
      onProgress: (progress) => display.update(progress),
      onProgressAlone: (progress) => {
        if (!isAlone) {
          display.stop();
          display = displayOf('nothing shared');
          isAlone = true;
        }
        display.update(progress);
      },
      onCrash: ({ seed, message }) => terminal.note(`The fit of seed ${seed} is tried again. ${message}`),
      onThreadLost: ({ seed, why }) =>
        terminal.note(`The fit of seed ${seed} has lost a thread and goes on more slowly, to the same numbers: ${why}`),
    });
  } catch (error) {
    if (!isEbitError(error) || error.code !== 'disk') throw error;
    throw new EbitError('disk', `${error.message} Then go on with: ebit train --resume ${shellWord(directory.path)}`, {
      cause: error,
    });
  } finally {
    display.stop();
    interruption.release();
  }
}
