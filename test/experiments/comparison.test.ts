import { expect, test } from 'vitest';
import { agreement, compared, comparisonTable, deviations, placeAmong } from '../../src/experiments/comparison.js';

const published = { mean: 0.9, deviation: 0.02 };
const near = compared('near', published, [0.9, 0.92]);
const far = compared('far', published, [0.83, 0.85]);

test('a published number beside ours, in published deviations', () => {
  expect(near.ours).toBeCloseTo(0.91, 12);
  expect(near.oursDeviation).toBeCloseTo(Math.SQRT2 / 100, 12);
  expect(deviations(near)).toBeCloseTo(0.5, 10);
  expect(deviations(far)).toBeCloseTo(-3, 10);
  expect(deviations(compared('rank', 200, [200]))).toBeNull();
  expect(comparisonTable('', [far]).rows).toEqual([['far', '0.900 ± 0.020', '0.840 ± 0.014', '−0.060', '−3.0']]);
});

test('the agreement in words counts and names the worst', () => {
  const words = agreement([near, far]);
  expect(words).toContain(
    'Of 2 published numbers, ours is within one published standard deviation of 1 and within two of 1.',
  );
  expect(words).toContain('The farthest is far: 0.840 against 0.900, −3.0 published standard deviations.');
  expect(words).toContain('On average ours is −0.025 off.');
  expect(agreement([])).toContain('Nothing');
});

test('where a value falls among others', () => {
  expect(placeAmong(5, [1, 2, 9])).toBe('above 2 of 3');
  expect(placeAmong(0, [1, 2, 9])).toBe('below all 3');
  expect(placeAmong(10, [1, 2, 9])).toBe('above all 3');
});
