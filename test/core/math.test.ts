// Functions that give the same bits everywhere must first of all be right: against 300-bit integers, at the accuracy that
// their docstrings promise.

import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/core/arena.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { cos, exp, log, sin } from '../../src/core/math.js';
import { cosineError, exponentialError, logarithmError, sineError } from '../oracle/precise.js';
import { chance } from '../oracle/random.js';
import fc from '../seeded.js';

/** Numbers of every magnitude from 10^low to 10^high, of both signs. */
function magnitudes(low: number, high: number, perDecade: number): number[] {
  const next = chance(7);
  return Array.from({ length: (high - low) * perDecade }, (_, i) => {
    const size = (1 + 9 * next()) * 10 ** (low + Math.floor(i / perDecade));
    return i % 2 === 0 ? size : -size;
  });
}

/** The doubles nearest to multiples of pi/2 and pi/4, and their neighbours: the hardest ones to reduce. */
function nearMultiples(): number[] {
  const next = chance(8);
  const multiples = [...Array.from({ length: 40 }, (_, k) => k + 1), 41609, 312689, 636619, 636620, 10 ** 7];
  for (let i = 0; i < 300; i++) multiples.push(Math.floor(next() * 636620));
  return multiples.flatMap((k) => {
    const x = (k * Math.PI) / 2;
    return [x, x * (1 + 2 ** -52), -x, x / 2, 1e-9 + x];
  });
}

function worst(points: readonly number[], error: (x: number) => number): { x: number; units: number } {
  return points.map((x) => ({ x, units: error(x) })).reduce((a, b) => (b.units > a.units ? b : a), { x: 0, units: 0 });
}

/** The kernel on a list of even length. */
function sinesAndCosines(values: readonly number[], inPlace: 'sine' | 'cosine' | null = null) {
  const core = acquireCore();
  const arena = new Arena(core);
  const x = arena.putF64(values);
  const spare = arena.reserve(8 * values.length);
  const other = arena.reserve(8 * values.length);
  const sine = inPlace === 'sine' ? x : spare;
  const cosine = inPlace === 'cosine' ? x : other;
  core.sinCos(x, sine, cosine, values.length);
  const found = {
    sine: Array.from(arena.f64(sine, values.length)),
    cosine: Array.from(arena.f64(cosine, values.length)),
  };
  releaseCore(core);
  return found;
}

describe('sin and cos', () => {
  const points = {
    'of every magnitude below a million': magnitudes(-8, 6, 40),
    'near multiples of pi/2': nearMultiples(),
    'beyond a million': [...magnitudes(6, 22, 8), 1e6, 2 ** 20, 1e22, 1e100, Number.MAX_VALUE],
  };
  test.each(Object.entries(points))('%s are within 1.5 units in the last place', (_, list) => {
    expect(worst(list, (x) => sineError(x, sin(x))).units).toBeLessThan(1.5);
    expect(worst(list, (x) => cosineError(x, cos(x))).units).toBeLessThan(1.5);
  });

  test('of zero, of tiny numbers and of what is no number', () => {
    expect(sin(0)).toBe(0);
    expect(cos(0)).toBe(1);
    expect(cos(-0)).toBe(1);
    expect(sin(-0) === 0).toBe(true);
    expect(sin(1e-300)).toBe(1e-300);
    expect(sin(Number.MIN_VALUE)).toBe(Number.MIN_VALUE);
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(sin(x)).toBeNaN();
      expect(cos(x)).toBeNaN();
    }
  });

  test('are odd and even to the bit', () => {
    for (const x of [...magnitudes(-3, 8, 20), ...nearMultiples()]) {
      expect(sin(-x)).toBe(-sin(x));
      expect(cos(-x)).toBe(cos(x));
    }
  });

  test('the kernel gives in each place what its number alone has, also over its own input', () => {
    const values = magnitudes(-3, 6, 6);
    const found = sinesAndCosines(values);
    expect(found.sine).toEqual(values.map(sin));
    expect(found.cosine).toEqual(values.map(cos));
    expect(sinesAndCosines(values, 'sine')).toEqual(found);
    expect(sinesAndCosines(values, 'cosine')).toEqual(found);
  });

  test('a large number beside it changes no bit of another one', () => {
    const finite = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(finite, fc.constantFrom(1e6, -5e6, 1e18), fc.nat(3), (x, large, place) => {
        const values = [x, x, x, x].map((value, i) => (i === place ? large : value));
        const { sine, cosine } = sinesAndCosines(values);
        expect(sine).toEqual(values.map(sin));
        expect(cosine).toEqual(values.map(cos));
      }),
    );
  });
});

describe('exp and log', () => {
  test('exp is within one unit in the last place', () => {
    const points = [...magnitudes(-8, 2, 40), ...magnitudes(2, 3, 40).filter((x) => Math.abs(x) < 700)];
    expect(worst(points, (x) => exponentialError(x, exp(x))).units).toBeLessThan(1);
  });

  test('log is within one unit in the last place', () => {
    const points = [...magnitudes(-300, 300, 1), ...magnitudes(-3, 3, 60), 1 + 2 ** -52, 1 - 2 ** -53, 0.99, 1.01];
    expect(worst(points.map(Math.abs), (x) => logarithmError(x, log(x))).units).toBeLessThan(1);
  });

  test('at their ends', () => {
    expect(exp(0)).toBe(1);
    expect(exp(710)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(-750)).toBe(0);
    expect(exp(Number.NaN)).toBeNaN();
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(log(-1)).toBeNaN();
  });
});
