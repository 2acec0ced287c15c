import { describe, expect, test } from 'vitest';
import { fewestShots } from '../../src/games/fewest-shots.js';
import { refusal } from '../refusal.js';

/** How often the majority of n shots errs, by whole numbers and one division: p is a fraction. */
function errorOf(n: number, right: number, of: number): number {
  let sum = 0n;
  let ways = 1n;
  for (let k = 0; 2 * k < n; k++) {
    sum += ways * BigInt(right) ** BigInt(k) * BigInt(of - right) ** BigInt(n - k);
    ways = (ways * BigInt(n - k)) / BigInt(k + 1);
  }
  const digits = 10n ** 40n;
  return Number((sum * digits) / BigInt(of) ** BigInt(n)) / 1e40;
}

describe('fewestShots', () => {
  test.each([
    [0.1, 7, 3],
    [0.05, 9, 5],
    [0.01, 19, 9],
    [0.001, 33, 15],
    [1e-6, 79, 33],
  ])('of CHSH for an error of %d: coins %d, ebit %d', (error, coins, ebit) => {
    expect(fewestShots(3 / 4, error)).toBe(coins);
    expect(fewestShots((1 + Math.SQRT1_2) / 2, error)).toBe(ebit);
  });

  test.each([
    [3, 4],
    [2, 3],
    [9, 10],
    [11, 20],
    [99, 100],
  ])('of %d/%d is the first that is enough by whole numbers', (right, of) => {
    for (const error of [0.3, 0.03, 1e-3, 1e-4]) {
      const n = fewestShots(right / of, error)!;
      expect(n % 2).toBe(1);
      expect(errorOf(n, right, of)).toBeLessThanOrEqual(error);
      if (n > 1) expect(errorOf(n - 2, right, of)).toBeGreaterThan(error);
    }
  });

  test('has its ends', () => {
    expect(fewestShots(1, 1e-300)).toBe(1);
    expect(fewestShots(0.3, 0.7)).toBe(1);
    expect(fewestShots(0.5, 0.49)).toBeNull();
    expect(fewestShots(0, 0.5)).toBeNull();
    expect([fewestShots(0.75, 0.01, 19), fewestShots(0.75, 0.01, 18), fewestShots(0.75, 0.2, 1)]).toEqual([
      19,
      null,
      null,
    ]);
    expect(fewestShots(0.501, 0.01)).toBe(1_352_971);
  });

  test.each<[number, number, number]>([
    [1.5, 0.1, 9],
    [Number.NaN, 0.1, 9],
    [0.7, 0, 9],
    [0.7, 1, 9],
    [0.7, 0.1, 0.5],
  ])('of %d, %d, %d is refused', (success, error, most) => {
    expect(refusal(() => fewestShots(success, error, most)).code).toBe('range');
  });
});
