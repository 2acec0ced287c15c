import type { Dataset } from '../../../data/dataset.js';

/** From where to where a feature goes. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** A map's grid: cells of two features, all others held. */
export interface DecisionGrid {
  readonly across: number;
  readonly up: number;
  readonly x: Extent;
  readonly y: Extent;
  /** Cells a side. */
  readonly size: number;
  /** A whole row, of which the two features do not matter. */
  readonly held: Float64Array;
}

/** The extent of a feature over some data, widened a little so that no point lies on the frame. */
export function extentOf(sets: readonly Dataset[], feature: number): Extent {
  let [from, to] = [Infinity, -Infinity];
  for (const { rows, features, length } of sets) {
    for (let n = 0; n < length; n++) {
      from = Math.min(from, rows[n * features + feature]);
      to = Math.max(to, rows[n * features + feature]);
    }
  }
  const room = to > from ? 0.04 * (to - from) : 0.5;
  return { from: from - room, to: to + room };
}

/** The mean of every feature. */
export function meanRow({ rows, features, length }: Dataset): Float64Array {
  const mean = new Float64Array(features);
  rows.forEach((value, i) => {
    mean[i % features] += value / length;
  });
  return mean;
}

/** One row of a data set. */
export function rowOf({ rows, features }: Dataset, n: number): Float64Array {
  return rows.slice(n * features, (n + 1) * features);
}

/** The middle of a cell, by its number along a side from the lower end. */
export function cellMiddle({ from, to }: Extent, size: number, cell: number): number {
  return from + ((to - from) * (cell + 0.5)) / size;
}

/**
 * Returns the rows of some of a grid's cells.
 *
 * Cells count along the first feature first, from its lower end, and from the lower end of the second.
 *
 * @param first - the first cell
 * @param count - how many; fewer where the grid ends
 * @returns shape [cells, features], row-major
 */
export function gridRows(grid: DecisionGrid, first: number, count: number): Float64Array {
  const { across, up, x, y, size, held } = grid;
  const cells = Math.min(count, size * size - first);
  const rows = new Float64Array(cells * held.length);
  for (let k = 0; k < cells; k++) {
    const cell = first + k;
    rows.set(held, k * held.length);
    rows[k * held.length + across] = cellMiddle(x, size, cell % size);
    rows[k * held.length + up] = cellMiddle(y, size, Math.floor(cell / size));
  }
  return rows;
}
