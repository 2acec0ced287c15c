import { expect, test } from 'vitest';
import { binomialDraw, binomialPoint, binomialTail, binomialTailSlope } from '../../src/probability/binomial.js';

/** C(n, k) p^k (1 - p)^(n - k) for p = m / 64, and its sum from k to n, by whole numbers. */
function exact(n: number, m: number): { points: number[]; tails: number[] } {
  const scale = 2n ** 400n;
  const all = 64n ** BigInt(n);
  const number = (x: bigint): number => {
    const long = (x * scale * scale) / all;
    const extra = Math.max(0, long.toString(2).length - 60);
    return Number(long >> BigInt(extra)) * 2 ** (extra - 400) * 2 ** -400;
  };
  const points: number[] = [];
  const tails: number[] = [];
  let ways = 1n;
  const terms = Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) ways = (ways * BigInt(n - k + 1)) / BigInt(k);
    return ways * BigInt(m) ** BigInt(k) * BigInt(64 - m) ** BigInt(n - k);
  });
  let tail = 0n;
  for (let k = n; k >= 0; k--) {
    tail += terms[k];
    points[k] = number(terms[k]);
    tails[k] = number(tail);
  }
  return { points, tails };
}

test.each([1, 2, 5, 15, 16, 17, 40, 101, 400])('of %i trials every point and tail agrees with whole numbers', (n) => {
  for (const m of [1, 7, 20, 31, 32, 33, 50, 63]) {
    const { points, tails } = exact(n, m);
    for (let k = 0; k <= n; k++) {
      // Numbers below are beyond what the whole numbers were scaled for.
      if (points[k] > 1e-200) expect(Math.abs(binomialPoint(k, n, m / 64) / points[k] - 1)).toBeLessThan(1e-12);
      if (tails[k] > 1e-200) expect(Math.abs(binomialTail(k, n, m / 64) / tails[k] - 1)).toBeLessThan(1e-12);
    }
  }
});

test('beyond all trials, and of what is certain, there is nothing to tell', () => {
  expect([binomialTail(0, 5, 0.3), binomialTail(-3, 5, 0.3), binomialTail(6, 5, 0.3)]).toEqual([1, 1, 0]);
  expect([binomialTail(3, 5, 0), binomialTail(3, 5, 1), binomialPoint(5, 5, 1), binomialPoint(0, 5, 0)]).toEqual([
    0, 1, 1, 1,
  ]);
  expect([binomialPoint(-1, 5, 0.3), binomialPoint(6, 5, 0.3), binomialPoint(2, 5, 0), binomialPoint(2, 5, 1)]).toEqual(
    [0, 0, 0, 0],
  );
});

test('the slope is that of differences', () => {
  for (const [k, n, p] of [
    [3, 5, 0.3],
    [51, 101, 0.47],
    [1, 7, 0.9],
    [7, 7, 0.2],
  ]) {
    const step = 1e-5;
    const slope = (binomialTail(k, n, p + step) - binomialTail(k, n, p - step)) / (2 * step);
    expect(binomialTailSlope(k, n, p)).toBeCloseTo(slope, 6);
  }
  expect([binomialTailSlope(0, 5, 0.3), binomialTailSlope(6, 5, 0.3)]).toEqual([0, 0]);
});

test('a uniform number stands for as many successes as their probability', () => {
  for (const [n, p] of [
    [1, 0.3],
    [7, 0.5],
    [40, 0.05],
    [1000, 0.9],
  ]) {
    const cells = 20_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < cells; i++) {
      const k = binomialDraw((i + 0.5) / cells, n, p);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    // Each number of successes has one interval of uniform numbers, as long as its probability: one cell off at each end.
    for (const [k, count] of counts)
      expect(Math.abs(count / cells - binomialPoint(k, n, p))).toBeLessThan(1.01 / cells);
  }
  expect([binomialDraw(0.4, 9, 0), binomialDraw(0.4, 9, 1), binomialDraw(0.4, 0, 0.5)]).toEqual([0, 9, 0]);
  // Whatever rounding leaves of 1 at the end is some number of successes.
  expect(binomialDraw(1 - 2 ** -53, 1_000_000_000, 0.25)).toBeGreaterThan(0);
});
