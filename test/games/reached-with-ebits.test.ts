import { describe, expect, test } from 'vitest';
import { bellCeiling } from '../../src/games/bell-ceiling.js';
import { type BellCost, bellCost } from '../../src/games/bell-cost.js';
import { ceiling } from '../../src/games/ceiling.js';
import { type Game, game } from '../../src/games/game.js';
import { type Reached, reachedWithEbits } from '../../src/games/reached-with-ebits.js';
import { refusal } from '../refusal.js';

type Complex = readonly [number, number];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];

/** <Phi| A (x) B |Phi> summed from the state's amplitudes, 1 / sqrt d at |kk>: no transpose, no trace. */
function meanOf(a: (i: number, j: number) => Complex, b: (i: number, j: number) => Complex, d: number): number {
  let sum = 0;
  for (let k = 0; k < d; k++) for (let l = 0; l < d; l++) sum += times(a(k, l), b(k, l))[0];
  return sum / d;
}

function valueReached({ weights, first, second, constant }: BellCost, { dimension: d, a, b }: Reached): number {
  const observable =
    (list: Float64Array, which: number) =>
    (i: number, j: number): Complex => {
      const at = 2 * ((which * d + i) * d + j);
      return [list[at], list[at + 1]];
    };
  const one = (i: number, j: number): Complex => [i === j ? 1 : 0, 0];
  let value = constant;
  first.forEach((weight, i) => {
    value += weight * meanOf(observable(a, i), one, d);
    second.forEach((_, j) => {
      value += weights[i * second.length + j] * meanOf(observable(a, i), observable(b, j), d);
    });
  });
  second.forEach((weight, j) => {
    value += weight * meanOf(one, observable(b, j), d);
  });
  return value;
}

const asCost = (made: Game): BellCost => ({
  ...made,
  first: new Float64Array(made.a.length),
  second: new Float64Array(made.b.length),
  constant: 0,
});

/** A A = 1 and A = A^+: what an observable with eigenvalues +1 and -1 is. */
function expectObservables(list: Float64Array, d: number): void {
  for (let from = 0; from < list.length; from += 2 * d * d) {
    const entry = (i: number, j: number): Complex => [list[from + 2 * (i * d + j)], list[from + 2 * (i * d + j) + 1]];
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        let [re, im] = [0, 0];
        for (let k = 0; k < d; k++) {
          const product = times(entry(i, k), entry(k, j));
          re += product[0];
          im += product[1];
        }
        expect(Math.abs(re - (i === j ? 1 : 0)) + Math.abs(im)).toBeLessThan(1e-12);
        expect(entry(i, j)[0]).toBeCloseTo(entry(j, i)[0], 12);
        expect(entry(i, j)[1]).toBeCloseTo(-entry(j, i)[1], 12);
      }
    }
  }
}

describe('what is known to be reached', () => {
  test.each<[string, number, number]>([
    ['chsh', 1, (1 + Math.SQRT1_2) / 2],
    ['odd-cycle 5', 1, Math.cos(Math.PI / 20) ** 2],
    ['chained 3', 1, (1 + Math.cos(Math.PI / 6)) / 2],
    ['access 3', 1, (1 + 1 / Math.sqrt(3)) / 2],
    ['access 4', 1, 0.741481],
    ['access 4', 2, 0.75],
    ['access 5', 1, 0.713578],
  ])('%s with %d ebits: %d', (words, ebits, success) => {
    const made = game(words);
    const reached = reachedWithEbits(made, { ebits, starts: 10 });
    expect(Math.abs(Number(reached.success) - success)).toBeLessThan(1e-6);
    expect(valueReached(asCost(made), reached)).toBeCloseTo(reached.lower, 12);
    expectObservables(reached.a, reached.dimension);
    expectObservables(reached.b, reached.dimension);
    expect(reached.lower).toBeLessThanOrEqual(ceiling(made).quantum.upper);
  });

  test('i3322 with one ebit: 1/4', () => {
    const cost = bellCost('i3322');
    const reached = reachedWithEbits(cost);
    expect(reached.lower).toBeCloseTo(0.25, 9);
    expect(reached.success).toBeNull();
    expect(valueReached(cost, reached)).toBeCloseTo(0.25, 9);
    expect(reached.lower).toBeLessThan(bellCeiling(cost).level1.upper);
  });
});

describe('any game', () => {
  test.each([0, 1, 2, 3, 4, 5])('random 4 5 %d: between coins and any ebits', (seed) => {
    const made = game(`random 4 5 ${seed}`);
    const { classical, quantum } = ceiling(made);
    const one = reachedWithEbits(made);
    const two = reachedWithEbits(made, { ebits: 2, starts: 8 });
    expect(one.lower).toBeGreaterThanOrEqual(classical.value - 1e-9);
    expect(two.lower).toBeLessThanOrEqual(quantum.upper);
    // Four and five questions need no more than two ebits.
    expect(Math.abs(two.lower - quantum.lower)).toBeLessThan(1e-6);
    expect(two.agreeing).toBeGreaterThanOrEqual(1);
  });

  test('is the same for the same seed, and says what it did', () => {
    const [first, second] = [1, 1].map((seed) => reachedWithEbits(game('access 3'), { starts: 3, seed }));
    expect(first).toEqual(second);
    expect(first).toMatchObject({ ebits: 1, starts: 3, seed: 1, dimension: 2 });
  });
});

test.each([
  ['no ebit', { ebits: 0 }, 'range'],
  ['five ebits', { ebits: 5 }, 'range'],
  ['no start', { starts: 0 }, 'range'],
  ['a seed of -1', { seed: -1 }, 'range'],
  ['an unknown option', { start: 3 }, 'config'],
])('%s: refused', (_, options, code) => {
  expect(refusal(() => reachedWithEbits(game('chsh'), options as never)).code).toBe(code);
});

test.each([null, {}, { constant: 1 }])('what is no game: refused', (given) => {
  expect(refusal(() => reachedWithEbits(given as never)).code).toBe('game');
});

test('observables that do not fit are refused', () => {
  expect(refusal(() => reachedWithEbits(game('random 5000 5000 1'), { ebits: 4 })).code).toBe('memory');
});
