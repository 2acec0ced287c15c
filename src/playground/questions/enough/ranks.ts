// The ranks of Fisher matrices that the scene shows, and those that the paper prints.
import { bellNames, tableS6 } from '../../../experiments/published-tables.js';
import { type DimensionTask, dimensionTask } from '../../../tasks/dimension-task.js';
import { type AskedRank, EBITS, type PublishedRank } from './asked.js';

/** The seed of the experiments. */
const SEED = 1;

/** Returns the work of finding a rank as plain data: Haar-random inputs, and one draw of the angles. */
export function rankTask({ ebits, depth, inputs }: AskedRank): DimensionTask {
  return dimensionTask({
    inputs: { kind: 'haar', count: inputs },
    network: { ebits },
    model: { depth },
    measure: { draws: 1, seed: SEED },
  });
}

/** Returns the ranks of Table S6 without mixing layers, of the networks that are compared. */
export function publishedRanks(): PublishedRank[] {
  return EBITS.flatMap((ebits) =>
    Object.entries(tableS6.noMixing[bellNames[ebits]]).map(([depth, rank]) => ({ ebits, depth: Number(depth), rank })),
  );
}
