// What a worker keeps in a store that it shares with others, beside what it brings back to Redis.
import { type EbitErrorCode, messageOf } from '../../errors.js';
import type { Store } from '../../jobs/store.js';
import { type Outcome, storedOutcome } from '../../tasks/outcome.js';
import type { Task } from '../../tasks/task.js';
import { taskWork } from '../../tasks/work.js';
import type { Checkpoint } from '../../training/checkpoint.js';
import { jobOf, type Payload } from './payload.js';

/** Keeps what becomes of tasks. */
export interface TaskKeeper {
  /** Where a task goes on from; null if there is nothing. */
  checkpoint(id: string): Checkpoint | null;
  /** One that cannot be kept costs no more than time, and is said. */
  keepCheckpoint(id: string, checkpoint: Checkpoint): void;
  /**
   * @param seconds - how long it took from its beginning; null where it did not begin there
   * @throws EbitError as the store
   */
  keepOutcome(id: string, task: Task, outcome: Outcome, seconds: number | null): void;
  /** Of a payload that holds no task there is nothing to keep. One that cannot be kept is said. */
  keepFailure(payload: Payload, why: { code: EbitErrorCode; message: string; tries: number }): void;
}

/** @param note - hears what could not be kept */
export function taskKeeper(store: Store, note: (text: string) => void): TaskKeeper {
  const attempt = (what: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      note(`${what} was not kept: ${messageOf(error)}`);
    }
  };
  return {
    checkpoint: (id) => store.checkpoint(id),
    keepCheckpoint: (id, checkpoint) => attempt(`A checkpoint of ${id}`, () => store.keepCheckpoint(id, checkpoint)),
    keepOutcome(id, task, outcome, seconds) {
      store.write(id, { task, outcome: storedOutcome(outcome) });
      if (seconds !== null) store.keepRate(task.kind, { work: taskWork(task), seconds });
    },
    keepFailure(payload, why) {
      const task = taskOf(payload);
      if (task === null) return;
      attempt(`Why ${payload.id} failed`, () => store.keepFailure(payload.id, { task, ...why }));
    },
  };
}

/** The task of a payload, or null where it holds none. */
function taskOf(payload: Payload): Task | null {
  try {
    return jobOf(payload).task;
  } catch {
    return null;
  }
}
