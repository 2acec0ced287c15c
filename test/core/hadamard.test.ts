import { expect, test } from 'vitest';
import { Arena } from '../../src/core/arena.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import fc from '../seeded.js';

test('hadamardRows is sum over rows t of (-1)^(s.t) x_t, a column at a time', () => {
  const aCase = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.constantFrom(2, 4, 6)).chain(([bits, inner]) =>
    fc.record({
      bits: fc.constant(bits),
      inner: fc.constant(inner),
      // Integers, so that sums are exact.
      values: fc.array(fc.integer({ min: -1000, max: 1000 }), {
        minLength: inner << bits,
        maxLength: inner << bits,
      }),
    }),
  );
  fc.assert(
    fc.property(aCase, ({ bits, inner, values }) => {
      const core = acquireCore();
      const arena = new Arena(core);
      const at = arena.putF64(values);
      core.hadamardRows(at, bits, inner);
      const found = Array.from(arena.f64(at, values.length));
      releaseCore(core);
      const expected = values.map((_, place) => {
        const s = Math.floor(place / inner);
        let sum = 0;
        for (let t = 0; t < 2 ** bits; t++) {
          const ones = [...(s & t).toString(2)].filter((digit) => digit === '1').length;
          sum += (ones % 2 === 1 ? -1 : 1) * values[t * inner + (place % inner)];
        }
        return sum;
      });
      expect(found).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
