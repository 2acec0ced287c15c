import type { FitTask } from '../tasks/fit-task.js';
import type { FitOutcome, Outcome } from '../tasks/outcome.js';
import type { TaskEvent } from '../tasks/run-context.js';
import type { StepScores } from '../tasks/step-fit.js';
import type { Task } from '../tasks/task.js';
import type { Checkpoint } from '../training/checkpoint.js';

/** A task with how it is run, as plain data that a worker can be sent. */
export interface Job {
  readonly task: Task;
  /** After how many iterations a fit hands out a checkpoint; never unless told. */
  readonly checkpointEvery?: number | null;
  /** After how many iterations a fit reports its progress; 20 unless told. */
  readonly progressEvery?: number;
  /** Whether a fit's progress has a copy of its parameters; not unless told. */
  readonly progressParameters?: boolean;
  /** Where a fit goes on from. */
  readonly resume?: Checkpoint | null;
  /** How many threads take the steps of a fit over many rows; see `fit`. One unless told. */
  readonly threads?: number;
}

/** Where tasks are run: in this thread, in worker threads, or elsewhere. */
export interface Executor<J = Job, R = Outcome, E = TaskEvent> {
  /** How many jobs it runs at once. */
  readonly width: number;
  /** Whether a job may wait elsewhere before it is begun, so that how long `run` takes says nothing of the job. */
  readonly queues?: boolean;
  /**
   * Runs one job.
   *
   * @param onEvent - called with what the job says; it must not throw
   * @param signal - ends the job early; a fit then has an outcome that says `aborted`
   * @throws EbitError 'worker' if whatever ran the job is gone and the job may be tried again; else what the job threw
   */
  run(job: J, onEvent: (event: E) => void, signal: AbortSignal | undefined): Promise<R>;
  /**
   * Hears that what a job came to has been kept, so that whatever carries it may forget it; for executors that outlive the
   * program. `runSweep` says it after `onResult`.
   */
  acknowledge?(job: J): Promise<void>;
  /** Ends everything that still runs, and gives all threads back. */
  close(): Promise<void>;
}

/** A training with how it is run. */
export interface FitJob extends Job {
  readonly task: FitTask;
}

/** What a fit that is taken on in steps says. */
export type StepEvent =
  | {
      readonly kind: 'steps';
      /** How many updates are done. */
      readonly iteration: number;
      /** Of the iterations since this was last said. */
      readonly losses: Float64Array;
      /** The evaluations since this was last said. */
      readonly evaluations: readonly StepScores[];
      /** After `iteration` updates. */
      readonly parameters: Float64Array;
      /** How long the fit has computed since this was last said, milliseconds; waiting for its turn does not count. */
      readonly busy: number;
    }
  | Extract<TaskEvent, { readonly kind: 'checkpoint' | 'thread-lost' }>;

/** A fit that goes no further than it is told. */
export interface SteppedFit {
  /**
   * Takes the fit on by so many steps from now, or to its end. What was asked for before is forgotten: `step(0)` lets the
   * fit stand still.
   *
   * @returns when the fit next stands still: its outcome if it has come to its end, null if there is more to do
   * @throws EbitError 'range' for a number of steps that is none; 'worker' if whatever ran the fit is gone, so that it may
   *   be opened again; 'closed' after `close`; else what the training threw
   */
  step(count?: number): Promise<FitOutcome | null>;
  /** Ends the fit without an outcome; it says nothing more. */
  close(): void;
}

/** An executor where several fits can be under way at once and be looked at step by step. */
export interface SteppingExecutor extends Executor {
  /**
   * Opens a fit, which stands still before its first step. Fits that are open in one thread take turns, so that all are
   * seen to move; the first step of each is told as soon as it is done.
   *
   * Its numbers are those of `run`, bit for bit, whatever steps it is taken on by and however many others are open.
   *
   * @param job - of a classifier; `progressEvery` means nothing here
   * @param onEvent - called with what the fit says; it must not throw
   * @throws EbitError 'config' for an `onEvent` that is no function, 'closed' after the executor's `close`; what is wrong
   *   with the job is thrown by `step`
   * @example
   * const task = fitTask({ data: { kind: 'chsh' }, model: { depth: 1 }, training: { iterations: 40 } });
   * const losses: number[] = [];
   * const fit = callingThread().open({ task }, (event) => {
   *   if (event.kind === 'steps') losses.push(...event.losses);
   * });
   * await fit.step(3); // null: it stands still
   * const outcome = await fit.step();
   * [losses.length, outcome?.stopped]; // [40, 'iterations']
   */
  open(job: FitJob, onEvent: (event: StepEvent) => void): SteppedFit;
}
