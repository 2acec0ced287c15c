// What comparisons and budgets take beside what is asked; no number depends on it.
import type { Executor } from '../jobs/job.js';
import { checkedStore, type Store } from '../jobs/store.js';
import { checkExecutor } from '../jobs/sweep.js';
import { checkedFunction, checkedSignal, checkOptions, type OptionNames } from '../options.js';
import type { ReadText } from '../tasks/data-source.js';

/** How far a comparison is. */
export interface CompareProgress {
  /** Tasks whose outcomes are there, those from the store included. */
  readonly done: number;
  readonly total: number;
  /** Work that was done since it was begun, and that is left; units of which one is a usual training. */
  readonly workDone: number;
  readonly workLeft: number;
}

/** What {@link compare} takes beside what is compared; no number depends on it. */
export interface CompareOptions {
  /** Where outcomes are kept, and taken from; in memory unless told. */
  readonly store?: Store;
  /** As many threads as there are processors unless told, which are closed at the end; one that is given is not. */
  readonly executor?: Executor;
  /** Ends it early; what is done is in the store. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CompareProgress) => void;
  /** Returns the text of a table's file, by which the table is known; who runs the tasks reads it too, by its path. */
  readonly read?: ReadText;
}

const OPTION_NAMES: OptionNames<CompareOptions> = {
  store: true,
  executor: true,
  signal: true,
  onProgress: true,
  read: true,
};

/** @throws EbitError 'config' for an unknown option, or one of another kind */
export function checkCompareOptions(who: string, options: CompareOptions): void {
  checkOptions(who, options, OPTION_NAMES);
  for (const name of ['onProgress', 'read'] as const) {
    if (options[name] !== undefined) checkedFunction(name, options[name]);
  }
  checkedSignal(options.signal);
  if (options.store !== undefined) checkedStore(options.store);
  if (options.executor !== undefined) checkExecutor(options.executor);
}
