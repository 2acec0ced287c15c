import type { History } from './history.js';
import type { OptimiserState } from './optimiser.js';

/** What a run needs to go on. */
export interface RunState {
  /** How many updates are done. */
  readonly iteration: number;
  readonly parameters: Float64Array;
  readonly optimiser: OptimiserState;
  readonly history: History;
}
