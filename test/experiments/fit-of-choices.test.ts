import { expect, test } from 'vitest';
import { misfit, shareBetter } from '../../src/experiments/fit-of-choices.js';

const cell = (mean: number, deviation: number, ...values: number[]) => ({ published: { mean, deviation }, values });

test('a misfit is the root mean square of differences in published deviations', () => {
  // 0.5 is off by 3 of 0.1, and 0.3 by 4 of 0.05: sqrt((9 + 16) / 2).
  const cells = [cell(0.2, 0.1, 0.4, 0.6), cell(0.5, 0.05, 0.3, 0.3)];
  expect(misfit(cells)).toBeCloseTo(Math.sqrt(12.5), 12);
  expect(misfit(cells, [0, 0])).toBeCloseTo(Math.sqrt((4 + 16) / 2), 12);
});

test('what is nearer on every data set is better in all resamples, and in none the other way', () => {
  const near = [cell(0.5, 0.1, 0.52, 0.54, 0.51, 0.53, 0.5)];
  const far = [cell(0.5, 0.1, 0.62, 0.64, 0.61, 0.63, 0.6)];
  expect(shareBetter(near, far)).toBe(1);
  expect(shareBetter(far, near)).toBe(0);
  expect(shareBetter(near, near)).toBe(0);
  const few = [cell(0.5, 0.1, 0.5, 0.5, 0.5, 0.5)];
  expect(shareBetter(few, few)).toBeNull();
});

test('what is better on three of five data sets is better where most of five draws are among those', () => {
  const one = [cell(0, 1, 0.1, 0.1, 0.1, 0.3, 0.3)];
  const other = [cell(0, 1, 0.3, 0.3, 0.3, 0.1, 0.1)];
  // At least three of five draws at 3/5 each: 0.68256; of 1000 resamples that has a deviation of 0.0147.
  expect(Math.abs((shareBetter(one, other) ?? 0) - 0.68256)).toBeLessThan(0.06);
});
