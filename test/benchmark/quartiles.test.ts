import { describe, expect, test } from 'vitest';
import { quantile, quartilesOf } from '../../src/benchmark/quartiles.js';

describe('quantile', () => {
  test('interpolates between the two nearest in rank, in any order of the numbers', () => {
    const values = [40, 10, 30, 20];
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile(values, q))).toEqual([10, 17.5, 25, 32.5, 40]);
    expect(values).toEqual([40, 10, 30, 20]);
  });

  test('sorts numbers, not words', () => {
    expect(quantile([9, 100, 10], 0.5)).toBe(10);
  });

  test('of one number is that number, of none is refused', () => {
    expect(quartilesOf([7])).toEqual({ median: 7, lower: 7, upper: 7 });
    expect(() => quantile([], 0.5)).toThrow('at least one number');
  });
});
