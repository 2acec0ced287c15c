import type { BellWeights } from '../network/bell-state.js';

/** One way in which the pairs of a shot may come together. */
export interface JointAges {
  /** Its probability. */
  readonly weight: number;
  /** Link by link, the pairs of each from the oldest on. */
  readonly pairs: readonly AgedPair[];
}

/** A pair at the moment when the shot begins. */
export interface AgedPair {
  /** Of the four Bell states when it was made, by the link or by its last distillation. */
  readonly weights: BellWeights;
  /** Since it was made, in seconds. */
  readonly seconds: number;
}

/** How the pairs of one shot come together. */
export interface Gathering {
  /** The number of shots that were drawn; null where every way is listed with its probability. */
  readonly draws: number | null;
  /** Together of weight 1. */
  readonly joint: readonly JointAges[];
  /** That a shot takes on average. */
  readonly seconds: number;
  /** Of `seconds`; 0 where nothing is drawn. */
  readonly secondsError: number;
  /** New pairs that entered a memory, a shot, by link. */
  readonly made: readonly number[];
  /** Pairs that were thrown away at the cutoff, a shot, by link; a distilled one counts once. */
  readonly thrown: readonly number[];
}
