import { describe, expect, test } from 'vitest';
import { degreesOfFreedom } from '../../src/analysis/degrees-of-freedom.js';
import { effectiveDimension } from '../../src/analysis/effective-dimension.js';
import { fisherMatrix } from '../../src/analysis/fisher.js';
import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import type { ReadoutCircuit } from '../../src/models/model-types.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { type Network, network } from '../../src/network/network.js';
import { rankOf } from '../oracle/classifier.js';
import { aNetwork } from '../property/random-models.js';
import fc from '../seeded.js';

const processors = (...qubits: number[]) => qubits.map((count, i) => ({ name: 'ABCDEF'[i], qubits: count }));
const between = (...pairs: string[]) =>
  pairs.map((pair) => ({ between: pair.split(' ') as unknown as readonly [string, string] }));

describe('degreesOfFreedom', () => {
  test('counts two marginals without ebits, three numbers with some, one where all qubits are halves', () => {
    expect([0, 1, 2, 3, 4].map((ebits) => degreesOfFreedom(bellNetwork({ ebits })))).toEqual([2, 3, 3, 3, 1]);
    expect(degreesOfFreedom(bellNetwork({ ebits: 2, qubits: 2, fidelity: 0.8 }))).toBe(1);
  });

  test('counts one number of one processor', () => {
    expect(degreesOfFreedom(network({ processors: processors(3) }))).toBe(1);
  });

  test('counts sets joined by ebits: a chain of three has no pair of its ends', () => {
    const chain = network({ processors: processors(2, 3, 2), ebits: between('A.0 B.0', 'B.1 C.0') });
    expect(degreesOfFreedom(chain)).toBe(6);
    const ring = network({ processors: processors(3, 3, 3), ebits: between('A.0 B.0', 'B.1 C.0', 'C.1 A.1') });
    expect(degreesOfFreedom(ring)).toBe(7);
  });

  test('leaves out a processor that is maximally mixed by itself', () => {
    const chain = network({ processors: processors(1, 2, 2), ebits: between('A.0 B.0', 'B.1 C.0') });
    // Not A, nor B alone; C, AB, BC, ABC.
    expect(degreesOfFreedom(chain)).toBe(4);
  });

  test('lets an ebit without correlations join nothing, though its halves stay mixed', () => {
    expect(degreesOfFreedom(bellNetwork({ ebits: 1, qubits: 2, fidelity: 0.25 }))).toBe(2);
    expect(degreesOfFreedom(bellNetwork({ ebits: 1, qubits: 1, fidelity: 0.25 }))).toBe(0);
  });

  test('counts coins as it counts ebits, but a biased one leaves a processor its marginal', () => {
    const all = (coins: number) => degreesOfFreedom(bellNetwork({ ebits: 0, coins, qubits: 2 }));
    expect([0, 1, 2].map(all)).toEqual([2, 3, 1]);
    expect(degreesOfFreedom(bellNetwork({ ebits: 1, coins: 1, qubits: 2 }))).toBe(1);
    const biased = (heads: number) =>
      degreesOfFreedom(network({ processors: processors(1, 1), coins: [{ between: ['A.0', 'B.0'], heads }] }));
    expect([biased(0.5), biased(0.6)]).toEqual([1, 3]);
  });

  test('counts sets of a GHZ state from two on, of a graph state those that hold a stabiliser', () => {
    const places = ['A.0', 'B.0', 'C.0'];
    const shared = (share: object) =>
      degreesOfFreedom(network({ processors: processors(1, 1, 1), shares: [{ between: places, ...share }] }));
    expect(shared({ state: 'ghz' })).toBe(4);
    // XZI, ZXZ, IZX and products: XIX holds A and C, none holds A and B alone but XZI.
    expect(
      shared({
        graph: [
          [0, 1],
          [1, 2],
        ],
      }),
    ).toBe(4);
    expect(shared({ generators: ['XXX'] })).toBe(1);
    expect(shared({ generators: ['ZII'] })).toBe(1);
    expect(shared({ state: 'ghz', visibility: 0 })).toBe(0);
  });

  test('counts a coin of three, and what has waited, whose ends are not mixed', () => {
    const coin = (heads: number) =>
      degreesOfFreedom(
        network({ processors: processors(1, 1, 1), coins: [{ between: ['A.0', 'B.0', 'C.0'], heads }] }),
      );
    // The correlator of all three is counted, although it is 0 where heads is 1/2: it is a bound.
    expect([coin(0.5), coin(0.4)]).toEqual([4, 7]);
    const memory = { t1: 1, t2: 1 };
    const waited = (age: number | readonly number[]) =>
      degreesOfFreedom(
        network({
          processors: processors(1, 1).map((one) => ({ ...one, memory })),
          ebits: [{ between: ['A.0', 'B.0'], age }],
        }),
      );
    expect([waited(0), waited([0, 0.1]), waited(0.1)]).toEqual([1, 2, 3]);
  });

  test('counts the marginal of a processor that noise drives to |0>', () => {
    const [a, b] = processors(1, 1);
    const driven = (channel: 'amplitudeDamping' | 'phaseDamping') =>
      degreesOfFreedom(network({ processors: [{ ...a, noise: [{ channel, g: 0.1 }] }, b], ebits: between('A.0 B.0') }));
    expect([driven('phaseDamping'), driven('amplitudeDamping')]).toEqual([1, 2]);
  });

  test('counts the sets of sixteen parties', () => {
    const names = [...'ABCDEFGHIJKLMNOP'];
    const all = names.map((name) => ({ name, qubits: 1 }));
    const coin = network({ processors: all, coins: [{ between: names.map((name) => `${name}.0`) }] });
    // All sets of two and more.
    expect(degreesOfFreedom(coin)).toBe(2 ** 16 - 1 - 16);
  });

  test('leaves out a bit that is read without looking', () => {
    const [a, b] = processors(2, 2);
    const blind = network({ processors: [a, { ...b, readoutError: 0.5 }], ebits: between('A.0 B.0') });
    expect(degreesOfFreedom(blind)).toBe(1);
  });
});

