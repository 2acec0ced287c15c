import type { Dataset } from '../../data/dataset.js';
import type { EbitErrorCode } from '../../errors.js';
import type { ModelFile } from '../../models/model-file.js';
import type { Checkpoint } from '../../training/checkpoint.js';
import type { FitSettings } from '../../training/fit-options.js';
import type { Scores } from '../../training/history.js';
import type { FitResult } from '../../training/training-run.js';
import type { Balanced } from './course.js';

/** One fit of the race, as plain data that a worker can be sent. */
export interface RaceJob {
  readonly model: ModelFile;
  readonly training: Dataset;
  readonly validation: Dataset | null;
  readonly settings: FitSettings;
  /** After how many iterations the job hands out a checkpoint. */
  readonly checkpointEvery: number;
  readonly resume: Checkpoint | null;
}

/** What a fit of the race comes to. */
export interface RaceResult extends Omit<FitResult, 'model'> {
  readonly parameters: Float64Array;
}

/** What the page tells a worker of the race. `run` is a number that the page gives to every start anew. */
export type RaceOrder =
  /** Makes everything ready that a first run would have to wait for. */
  | { readonly kind: 'warm' }
  /** Begins a run, or goes on from the job's checkpoint; `steps` is how many to do before it stands still, null for all. */
  | { readonly kind: 'start'; readonly run: number; readonly job: RaceJob; readonly steps: number | null }
  /** Goes on. */
  | { readonly kind: 'pull'; readonly run: number; readonly steps: number | null }
  /** Stands still until the next `pull`. */
  | { readonly kind: 'pause'; readonly run: number }
  /** Ends a run without a result. */
  | { readonly kind: 'drop'; readonly run: number };

/** Where a run is. */
export interface RaceProgress {
  readonly run: number;
  readonly iteration: number;
  /** Of the iterations since the last report. */
  readonly losses: Float64Array;
  /** The evaluations since the last report. */
  readonly scores: readonly { readonly iteration: number; readonly scores: Scores; readonly balanced: Balanced }[];
  /** After `iteration` updates. */
  readonly parameters: Float64Array;
  /** How long the run has computed since the last report, milliseconds; waiting for its turn does not count. */
  readonly busy: number;
  /** Whether it now stands still, having done the steps that were asked for. */
  readonly isStill: boolean;
  /** How many orders about the run the worker had heard by then. */
  readonly orders: number;
}

/** What a worker of the race tells the page. */
export type RaceReport =
  | ({ readonly kind: 'progress' } & RaceProgress)
  | { readonly kind: 'checkpoint'; readonly run: number; readonly checkpoint: Checkpoint }
  | { readonly kind: 'done'; readonly run: number; readonly result: RaceResult; readonly balanced: Balanced }
  | { readonly kind: 'failed'; readonly run: number; readonly code: EbitErrorCode | null; readonly message: string };
