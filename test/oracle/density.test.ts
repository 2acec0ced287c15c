import { describe, expect, test } from 'vitest';
import { differences } from './classifier.js';
import { adjoint, type DenseOperation, distance, identity, type Matrix, product } from './dense.js';
import {
  type Density,
  densityDerivatives,
  densityProbabilities,
  effectProbabilities,
  finalDensity,
  type KnownEffects,
  sharedDensity,
} from './density.js';
import { withGateNoise } from './gate-noise.js';
import { jointProbabilities } from './joint.js';
import { channelNames, krausOperators } from './kraus.js';
import { paperPrograms } from './paper.js';
import type { OracleNetwork, OracleProgram } from './program.js';
import { chance, greatestGap, numbers, randomUnitary, unitaryFeatures } from './random.js';
import { oracleOf, randomNoisyModel } from './random-networks.js';
import { pauliMatrix, placedStates, type SharedNetwork, sum } from './shared.js';

const gate = (
  name: string,
  targets: readonly number[],
  angle: number | null = null,
  more: Partial<Extract<DenseOperation, { kind: 'gate' }>> = {},
): DenseOperation => ({
  kind: 'gate',
  gate: name,
  targets,
  controls: [],
  conditions: [],
  angle: angle === null ? null : { kind: 'constant', value: angle },
  ...more,
});
const noise = (
  channel: string,
  values: readonly number[],
  target = 0,
  conditions = [] as { qubit: number; value: number }[],
): DenseOperation => ({
  kind: 'channel',
  channel,
  values,
  target,
  conditions,
});
const measure = (qubit: number): DenseOperation => ({ kind: 'measure', qubit });

/** A program without features or parameters. */
const runs = (qubits: number, readouts: readonly number[], ...operations: DenseOperation[]): OracleProgram => ({
  mixing: null,
  embedding: { kind: 'circuit', circuit: { qubits, operations: [] } },
  trainable: { qubits, operations },
  readouts,
  features: 0,
});

const parties = (...qubits: number[]) => qubits.map((m, i) => ({ name: 'ABCDEFGH'[i], qubits: m }));
const alone = (qubits: number): SharedNetwork => ({ processors: parties(qubits) });

/** P(a) both ways, which have to agree. */
const bothWays = (network: SharedNetwork, programs: readonly OracleProgram[]): readonly number[] => {
  const joint = densityProbabilities({ network, programs }, [], []);
  expect(greatestGap(effectProbabilities({ network, programs }, [], [[]])[0], joint)).toBeLessThan(1e-14);
  return joint;
};

/** <prod Z> of all bits. */
const parity = (probabilities: readonly number[]): number =>
  probabilities.reduce((total, p, a) => total + p * (-1) ** [...a.toString(2)].filter((b) => b === '1').length, 0);

/** <Z>, <X> and <Y> behind some operations on one qubit. */
const bloch = (...operations: DenseOperation[]): number[] =>
  [[], [gate('h', [0])], [gate('sdg', [0]), gate('h', [0])]].map((basis) =>
    parity(bothWays(alone(1), [runs(1, [0], ...operations, ...basis)])),
  );

const near = (found: readonly number[], expected: readonly number[]) => {
  expect(greatestGap(found, expected)).toBeLessThan(1e-14);
};

/** The entries of a density matrix as rows of complex numbers. */
const matrixOf = ({ qubits, entries }: Density): Matrix => {
  const size = 2 ** qubits;
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => [entries.re[i * size + j], entries.im[i * size + j]] as const),
  );
};

/** The pivots of rho + shift, taken without exchanges: all are positive just where no eigenvalue is below -shift. */
function leastPivot(matrix: Matrix, shift: number): number {
  const rest = matrix.map((row, i) => row.map(([re, im], j): [number, number] => [re + (i === j ? shift : 0), im]));
  let least = Number.POSITIVE_INFINITY;
  rest.forEach((pivotRow, k) => {
    const pivot = pivotRow[k][0];
    least = Math.min(least, pivot);
    for (let i = k + 1; i < rest.length; i++) {
      const [a, b] = [rest[i][k][0] / pivot, rest[i][k][1] / pivot];
      for (let j = k; j < rest.length; j++) {
        const [x, y] = pivotRow[j];
        rest[i][j] = [rest[i][j][0] - a * x + b * y, rest[i][j][1] - a * y - b * x];
      }
    }
  });
  return least;
}

