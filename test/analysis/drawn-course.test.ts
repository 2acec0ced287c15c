import { expect, test } from 'vitest';
import { accuracyOfRows, rowChances, type WeightedRows } from '../../src/analysis/accuracy-at-shots.js';
import { drawnCourse } from '../../src/analysis/drawn-course.js';

/** Three rows of four outcomes with weights of four values. */
const rows: WeightedRows = {
  probabilities: Float64Array.of(0.4, 0.3, 0.2, 0.1, 0.1, 0.2, 0.3, 0.4, 0.25, 0.25, 0.25, 0.25),
  weights: Float64Array.of(1, -0.7, -0.2, 0.9),
  labels: Float64Array.of(1, -1, 1),
};

test('the shares after each shot are the chances from so many shots, as far as draws tell', () => {
  const shots = 9;
  const { draws, shares } = drawnCourse(rows, shots, 3);
  expect(draws).toBe(100);
  for (const row of [0, 1, 2]) {
    shares(row).forEach((share, shot) => {
      const { chance } = rowChances(rows, shot + 1, 0).of(row);
      // Four standard errors of 100 draws.
      expect(Math.abs(share - chance)).toBeLessThan(4 * Math.sqrt(0.25 / 100));
    });
  }
});

test('ties count half', () => {
  const [probabilities, weights, labels] = [
    [0.5, 0.5],
    [1, -1],
    [1, -1],
  ].map((list) => Float64Array.from(list));
  const even = { probabilities: Float64Array.of(...probabilities, ...probabilities), weights, labels };
  const { draws, shares } = drawnCourse(even, 2, 0);
  for (const row of [0, 1]) {
    const [one, two] = shares(row);
    // The second shot agrees with the first, or makes a tie: of both labels together as many are right as before.
    expect(Math.abs(two - one)).toBeLessThan(4 * Math.sqrt(0.25 / draws));
    expect((two * draws * 2) % 1).toBe(0);
  }
});

test('the same seed gives the same draws, another one others', () => {
  const [one, same, other] = [1, 1, 2].map((seed) => drawnCourse(rows, 20, seed).shares(1));
  expect(same).toEqual(one);
  expect(other).not.toEqual(one);
});

test('an accuracy is the mean of its rows’ chances', () => {
  const { method, of } = rowChances(rows, 7, 0);
  expect(method).toBe('exact');
  expect(accuracyOfRows(rows, 7, 0).accuracy).toBeCloseTo((of(0).chance + of(1).chance + of(2).chance) / 3, 14);
});