/** A circuit that reaches any observable of its qubits, near enough: rotations about two axes between rings of CX. */
function general(qubits: number): ReadoutCircuit {
  let built = circuit(qubits);
  let angle = 0;
  for (let layer = 0; layer < 3; layer++) {
    for (let q = 0; q < qubits; q++) built = built.rx(parameter(angle++), q).rz(parameter(angle++), q);
    for (let q = 0; q + 1 < qubits; q++) built = built.cx(q, q + 1);
    for (let q = 0; q < qubits; q++) built = built.ry(parameter(angle++), q);
  }
  return { circuit: built, readout: 0 };
}

const generalModel = (on: Network) =>
  classifier({ network: on, circuit: customCircuit(on.processors.map(({ qubits }) => general(qubits))) });

describe('the rank of the Fisher matrix', () => {
  test('is at most inputs x dof, on any network', async () => {
    await fc.assert(
      fc.asyncProperty(
        aNetwork({ processors: 3, maxQubits: 2, maxEbits: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(1000),
        async (on, inputs, seed) => {
          const { rank } = await effectiveDimension(generalModel(on), { inputs, draws: 1, seed });
          expect(rank).toBeLessThanOrEqual(inputs * degreesOfFreedom(on));
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ['no ebit', network({ processors: processors(2, 1) })],
    ['all qubits entangled', bellNetwork({ ebits: 2, qubits: 2, fidelity: 0.8 })],
    ['a chain of three', network({ processors: processors(2, 3, 2), ebits: between('A.0 B.0', 'B.1 C.0') })],
    ['a mixed end', network({ processors: processors(1, 2, 2), ebits: between('A.0 B.0', 'B.1 C.0') })],
    ['a ring', network({ processors: processors(3, 3, 3), ebits: between('A.0 B.0', 'B.1 C.0', 'C.1 A.1') })],
  ])('reaches it with %s', async (_, on) => {
    const { rank, atCap } = await effectiveDimension(generalModel(on), { inputs: 2, draws: 3 });
    expect(rank).toBe(2 * degreesOfFreedom(on));
    expect(atCap).toBe(true);
  });
});

test('several readouts have at most a number for each product of their bits, and more than single ones', () => {
  expect(degreesOfFreedom(bellNetwork({ ebits: 1, qubits: 2 }), [2, 1])).toBe(3 + 1 + 3);
  expect(degreesOfFreedom(bellNetwork({ ebits: 2, qubits: 2 }), [2, 2])).toBe(9);
  expect(degreesOfFreedom(bellNetwork({ ebits: 0, qubits: 2 }), [2, 2])).toBe(6);
  for (const [ebits, readouts] of [
    [1, [0, 1]],
    [0, [0, 1]],
    [2, [0, 1]],
  ] as const) {
    const many = classifier({
      network: bellNetwork({ ebits, qubits: 2 }),
      circuit: reuploading({ layers: 8, readout: readouts }),
    });
    const rows = [[0.3, -0.8, 0.5, 1.1]];
    const matrix = fisherMatrix(many, rows);
    const size = many.angles;
    const rank = rankOf(
      Array.from({ length: size }, (_, i) => Array.from(matrix.subarray(i * size, (i + 1) * size))),
      1e-9,
    );
    expect(rank).toBeLessThanOrEqual(degreesOfFreedom(many.network, [2, 2]));
    expect(rank).toBeGreaterThan(degreesOfFreedom(many.network));
  }
});

test.each([
  [[1], 'shape'],
  [[1, 3], 'range'],
  [[1, 0], 'range'],
])('readouts %j on two processors of two qubits are refused', (readouts, code) => {
  expect(() => degreesOfFreedom(bellNetwork({ ebits: 1, qubits: 2 }), readouts)).toThrow(
    expect.objectContaining({ code }),
  );
});
