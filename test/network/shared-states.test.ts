import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import type { ShareSpec } from '../../src/network/network-spec.js';
import { sharedStates } from '../../src/network/shared-states.js';
import { placedStates } from '../oracle/shared.js';
import { refusal } from '../refusal.js';

const entangled = (net: Parameters<typeof sharedStates>[0]) => sharedStates(net).map((state) => state.entangled);

describe('sharedStates', () => {
  test('says of each ebit and coin where it is and whether it is entangled', () => {
    expect(sharedStates(bellNetwork({ ebits: 1, coins: 1 }))).toEqual([
      { kind: 'ebit', between: ['A.0', 'B.0'], entangled: true },
      { kind: 'coin', between: ['A.1', 'B.1'], entangled: false },
    ]);
    expect(sharedStates(bellNetwork({ ebits: 0 }))).toEqual([]);
  });

  test.each([
    [0.25, false],
    [0.5, false],
    [0.5 + 1e-15, false],
    [0.5 + 1e-9, true],
    [0.7, true],
    [1, true],
  ])('a Werner state of fidelity %d: %s', (fidelity, expected) => {
    expect(entangled(bellNetwork({ ebits: 1, fidelity }))).toEqual([expected]);
  });

  // Bell-diagonal states with the largest weight at each of the four places.
  test.each(['phiPlus', 'phiMinus', 'psiPlus', 'psiMinus'] as const)('by the largest weight, here %s', (largest) => {
    const rest = (weight: number) => (1 - weight) / 3;
    const withWeight = (weight: number) => {
      const others = { phiPlus: rest(weight), phiMinus: rest(weight), psiPlus: rest(weight), psiMinus: rest(weight) };
      return network({
        processors: [
          { name: 'A', qubits: 1 },
          { name: 'B', qubits: 1 },
        ],
        ebits: [{ between: ['A.0', 'B.0'], weights: { ...others, [largest]: weight } }],
      });
    };
    expect([0.4, 0.5, 0.55].map((weight) => entangled(withWeight(weight))[0])).toEqual([false, false, true]);
  });

  test('refuses what is no network', () => {
    expect(refusal(() => sharedStates({ processors: [] } as never)).code).toBe('network');
  });
});

