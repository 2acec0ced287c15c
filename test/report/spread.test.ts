import { expect, test } from 'vitest';
import { percent, percentSpread, pointsSpread, spread } from '../../src/report/spread.js';

test('mean and standard deviation of a sample', () => {
  expect(spread([1, 3])).toEqual({ mean: 2, deviation: Math.SQRT2 });
  const { mean, deviation } = spread([2, 4, 4, 4, 5, 5, 7, 9]);
  expect(mean).toBe(5);
  expect(deviation).toBeCloseTo(Math.sqrt(32 / 7), 14);
});

test('one value has no deviation', () => {
  expect(spread([0.7])).toEqual({ mean: 0.7, deviation: null });
});

test('shares are written as per cent', () => {
  expect(percent(0.9023)).toBe('90.2 %');
  expect(percentSpread({ mean: 0.9023, deviation: 0.011 })).toBe('90.2 ± 1.1 %');
  expect(percentSpread({ mean: 0.5, deviation: null })).toBe('50.0 %');
});

test('differences are written in points, with their sign', () => {
  expect(pointsSpread({ mean: 0.158, deviation: 0.02 })).toBe('+15.8 ± 2.0');
  expect(pointsSpread({ mean: -0.011, deviation: null })).toBe('-1.1');
});
