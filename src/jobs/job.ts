import type { Dataset } from '../data/dataset.js';
import type { ModelFile } from '../models/model-file.js';
import type { Checkpoint } from '../training/checkpoint.js';
import type { FitSettings } from '../training/fit-options.js';
import type { Progress } from '../training/progress.js';
import type { FitResult } from '../training/training-run.js';

/** One fit of a sweep, as plain data that a worker can be sent. */
export interface Job {
  readonly model: ModelFile;
  readonly training: Dataset;
  readonly validation: Dataset | null;
  readonly settings: FitSettings;
  /** After how many iterations the job hands out a checkpoint; null for never. */
  readonly checkpointEvery: number | null;
  readonly resume: Checkpoint | null;
}

/** What a job says while it runs. */
export type JobEvent =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint };

/** What a job comes to: a fit's result with the trained parameters in place of the model. */
export interface JobResult extends Omit<FitResult, 'model'> {
  readonly parameters: Float64Array;
}

/** Where jobs run, fits unless told: in this thread, in worker threads, or elsewhere. */
export interface Executor<J = Job, R = JobResult, E = JobEvent> {
  /** How many jobs it runs at once. */
  readonly width: number;
  /**
   * Runs one job.
   *
   * @param onEvent - called with what the job says; it must not throw
   * @param signal - ends the job early; a fit then has a result that says `aborted`
   * @throws EbitError 'worker' if whatever ran the job is gone and the job may be tried again; else what the job threw
   */
  run(job: J, onEvent: (event: E) => void, signal: AbortSignal | undefined): Promise<R>;
  /** Ends everything that still runs, and gives all threads back. */
  close(): Promise<void>;
}
