// What quantum mechanics says of any model's outcomes, whatever its circuits are.

import { describe, expect, test } from 'vitest';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import type { EngineChoice } from '../../src/models/session-types.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { greatestGap } from '../oracle/random.js';
import fc from '../seeded.js';
import { aModel, aRow, aTask, canOpen, someParameters } from './random-models.js';

const sizes = { maxQubits: 3, maxEbits: 4, dataInCircuit: true };

/** P(a) as one list of outcomes a row. */
const outcomesOf = (
  model: Model,
  parameters: Float64Array,
  rows: readonly (readonly number[])[],
  engine: EngineChoice = 'auto',
): number[][] => {
  const session = openSession(model, Float64Array.from(rows.flat()), null, { engine });
  const flat = session.probabilities(parameters);
  session.close();
  const count = 1 << model.programs.length;
  return rows.map((_, n) => [...flat.subarray(n * count, (n + 1) * count)]);
};

/** The distribution of some processors' bits, their bits in order, the others summed out. */
const marginal = (outcomes: readonly number[], processors: number, kept: readonly number[]): number[] => {
  const sums = new Array<number>(1 << kept.length).fill(0);
  outcomes.forEach((p, a) => {
    const place = kept.reduce((index, processor) => 2 * index + ((a >> (processors - 1 - processor)) & 1), 0);
    sums[place] += p;
  });
  return sums;
};

