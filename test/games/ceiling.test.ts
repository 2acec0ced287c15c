import { describe, expect, test } from 'vitest';
import { ceiling } from '../../src/games/ceiling.js';
import { checkCertificate } from '../../src/games/certificate.js';
import { type Game, game, type WeightedPair } from '../../src/games/game.js';
import { refusal } from '../refusal.js';

const TIGHT = 1e-10;

/** A game of real weights. */
function weighted(rows: readonly (readonly number[])[]): Game {
  return game(rows.flatMap((row, a) => row.map((weight, b): WeightedPair => ({ a, b, weight }))));
}

/** The weights, row by row. */
function rowsOf({ b, weights, a }: Game): number[][] {
  return a.map((_, i) => [...weights.subarray(i * b.length, (i + 1) * b.length)]);
}

/** The largest value of all answers of both players, one after another. */
function mostOfAll(made: Game): number {
  const rows = rowsOf(made);
  const all = (count: number) =>
    Array.from({ length: 2 ** count }, (_, word) =>
      Array.from({ length: count }, (_, i) => ((word >> i) & 1 ? -1 : 1)),
    );
  let most = Number.NEGATIVE_INFINITY;
  for (const a of all(made.a.length)) {
    for (const b of all(made.b.length)) {
      const value = rows.reduce((sum, row, i) => sum + row.reduce((s, m, j) => s + m * a[i] * b[j], 0), 0);
      most = Math.max(most, value);
    }
  }
  return most;
}

const cosine = (angle: number) => Math.cos(angle * Math.PI);

describe('the ceilings of games that are known', () => {
  test.each<[string, number, number]>([
    ['chsh', 3 / 4, cosine(1 / 8) ** 2],
    ...[3, 5, 7, 15].map((n): [string, number, number] => [
      `odd-cycle ${n}`,
      1 - 1 / (2 * n),
      cosine(1 / (4 * n)) ** 2,
    ]),
    ...[2, 3, 4, 12].map((n): [string, number, number] => [
      `chained ${n}`,
      1 - 1 / (2 * n),
      (1 + cosine(1 / (2 * n))) / 2,
    ]),
    ['access 2', 3 / 4, (1 + Math.SQRT1_2) / 2],
    ['access 3', 3 / 4, (1 + 1 / Math.sqrt(3)) / 2],
    ['access 4', 11 / 16, 3 / 4],
    ['inner-product 1', 3 / 4, (1 + Math.SQRT1_2) / 2],
    ['inner-product 2', 3 / 4, 3 / 4],
    ['inner-product 3', (1 + 0.3125) / 2, (1 + Math.SQRT1_2 / 2) / 2],
    ['inner-product 4', 5 / 8, 5 / 8],
  ])('%s: coins %d, ebits %d', (words, coins, ebits) => {
    const { classical, quantum } = ceiling(game(words));
    expect(classical.exact).toBe(true);
    expect(Math.abs(Number(classical.success) - coins)).toBeLessThan(1e-14);
    expect(Math.abs(Number(quantum.success?.lower) - ebits)).toBeLessThan(TIGHT);
    expect(Math.abs(Number(quantum.success?.upper) - ebits)).toBeLessThan(TIGHT);
    expect(Number(quantum.success?.upper)).toBeGreaterThanOrEqual(ebits - 1e-15);
  });

  test('a sum of weights without labels has a value alone', () => {
    const { classical, quantum } = ceiling(
      weighted([
        [10, 10],
        [10, -10],
      ]),
    );
    expect([classical.value, classical.success, quantum.success]).toEqual([20, null, null]);
    expect(quantum.lower).toBeCloseTo(20 * Math.SQRT2, 9);
    expect(quantum.upper).toBeCloseTo(20 * Math.SQRT2, 9);
  });

  test.each([1e-60, 1e60])('in units of %d it is the same', (unit) => {
    const { classical, quantum } = ceiling(
      weighted([
        [unit, unit],
        [unit, -unit],
      ]),
    );
    expect(classical.value / unit).toBeCloseTo(2, 12);
    expect(quantum.lower / unit).toBeCloseTo(2 * Math.SQRT2, 9);
    expect(quantum.upper / unit).toBeCloseTo(2 * Math.SQRT2, 9);
  });

  test('questions that are never asked do not matter', () => {
    const { classical, quantum } = ceiling(
      weighted([
        [0.25, 0, 0.25],
        [0, 0, 0],
        [0.25, 0, -0.25],
      ]),
    );
    expect(classical.value).toBe(0.5);
    expect(quantum.upper).toBeCloseTo(Math.SQRT1_2, 10);
    expect([quantum.certificate.x[1], quantum.certificate.y[1]]).toEqual([0, 0]);
  });
});

