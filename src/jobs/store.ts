import type { StoredOutcome } from '../tasks/outcome.js';
import type { Task } from '../tasks/task.js';

/** A task with what it came to, as it is kept. */
export interface StoreEntry {
  readonly task: Task;
  readonly outcome: StoredOutcome;
}

/** Where outcomes are kept between programs, by the names of their tasks, see `taskId`. */
export interface Store {
  /** Null if there is none, or none that can be read. */
  read(id: string): { readonly outcome: StoredOutcome } | null;
  /** Keeps an outcome, whole or not at all. */
  write(id: string, entry: StoreEntry): void;
}
