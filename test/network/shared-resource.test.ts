import { describe, expect, test } from 'vitest';
import { network, networkSpec } from '../../src/network/network.js';
import type { NetworkSpec } from '../../src/network/network-spec.js';
import { type PauliTerm, stringNumber } from '../../src/network/pauli-terms.js';
import { sharedResources } from '../../src/network/shared-resource.js';
import { applyTo, basisAmplitudes } from '../oracle/amplitudes.js';
import { type Complex, gateMatrix, type Matrix } from '../oracle/dense.js';
import { pauliMatrix, placedStates, type SharedNetwork, sum } from '../oracle/shared.js';

const NAMES = [...'ABCDEFGH'];
const processors = (count: number, memory?: { t1: number; t2: number }) =>
  NAMES.slice(0, count).map((name) => ({ name, qubits: 2, ...(memory === undefined ? {} : { memory }) }));
const places = (count: number) => NAMES.slice(0, count).map((name) => `${name}.0`);
const PAIR = ['A.0', 'B.0'] as const;

/** rho of terms, Kronecker product by Kronecker product. */
function matrixOf(terms: readonly PauliTerm[]): Matrix {
  const size = 2 ** terms[0].digits.length;
  return sum(
    terms.map(({ digits, weight }) =>
      pauliMatrix(digits.map((digit) => 'IXYZ'[digit]).join('')).map((row) =>
        row.map(([re, im]): Complex => [(re * weight) / size, (im * weight) / size]),
      ),
    ),
  );
}

function distance(one: Matrix, other: Matrix): number {
  const gaps = one.flatMap((row, i) => row.flatMap(([re, im], j) => [re - other[i][j][0], im - other[i][j][1]]));
  return Math.max(...gaps.map(Math.abs));
}

/** Each resource of a network against its definition. */
function agrees(spec: NetworkSpec): void {
  const resources = sharedResources(network(spec));
  const states = placedStates(spec as SharedNetwork);
  expect(resources).toHaveLength(states.length);
  resources.forEach(({ ends, terms }, i) => {
    expect(ends).toEqual(states[i].ends);
    expect(distance(matrixOf(terms), states[i].matrix)).toBeLessThan(1e-14);
    expect(terms[0]).toEqual({ digits: ends.map(() => 0), weight: 1 });
    const strings = terms.map(({ digits }) => stringNumber(digits));
    expect(strings).toEqual([...new Set(strings)].sort((a, b) => a - b));
  });
  expect(network(networkSpec(network(spec)))).toEqual(network(spec));
}

const [half, third] = [Math.SQRT1_2, 1 / 3];
/** (1 - p) |psi><psi| + p/4, |psi> = a |00> + b i |11>. */
const skewed = (a: number, b: number, p: number) =>
  [0, 1, 2, 3].map((row) =>
    [0, 1, 2, 3].map((column): number | readonly [number, number] => {
      const noise = row === column ? p / 4 : 0;
      if (row === column && (row === 0 || row === 3)) return (1 - p) * (row === 0 ? a * a : b * b) + noise;
      if (row + column === 3 && row !== column && row % 3 === 0) return [0, (1 - p) * a * b * (row === 0 ? -1 : 1)];
      return noise;
    }),
  );

