import type { Scores } from './scores.js';

/**
 * What is trained: parameters, rows to learn from, a loss with its gradient, and how well all rows are done. Whatever has
 * these, quantum or not, is trained by the loop in `run.ts`, which knows nothing else of it.
 */
export interface Learner {
  /** Where training starts; shape [parameters]. Nobody writes to it. */
  readonly start: Float64Array;
  /** How many of the parameters, the first ones, are angles of gates: those that come round after a turn. */
  readonly angles: number;
  /** Whether the other parameters make a logit a class, and not one E; not unless told. */
  readonly isLogits?: boolean;
  /** How many rows it learns from. */
  readonly samples: number;
  /**
   * Returns the loss over some rows and fills its gradient, at once or, where others help, when they are done.
   *
   * @param parameters - shape [parameters]
   * @param indices - the rows; null for all of them, each once
   * @param gradient - filled; shape [parameters]
   * @param iteration - how many updates are done: what is descended may change on the way
   */
  step(
    parameters: Float64Array,
    indices: Int32Array | null,
    gradient: Float64Array,
    iteration: number,
  ): number | Promise<number>;
  /** Returns how well some parameters do on all rows. @throws EbitError 'not-finite' for parameters that are not finite */
  scores(parameters: Float64Array): Scores;
}
