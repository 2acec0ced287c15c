import type { EbitErrorCode } from '../errors.js';
import type { ModelFile } from '../models/model-types.js';
import type { EngineChoice, PlainLoss } from '../models/session-types.js';
import type { FitOutcome, Outcome } from '../tasks/outcome.js';
import type { TaskEvent } from '../tasks/run-context.js';
import type { FitJob, Job, StepEvent } from './job.js';
import type { SharedTurns } from './shared-turns.js';

/** What is asked of a fit that is taken on in steps. `call` counts the calls of its `step`. */
export type FitOrder =
  | { readonly kind: 'open'; readonly job: FitJob }
  /** `count` is Infinity for all steps. */
  | { readonly kind: 'step'; readonly call: number; readonly count: number }
  | { readonly kind: 'close' };

/** What is asked of a thread that computes segments of another one's steps. */
export type SegmentOrder =
  | {
      readonly kind: 'open';
      readonly seat: number;
      readonly model: ModelFile;
      readonly rows: Float64Array;
      readonly labels: Float64Array;
      readonly weights: Float64Array | null;
      readonly engine: EngineChoice;
      readonly loss: PlainLoss;
      /** Null where memory is not shared; else nothing but these is asked or told until they are closed. */
      readonly turns: SharedTurns | null;
    }
  | { readonly kind: 'turn'; readonly parameters: Float64Array; readonly segments: readonly Int32Array[] };

/** What a segment came to: means over its rows. */
export interface SegmentResult {
  readonly loss: number;
  readonly gradient: Float64Array;
}

/** A typed error that would come every time. */
interface Refusal {
  readonly kind: 'refused';
  readonly code: EbitErrorCode;
  readonly message: string;
}

/** What such a fit says, and where it stands still: by which call, or with its outcome. */
export type FitAnswer =
  | { readonly kind: 'event'; readonly event: StepEvent }
  | { readonly kind: 'still'; readonly call: number }
  | { readonly kind: 'done'; readonly outcome: FitOutcome }
  | Refusal;

/** What a pool sends to a worker, which does one job at a time, and has any number of fits under way. */
export type PoolMessage =
  /** `ended`: it is to end before it begins. */
  | { readonly kind: 'job'; readonly job: Job; readonly ended: boolean }
  /** The job that runs is to end early. */
  | { readonly kind: 'end' }
  /** `fit` is a number that the pool gives to every fit anew. */
  | { readonly kind: 'fit'; readonly fit: number; readonly order: FitOrder }
  | { readonly kind: 'segments'; readonly order: SegmentOrder };

/**
 * What a worker sends back: what a job says while it runs, then how it ended.
 *
 * `refused` is the typed error that the job would end in every time; `failed` is any other, after which the worker is in
 * no known state.
 */
export type WorkerMessage =
  | { readonly kind: 'event'; readonly event: TaskEvent }
  | { readonly kind: 'done'; readonly result: Outcome }
  | Refusal
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'fit'; readonly fit: number; readonly answer: FitAnswer }
  | { readonly kind: 'segments'; readonly results: readonly SegmentResult[] };