describe('the coefficients of what is shared make the state that it is', () => {
  test('ebits', () => {
    const weights = { phiPlus: 0.4, phiMinus: 0.3, psiPlus: 0.2, psiMinus: 0.1 };
    agrees({ processors: processors(2), ebits: [{ between: PAIR, fidelity: 0.8 }] });
    agrees({ processors: processors(2), ebits: [{ between: PAIR, weights }] });
    agrees({ processors: processors(2), ebits: [{ between: PAIR, state: skewed(0.6, 0.8, 0.1) }] });
    const correlations = [
      [1, 0.1, 0.2, 0.3],
      [0.05, 0.4, 0.1, 0],
      [0, -0.1, -0.3, 0.1],
      [0.2, 0, 0.1, 0.4],
    ];
    agrees({ processors: processors(2), ebits: [{ between: ['B.1', 'A.0'], correlations }] });
  });

  test('coins of two to five parties', () => {
    for (const count of [2, 3, 4, 5]) {
      agrees({ processors: processors(count), coins: [{ between: places(count) }] });
      agrees({ processors: processors(count), coins: [{ between: places(count), heads: 0.3, basis: 'X' }] });
    }
  });

  test('GHZ states of two to six parties', () => {
    for (const count of [2, 3, 4, 5, 6]) {
      agrees({ processors: processors(count), shares: [{ between: places(count), state: 'ghz' }] });
    }
    agrees({ processors: processors(4), shares: [{ between: places(4), state: 'ghz', visibility: 0.7 }] });
    agrees({ processors: processors(3), shares: [{ between: ['C.1', 'A.0', 'B.1'], state: 'ghz', visibility: 0 }] });
  });

  test('stabiliser states, mixed ones too', () => {
    const shares = [
      ['XXX', 'ZZI', '-IZZ'],
      ['XXX', 'ZZI'],
      ['-YYI', 'IYY'],
      ['-ZII', 'IXI', 'IIY'],
      ['XYZ', 'ZXZ'],
      ['-XYZ'],
    ];
    for (const generators of shares) {
      agrees({ processors: processors(3), shares: [{ between: places(3), generators }] });
      agrees({ processors: processors(3), shares: [{ between: places(3), generators, visibility: 0.4 }] });
    }
    agrees({ processors: processors(4), shares: [{ between: places(4), generators: ['XXXX', 'ZZZZ'] }] });
    agrees({
      processors: processors(5),
      shares: [{ between: places(5), generators: ['XZZXI', 'IXZZX', 'XIXZZ', 'ZXIXZ', '-XXXXX'] }],
    });
  });

  test.each<[string, number, readonly (readonly [number, number])[]]>([
    ['no edge', 2, []],
    [
      'a line',
      4,
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    ],
    [
      'a ring',
      5,
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
        [4, 0],
      ],
    ],
    [
      'a star',
      4,
      [
        [2, 0],
        [2, 1],
        [3, 2],
      ],
    ],
    [
      'a complete graph',
      4,
      [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 2],
        [1, 3],
        [2, 3],
      ],
    ],
  ])('a graph state of %s is |+> at every place, behind a CZ an edge', (_, count, graph) => {
    const state = basisAmplitudes(0, count);
    for (let place = 0; place < count; place++) applyTo(state, count, gateMatrix('h', 0), [place], []);
    for (const [a, b] of graph) applyTo(state, count, gateMatrix('z', 0), [b], [{ qubit: a, value: 1 }]);
    const spec: NetworkSpec = { processors: processors(count), shares: [{ between: places(count), graph }] };
    const [{ terms }] = sharedResources(network(spec));
    const amplitude = (k: number): Complex => [state.re[k], state.im[k]];
    const pure = Array.from({ length: 2 ** count }, (_row, i) =>
      Array.from({ length: 2 ** count }, (_column, j): Complex => {
        const [[a, b], [c, d]] = [amplitude(i), amplitude(j)];
        return [a * c + b * d, b * c - a * d];
      }),
    );
    expect(terms).toHaveLength(2 ** count);
    expect(distance(matrixOf(terms), pure)).toBeLessThan(1e-14);
    expect(network(networkSpec(network(spec)))).toEqual(network(spec));
  });

  test('what has waited in memories, one age an end or one for all', () => {
    const memory = { t1: 0.01, t2: 0.013 };
    const waits = [2e-3, [0, 5e-3], [1e-3, 0.05]];
    for (const age of waits) {
      const ebits = [
        { between: PAIR, age },
        { between: ['B.1', 'A.1'] as const, state: skewed(half, half, third), age },
      ];
      agrees({ processors: processors(2, memory), ebits });
    }
    const [a, b, c] = processors(3);
    const three = [{ ...a, memory }, { ...b, memory: { t1: 0.02, t2: 0.04 } }, c];
    agrees({ processors: three, shares: [{ between: places(3), state: 'ghz', age: [1e-3, 0.02, 0] }] });
    agrees({
      processors: three,
      shares: [{ between: ['C.0', 'A.1', 'B.1'], generators: ['XYZ', 'ZXZ'], age: [0, 1, 1] }],
    });
  });
});

describe('terms', () => {
  const digitsOf = (spec: Omit<NetworkSpec, 'processors'>, count = 2) =>
    sharedResources(network({ processors: processors(count, { t1: 1, t2: 1 }), ...spec })).map(({ terms }) =>
      terms.map(({ digits }) => digits.join('')),
    );

  test('a diagonal ebit has four, whichever way it is said, any other those that are not 0', () => {
    const four = ['00', '11', '22', '33'];
    const diagonal = [
      [1, 0, 0, 0],
      [0, 0.4, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0.4],
    ];
    const skew = diagonal.map((row, i) => (i === 0 ? [1, 0, 0, 0.1] : row));
    expect(digitsOf({ ebits: [{ between: PAIR, fidelity: 0.25 }] })).toEqual([four]);
    expect(digitsOf({ ebits: [{ between: PAIR, correlations: diagonal }] })).toEqual([four]);
    expect(digitsOf({ ebits: [{ between: PAIR, correlations: skew }] })).toEqual([['00', '03', '11', '33']]);
    expect(digitsOf({ ebits: [{ between: PAIR, age: 0 }] })).toEqual([four]);
    expect(digitsOf({ ebits: [{ between: PAIR, age: 0.5 }] })).toEqual([['00', '03', '11', '22', '30', '33']]);
    const pure = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i % 3 === 0 && j % 3 === 0 ? 0.5 : 0)));
    expect(digitsOf({ ebits: [{ between: PAIR, state: pure }] })).toEqual([four]);
  });

  test('fair coins have the even subsets, others all; both in the order of the strings', () => {
    expect(digitsOf({ coins: [{ between: places(3) }] }, 3)).toEqual([['000', '033', '303', '330']]);
    expect(digitsOf({ coins: [{ between: PAIR, heads: 0.1, basis: 'X' }] })).toEqual([['00', '01', '10', '11']]);
    const between = NAMES.map((name) => `${name}.0`);
    expect(sharedResources(network({ processors: processors(8), coins: [{ between }] }))[0].terms).toHaveLength(128);
  });

  test('a GHZ state of eight has 256, one that nobody sees a single one', () => {
    const ghz = (visibility: number) => digitsOf({ shares: [{ between: places(8), state: 'ghz', visibility }] }, 8)[0];
    expect(ghz(1)).toHaveLength(256);
    expect(ghz(0)).toEqual(['00000000']);
  });

  test('a whole wait leaves |00>', () => {
    const [{ terms }] = sharedResources(
      network({ processors: processors(2, { t1: 1e-3, t2: 1e-3 }), ebits: [{ between: PAIR, age: 1e3 }] }),
    );
    expect(terms).toEqual(['00', '03', '30', '33'].map((text) => ({ digits: [...text].map(Number), weight: 1 })));
  });
});