describe('Kraus operators', () => {
  const values: Record<string, readonly number[]> = { pauli: [0.1, 0.2, 0.05], thermal: [1.3, 1.9, 0.4] };

  test.each(channelNames)('those of %s are complete', (channel) => {
    const operators = krausOperators(channel, values[channel] ?? [0.3]);
    const total = sum(operators.map((operator) => product(adjoint(operator), operator)));
    expect(distance(total, identity(2))).toBeLessThan(1e-15);
  });

  const turned = [gate('ry', [0], 1.1), gate('rz', [0], 0.6)];
  const [z, x, y] = bloch(...turned);

  test.each([
    ['bitFlip', [0.2], [0.6 * z, x, 0.6 * y]],
    ['phaseFlip', [0.2], [z, 0.6 * x, 0.6 * y]],
    ['depolarizing', [0.3], [0.6 * z, 0.6 * x, 0.6 * y]],
    ['pauli', [0.1, 0.2, 0.05], [0.4 * z, 0.5 * x, 0.7 * y]],
    ['phaseDamping', [0.36], [z, 0.8 * x, 0.8 * y]],
    ['amplitudeDamping', [0.36], [0.64 * z + 0.36, 0.8 * x, 0.8 * y]],
    ['thermal', [2, 0.5, 0.3], [1 - (1 - z) * Math.exp(-0.15), x * Math.exp(-0.6), y * Math.exp(-0.6)]],
  ] as const)('%s of %j moves the Bloch vector as its definition says', (channel, given, expected) => {
    near(bloch(...turned, noise(channel, given)), expected);
  });

  test('t2 = 2 t1 is amplitude damping alone', () => {
    near(
      bloch(...turned, noise('thermal', [0.7, 1.4, 0.5])),
      bloch(...turned, noise('amplitudeDamping', [1 - Math.exp(-0.5 / 0.7)])),
    );
  });
});

describe('channels in a circuit', () => {
  const half = [gate('h', [1]), measure(1)];

  test('one with a condition acts in the branch where it holds', () => {
    const p = bothWays(alone(2), [runs(2, [1, 0], ...half, noise('bitFlip', [0.3], 0, [{ qubit: 1, value: 1 }]))]);
    near(p, [0.5, 0, 0.35, 0.15]);
  });

  test('one with two conditions acts where both hold', () => {
    const conditions = [
      { qubit: 1, value: 1 },
      { qubit: 2, value: 0 },
    ];
    const program = runs(
      3,
      [1, 2, 0],
      ...half,
      gate('ry', [2], 2 * Math.asin(Math.sqrt(0.2))),
      measure(2),
      noise('bitFlip', [0.3], 0, conditions),
    );
    near(bothWays(alone(3), [program]), [0.4, 0, 0.1, 0, 0.28, 0.12, 0.1, 0]);
  });

  test('a measurement takes the coherence, also of what nobody reads', () => {
    const twice = (...between: DenseOperation[]) =>
      bothWays(alone(2), [
        runs(
          2,
          [1],
          gate('h', [0]),
          gate('h', [1]),
          gate('x', [0], null, { controls: [{ qubit: 1, value: 1 }] }),
          ...between,
          gate('h', [1]),
        ),
      ]);
    near(twice(), [1, 0]);
    near(twice(measure(0)), [1, 0]);
    near(
      bothWays(alone(2), [
        runs(
          2,
          [1],
          gate('h', [1]),
          gate('x', [0], null, { controls: [{ qubit: 1, value: 1 }] }),
          measure(0),
          gate('h', [1]),
        ),
      ]),
      [0.5, 0.5],
    );
  });

  test('noise behind gates: every touched qubit, rule after rule, conditions kept, measured qubits left alone', () => {
    const circuit = {
      qubits: 3,
      operations: [
        gate('x', [1], null, { controls: [{ qubit: 0, value: 1 }] }),
        measure(0),
        gate('ry', [2], 0.3, { conditions: [{ qubit: 0, value: 1 }] }),
      ],
    };
    const rules = [
      { channel: 'depolarizing', p: 0.1 },
      { after: 'two-qubit', channel: 'thermal', time: 3, t2: 2, t1: 4 },
      { after: ['ry', 'x'], channel: 'phaseDamping', g: 0.2 },
      { after: ['cx'], channel: 'pauli', p: [0.1, 0.2, 0.3] },
    ] as const;
    expect(withGateNoise(circuit, rules).operations).toEqual([
      circuit.operations[0],
      noise('depolarizing', [0.1], 1),
      noise('depolarizing', [0.1], 0),
      noise('thermal', [4, 2, 3], 1),
      noise('thermal', [4, 2, 3], 0),
      noise('pauli', [0.1, 0.2, 0.3], 1),
      noise('pauli', [0.1, 0.2, 0.3], 0),
      circuit.operations[1],
      circuit.operations[2],
      noise('depolarizing', [0.1], 2, [{ qubit: 0, value: 1 }]),
      noise('phaseDamping', [0.2], 2, [{ qubit: 0, value: 1 }]),
    ]);
  });
});