describe('entanglement across cuts', () => {
  const NAMES = [...'ABCDEFGH'];
  const shared = (count: number, spec: Omit<ShareSpec, 'between'>, memory?: { t1: number; t2: number }) => {
    const names = NAMES.slice(0, count);
    const [state] = sharedStates(
      network({
        processors: names.map((name) => ({ name, qubits: 1, ...(memory === undefined ? {} : { memory }) })),
        shares: [{ between: names.map((name) => `${name}.0`), ...spec }],
      }),
    );
    return state;
  };

  test('a GHZ state is entangled across every cut', () => {
    expect(shared(3, { state: 'ghz' })).toEqual({
      kind: 'share',
      between: ['A.0', 'B.0', 'C.0'],
      entangled: true,
      cuts: ['A|BC', 'AC|B', 'AB|C'],
    });
    expect(shared(8, { state: 'ghz' }).cuts).toHaveLength(127);
  });

  test('a share of two is entangled or separable, and has no cuts', () => {
    expect(shared(2, { state: 'ghz' })).toEqual({ kind: 'share', between: ['A.0', 'B.0'], entangled: true });
    expect(shared(2, { state: 'ghz', visibility: 1 / 3 }).entangled).toBe(false);
    expect(shared(2, { state: 'ghz', visibility: 1 / 3 + 1e-9 }).entangled).toBe(true);
    expect(shared(2, { generators: ['ZZ'] }).entangled).toBe(false);
  });

  // Across a cut of n qubits a GHZ state in white noise is positive up to v = 1 / (1 + 2^(n-1)).
  test.each([3, 4, 5, 8])('white noise ends the entanglement of a GHZ state of %d that cuts show', (count) => {
    const edge = 1 / (1 + 2 ** (count - 1));
    expect(shared(count, { state: 'ghz', visibility: edge + 1e-9 }).cuts).toHaveLength(2 ** (count - 1) - 1);
    const noisy = shared(count, { state: 'ghz', visibility: edge });
    expect([noisy.entangled, noisy.cuts]).toEqual([null, []]);
  });

  test("Smolin's state is positive across two against two, and entangled across one against three", () => {
    // The Bell states of A and B, each with the same of C and D, as likely as the others.
    expect(shared(4, { generators: ['XXXX', 'ZZZZ'] }).cuts).toEqual(['A|BCD', 'ACD|B', 'ABD|C', 'ABC|D']);
  });

  test('a graph state is entangled across the cuts that an edge crosses', () => {
    expect(
      shared(4, {
        graph: [
          [0, 1],
          [2, 3],
        ],
      }).cuts,
    ).not.toContain('AB|CD');
    expect(
      shared(4, {
        graph: [
          [0, 1],
          [2, 3],
        ],
      }).cuts,
    ).toHaveLength(6);
    expect(shared(3, { graph: [[0, 2]] }).cuts).toEqual(['A|BC', 'AB|C']);
    expect(shared(3, { graph: [] }).entangled).toBe(null);
    expect(shared(3, { generators: ['XXX'] }).entangled).toBe(null);
  });

  test('names of several letters stand apart', () => {
    const names = ['Alice', 'Bob', 'Carol'];
    const on = network({
      processors: names.map((name) => ({ name, qubits: 1 })),
      shares: [{ between: names.map((name) => `${name}.0`), state: 'ghz' }],
    });
    expect(sharedStates(on)[0].cuts).toEqual(['Alice|Bob Carol', 'Alice Carol|Bob', 'Alice Bob|Carol']);
  });

  test('a coin of several is separable', () => {
    const processors = NAMES.map((name) => ({ name, qubits: 1 }));
    const between = NAMES.map((name) => `${name}.0`);
    expect(sharedStates(network({ processors, coins: [{ between }] }))).toEqual([
      { kind: 'coin', between, entangled: false },
    ]);
  });

  test('what has waited is judged as it is used', () => {
    const pair = (age: number, spec: object = {}) => {
      const memory = { t1: 1, t2: 1 };
      const processors = ['A', 'B'].map((name) => ({ name, qubits: 1, memory }));
      return sharedStates(network({ processors, ebits: [{ between: ['A.0', 'B.0'], age, ...spec }] }))[0].entangled;
    };
    // rho_00,11 against rho_01,01 = rho_10,10: exp(-2t) / 2 against exp(-t) (1 - exp(-t)) / 2, with equal ages and t1 = t2.
    expect([pair(0.5), pair(0.69), pair(0.7), pair(5)]).toEqual([true, true, false, false]);
    expect([pair(0, { fidelity: 0.5 }), pair(0.1, { fidelity: 0.55 }), pair(0.1, { fidelity: 0.6 })]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('a graph state that has waited keeps its cuts for a while, as its matrix says', () => {
    const memory = { t1: 1, t2: 1 };
    const ring: (readonly [number, number])[] = [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ];
    expect(shared(4, { graph: ring, age: 0.05 }, memory).cuts).toHaveLength(7);
    const cuts = (age: number) => shared(4, { graph: ring, age }, memory).cuts;
    for (const age of [0.3, 0.5, 0.8]) expect(cuts(age)).toEqual(negativeByEigenvalues(ring, age));
    expect(cuts(5)).toEqual([]);
  });

  test('any state of two qubits', () => {
    const pair = (spec: object) =>
      sharedStates(
        network({
          processors: ['A', 'B'].map((name) => ({ name, qubits: 1 })),
          ebits: [{ between: ['A.0', 'B.0'], ...spec }],
        }),
      )[0].entangled;
    const dense = (rows: number[][]) => ({ state: rows });
    // |00>, cos |00> + sin |11>, and the two-qubit state that is left of a W state when a third is lost.
    expect(
      pair(
        dense([
          [1, 0, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
        ]),
      ),
    ).toBe(false);
    expect(
      pair(
        dense([
          [0.99, 0, 0, Math.sqrt(0.0099)],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [Math.sqrt(0.0099), 0, 0, 0.01],
        ]),
      ),
    ).toBe(true);
    const third = 1 / 3;
    expect(
      pair(
        dense([
          [third, 0, 0, 0],
          [0, third, third, 0],
          [0, third, third, 0],
          [0, 0, 0, 0],
        ]),
      ),
    ).toBe(true);
    expect(
      pair(
        dense([
          [third, 0, 0, 0],
          [0, third, 0, 0],
          [0, 0, third, 0],
          [0, 0, 0, 0],
        ]),
      ),
    ).toBe(false);
  });
});

/** The cuts of a ring of four that has waited, by the eigenvalues of the oracle's matrix. */
function negativeByEigenvalues(graph: readonly (readonly [number, number])[], age: number): string[] {
  const names = [...'ABCD'];
  const generators = names.map((_, i) =>
    names
      .map((__, j) => (i === j ? 'X' : graph.some((edge) => edge.includes(i) && edge.includes(j)) ? 'Z' : 'I'))
      .join(''),
  );
  const processors = names.map((name) => ({ name, qubits: 1, memory: { t1: 1, t2: 1 } }));
  const between = names.map((name) => `${name}.0`);
  const [{ matrix }] = placedStates({ processors, shares: [{ between, generators, age }] });
  return [7, 6, 5, 4, 3, 2, 1].flatMap((mask) => {
    const entry = (i: number, j: number) => {
      const changed = (i ^ j) & mask;
      return matrix[i ^ changed][j ^ changed];
    };
    // [[Re, -Im], [Im, Re]] has each eigenvalue twice.
    const real = Array.from({ length: 32 }, (_, i) =>
      Array.from({ length: 32 }, (__, j) => {
        const [re, im] = entry(i % 16, j % 16);
        if (i < 16 === j < 16) return re;
        return i < 16 ? -im : im;
      }),
    );
    const least = Math.min(...new EigenvalueDecomposition(new Matrix(real), { assumeSymmetric: true }).realEigenvalues);
    const side = (bit: number) => names.filter((_, place) => ((mask >> (3 - place)) & 1) === bit).join('');
    return least < -1e-12 ? [`${side(0)}|${side(1)}`] : [];
  });
}
