import { expect, test } from 'vitest';
import { accuracyFromShots } from '../../src/analysis/accuracy-from-shots.js';

const weights = Float64Array.of(1, -1, -1, 1);

test('a certain outcome is right from the first shot, or never', () => {
  const probabilities = Float64Array.of(0, 1, 0, 0, 0, 0, 0, 1);
  expect(accuracyFromShots(probabilities, weights, Float64Array.of(-1, 1), [1, 5], 1)).toEqual([1, 1]);
  expect(accuracyFromShots(probabilities, weights, Float64Array.of(-1, -1), [1, 5], 1)).toEqual([0.5, 0.5]);
});

test('shots follow the distribution: with one shot the accuracy is the mean chance of the right sign, with many it is 1', () => {
  const rows = 4000;
  // P(sign +) = 0.1 + 0.5 = 0.6, over outcomes 0 and 3.
  const probabilities = Float64Array.from({ length: 4 * rows }, (_, i) => [0.1, 0.3, 0.1, 0.5][i % 4]);
  const labels = new Float64Array(rows).fill(1);
  const [one, three, many] = accuracyFromShots(probabilities, weights, labels, [1, 3, 401], 7);
  expect(one).toBeCloseTo(0.6, 1);
  expect(Math.abs(one - 0.6)).toBeLessThan(4 * Math.sqrt(0.24 / rows));
  // At least two of three: 0.6^3 + 3 0.6^2 0.4 = 0.648.
  expect(Math.abs(three - 0.648)).toBeLessThan(4 * Math.sqrt(0.23 / rows));
  expect(many).toBeGreaterThan(0.999);
});

test('a mean of 0 decides nothing and counts as wrong', () => {
  const half = Float64Array.of(0.5, 0.5, 0, 0);
  const [one, two] = accuracyFromShots(
    Float64Array.from({ length: 4000 }, (_, i) => half[i % 4]),
    weights,
    new Float64Array(1000).fill(1),
    [1, 2],
    3,
  );
  expect(Math.abs(one - 0.5)).toBeLessThan(0.07);
  expect(Math.abs(two - 0.25)).toBeLessThan(0.06);
});
