import { expect, it } from 'vitest';
import { dataset } from '../../../../src/data/dataset.js';
import { closeness } from '../../../../src/playground/panels/data/closeness.js';

const grid = {
  across: 0,
  up: 1,
  x: { from: 0, to: 1 },
  y: { from: 0, to: 1 },
  size: 2,
  held: Float64Array.of(9, 9, 1, 2),
};

it('looks at the features that the map does not show', () => {
  const points = dataset(
    [
      [0, 0, 1, 2],
      [5, 5, 2, 2],
      [7, 1, 4, 2],
    ],
    [1, -1, 1],
  );
  const near = closeness(points, grid);
  expect(near[0]).toBe(1);
  expect(near[1]).toBeCloseTo(Math.exp(-1.1), 12);
  expect(near[2]).toBeCloseTo(Math.exp(-9.9), 12);
});

it('takes all for near where there are no other features', () => {
  const flat = { ...grid, held: Float64Array.of(9, 9) };
  expect(
    Array.from(
      closeness(
        dataset(
          [
            [0, 0],
            [1, 5],
          ],
          [1, -1],
        ),
        flat,
      ),
    ),
  ).toEqual([1, 1]);
});
