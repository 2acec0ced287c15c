import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOn, roundTicks, spread } from '../../../src/playground/race/chart-scale.js';

describe('roundTicks', () => {
  it('gives round numbers within the ends', () => {
    expect(roundTicks([0, 2000], 4)).toEqual([0, 500, 1000, 1500, 2000]);
    expect(roundTicks([40, 100], 5)).toEqual([40, 60, 80, 100]);
    expect(roundTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(roundTicks([3, 3], 5)).toEqual([3]);
  });

  it('never many more than asked for, and all within', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 100_000 }), (low, width) => {
        const ticks = roundTicks([low / 7, (low + width) / 7], 5);
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (const tick of ticks) expect(tick).toBeGreaterThanOrEqual(low / 7 - 1e-6 * width);
      }),
    );
  });
});

describe('placeOn', () => {
  const axis = { title: '', ticks: [] };
  it('is straight, or by powers, and ends at the ends', () => {
    const linear = placeOn({ ...axis, domain: [0, 10], kind: 'linear' }, 100, 0);
    expect([0, 5, 10, 12].map(linear)).toEqual([100, 50, 0, 0]);
    const log = placeOn({ ...axis, domain: [1, 100], kind: 'log' }, 0, 100);
    expect(log(10)).toBeCloseTo(50, 9);
  });
});

describe('spread', () => {
  it('leaves alone what has room, and moves what has not', () => {
    expect(spread([10, 50], 14, 0, 100)).toEqual([10, 50]);
    expect(spread([50, 50], 14, 0, 100)).toEqual([50, 64]);
    expect(spread([98, 99], 14, 0, 100)).toEqual([86, 100]);
    expect(spread([], 14, 0, 100)).toEqual([]);
  });

  it('keeps the order, the gap and the ends, as far as there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 40 }), (wanted) => {
        const places = spread(wanted, 14, 0, 200);
        const sorted = [...places].sort((a, b) => a - b);
        const gap = Math.min(14, 200 / Math.max(1, wanted.length - 1));
        expect(sorted[0]).toBeGreaterThanOrEqual(-1e-9);
        expect(sorted.at(-1)).toBeLessThanOrEqual(200 + 1e-9);
        for (let i = 1; i < sorted.length; i++) expect(sorted[i] - sorted[i - 1]).toBeGreaterThanOrEqual(gap - 1e-9);
        wanted.forEach((one, i) => {
          wanted.forEach((other, j) => {
            if (one < other) expect(places[i]).toBeLessThan(places[j]);
          });
        });
      }),
    );
  });
});
