import { expect, test } from 'vitest';
import { normalDensity, normalTail } from '../../src/probability/normal.js';

/** P(Z > z), from tables of 20 digits: Abramowitz and Stegun, table 26.2, and the asymptotic series far out. */
const known: readonly (readonly [z: number, tail: number])[] = [
  [0, 0.5],
  [0.5, 0.3085375387259869],
  [1, 0.15865525393145705],
  [1.96, 0.024997895148220435],
  [2, 0.02275013194817921],
  [2.5, 0.006209665325776132],
  [3, 0.0013498980316300946],
  [5, 2.866515718791939e-7],
  [8, 6.220960574271785e-16],
  [10, 7.61985302416052e-24],
];

test.each(known)('beyond %s', (z, tail) => {
  expect(Math.abs(normalTail(z) / tail - 1)).toBeLessThan(2e-14);
  expect(normalTail(-z)).toBeCloseTo(1 - tail, 15);
});

test('is the integral of the density', () => {
  // Simpson's rule on 2000 steps, exact to 1e-13 here.
  for (const [from, to] of [
    [-4, 0.3],
    [0.3, 2.49],
    [2.4, 2.6],
    [2.49, 6],
  ]) {
    const step = (to - from) / 2000;
    const sum = Array.from({ length: 2001 }, (_, i) => {
      const weight = i === 0 || i === 2000 ? 1 : i % 2 === 1 ? 4 : 2;
      return weight * normalDensity(from + i * step);
    }).reduce((all, one) => all + one, 0);
    expect(normalTail(from) - normalTail(to)).toBeCloseTo((sum * step) / 3, 13);
  }
});

test('far out nothing is left', () => {
  expect([normalTail(40), normalTail(-40), normalTail(Infinity), normalTail(-Infinity)]).toEqual([0, 1, 0, 1]);
});
