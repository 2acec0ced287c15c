import { describe, expect, test } from 'vitest';
import { holm, pairedTest, rowsTest, studentTwoSided } from '../../src/analysis/significance.js';
import { pairedInterval } from '../../src/statistics.js';
import { refusal } from '../refusal.js';

describe('studentTwoSided', () => {
  // scipy 1.16: 2 * scipy.stats.t.sf(abs(t), degrees)
  test.each([
    [0.5, 1, 0.7048327646991335],
    [1, 1, 0.5],
    [2.776445105, 4, 0.05000000001011946],
    [3.5, 4, 0.024896163460222748],
    [1.5, 7, 0.17729848698997],
    [-2.2, 9, 0.05534057279861165],
    [12, 3, 0.0012450158007893362],
    [0.001, 30, 0.9992087357664851],
    [6, 60, 1.2286846107565094e-7],
    [40, 9, 1.8982998449339822e-11],
  ])('of %d with %d degrees of freedom', (t, degrees, expected) => {
    expect(Math.abs(studentTwoSided(t, degrees) / expected - 1)).toBeLessThan(1e-12);
  });

  test('at the ends', () => {
    expect([0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((t) => studentTwoSided(t, 4))).toEqual([
      1, 0, 0,
    ]);
  });
});

describe('holm', () => {
  test("as R's p.adjust", () => {
    // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02].map((p) => expect.closeTo(p, 12)));
    // p.adjust(c(0.5, 0.6, 0.4), "holm")
    expect(holm([0.5, 0.6, 0.4])).toEqual([1, 1, 1]);
    expect(holm([])).toEqual([]);
  });
});

/** Normal numbers that share nothing with src: Marsaglia's polar method on a congruential generator. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((state >>> 5) + 0.5) / 2 ** 27;
  };
  return () => {
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = x * x + y * y;
      if (square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  };
}

describe('pairedTest', () => {
  test('is the paired interval, and its p is 0.05 where the interval ends at 0', () => {
    const differences = [0.03, 0.01, 0.05, 0.02, 0.04];
    const { p, ...interval } = pairedTest(differences);
    expect(interval).toEqual(pairedInterval(differences));
    const { low } = interval;
    expect(pairedTest(differences.map((value) => value - low)).p).toBeCloseTo(0.05, 6);
    expect(p).toBeLessThan(0.05);
  });

  test('is wider for splits that overlap', () => {
    const differences = [0.03, 0.01, 0.05, 0.02, 0.04];
    const [alone, overlapping] = [0, 0.25].map((overlap) => pairedTest(differences, overlap));
    // sqrt((1/5 + 1/4) / (1/5))
    expect((overlapping.high - overlapping.mean) / (alone.high - alone.mean)).toBeCloseTo(1.5, 12);
    expect(overlapping.p).toBeGreaterThan(alone.p);
  });

  test.each([
    [[0, 0, 0], 1],
    [[0.25, 0.25, 0.25], 0],
  ])('without scatter: %j', (differences, p) => {
    expect(pairedTest(differences).p).toBe(p);
  });

  test('holds the truth in 95 of 100 experiments of five', () => {
    const next = normals(7);
    let held = 0;
    let surprising = 0;
    for (let i = 0; i < 4000; i++) {
      const { low, high, p } = pairedTest(Array.from({ length: 5 }, () => 0.3 + next()));
      held += low <= 0.3 && 0.3 <= high ? 1 : 0;
      surprising += pairedTest(Array.from({ length: 5 }, next)).p < 0.05 ? 1 : 0;
      expect(p).toBeGreaterThanOrEqual(0);
    }
    // Three standard deviations of a count of 4000.
    expect(Math.abs(held / 4000 - 0.95)).toBeLessThan(0.0104);
    expect(Math.abs(surprising / 4000 - 0.05)).toBeLessThan(0.0104);
  });

  test('of splits of one table the correction holds the truth where the plain interval does not', () => {
    // A table of 40 rows with a difference of its own each; every split reports on 10 of them at random. What is looked for
    // is the mean of the world that the table comes from.
    const next = normals(11);
    const count = { plain: 0, corrected: 0 };
    for (let table = 0; table < 1000; table++) {
      const rows = Array.from({ length: 40 }, next);
      const splits = Array.from({ length: 15 }, () => {
        const order = rows.map((value) => ({ value, at: next() })).sort((a, b) => a.at - b.at);
        return order.slice(0, 10).reduce((sum, { value }) => sum + value, 0) / 10;
      });
      for (const [name, overlap] of [
        ['plain', 0],
        ['corrected', 10 / 30],
      ] as const) {
        const { low, high } = pairedTest(splits, overlap);
        if (low <= 0 && 0 <= high) count[name]++;
      }
    }
    expect(count.plain).toBeLessThan(750);
    expect(count.corrected).toBeGreaterThan(930);
  });

  test('one difference has no interval', () => {
    expect(refusal(() => pairedTest([0.1]))).toMatchObject({ code: 'range' });
  });
});

describe('rowsTest', () => {
  test('holds the truth in about 95 of 100 experiments of many rows', () => {
    const next = normals(3);
    let held = 0;
    for (let i = 0; i < 80; i++) {
      const { low, high } = rowsTest(Array.from({ length: 100 }, () => (next() > 0.5 ? 1 : next() > 1 ? -1 : 0)));
      // P(1) = Q(1/2), P(-1) = (1 - Q(1/2)) Q(1), by a table of the normal distribution.
      const truth = 0.3085375 - 0.6914625 * 0.1586553;
      held += low <= truth && truth <= high ? 1 : 0;
    }
    expect(held / 80).toBeGreaterThan(0.87);
  });

  test('never says that something is impossible', () => {
    expect(rowsTest(new Array(50).fill(1)).p).toBeCloseTo(2 / 1001, 12);
    expect(rowsTest([0, 0, 0]).p).toBe(1);
  });
});
