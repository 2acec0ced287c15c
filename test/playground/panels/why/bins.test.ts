import { expect, it } from 'vitest';
import { BINS, binCounts } from '../../../../src/playground/panels/why/bins.js';

it('counts every value once, those beyond the ends in the last bins', () => {
  expect(binCounts([-1, -0.5, 0, 0.5, 1, 1.2, -7], -1, 1, 4)).toEqual([2, 1, 1, 3]);
  expect(binCounts([], -1, 1, 3)).toEqual([0, 0, 0]);
});

it('keeps wrong labels left of the middle and right ones right of it', () => {
  const counts = binCounts([-1e-9, 1e-9], -1, 1, BINS);
  expect(counts.slice(0, BINS / 2).reduce((sum, n) => sum + n)).toBe(1);
  expect(counts[BINS / 2]).toBe(1);
});
