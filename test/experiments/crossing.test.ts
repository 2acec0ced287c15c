import { describe, expect, test } from 'vitest';
import { crossingOf, crossingText, endOf } from '../../src/experiments/crossing.js';

const xs = [0.5, 0.6, 0.8, 1];

describe('where an advantage ends', () => {
  test('a straight line between the neighbours', () => {
    expect(endOf(xs, [[-3, -1, 1, 2]])).toBeCloseTo(0.7, 12);
    expect(
      endOf(xs, [
        [-3, -2, 1, 2],
        [-3, 0, 1, 2],
      ]),
    ).toBeCloseTo(0.7, 12);
  });

  test('coming from the right, the first place counts', () => {
    expect(endOf(xs, [[1, -1, 1, 2]])).toBeCloseTo(0.7, 12);
  });

  test('always and never', () => {
    expect(endOf(xs, [[1, 1, 1, 1]])).toBe('always');
    expect(endOf(xs, [[1, 1, 1, -1]])).toBe('never');
  });
});

test('the interval holds the ends of resamples', () => {
  const same = crossingOf(
    xs,
    Array.from({ length: 5 }, () => [-3, -1, 1, 2]),
  );
  expect(same.interval?.[0]).toBeCloseTo(0.7, 12);
  expect(same.interval?.[1]).toBeCloseTo(0.7, 12);
  const curves = [0.55, 0.6, 0.65, 0.7, 0.75].map((end) => xs.map((x) => x - end));
  const { at, interval } = crossingOf(xs, curves);
  expect(at).toBeCloseTo(0.65, 12);
  expect(interval?.[0]).toBeGreaterThan(0.55);
  expect(interval?.[0]).toBeLessThan(0.63);
  expect(interval?.[1]).toBeGreaterThan(0.67);
  expect(interval?.[1]).toBeLessThan(0.75);
});

test('fewer than five curves are not resampled, and it is said', () => {
  const few = crossingOf(
    xs,
    Array.from({ length: 4 }, () => [-3, -1, 1, 2]),
  );
  expect(few).toMatchObject({ interval: null, isTested: false });
  expect(crossingText(few, 0.5)).toBe('ends at 0.700 (not tested)');
  expect(crossingText(crossingOf(xs, [[1, 1, 1, -1]]), 0.5)).toBe('is not there at any (not tested)');
});

test('in words', () => {
  expect(crossingText({ at: 0.78, interval: [0.77, 0.8], isTested: true }, 0.5)).toBe(
    'ends at 0.780 (95 % interval 0.770 to 0.800)',
  );
  expect(crossingText({ at: 'always', interval: null, isTested: true }, 0.5)).toBe('is still there at 0.5');
  expect(crossingText({ at: 'never', interval: null, isTested: true }, 0.5)).toBe('is not there at any');
});
