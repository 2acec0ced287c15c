import type { Executor } from '../jobs/job.js';
import type { Work } from './stopwatch.js';

/** What a workload is given. */
export interface WorkloadContext {
  /** Runs fits in threads; opened when it is first asked for. */
  threads(): Promise<Executor>;
}

/** A workload that is ready to be called. */
export interface OpenWorkload {
  /** How many of the workload's units a call gets done. */
  readonly count: number;
  readonly work: Work;
  /** Returns numbers that the same work computes, whose digest is known. */
  numbers(): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** Gives memory back. */
  close?(): void;
}

/** One thing whose rate is measured. */
export interface Workload {
  readonly name: string;
  /** In words, for a table. */
  readonly what: string;
  /** Of its rate, such as `rows/s`. */
  readonly unit: string;
  /** The digest of what it computes: the same bits everywhere, or it is not timed. */
  readonly digest: string;
  open(context: WorkloadContext): OpenWorkload | Promise<OpenWorkload>;
}
