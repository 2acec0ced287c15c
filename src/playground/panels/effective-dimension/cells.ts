import { degreesOfFreedom } from '../../../analysis/degrees-of-freedom.js';
import { bellNetwork } from '../../../network/bell-network.js';
import { type DimensionTask, dimensionTask } from '../../../tasks/dimension-task.js';

/** What a whole picture of ranks hangs on. */
export interface RankSettings {
  readonly inputs: number;
  readonly draws: number;
  readonly mixing: 0 | 3;
  readonly seed: number;
}

/** One rank to find. */
export interface Cell {
  readonly ebits: number;
  /** Conv layers. */
  readonly depth: number;
}

/** The networks that are compared. */
export const EBITS = [0, 1, 2, 3, 4] as const;

/** Depths that are tried, in conv layers: those where the published curves bend, and some between. */
export const DEPTHS = [1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 30] as const;

/** The cells of a picture, all networks of one depth before the next depth, so that the curves grow together. */
export const CELLS: readonly Cell[] = DEPTHS.flatMap((depth) => EBITS.map((ebits) => ({ ebits, depth })));

/** The greatest rank that N inputs can show for a Bell-n network of two times four qubits: N times its free numbers. */
export function capOf(ebits: number, inputs: number): number {
  return inputs * degreesOfFreedom(bellNetwork({ ebits }));
}

/** The work of a cell, as a worker takes it. */
export function cellTask({ ebits, depth }: Cell, { inputs, draws, mixing, seed }: RankSettings): DimensionTask {
  return dimensionTask({
    inputs: { kind: 'haar', count: inputs },
    network: { ebits },
    model: { depth, mixing },
    measure: { draws, seed },
  });
}

/** Tells apart whatever gives another rank. */
export function cellKey({ ebits, depth }: Cell, { inputs, draws, mixing, seed }: RankSettings): string {
  return [ebits, depth, inputs, draws, mixing, seed].join('/');
}
