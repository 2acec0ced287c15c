import type { History } from './history.js';
import type { OptimiserState } from './optimiser.js';
import type { BestState } from './watched-metric.js';

/** What a run needs to go on. */
export interface RunState {
  /** How many updates are done. */
  readonly iteration: number;
  readonly parameters: Float64Array;
  readonly optimiser: OptimiserState;
  readonly history: History;
  /** The best of the history's evaluations; null where the fit does not keep it. */
  readonly best: BestState | null;
}
