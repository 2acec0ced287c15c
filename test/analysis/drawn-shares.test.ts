import { expect, test } from 'vitest';
import { accuracyOfRows, rowChances } from '../../src/analysis/accuracy-at-shots.js';
import { drawnCourse, drawnShare, drawsOf, type WeightedRows } from '../../src/analysis/drawn-shares.js';
import { refusal } from '../refusal.js';

/** Three rows of four outcomes with weights of four values. */
const rows: WeightedRows = {
  probabilities: Float64Array.of(0.4, 0.3, 0.2, 0.1, 0.1, 0.2, 0.3, 0.4, 0.25, 0.25, 0.25, 0.25),
  weights: Float64Array.of(1, -0.7, -0.2, 0.9),
  labels: Float64Array.of(1, -1, 1),
};

test('the shares after each shot are those of so many shots, as far as the draws tell', () => {
  const shots = 9;
  const how = drawsOf(rows, shots, 3);
  expect(how.draws).toBe(100);
  for (const row of [0, 1, 2]) {
    const course = drawnCourse(rows, row, shots, how);
    expect(course[shots - 1]).toBe(drawnShare(rows, row, shots, how));
    course.forEach((share, shot) => {
      const exact = rowChances(rows, shot + 1, 0).chance(row);
      // Four standard errors of 100 draws.
      expect(Math.abs(share - exact)).toBeLessThan(4 * Math.sqrt(0.25 / 100));
    });
  }
});

test('ties count half', () => {
  const even: WeightedRows = {
    probabilities: Float64Array.of(0.5, 0.5),
    weights: Float64Array.of(1, -1),
    labels: Float64Array.of(1),
  };
  const { draws, stream } = drawsOf(even, 2, 0);
  const wanted = Array.from({ length: draws }, (_, draw) => {
    // An uniform number below 1/2 is the outcome 0, which weighs 1.
    const heads = [0, 1].filter((shot) => stream.uniform(2 * draw + shot) < 0.5).length;
    return heads / 2;
  });
  const mean = wanted.reduce((sum, one) => sum + one, 0) / draws;
  expect(drawnShare(even, 0, 2, { draws, stream })).toBeCloseTo(mean, 12);
});

test('an accuracy is the mean of its rows’ chances', () => {
  const { method, chance } = rowChances(rows, 7, 0);
  expect(method).toBe('exact');
  expect(accuracyOfRows(rows, 7, 0).accuracy).toBeCloseTo((chance(0) + chance(1) + chance(2)) / 3, 14);
});

test('more than can be drawn is refused', () => {
  expect(refusal(() => drawsOf(rows, 1e9, 0)).code).toBe('range');
});
