import { describe, expect, it } from 'vitest';
import { randomStream, shuffled } from '../../src/random.js';
import { batches } from '../../src/training/batches.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

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

  it('draws each row from all of them with replacement, any iteration the same whichever was asked for before', () => {
    const { perEpoch, at } = batches(10, 'quarter', 7, 'replacement');
    const stream = randomStream(7, 'batches with replacement');
    expect(perEpoch).toBe(5);
    expect(at(3)).toStrictEqual(Int32Array.of(Math.floor(10 * stream.uniform(6)), Math.floor(10 * stream.uniform(7))));
    expect(at(0)).toStrictEqual(Int32Array.of(Math.floor(10 * stream.uniform(0)), Math.floor(10 * stream.uniform(1))));
    const bootstrap = batches(16, 'full', 1, 'replacement').at(0) ?? new Int32Array(0);
    expect(bootstrap).toHaveLength(16);
    expect(new Set(bootstrap).size).toBeLessThan(16);
    expect(batches(2, 'quarter', 1, 'replacement').at(0)).toHaveLength(1);
  });

  it('draws with replacement from all rows alike', () => {
    const { at } = batches(4, 4, 3, 'replacement');
    const seen = [0, 0, 0, 0];
    for (let i = 0; i < 2500; i++) for (const row of at(i) ?? []) seen[row] += 1;
    // Each count is binomial of 10000 draws at 1/4: standard deviation 43, and five of them are 217.
    for (const count of seen) expect(Math.abs(count - 2500)).toBeLessThan(217);
  });

  it('refuses another sampling', () => {
    const { code, message } = refusal(() => batches(10, 'full', 1, 'dice' as never));
    expect([code, message]).toStrictEqual(['config', 'There is no sampling "dice". Use "epochs" or "replacement".']);
  });

  it.each([0, -1, 2.5, 11, Number.NaN])('refuses a batch of %d out of 10', (choice) => {
    const { code, message } = refusal(() => batches(10, choice, 1));
    expect(code).toBe('range');
    expect(message).toContain(`The batch is ${choice}; give a whole number of rows from 1 to the 10 there are`);
  });
});
