import { EbitError, isEbitError } from '../errors.js';
import { canonicalText } from '../tasks/canonical.js';
import { type Outcome, type StoredOutcome, storedOutcome } from '../tasks/outcome.js';
import { type Task, taskId } from '../tasks/task.js';
import { taskWork } from '../tasks/work.js';
import type { Executor } from './job.js';
import type { Store } from './store.js';
import { throughLanes } from './sweep.js';

/** How far tasks are. */
export interface TasksProgress {
  /** Tasks whose outcomes are there, those from the store included. */
  readonly done: number;
  readonly total: number;
  /** Of the work that was not in the store, how much is done, and how much there was; units of `taskWork`. */
  readonly workDone: number;
  readonly work: number;
}

/** What `runTasks` takes. */
export interface RunTasksOptions {
  readonly store: Store;
  readonly executor: Executor;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TasksProgress) => void;
}

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
    const entry = same === undefined ? store.read(id) : null;
    if (entry !== null) book.add(task, entry.outcome);
    else missing.set(id, [...(same ?? []), task]);
  }
  return missing;
}

/** What was ended before its end is no outcome. */
function isWhole(outcome: Outcome): boolean {
  return outcome.kind !== 'fit' || outcome.stopped !== 'aborted';
}

/**
 * Brings the outcomes of tasks into a book: from the store where they are, by running them where they are not.
 *
 * A task that is named twice is run once, and every outcome is in the store before its lane goes on, so that an
 * interruption costs no more than the tasks that were running. The longest come first: begun last they would keep one lane
 * busy when the others have nothing left.
 *
 * @throws EbitError 'aborted' after the signal; as the executor and the store
 */
export async function runTasks(tasks: readonly Task[], book: OutcomeBook, options: RunTasksOptions): Promise<void> {
  const { store, executor, signal, onProgress } = options;
  const total = new Set(tasks.map(canonicalText)).size;
  const queue = [...loadStored(tasks, book, store)].sort(([, [a]], [, [b]]) => taskWork(b) - taskWork(a));
  const work = queue.reduce((sum, [, [task]]) => sum + taskWork(task), 0);
  let done = total - queue.reduce((sum, [, same]) => sum + same.length, 0);
  let workDone = 0;
  const tell = () => onProgress?.({ done, total, workDone, work });
  tell();
  try {
    await throughLanes(executor, {
      jobs: queue.map(([, [task]]) => ({ task })),
      beginsAborted: false,
      signal,
      onResult(outcome, job) {
        if (!isWhole(outcome)) return;
        const [id, same] = queue[job];
        const stored = storedOutcome(outcome);
        store.write(id, { task: same[0], outcome: stored });
        for (const task of same) book.add(task, stored);
        done += same.length;
        workDone += taskWork(same[0]);
        tell();
      },
    });
  } catch (error) {
    if (!(signal?.aborted && isEbitError(error) && error.code === 'aborted')) throw error;
  }
  if (done < total) {
    throw new EbitError(
      'aborted',
      `Stopped with ${done} of ${total} trainings and measurements finished, which are kept; do the same again to go on.`,
    );
  }
}
