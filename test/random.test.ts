import { describe, expect, test } from 'vitest';
import { randomStream, shuffled, threefry2x32Into } from '../src/random.js';
import fc from './seeded.js';

describe('threefry2x32Into', () => {
  // The published known answers of the Random123 library, threefry2x32 with 20 rounds.
  test.each([
    [
      [0x00000000, 0x00000000],
      [0x00000000, 0x00000000],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)('key %j, counter %j', (key, counter, answer) => {
    const out = new Uint32Array(2);
    threefry2x32Into(out, Uint32Array.from(key), counter[0], counter[1]);
    expect([...out]).toEqual(answer);
  });
});

describe('randomStream', () => {
  test('is the same in every run', () => {
    const stream = randomStream(7, 'angles');
    expect([0, 1, 2].map((i) => stream.bits(i))).toEqual([
      [80640398, 121359536],
      [1029993551, 292003930],
      [2105591152, 343259115],
    ]);
  });

  test('uniform numbers are made of 53 of the 64 bits', () => {
    const stream = randomStream(1, 'x');
    for (let i = 0; i < 100; i++) {
      const [low, high] = stream.bits(i);
      const integer = (BigInt(high >>> 5) << 26n) | BigInt(low >>> 6);
      expect(stream.uniform(i)).toBe(Number(integer) / 2 ** 53);
    }
  });

  test('seeds, names and indices beyond 32 bits all matter', () => {
    const draws = [
      randomStream(0, '').bits(0),
      randomStream(1, '').bits(0),
      randomStream(2 ** 32, '').bits(0),
      randomStream(0, 'a').bits(0),
      randomStream(0, 'ab').bits(0),
      randomStream(0, 'ba').bits(0),
      randomStream(0, '\0').bits(0),
      randomStream(0, '').bits(1),
      randomStream(0, '').bits(2 ** 32),
    ];
    expect(new Set(draws.map(String)).size).toBe(draws.length);
  });

  test('has the moments of the uniform distribution', () => {
    const stream = randomStream(3, 'moments');
    const n = 20000;
    const u = Float64Array.from({ length: n }, (_, i) => stream.uniform(i));
    const mean = (f: (i: number) => number) => u.reduce((sum, _, i) => sum + f(i), 0) / n;
    // Five standard errors: 0.2887, 0.298 and 0.28 over sqrt(n).
    expect(Math.abs(mean((i) => u[i]) - 1 / 2)).toBeLessThan(0.0103);
    expect(Math.abs(mean((i) => u[i] * u[i]) - 1 / 3)).toBeLessThan(0.0106);
    expect(Math.abs(mean((i) => u[i] * u[(i + 1) % n]) - 1 / 4)).toBeLessThan(0.01);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses the seed and the index %s', (value) => {
    expect(() => randomStream(value, 'x')).toThrow(expect.objectContaining({ code: 'range' }));
    expect(() => randomStream(0, 'x').uniform(value)).toThrow(`The index is ${value}`);
  });
});

describe('shuffled', () => {
  test('is a permutation', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), (n, seed) => {
        const order = shuffled(n, randomStream(seed, 'order'));
        expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  test('every order of four is equally likely', () => {
    const stream = randomStream(11, 'order');
    const counts = new Map<string, number>();
    const rounds = 24000;
    for (let i = 0; i < rounds; i++) {
      const order = shuffled(4, stream, 4 * i).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // Chi-squared with 23 degrees of freedom: 49.7 is exceeded once in a thousand.
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(49.7);
  });

  test('uses the draws offset .. offset + n - 1 and no others', () => {
    const used: number[] = [];
    const stream = randomStream(0, 'order');
    const uniform = (index: number) => {
      used.push(index);
      return stream.uniform(index);
    };
    shuffled(10, { ...stream, uniform }, 30);
    expect(Math.min(...used)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...used)).toBeLessThanOrEqual(39);
    expect(new Set(used).size).toBe(used.length);
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 31])('refuses to shuffle %s things', (n) => {
    expect(() => shuffled(n, randomStream(0, 'x'))).toThrow(expect.objectContaining({ code: 'range' }));
  });
});
