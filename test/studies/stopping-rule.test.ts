import { expect, test } from 'vitest';
import { repeatsWanted } from '../../src/studies/stopping-rule.js';
import fc from '../seeded.js';

/** The rule again, by sums of squares, on all values: how many repeats a cell ends with. */
function endOf(values: readonly number[], limit: number): number {
  for (let k = 5; k < values.length; k += 5) {
    let [sum, squares] = [0, 0];
    for (const value of values.slice(0, k)) {
      sum += value;
      squares += value * value;
    }
    if (Math.sqrt((squares - (sum * sum) / k) / (k - 1) / k) < limit) return k;
  }
  return values.length;
}

// Of eighths, whose sums of squares are exact.
const valuesArbitrary = fc.array(
  fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
  { minLength: 1, maxLength: 40 },
);
const limitArbitrary = fc.constantFrom(0.03, 0.07, 0.11);

test('without a rule all repeats are wanted', () => {
  expect(repeatsWanted(null, [], 7)).toBe(7);
});

test('a cell ends where the formula says, whatever order its repeats finish in', () => {
  fc.assert(
    fc.property(valuesArbitrary, limitArbitrary, fc.infiniteStream(fc.nat()), (values, standardError, chance) => {
      const rule = { standardError, metric: 'rank' };
      const known: (number | undefined)[] = [];
      for (;;) {
        const wanted = repeatsWanted(rule, known, values.length);
        const missing = Array.from({ length: wanted }, (_, i) => i).filter((i) => known[i] === undefined);
        if (missing.length === 0) break;
        const next = missing[(chance.next().value as number) % missing.length];
        known[next] = values[next];
      }
      expect(known).toEqual(values.slice(0, endOf(values, standardError)));
    }),
  );
});

test('what is known beyond the prefix changes nothing', () => {
  const rule = { standardError: 0.1, metric: 'rank' };
  const early = [0, 1, 0, 1, 0, undefined, 1, 1, 1, 1, 1, 1];
  expect(repeatsWanted(rule, early, 20)).toBe(10);
  expect(repeatsWanted(rule, [undefined, 1, 1, 1, 1, 1, 1], 20)).toBe(5);
  expect(repeatsWanted(rule, [1, 1, 1, 1, 1], 20)).toBe(5);
});
