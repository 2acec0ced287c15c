import { expect, test } from 'vitest';
import { wilson } from '../../../../src/playground/scenes/wall/wilson.js';

// Computed with 30 digits from the formula of Wilson (1927), z = 1.959963984540054.
test.each([
  [0, 10, 0, 0.2775328],
  [10, 10, 0.7224672, 1],
  [5, 10, 0.23659309, 0.76340691],
  [853, 1000, 0.82970227, 0.87359604],
  [1, 1, 0.20654931, 1],
])('of %d wins in %d rounds the interval is %d to %d', (k, n, low, high) => {
  const bounds = wilson(k, n);
  expect(bounds?.low).toBeCloseTo(low, 6);
  expect(bounds?.high).toBeCloseTo(high, 6);
});

test('no rounds have no interval', () => {
  expect(wilson(0, 0)).toBeNull();
});

test('its ends are where a share is just as far from the chance as z standard deviations', () => {
  for (const [k, n] of [
    [3, 17],
    [750, 1000],
    [12, 13],
  ]) {
    const bounds = wilson(k, n);
    for (const p of [bounds?.low ?? Number.NaN, bounds?.high ?? Number.NaN]) {
      expect(Math.abs(k / n - p) / Math.sqrt((p * (1 - p)) / n)).toBeCloseTo(1.959963984540054, 9);
    }
  }
});
