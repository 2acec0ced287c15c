import { EbitError } from '../errors.js';
import type { Store } from '../jobs/store.js';
import { canonicalText } from '../tasks/canonical.js';
import type { StoredOutcome } from '../tasks/outcome.js';
import { type Task, taskId } from '../tasks/task.js';

/** The outcomes of each kind of task, as they are kept. */
export type StoredOutcomeOf<T extends Task> = Extract<StoredOutcome, { readonly kind: T['kind'] }>;

/** Outcomes that are there, looked up by their tasks. */
export interface Found {
  has(task: Task): boolean;
  /** @throws EbitError 'config' if the task was not run: only what was asked for is looked up */
  outcome<T extends Task>(task: T): StoredOutcomeOf<T>;
}

/** Outcomes that grow. */
export interface OutcomeBook extends Found {
  add(task: Task, outcome: StoredOutcome): void;
  /** The task's name, see `taskId`; found once. */
  idOf(task: Task): string;
}

/** Returns an empty book of outcomes. */
export function outcomeBook(): OutcomeBook {
  // By what a task says: its name takes longer to find, and two ways to say one task are looked up as they were said.
  const known = new Map<string, StoredOutcome>();
  const ids = new Map<string, string>();
  return {
    has: (task) => known.has(canonicalText(task)),
    outcome<T extends Task>(task: T) {
      const key = canonicalText(task);
      const outcome = known.get(key);
      if (outcome?.kind === task.kind) return outcome as StoredOutcomeOf<T>;
      throw new EbitError('config', `The task ${key} was not run.`);
    },
    add: (task, outcome) => {
      known.set(canonicalText(task), outcome);
    },
    idOf(task) {
      const key = canonicalText(task);
      const id = ids.get(key) ?? taskId(task);
      ids.set(key, id);
      return id;
    },
  };
}

/**
 * Brings what a store has of some tasks into a book.
 *
 * @returns the tasks that it has not, each name once with the tasks that it stands for
 */
export function loadStored(tasks: readonly Task[], book: OutcomeBook, store: Store): Map<string, Task[]> {
  const missing = new Map<string, Task[]>();
  const different = new Map(tasks.map((task) => [canonicalText(task), task]));
  for (const task of different.values()) {
    if (book.has(task)) continue;
    const id = book.idOf(task);
    const same = missing.get(id);
    const entry: Partial<NonNullable<ReturnType<Store['read']>>> | null = same === undefined ? store.read(id) : null;
    // Whatever else a file under this name holds, it is no outcome of the task.
    if (entry?.outcome?.kind === task.kind) book.add(task, entry.outcome);
    else missing.set(id, [...(same ?? []), task]);
  }
  return missing;
}
