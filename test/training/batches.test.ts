import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream, shuffled } from '../../src/random.js';
import { batches } from '../../src/training/batches.js';
import { refusal } from '../refusal.js';

describe('batches', () => {
  it('cuts every epoch of the paper, 3072 rows in a new order, in four', () => {
    const { perEpoch, at } = batches(3072, 'quarter', 7);
    expect(perEpoch).toBe(4);
    for (const epoch of [0, 1]) {
      const order = shuffled(3072, randomStream(7, 'batches'), epoch * 3072);
      for (let part = 0; part < 4; part++) {
        expect(at(4 * epoch + part)).toStrictEqual(order.slice(768 * part, 768 * (part + 1)));
      }
    }
    expect(at(4)).not.toStrictEqual(at(0));
  });

  it.each([
    [10, 'quarter', [2, 3, 2, 3]],
    [3, 'quarter', [1, 1, 1]],
    [10, 4, [4, 4, 2]],
    [10, 5, [5, 5]],
  ] as const)('cuts %d rows by %s in %j', (samples, choice, sizes) => {
    const { perEpoch, at } = batches(samples, choice, 1);
    expect(perEpoch).toBe(sizes.length);
    expect(sizes.map((_, i) => at(i)?.length)).toStrictEqual([...sizes]);
  });

  it('shows every row once an epoch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 1 }), fc.nat(), (samples, kind, seed) => {
        const { perEpoch, at } = batches(samples, kind === 0 ? 'quarter' : 1 + (seed % (samples - 1)), seed);
        for (const epoch of [0, 3]) {
          const rows = Array.from({ length: perEpoch }, (_, part) => [...(at(epoch * perEpoch + part) ?? [])]).flat();
          expect(rows.sort((a, b) => a - b)).toStrictEqual(Array.from({ length: samples }, (_, i) => i));
        }
      }),
    );
  });

  it('gives any iteration the same rows, whichever was asked for before', () => {
    const forwards = batches(50, 7, 3);
    const seen = Array.from({ length: 24 }, (_, i) => [...(forwards.at(i) ?? [])]);
    const other = batches(50, 7, 3);
    for (let i = 23; i >= 0; i--) expect([...(other.at(i) ?? [])]).toStrictEqual(seen[i]);
  });

  it('takes all rows in their order where one batch holds them all', () => {
    expect(batches(16, 'full', 1).at(5)).toBeNull();
    expect(batches(16, 16, 1).at(5)).toBeNull();
    expect(batches(1, 'quarter', 1).at(0)).toBeNull();
  });

  it.each([0, -1, 2.5, 11, Number.NaN])('refuses a batch of %d out of 10', (choice) => {
    const { code, message } = refusal(() => batches(10, choice, 1));
    expect(code).toBe('range');
    expect(message).toContain(`The batch is ${choice}; give a whole number of rows from 1 to the 10 there are`);
  });
});
