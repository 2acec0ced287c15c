import { describe, expect, test } from 'vitest';
import { greatestDifference, ratio } from '../../bench/statistics.js';

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
