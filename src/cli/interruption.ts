import { exitCodes } from './failure.js';
import type { Terminal } from './terminal.js';

/** Somebody's wish that the program end, from the keyboard or from another program. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives the signals back to the system. */
  release(): void;
}

/**
 * Turns SIGINT and SIGTERM into an abort, so that a run can leave a checkpoint. The second one ends the program at once.
 */
export function listenForInterruption(terminal: Terminal): Interruption {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    // Below a bar, which ends in the middle of a line.
    terminal.note(`${terminal.watched ? '\n' : ''}Stopping … (once more to quit at once)`);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release() {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