describe('what parties share', () => {
  const pair = (ebit: object, memory?: { t1: number; t2: number }): SharedNetwork => ({
    processors: parties(1, 1).map((party) => (memory === undefined ? party : { ...party, memory })),
    ebits: [{ between: ['A.0', 'B.0'], ...ebit }],
  });
  const stateOf = (network: SharedNetwork): Matrix => placedStates(network)[0].matrix;
  const same = (a: SharedNetwork, b: SharedNetwork) => {
    expect(distance(stateOf(a), stateOf(b))).toBeLessThan(1e-15);
  };

  test('a fidelity, Bell weights, correlations and a matrix say the same', () => {
    const f = (4 * 0.7 - 1) / 3;
    const diagonal = (x: number, y: number, z: number) => [
      [1, 0, 0, 0],
      [0, x, 0, 0],
      [0, 0, y, 0],
      [0, 0, 0, z],
    ];
    same(pair({ fidelity: 0.7 }), pair({ correlations: diagonal(f, -f, f) }));
    same(pair({ fidelity: 0.7 }), pair({ weights: { phiPlus: 0.7, phiMinus: 0.1, psiPlus: 0.1, psiMinus: 0.1 } }));
    same(
      pair({ weights: { phiPlus: 0, phiMinus: 0, psiPlus: 1, psiMinus: 0 } }),
      pair({ correlations: diagonal(1, 1, -1) }),
    );
    same(
      pair({}),
      pair({
        state: [
          [0.5, 0, 0, 0.5],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [0.5, 0, 0, [0.5, 0]],
        ],
      }),
    );
    same(pair({}), { processors: parties(1, 1), shares: [{ between: ['A.0', 'B.0'], generators: ['XX', '-YY'] }] });
  });

  test('a half that waits is a half behind a thermal channel', () => {
    const network = pair({ fidelity: 0.9, age: [0.2, 0.5] }, { t1: 1.1, t2: 0.9 });
    const circuits = [0.2, 0.5].map((time) => [noise('thermal', [1.1, 0.9, time]), gate('ry', [0], 0.4 + time)]);
    const waited = bothWays(network, [runs(1, [0], circuits[0][1]), runs(1, [0], circuits[1][1])]);
    near(waited, bothWays(pair({ fidelity: 0.9 }), [runs(1, [0], ...circuits[0]), runs(1, [0], ...circuits[1])]));
  });

  test('depolarizing on one half of |Phi+> is a fidelity', () => {
    const turned = [gate('ry', [0], 0.4), gate('rx', [0], 0.3)];
    near(
      bothWays(pair({}), [runs(1, [0], noise('depolarizing', [0.3]), ...turned), runs(1, [0], ...turned)]),
      bothWays(pair({ fidelity: 0.7 }), [runs(1, [0], ...turned), runs(1, [0], ...turned)]),
    );
  });

  test('a coin of three parties agrees in its own basis and tells nothing in the other', () => {
    const coin = (basis: 'Z' | 'X'): SharedNetwork => ({
      processors: parties(1, 1, 1),
      coins: [{ between: ['A.0', 'B.0', 'C.0'], heads: 0.3, basis }],
    });
    const plain = [0, 1, 2].map(() => runs(1, [0]));
    const across = [0, 1, 2].map(() => runs(1, [0], gate('h', [0])));
    near(bothWays(coin('Z'), plain), [0.3, 0, 0, 0, 0, 0, 0, 0.7]);
    near(bothWays(coin('X'), across), [0.3, 0, 0, 0, 0, 0, 0, 0.7]);
    near(bothWays(coin('X'), plain), new Array(8).fill(1 / 8));
  });

  test('GHZ has <XXX> = 1 and <XYY> = -1 times its visibility, and the same by generators', () => {
    const basis = { X: [gate('h', [0])], Y: [gate('sdg', [0]), gate('h', [0])] };
    for (const share of [{ state: 'ghz' as const }, { generators: ['XXX', 'ZZI', 'IZZ'] }]) {
      const network: SharedNetwork = {
        processors: parties(1, 1, 1),
        shares: [{ between: ['C.0', 'A.0', 'B.0'], visibility: 0.8, ...share }],
      };
      const measured = (word: string) =>
        parity(
          bothWays(
            network,
            [...word].map((letter) => runs(1, [0], ...basis[letter as 'X' | 'Y'])),
          ),
        );
      near(['XXX', 'XYY', 'YXY', 'YYX', 'XXY'].map(measured), [0.8, -0.8, -0.8, -0.8, 0]);
    }
  });

  test('a stabiliser state has its generators, signs included, and is mixed where some are missing', () => {
    const network: SharedNetwork = {
      processors: parties(1, 1, 1),
      shares: [{ between: ['A.0', 'B.0', 'C.0'], generators: ['-XZI', 'ZXZ'] }],
    };
    const rho = stateOf(network);
    const mean = (word: string) => product(rho, pauliMatrix(word)).reduce((total, row, i) => total + row[i][0], 0);
    near(['III', 'XZI', 'ZXZ', 'YYZ', 'IZX'].map(mean), [1, -1, 1, -1, 0]);
  });

  test('the joint state puts each end where it belongs', () => {
    const network: SharedNetwork = {
      processors: parties(2, 2),
      coins: [{ between: ['B.1', 'A.1'], heads: 0.25 }],
    };
    const diagonal = matrixOf(sharedDensity(network)).map((row, i) => row[i][0]);
    near(
      diagonal,
      Array.from({ length: 16 }, (_, k) => (k === 0 ? 0.25 : k === 5 ? 0.75 : 0)),
    );
  });
});

