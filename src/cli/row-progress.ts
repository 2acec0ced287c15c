import type { Terminal } from './terminal.js';
import { type WorkDisplay, workDisplay } from './work-display.js';

/** Shows how much of a table was read. */
export interface RowProgress {
  /** @param bytes - null of what does not say how long it is */
  update(bytes: { readonly done: number; readonly total: number } | null): void;
  stop(): void;
}

/** Work that is done sooner is not worth a display, milliseconds. */
const SHORT = 1000;

const MEGABYTE = 1e6;

/**
 * Begins to show how much of a table was read, where somebody watches and it takes longer than a second.
 *
 * @param isQuiet - whether nothing else is written to the screen meanwhile
 */
export function rowProgress(terminal: Terminal, isQuiet: boolean): RowProgress {
  const start = performance.now();
  let display: WorkDisplay | null = null;
  return {
    update(bytes) {
      if (bytes === null || !terminal.watched || !(isQuiet || terminal.piped)) return;
      if (performance.now() - start < SHORT) return;
      display ??= workDisplay(terminal, 'MB');
      display.update({
        done: Math.round(bytes.done / MEGABYTE),
        total: Math.ceil(bytes.total / MEGABYTE),
        workDone: bytes.done,
        workLeft: bytes.total - bytes.done,
      });
    },
    stop: () => display?.stop(),
  };
}
