import type { Scores } from './scores.js';

/** Where a fit is. */
export interface Progress {
  /** Null where the fit was given no seed. */
  readonly seed: number | null;
  /** How many updates are done. */
  readonly iteration: number;
  /** How many there are to be. */
  readonly iterations: number;
  /** The loss over the last minibatch, before its update. */
  readonly loss: number;
  /** From the last evaluation, which was after `iteration - iteration % evaluateEvery` updates. */
  readonly scores: Scores;
  /** After `iteration` updates, a copy; not there unless the fit was told `progressParameters`. */
  readonly parameters?: Float64Array;
}