describe('beside the joint state vector', () => {
  const next = chance(91);

  test.each(['zz', 'unitary'] as const)(
    'the same at zero noise, %s embedding, ebits, coins and readout errors',
    (embedding) => {
      const { programs, angles } = paperPrograms([2, 2], { depth: 1, mixing: 1, embedding });
      const parameters = numbers(angles, 0, 6, next);
      const row =
        embedding === 'zz' ? numbers(4, -1, 1, next) : [0, 1].flatMap(() => unitaryFeatures(randomUnitary(4, next)));
      const readout = { flip0: 0.02, flip1: 0.1 };
      const end = (processor: number, qubit: number) => ({ processor, qubit });
      const plain: OracleNetwork = {
        processors: [readout, { flip0: 0, flip1: 0 }].map((flips) => ({ qubits: 2, readout: flips })),
        ebits: [{ ends: [end(0, 0), end(1, 1)], correlations: [0.6, -0.6, 0.6] }],
        coins: [{ ends: [end(0, 1), end(1, 0)], heads: 0.3, basis: 'X' }],
      };
      const network: SharedNetwork = {
        processors: parties(2, 2).map((party, p) => (p === 0 ? { ...party, readoutError: readout } : party)),
        ebits: [{ between: ['A.0', 'B.1'], fidelity: 0.7 }],
        coins: [{ between: ['A.1', 'B.0'], heads: 0.3, basis: 'X' }],
      };
      const expected = jointProbabilities({ network: plain, programs }, parameters, row);
      const model = { network, programs };
      expect(greatestGap(densityProbabilities(model, parameters, row), expected)).toBeLessThan(1e-14);
      expect(greatestGap(effectProbabilities(model, parameters, [row])[0], expected)).toBeLessThan(1e-14);
    },
  );
});

