import type { Dataset } from '../../../data/dataset.js';
import type { DecisionGrid } from './decision-grid.js';

/**
 * Returns how near every point is to a map's plane, from 0 to 1: by its features that the map does not show.
 *
 * The scale is the points' own: at the median distance it is about 1/3.
 */
export function closeness({ rows, features, length }: Dataset, { across, up, held }: DecisionGrid): Float64Array {
  const squares = new Float64Array(length);
  for (let n = 0; n < length; n++) {
    for (let i = 0; i < features; i++) {
      if (i === across || i === up) continue;
      const difference = rows[n * features + i] - held[i];
      squares[n] += difference * difference;
    }
  }
  const median = squares.slice().sort()[Math.floor(length / 2)];
  return squares.map((square) => (median === 0 ? 1 : Math.exp((-1.1 * square) / median)));
}
