import { expect, test } from 'vitest';
import { isMatchedDeep, nearestRow, nearestTo } from '../../src/experiments/choice.js';
import { refusal } from '../refusal.js';

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

test('five data sets are not chosen from four', () => {
  const means = new Map([1, 2, 3, 4].map((seed) => [seed, 0.7]));
  expect(refusal(() => nearestTo([0.7, 0.7, 0.7, 0.7, 0.7], means)).code).toBe('range');
});

test('the nearest row has the least sum of squares in published deviations, of equals the first', () => {
  const published = [
    { mean: 0.75, deviation: 0.02 },
    { mean: 0.8, deviation: 0.01 },
  ];
  // In deviations: (0, 3), (2, 1), (-2, 1), (2.5, 0).
  const rows = [
    [0.75, 0.83],
    [0.79, 0.81],
    [0.71, 0.81],
    [0.8, 0.8],
  ];
  expect(nearestRow(published, rows)).toBe(1);
});

test('two cells of Table S4 are what its data set is chosen by', () => {
  const cells = [5, 10, 15, 20, 25].flatMap((depth) => [0, 1, 2, 3, 4].map((ebits) => [ebits, depth] as const));
  expect(cells.filter(([ebits, depth]) => isMatchedDeep(ebits, depth, 0))).toEqual([
    [0, 20],
    [4, 20],
  ]);
  expect(isMatchedDeep(0, 20, 3)).toBe(false);
});
