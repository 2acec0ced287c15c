// What a bench is, and what it is given.
import type { Effort } from './measure.js';
import type { NativeProgram } from './native.js';
import type { PeerProcess, Peers } from './peers.js';
import type { Row } from './row.js';

/** What this run has and how much time it takes. */
export interface Surroundings {
  readonly effort: Effort;
  /** Small sizes only. */
  readonly quick: boolean;
  /** The Python programs beside ours, or null. */
  readonly peers: Peers | null;
  /** The simulators that npm has, or null. */
  readonly simulators: PeerProcess | null;
  /** jax-js, or null. */
  readonly jaxJs: PeerProcess | null;
  /** A native program for the training step, or null. */
  readonly native: NativeProgram | null;
  /** Entry of the library of another commit as it is built, to take in turn with ours, or null. */
  readonly before: string | null;
  /** How long a load lasts under which memory is looked at; null where it was not said. */
  readonly minutes: number | null;
  /** A folder for files that the run exchanges. */
  readonly folder: string;
}

/** A set of figures that are measured together. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  run(surroundings: Surroundings): Promise<Row[]>;
}