describe('the ceilings of any game', () => {
  const some = Array.from({ length: 20 }, (_, seed) =>
    game(`random ${1 + (seed % 5)} ${1 + ((3 * seed) % 7)} ${seed}`),
  );

  test.each(some.map((made) => [made.name, made] as const))('%s: what they say of themselves', (_, made) => {
    const { classical, quantum } = ceiling(made);
    const rows = rowsOf(made);
    expect(classical.value).toBeCloseTo(mostOfAll(made), 13);
    const reached = rows.reduce(
      (sum, row, i) => sum + row.reduce((s, m, j) => s + m * classical.strategy.a[i] * classical.strategy.b[j], 0),
      0,
    );
    expect(classical.value).toBeCloseTo(reached, 14);
    const { dimension, a, b } = quantum.vectors;
    const vector = (list: Float64Array, i: number) => list.subarray(i * dimension, (i + 1) * dimension);
    const product = (u: Float64Array, v: Float64Array) => u.reduce((sum, x, k) => sum + x * v[k], 0);
    for (let i = 0; i < made.a.length; i++) expect(product(vector(a, i), vector(a, i))).toBeCloseTo(1, 14);
    for (let j = 0; j < made.b.length; j++) expect(product(vector(b, j), vector(b, j))).toBeCloseTo(1, 14);
    const value = rows.reduce(
      (sum, row, i) => sum + row.reduce((s, m, j) => s + m * product(vector(a, i), vector(b, j)), 0),
      0,
    );
    expect(quantum.lower).toBeCloseTo(value, 13);
    expect(quantum.upper - quantum.lower).toBeLessThan(TIGHT);
    expect(quantum.upper).toBeGreaterThanOrEqual(quantum.lower);
    expect(quantum.lower).toBeGreaterThanOrEqual(classical.value);
    expect(quantum.upper).toBeLessThanOrEqual(1.7823 * classical.value);
    expect(checkCertificate(made, quantum.certificate)).toBe(quantum.upper);
  });

  test('do not change with the order of questions, turned answers, or exchanged players', () => {
    const made = game('random 4 6 8');
    const rows = rowsOf(made);
    const turned = [2, 0, 3, 1].map((i) =>
      rows[i].map((m, j) => (i === 3 ? -m : m) * (j % 2 === 0 ? -1 : 1)).reverse(),
    );
    const exchanged = rows[0].map((_, j) => rows.map((row) => row[j]));
    const first = ceiling(made);
    for (const other of [turned, exchanged].map((table) => ceiling(weighted(table)))) {
      expect(other.classical.value).toBeCloseTo(first.classical.value, 14);
      expect(Math.abs(other.quantum.lower - first.quantum.lower)).toBeLessThan(TIGHT);
    }
  });
});

describe('beyond the exhaustive search', () => {
  test.each([
    ['odd-cycle 31', 1 - 2 / 62],
    ['chained 33', 1 - 2 / 66],
  ])('%s is exact by branch and bound', (words, value) => {
    const { classical } = ceiling(game(words));
    expect(classical.exact).toBe(true);
    expect(classical.value).toBeCloseTo(value, 13);
  });

  test('what could not be excluded is said', () => {
    const made = game('random 31 31 5');
    const { classical, quantum } = ceiling(made, { steps: 100 });
    expect(classical.exact).toBe(false);
    expect(classical.upper).toBe(quantum.upper);
    expect(classical.value).toBeLessThan(classical.upper);
    expect(classical.value).toBeGreaterThan(quantum.lower / 1.7823);
  });

  test('a million questions: refused with what they would take', () => {
    const many = game(Array.from({ length: 1_000_000 }, (_, a) => ({ a, b: 0, label: 1 }) as const));
    const { code, message } = refusal(() => ceiling(many));
    expect(code).toBe('game');
    expect(message).toContain('1000000 by 1 questions, whose ceilings would take 80.0 TiB');
    expect(message).toContain('4.0e+18 operations');
  });

  test.each([
    ['too many questions', () => ceiling(game('chained 1025')), 'game'],
    ['steps of 0', () => ceiling(game('chsh'), { steps: 0 }), 'range'],
    ['an unknown option', () => ceiling(game('chsh'), { step: 1 } as never), 'config'],
    ['a game of its own make', () => ceiling({ ...game('chsh'), a: ['0'] }), 'game'],
    ['a game with other weights', () => ceiling({ ...game('chsh'), weights: Float64Array.of(1, 1, 1, 1) }), 'game'],
  ])('%s: refused', (_, call, code) => {
    expect(refusal(call).code).toBe(code);
  });
});