describe('random networks', () => {
  const seeds = Array.from({ length: 25 }, (_, k) => k);

  test('the same seed draws the same network; all kinds of resources, channels and conditions come', () => {
    expect(randomNoisyModel(3)).toEqual(randomNoisyModel(3));
    const text = JSON.stringify(Array.from({ length: 60 }, (_, seed) => randomNoisyModel(seed, { gateNoise: true })));
    for (const word of [
      ...channelNames,
      'fidelity',
      'weights',
      'correlations',
      '"state":[',
      'ghz',
      'generators',
      'graph',
      'visibility',
      '"basis":"X"',
      'age',
      'scaled',
      'measure',
      'noise',
      '"layers":1',
    ]) {
      expect(text).toContain(word);
    }
    expect(text).toMatch(/"channel":"\w+","values":\[[^\]]*\],"target":\d,"conditions":\[\{[^\]]*\},\{/);
  });

  test('states stay states: Hermitian, of trace 1, no eigenvalue below 0', () => {
    for (const seed of seeds) {
      const random = randomNoisyModel(seed, { maxQubits: 5, gateNoise: seed % 2 === 0 });
      const rho = matrixOf(finalDensity(oracleOf(random), random.parameters, random.rows[0]));
      expect(distance(rho, adjoint(rho))).toBeLessThan(1e-14);
      expect(rho.reduce((trace, row, i) => trace + row[i][0], 0)).toBeCloseTo(1, 13);
      expect(leastPivot(rho, 1e-12)).toBeGreaterThan(0);
    }
  });

  test('the joint matrix and the effects give the same probabilities', () => {
    for (const seed of seeds) {
      const random = randomNoisyModel(seed, { maxQubits: 6, gateNoise: seed % 2 === 1 });
      const model = oracleOf(random);
      const found = effectProbabilities(model, random.parameters, random.rows);
      random.rows.forEach((row, n) => {
        const expected = densityProbabilities(model, random.parameters, row);
        expect(greatestGap(found[n], expected)).toBeLessThan(2e-15);
        expect(expected.reduce((total, p) => total + p)).toBeCloseTo(1, 13);
      });
    }
  });

  test('parameter shifts give the derivatives that differences of fourth order show', () => {
    for (const seed of seeds.slice(0, 6)) {
      const random = randomNoisyModel(seed, { maxQubits: 5, gateNoise: true });
      const model = oracleOf(random);
      const { jacobian } = densityDerivatives(model, model.angles, random.parameters, random.rows);
      const angles = random.parameters.slice(0, model.angles);
      const known: KnownEffects = new Map();
      const factors = numbers(jacobian[0].length, -1, 1, chance(seed));
      const weighed = (list: readonly number[]) => list.reduce((total, value, a) => total + factors[a] * value, 0);
      const mean = (at: readonly number[]) => weighed(effectProbabilities(model, at, [random.rows[0]], known)[0]);
      const expected = angles.map((_, j) => weighed(jacobian[0].map((derivatives) => derivatives[j])));
      expect(greatestGap(differences(mean, angles, 1e-3), expected)).toBeLessThan(1e-8);
    }
  });
});
