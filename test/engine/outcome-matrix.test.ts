import { expect, test } from 'vitest';
import { outcomeMatrix } from '../../src/engine/outcome-matrix.js';
import { network } from '../../src/network/network.js';
import fc from '../seeded.js';

const flip = fc.double({ min: 0, max: 0.5, noNaN: true });
const aReadout = fc.record({ flip0: flip, flip1: flip });
/** The bits of an outcome, the first processor most significant. */
const bitsOf = (outcome: number, count: number): number[] => [...outcome.toString(2).padStart(count, '0')].map(Number);

test('it takes correlators to what is read, whatever is read wrongly', () => {
  const aCase = fc.integer({ min: 1, max: 4 }).chain((count) =>
    fc.record({
      readouts: fc.array(aReadout, { minLength: count, maxLength: count }),
      weights: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), {
        minLength: 2 ** count,
        maxLength: 2 ** count,
      }),
    }),
  );
  fc.assert(
    fc.property(aCase, ({ readouts, weights }) => {
      const count = readouts.length;
      const size = 2 ** count;
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const truth = weights.map((weight) => weight / total);
      const correlators = Array.from({ length: size }, (_, subset) =>
        truth.reduce((sum, p, outcome) => {
          const ones = bitsOf(outcome & subset, count).filter((bit) => bit === 1).length;
          return sum + (ones % 2 === 1 ? -p : p);
        }, 0),
      );
      const matrix = outcomeMatrix(
        network({ processors: readouts.map((readoutError, i) => ({ name: 'ABCD'[i], qubits: 1, readoutError })) }),
      );
      expect(matrix).toHaveLength(size * size);
      for (let read = 0; read < size; read++) {
        let expected = 0;
        truth.forEach((p, outcome) => {
          const asRead = bitsOf(read, count);
          const chances = bitsOf(outcome, count).map((bit, i) => {
            const wrong = bit === 0 ? readouts[i].flip0 : readouts[i].flip1;
            return asRead[i] === bit ? 1 - wrong : wrong;
          });
          expected += chances.reduce((product, chance) => product * chance, p);
        });
        const found = correlators.reduce((sum, c, subset) => sum + matrix[read * size + subset] * c, 0);
        expect(Math.abs(found - expected)).toBeLessThan(1e-15);
      }
    }),
  );
});

test('without errors it holds 2^-K and the signs of the outcomes, exactly', () => {
  const processors = ['A', 'B'].map((name) => ({ name, qubits: 1 }));
  expect(Array.from(outcomeMatrix(network({ processors })), (entry) => 4 * entry)).toEqual([
    ...[1, 1, 1, 1],
    ...[1, -1, 1, -1],
    ...[1, 1, -1, -1],
    ...[1, -1, -1, 1],
  ]);
});

test('an asymmetric error shifts the marginal', () => {
  const readoutError = { flip0: 0.1, flip1: 0.3 };
  const [even0, odd0, even1, odd1] = outcomeMatrix(network({ processors: [{ name: 'A', qubits: 1, readoutError }] }));
  expect(even0 + odd0).toBeCloseTo(0.9, 15);
  expect(even0 - odd0).toBeCloseTo(0.3, 15);
  expect(even1 + odd1).toBeCloseTo(0.1, 15);
  expect(even1 - odd1).toBeCloseTo(0.7, 15);
});