describe('outcomes', () => {
  test('are a distribution: none below 0, sum 1', () => {
    fc.assert(
      fc.property(aTask({ ...sizes, processors: [1, 2, 3, 4], rows: 3 }), ({ model, rows, parameters }) => {
        for (const outcomes of outcomesOf(model, parameters, rows)) {
          expect(Math.min(...outcomes)).toBeGreaterThan(-1e-12);
          expect(outcomes.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("do not signal: the others' joint distribution is the same for every input and angle of one processor", () => {
    fc.assert(
      fc.property(
        aTask({ ...sizes, processors: [2, 3], rows: 2 }),
        fc.nat(2),
        fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 40, maxLength: 40 }),
        ({ model, rows, parameters }, drawn, moves) => {
          const count = model.programs.length;
          const mover = drawn % count;
          const start = model.features.slice(0, mover).reduce((sum, n) => sum + n, 0);
          const end = start + model.features[mover];
          const mixed = rows[0].map((value, i) => (i >= start && i < end ? rows[1][i] : value));
          const moved = parameters.map((value, i) => (ownersOf(model, i) === mover ? value + moves[i % 40] : value));
          const kept = [0, 1, 2].filter((p) => p < count && p !== mover);
          const [before] = outcomesOf(model, parameters, [rows[0]]);
          const [after] = outcomesOf(model, moved, [mixed]);
          expect(greatestGap(marginal(before, count, kept), marginal(after, count, kept))).toBeLessThan(1e-11);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('without ebits are independent', () => {
    fc.assert(
      fc.property(aTask({ ...sizes, processors: [2, 3], maxEbits: 0, rows: 1 }), ({ model, rows, parameters }) => {
        const count = model.programs.length;
        const [outcomes] = outcomesOf(model, parameters, rows);
        const single = Array.from({ length: count }, (_, p) => marginal(outcomes, count, [p]));
        const product = outcomes.map((_, a) =>
          single.reduce((all, bits, p) => all * bits[(a >> (count - 1 - p)) & 1], 1),
        );
        expect(greatestGap(outcomes, product)).toBeLessThan(1e-12);
      }),
      { numRuns: 40 },
    );
  });

  test('with every qubit maximally entangled have marginals of 1/2', () => {
    const net = bellNetwork({ ebits: 2, qubits: 2 });
    const task = aModel(net, { dataInCircuit: true }).chain((model) =>
      fc.record({ model: fc.constant(model), row: aRow(model), parameters: someParameters(model) }),
    );
    fc.assert(
      fc.property(task, ({ model, row, parameters }) => {
        const [outcomes] = outcomesOf(model, parameters, [row]);
        expect(greatestGap(marginal(outcomes, 2, [0]), [0.5, 0.5])).toBeLessThan(1e-12);
        expect(greatestGap(marginal(outcomes, 2, [1]), [0.5, 0.5])).toBeLessThan(1e-12);
      }),
      { numRuns: 40 },
    );
  });

  test.each(['state', 'observable'] as const)(
    'come row by row in the %s engine: any order and any company of rows gives each the same bits',
    (engine) => {
      fc.assert(
        fc.property(
          aTask({ ...sizes, processors: [2, 3], rows: 7, dataInCircuit: engine === 'state' }),
          fc.array(fc.nat(6), { minLength: 1, maxLength: 40 }),
          ({ model, rows, parameters }, order) => {
            fc.pre(canOpen(model, rows, engine));
            const all = outcomesOf(model, parameters, rows, engine);
            const ordered = order.map((n) => rows[n]);
            expect(outcomesOf(model, parameters, ordered, engine)).toEqual(order.map((n) => all[n]));
          },
        ),
        { numRuns: 40 },
      );
    },
  );
});

describe('the CHSH score S = E(0,0) + E(0,1) + E(1,0) - E(1,1)', () => {
  const score = (model: Model, parameters: Float64Array, a: readonly number[][], b: readonly number[][]): number => {
    const rows = a.flatMap((x) => b.map((y) => [...x, ...y]));
    const [e00, e01, e10, e11] = outcomesOf(model, parameters, rows).map(([p, q, r, s]) => p - q - r + s);
    return e00 + e01 + e10 - e11;
  };
  const aScore = (ebits: number) =>
    aModel(bellNetwork({ ebits, qubits: 2 }), { dataInCircuit: true }).chain((model) => {
      const [half] = model.features;
      const input = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: half, maxLength: half });
      return fc
        .record({ a: fc.tuple(input, input), b: fc.tuple(input, input), parameters: someParameters(model) })
        .map(({ a, b, parameters }) => score(model, parameters, a, b));
    });

  test('is at most 2 without an ebit, whatever is done', () => {
    fc.assert(
      fc.property(aScore(0), (s) => {
        expect(Math.abs(s)).toBeLessThanOrEqual(2 + 1e-12);
      }),
      { numRuns: 100 },
    );
  });

  test('is at most 2 sqrt 2 with ebits, whatever is done', () => {
    fc.assert(
      fc.property(aScore(1), aScore(2), (one, two) => {
        expect(Math.abs(one)).toBeLessThanOrEqual(2 * Math.SQRT2 + 1e-12);
        expect(Math.abs(two)).toBeLessThanOrEqual(2 * Math.SQRT2 + 1e-12);
      }),
      { numRuns: 50 },
    );
  });

  const turns = (ebits: number, fidelity = 1) =>
    classifier({
      network: bellNetwork({ ebits, fidelity, qubits: 1 }),
      embedding: customEmbedding(circuit(1).ry(data(0), 0)),
      circuit: customCircuit({ circuit: circuit(1).ry(parameter(0), 0), readout: 0 }),
      weights: 'fixed',
    });
  const bestA = [[0], [Math.PI / 2]];
  const bestB = [[Math.PI / 4], [-Math.PI / 4]];

  test.each([1, 0.9, 0.5])('reaches 2 sqrt 2 (4F-1)/3 with one ebit of fidelity %d at the best angles', (fidelity) => {
    const found = score(turns(1, fidelity), Float64Array.of(0.3, 0.3), bestA, bestB);
    expect(found).toBeCloseTo((2 * Math.SQRT2 * (4 * fidelity - 1)) / 3, 13);
  });

  test('reaches 2 without one', () => {
    const found = score(turns(0), Float64Array.of(0, 0), [[0], [0]], [[0], [0]]);
    expect(found).toBeCloseTo(2, 13);
  });
});

/** The processor whose circuits use parameter i, or -1 for a weight. */
function ownersOf(model: Model, i: number): number {
  return model.programs.findIndex(({ mixing, trainable }) =>
    [mixing, trainable].some((part) =>
      part?.operations.some(
        (operation) =>
          operation.kind === 'gate' && operation.angle?.kind === 'parameter' && operation.angle.index === i,
      ),
    ),
  );
}
