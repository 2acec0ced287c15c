import { describe, expect, test } from 'vitest';
import { greatestDifference, median, quantile, ratio, spread } from '../../bench/statistics.js';

describe('quantile', () => {
  test('interpolates between the two nearest in rank, in any order of the numbers', () => {
    const values = [40, 10, 30, 20];
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile(values, q))).toEqual([10, 17.5, 25, 32.5, 40]);
    expect(values).toEqual([40, 10, 30, 20]);
  });

  test('sorts numbers, not words', () => {
    expect(median([9, 100, 10])).toBe(10);
  });

  test('of one number is that number, of none is refused', () => {
    expect(spread([7])).toEqual({ median: 7, lower: 7, upper: 7 });
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});

describe('ratio', () => {
  test('is the median of the ratios of each round', () => {
    expect(ratio([1, 20, 3], [2, 10, 3])).toBe(1);
  });

  test('does not notice rounds that are slow for both', () => {
    expect(ratio([2, 2, 20, 200], [1, 1, 10, 100])).toBe(2);
  });

  test('refuses series that were not taken in turn', () => {
    expect(() => ratio([1, 2], [1])).toThrow('2 and 1 rounds');
  });
});

describe('greatestDifference', () => {
  test('is the largest absolute difference', () => {
    expect(greatestDifference([1, 5, -2], Float64Array.of(1.5, 4, -2))).toBe(1);
    expect(greatestDifference([], [])).toBe(0);
  });

  test('NaN and different lengths are infinitely far', () => {
    expect(greatestDifference([1, Number.NaN, 1], [1, 1, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(greatestDifference([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
  });
});
