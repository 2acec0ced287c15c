import { expect, test } from 'vitest';
import { nearestTo } from '../../src/experiments/choice.js';

test('each target gets the nearest data set that is left, of two equally near the first', () => {
  const means = new Map([
    [1, 0.75],
    [2, 0.74],
    [3, 0.8],
    [4, 0.9],
    [5, 0.7],
    [6, 0.84],
    [7, 0.76],
  ]);
  expect(nearestTo([0.739, 0.745, 0.8, 0.82, 0.895], means)).toEqual({ A: 2, B: 1, C: 3, D: 6, E: 4 });
  expect(nearestTo([0.755, 0.755, 0.5, 0.5, 0.5], means)).toMatchObject({ A: 1, B: 7, C: 5 });
});
