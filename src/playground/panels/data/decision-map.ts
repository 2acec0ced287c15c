import { EbitError } from '../../../errors.js';
import type { Model } from '../../../models/model-types.js';
import { rowLength } from '../../../models/rows.js';
import { openSession } from '../../../models/session.js';
import type { Session } from '../../../models/session-types.js';
import { outcomeWeights } from '../../../models/weights.js';
import { makeOf } from '../make.js';
import { type DecisionGrid, gridRows } from './decision-grid.js';

/** Finds the maps of a grid for one model after another; models of one make share what was compiled. */
export interface MapMaker {
  /**
   * Fills E for every cell, a chunk of cells at a time.
   *
   * @param into - shape [size * size]; cells in the order of `gridRows`
   * @returns after each chunk, how many cells are done
   * @throws EbitError 'shape' if the model reads another number of features
   */
  fill(model: Model, into: Float64Array): Generator<number, void>;
  close(): void;
}

/**
 * Prepares a grid's map.
 *
 * @param chunk - cells at once; a chunk is as long as the page stands still
 */
export function mapMaker(grid: DecisionGrid, chunk: number): MapMaker {
  const cells = grid.size * grid.size;
  let sessions: Session[] = [];
  let make: string | null = null;
  const close = () => {
    for (const session of sessions) session.close();
    sessions = [];
    make = null;
  };
  return {
    *fill(model, into) {
      const features = rowLength(model);
      if (features !== grid.held.length) {
        throw new EbitError(
          'shape',
          `The map's rows have ${grid.held.length} features and the model reads ${features}; train it on these data.`,
        );
      }
      const own = makeOf(model);
      if (own !== make) close();
      make = own;
      const weights = outcomeWeights(model, model.parameters);
      for (let first = 0; first < cells; first += chunk) {
        const k = first / chunk;
        sessions[k] ??= openSession(model, gridRows(grid, first, chunk), null);
        const probabilities = sessions[k].probabilities(model.parameters);
        for (let n = 0; n < sessions[k].samples; n++) {
          let sum = 0;
          for (let a = 0; a < weights.length; a++) sum += weights[a] * probabilities[n * weights.length + a];
          into[first + n] = sum;
        }
        yield Math.min(cells, first + chunk);
      }
    },
    close,
  };
}
