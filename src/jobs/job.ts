import type { Outcome } from '../tasks/outcome.js';
import type { TaskEvent } from '../tasks/run-context.js';
import type { Task } from '../tasks/task.js';
import type { Checkpoint } from '../training/checkpoint.js';

/** A task with how it is run, as plain data that a worker can be sent. */
export interface Job {
  readonly task: Task;
  /** After how many iterations a fit hands out a checkpoint; never unless told. */
  readonly checkpointEvery?: number | null;
  /** After how many iterations a fit reports its progress; 20 unless told. */
  readonly progressEvery?: number;
  /** Where a fit goes on from. */
  readonly resume?: Checkpoint | null;
}

/** Where tasks are run: in this thread, in worker threads, or elsewhere. */
export interface Executor<J = Job, R = Outcome, E = TaskEvent> {
  /** How many jobs it runs at once. */
  readonly width: number;
  /**
   * Runs one job.
   *
   * @param onEvent - called with what the job says; it must not throw
   * @param signal - ends the job early; a fit then has an outcome that says `aborted`
   * @throws EbitError 'worker' if whatever ran the job is gone and the job may be tried again; else what the job threw
   */
  run(job: J, onEvent: (event: E) => void, signal: AbortSignal | undefined): Promise<R>;
  /** Ends everything that still runs, and gives all threads back. */
  close(): Promise<void>;
}
