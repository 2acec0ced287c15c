import { expect, test } from 'vitest';
import { normalInto } from '../../src/data/normal.js';
import { randomStream } from '../../src/random.js';

test('has the moments of the normal distribution', () => {
  const n = 20000;
  const z = new Float64Array(n);
  normalInto(z, randomStream(4, 'normal'), 0);
  const mean = (f: (i: number) => number) => z.reduce((sum, _, i) => sum + f(i), 0) / n;
  // Five standard errors; the variances of z, z^2, z^4 and of a product of two are 1, 2, 96 and 1.
  expect(Math.abs(mean((i) => z[i]))).toBeLessThan(0.0354);
  expect(Math.abs(mean((i) => z[i] ** 2) - 1)).toBeLessThan(0.05);
  expect(Math.abs(mean((i) => z[i] ** 4) - 3)).toBeLessThan(0.347);
  expect(Math.abs(mean((i) => z[i] * z[i ^ 1]))).toBeLessThan(0.0354);
});

test('is Box and Muller of the draws from the offset on', () => {
  const stream = randomStream(5, 'normal');
  const z = new Float64Array(2);
  normalInto(z, stream, 10);
  const radius = Math.sqrt(-2 * Math.log(1 - stream.uniform(10)));
  expect(z[0]).toBeCloseTo(radius * Math.cos(2 * Math.PI * stream.uniform(11)), 14);
  expect(z[1]).toBeCloseTo(radius * Math.sin(2 * Math.PI * stream.uniform(11)), 14);
});

test('is finite where the draw is 0 or nearly 1', () => {
  for (const draw of [0, 1 - 2 ** -53]) {
    const z = new Float64Array(2);
    normalInto(z, { uniform: () => draw, bits: () => [0, 0] }, 0);
    expect([...z].every(Number.isFinite)).toBe(true);
  }
});
