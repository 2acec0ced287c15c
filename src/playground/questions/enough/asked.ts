// What the scene of ranks asks of its worker: names and numbers that both know.

/** The numbers of ebits that are compared. */
export const EBITS = [0, 1, 2, 4] as const;

/** The paper's number of inputs. */
export const PAPER_INPUTS = 100;

/** One rank to find: of a network with so many ebits and conv layers, from so many inputs. */
export interface AskedRank {
  readonly ebits: number;
  readonly depth: number;
  readonly inputs: number;
}

/** A rank that was found. */
export interface FoundRank extends AskedRank {
  readonly rank: number;
  /** How many numbers of an input can hang on the angles, at most. */
  readonly dof: number;
  /** Whether it is inputs x dof, the most that so many inputs can show. */
  readonly atCap: boolean;
  /** How many angles the circuit has. */
  readonly angles: number;
}

/** A rank that the paper prints, from {@link PAPER_INPUTS} inputs. */
export interface PublishedRank {
  readonly ebits: number;
  readonly depth: number;
  readonly rank: number;
}
