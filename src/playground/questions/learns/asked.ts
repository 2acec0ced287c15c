// What the scene in which the game is learnt asks of its worker: names and numbers that both know.

/** What the two players may share. */
export const SHARED = ['nothing', 'coin', 'ebit'] as const;

/** One of {@link SHARED}. */
export type Shared = (typeof SHARED)[number];

/** Which of a player's two inputs goes to its first qubit; the first is the paper's. */
export const EMBEDDINGS = ['original', 'alternative'] as const;

/** What is made small; the first is the paper's for this game. */
export const LOSSES = ['product', 'mse'] as const;

/** One training. */
export interface AskedCourse {
  readonly shared: Shared;
  readonly embedding: (typeof EMBEDDINGS)[number];
  readonly loss: (typeof LOSSES)[number];
  readonly seed: number;
}

/** How many steps are trained, and after how many of them it is looked at how the game stands. */
export const STEPS = 500;
export const EVERY = 4;

/** The moments that are looked at: before the first step, and after every {@link EVERY} of them. */
export const MOMENTS = STEPS / EVERY + 1;

/** All inputs of the game. */
export const INPUTS = 16;

/** Seeds that are trained: 1, 2, ... */
export const SEEDS = 10;

/** How a training went, moment by moment. */
export interface Course extends AskedCourse {
  /** S of the two players: at most 2 with coins, at most 2 sqrt 2 with ebits; shape [moments]. */
  readonly score: Float64Array;
  /** How many of the 16 labels are right by the sign of the mean; shape [moments]. */
  readonly right: Float64Array;
  /**
   * Tips of the arrows of A's answers to its questions 0 and 1, then of B's, x to the right and y up; shape [moments, 4, 2]. Up to
   * what stands out of an ebit's plane, two questions' correlator is the product of their arrows, A's times B's.
   */
  readonly tips: Float64Array;
}
