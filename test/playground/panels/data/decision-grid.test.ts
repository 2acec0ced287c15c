import { describe, expect, it } from 'vitest';
import { dataset } from '../../../../src/data/dataset.js';
import {
  cellMiddle,
  extentOf,
  gridRows,
  meanRow,
  rowOf,
} from '../../../../src/playground/panels/data/decision-grid.js';

const points = dataset(
  [
    [0, 10, 1],
    [2, 20, 1],
    [4, 60, 1],
  ],
  [1, -1, 1],
);

const grid = {
  across: 2,
  up: 0,
  x: { from: 0, to: 2 },
  y: { from: -1, to: 1 },
  size: 2,
  held: Float64Array.of(7, 8, 9),
};

describe('gridRows', () => {
  it('runs through the first feature first and holds the others', () => {
    expect(Array.from(gridRows(grid, 0, 9))).toEqual([-0.5, 8, 0.5, -0.5, 8, 1.5, 0.5, 8, 0.5, 0.5, 8, 1.5]);
    expect(Array.from(gridRows(grid, 1, 2))).toEqual([-0.5, 8, 1.5, 0.5, 8, 0.5]);
    expect(gridRows(grid, 3, 2).length).toBe(3);
  });

  it('has cells of equal width', () => {
    expect([0, 1, 2, 3].map((cell) => cellMiddle({ from: 0, to: 8 }, 4, cell))).toEqual([1, 3, 5, 7]);
  });
});

describe('of a data set', () => {
  it('the extents have room at both ends', () => {
    expect(extentOf([points], 1)).toEqual({ from: 8, to: 62 });
    expect(extentOf([points], 2)).toEqual({ from: 0.5, to: 1.5 });
    expect(extentOf([points, dataset([[-1, 0, 0]], [1])], 1)).toEqual({ from: -2.4, to: 62.4 });
  });

  it('the mean row and a chosen row', () => {
    expect(Array.from(meanRow(points))).toEqual([2, 30, 1]);
    expect(Array.from(rowOf(points, 1))).toEqual([2, 20, 1]);
  });
});
