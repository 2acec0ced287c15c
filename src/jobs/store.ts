import { EbitError, type EbitErrorCode } from '../errors.js';
import { shownValue } from '../shown-value.js';
import type { StoredOutcome } from '../tasks/outcome.js';
import type { Task } from '../tasks/task.js';
import type { Checkpoint } from '../training/checkpoint.js';

/** A task with what it came to, as it is kept. */
export interface StoreEntry {
  readonly task: Task;
  readonly outcome: StoredOutcome;
}

/** A task that has no outcome, and why: it would fail again. */
export interface StoredFailure {
  readonly task: Task;
  readonly code: EbitErrorCode;
  readonly message: string;
  /** How many times it was tried. */
  readonly tries: number;
}

/** How long some tasks took: `seconds` of one processor for `work`, in units of `taskWork`. */
export interface Rate {
  readonly work: number;
  readonly seconds: number;
}

/** The names of tasks of which a store has something. */
export interface StoreContents {
  readonly outcomes: ReadonlySet<string>;
  readonly checkpoints: ReadonlySet<string>;
  readonly failures: ReadonlySet<string>;
}

/**
 * Where outcomes are kept between programs, by the names of their tasks, see `taskId`. What several programs keep in one
 * store, or in two that are merged, is the same: of one task there is one outcome.
 */
export interface Store {
  /** Null if there is none, or none that can be read. */
  read(id: string): { readonly outcome: StoredOutcome } | null;
  /** Keeps an outcome, whole or not at all; a checkpoint or failure of the task is over then. */
  write(id: string, entry: StoreEntry): void;
  /** What is there by now; some of it may turn out to be damaged when it is read. */
  contents(): StoreContents;
  /** Where an outcome is kept, for a person who looks for it. */
  placeOf(id: string): string;
  /** Where a task that is not finished goes on from; null if there is nothing, or nothing that can be read. */
  checkpoint(id: string): Checkpoint | null;
  keepCheckpoint(id: string, checkpoint: Checkpoint): void;
  /** Why a task failed; null if it did not. */
  failure(id: string): StoredFailure | null;
  /** Keeps a failure; null forgets it, so that the task is run again. */
  keepFailure(id: string, failure: StoredFailure | null): void;
  /** How long finished tasks of a kind took; null if nobody measured. */
  rate(kind: Task['kind']): Rate | null;
  /** Adds what was measured of one task. */
  keepRate(kind: Task['kind'], rate: Rate): void;
}

const STORE_NAMES: readonly (keyof Store)[] = [
  'read',
  'write',
  'contents',
  'placeOf',
  'checkpoint',
  'keepCheckpoint',
  'failure',
  'keepFailure',
  'rate',
  'keepRate',
];

/** Returns a store if it is one. @throws EbitError 'config' for anything else */
export function checkedStore(store: Store): Store {
  const given: Partial<Store> | null | undefined = store;
  if (typeof given === 'object' && given !== null && STORE_NAMES.every((name) => typeof given[name] === 'function'))
    return store;
  throw new EbitError(
    'config',
    `The store is ${shownValue(given)}; give one such as memoryStore() returns, or folderStore() of "ebit/node".`,
  );
}

/** What is in a store. @throws EbitError 'config' for what is no store, or one that does not say */
export function contentsOf(store: Store): StoreContents {
  const contents: Partial<StoreContents> | null | undefined = checkedStore(store).contents();
  const { outcomes, checkpoints, failures } = contents ?? {};
  if ([outcomes, checkpoints, failures].every((names) => typeof names?.has === 'function'))
    return contents as StoreContents;
  throw new EbitError(
    'config',
    'The contents of the store are no sets of names; return outcomes, checkpoints and failures.',
  );
}

/**
 * Returns a store that lasts as long as the program, for where there are no files.
 *
 * @example
 * const store = memoryStore();
 * await runStudy([fitTask({ data: { kind: 'chsh' }, training: { iterations: 4 } })], { store, executor: callingThread() });
 * store.contents().outcomes.size; // 1
 */
export function memoryStore(): Store {
  const entries = new Map<string, StoreEntry>();
  const checkpoints = new Map<string, Checkpoint>();
  const failures = new Map<string, StoredFailure>();
  const rates = new Map<Task['kind'], Rate>();
  return {
    read: (id) => entries.get(id) ?? null,
    write(id, entry) {
      entries.set(id, entry);
      checkpoints.delete(id);
      failures.delete(id);
    },
    contents: () => ({
      outcomes: new Set(entries.keys()),
      checkpoints: new Set(checkpoints.keys()),
      failures: new Set(failures.keys()),
    }),
    placeOf: (id) => `the task ${id}`,
    checkpoint: (id) => checkpoints.get(id) ?? null,
    keepCheckpoint: (id, checkpoint) => void checkpoints.set(id, checkpoint),
    failure: (id) => failures.get(id) ?? null,
    keepFailure(id, failure) {
      if (failure === null) failures.delete(id);
      else failures.set(id, failure);
    },
    rate: (kind) => rates.get(kind) ?? null,
    keepRate(kind, { work, seconds }) {
      const before = rates.get(kind) ?? { work: 0, seconds: 0 };
      rates.set(kind, { work: before.work + work, seconds: before.seconds + seconds });
    },
  };
}
