import type { DrawProgress } from '../analysis/fisher-draws.js';
import type { Checkpoint } from '../training/checkpoint.js';
import type { Progress } from '../training/progress.js';
import type { OpenSession } from '../training/subject.js';
import type { ReadText } from './data-source.js';

/** What a task says while it runs. */
export type TaskEvent =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'draw'; readonly progress: DrawProgress }
  /** Of several threads that take a fit's steps one is gone; the fit goes on without it, to the same bits. */
  | { readonly kind: 'thread-lost'; readonly why: string };

/** What running a task is told beside the task; no number depends on it. */
export interface RunContext {
  /** Called with what the task says. */
  readonly onEvent?: (event: TaskEvent) => unknown;
  /** Ends it early; a fit then has an outcome that says `aborted`, all else rejects with EbitError 'aborted'. */
  readonly signal?: AbortSignal;
  /** Returns the text of a file, for tables; without it there are no files. */
  readonly read?: ReadText;
  /** After how many iterations a fit hands out a checkpoint; never unless told. */
  readonly checkpointEvery?: number | null;
  /** After how many iterations a fit reports its progress; 20 unless told. */
  readonly progressEvery?: number;
  /** Whether a fit's progress has a copy of its parameters; not unless told. */
  readonly progressParameters?: boolean;
  /** Where a fit goes on from. */
  readonly resume?: Checkpoint | null;
  /** How a fit's model is compiled over rows; `openSession` unless told. */
  readonly open?: OpenSession;
}
