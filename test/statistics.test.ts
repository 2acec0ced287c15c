import { describe, expect, test } from 'vitest';
import { bootstrapInterval, middleOf, pairedInterval, resamples, studentT } from '../src/statistics.js';
import { refusal } from './refusal.js';

/** The probability of |t| below a limit, by Simpson's rule over Student's density: slow, and shares nothing with src. */
function within(limit: number, degrees: number): number {
  const density = (t: number) => (1 + (t * t) / degrees) ** (-(degrees + 1) / 2);
  const area = (from: number, to: number, steps: number) => {
    const step = (to - from) / steps;
    let sum = density(from) + density(to);
    for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(from + i * step);
    return (sum * step) / 3;
  };
  // The tail by t = 1 / u, whose density is finite at 0 for every number of degrees.
  const tail = (() => {
    const steps = 20_000;
    const step = 1 / limit / steps;
    const f = (u: number) => (u === 0 ? (degrees === 1 ? 1 : 0) : density(1 / u) / (u * u));
    let sum = f(0) + f(1 / limit);
    for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(i * step);
    return (sum * step) / 3;
  })();
  const inside = area(0, limit, 20_000);
  return inside / (inside + tail);
}

describe('studentT', () => {
  test.each([1, 2, 3, 4, 5, 9, 10, 19, 29, 30, 31, 60, 200])('holds 95 of 100 at %d degrees of freedom', (degrees) => {
    expect(within(studentT(degrees), degrees)).toBeCloseTo(0.95, 5);
  });

  test('falls towards the normal distribution', () => {
    for (let n = 1; n < 100; n++) expect(studentT(n + 1)).toBeLessThan(studentT(n));
    expect(studentT(1e9)).toBeCloseTo(1.959964, 6);
  });
});

test('pairedInterval is the mean and t s / sqrt n', () => {
  const { mean, low, high } = pairedInterval([1, 2, 3, 4, 5]);
  expect(mean).toBe(3);
  expect(high - mean).toBeCloseTo(2.776445 * Math.sqrt(2.5 / 5), 5);
  expect(mean - low).toBeCloseTo(high - mean, 12);
  expect(refusal(() => pairedInterval([1])).code).toBe('range');
});

describe('bootstrapInterval', () => {
  test('is a point where all pairs agree', () => {
    expect(bootstrapInterval([1, 1, 1])).toEqual({ mean: 1, low: 1, high: 1 });
  });

  test('is about as wide as the normal distribution says', () => {
    const differences = Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? 1 : i % 10 === 1 ? -1 : 0));
    const { mean, low, high } = bootstrapInterval(differences);
    const expected = 2 * 1.96 * Math.sqrt(0.2 / 1000);
    expect(mean).toBe(0);
    expect((high - low) / expected).toBeGreaterThan(0.9);
    expect((high - low) / expected).toBeLessThan(1.1);
  });

  test('needs a row', () => expect(refusal(() => bootstrapInterval([])).code).toBe('range'));
});

test('resamples draw every place with equal chances', () => {
  const counts = [0, 0, 0, 0];
  for (const place of resamples('a test', 4).flat()) counts[place] += 1;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

test('middleOf leaves out the ends', () => {
  expect(middleOf(Array.from({ length: 41 }, (_, i) => 40 - i))).toEqual([1, 39]);
});
