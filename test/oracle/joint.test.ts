import { describe, expect, test } from 'vitest';
import { basisAmplitudes, branched } from './amplitudes.js';
import {
  type Complex,
  type DenseCircuit,
  type DenseOperation,
  denseBranches,
  denseRun,
  distance,
  gateMatrix,
  type Matrix,
  product,
} from './dense.js';
import { bornProbabilities, jointProbabilities, sharedState } from './joint.js';
import { bellPair, paperPrograms } from './paper.js';
import type { OracleModel, OracleNetwork, OracleProgram } from './program.js';
import { chance, numbers, randomUnitary, unitaryFeatures } from './random.js';

const close = (a: readonly number[], b: readonly number[], digits = 12): void => {
  expect(a.length).toBe(b.length);
  a.forEach((value, i) => {
    expect(value).toBeCloseTo(b[i], digits);
  });
};

type Gate = Extract<DenseOperation, { kind: 'gate' }>;
const gate = (name: string, targets: number[], angle: number | null = null): Gate => ({
  kind: 'gate',
  gate: name,
  targets,
  controls: [],
  conditions: [],
  angle: angle === null ? null : { kind: 'constant', value: angle },
});
const cx = (control: number, target: number): Gate => ({
  ...gate('x', [target]),
  controls: [{ qubit: control, value: 1 }],
});

/** A program without features or parameters. */
const measures = (qubits: number, readout: number, ...operations: DenseOperation[]): OracleProgram => ({
  mixing: null,
  embedding: { kind: 'circuit', circuit: { qubits, operations: [] } },
  trainable: { qubits, operations },
  readouts: [readout],
  features: 0,
});

const noiseless = { flip0: 0, flip1: 0 };
const end = (processor: number, qubit: number) => ({ processor, qubit });
const werner = (fidelity: number): readonly [number, number, number] => {
  const f = (4 * fidelity - 1) / 3;
  return [f, -f, f];
};

/** Two processors of one qubit that share one ebit. */
const pairOf = (correlations: readonly [number, number, number], readout = [noiseless, noiseless]): OracleNetwork => ({
  processors: readout.map((flips) => ({ qubits: 1, readout: flips })),
  ebits: [{ ends: [end(0, 0), end(1, 0)], correlations }],
});

/** <prod_{i in S} Z_i> by P(a) on the outcomes; S as the bits of an outcome. */
const correlator = (probabilities: readonly number[], subset: number): number =>
  probabilities.reduce(
    (sum, p, a) => sum + p * (-1) ** [...(a & subset).toString(2)].filter((b) => b === '1').length,
    0,
  );

const bothWays = (model: OracleModel, parameters: readonly number[] = [], row: readonly number[] = []) => {
  const joint = jointProbabilities(model, parameters, row);
  close(bornProbabilities(model, parameters, [row])[0], joint);
  return joint;
};

describe('the joint state of one ebit', () => {
  const analyser = { X: (angle: number) => gate('ry', [0], -angle), Y: (angle: number) => gate('rx', [0], angle) };

  test.each([1, 0.9, 0.5, 0.25])('a Werner state of fidelity %d correlates as (4F-1)/3 cos(a - b)', (fidelity) => {
    for (const [a, b] of [
      [0, 0],
      [0.3, -1.1],
      [2.5, 0.4],
    ]) {
      const programs = [measures(1, 0, analyser.X(a)), measures(1, 0, analyser.X(b))];
      const p = bothWays({ network: pairOf(werner(fidelity)), programs });
      const e = ((4 * fidelity - 1) / 3) * Math.cos(a - b);
      close(p, [(1 + e) / 4, (1 - e) / 4, (1 - e) / 4, (1 + e) / 4]);
    }
  });

  test('the CHSH angles of |Phi+> give 2 sqrt 2', () => {
    const e = (a: number, b: number) =>
      correlator(
        bothWays({
          network: pairOf([1, -1, 1]),
          programs: [measures(1, 0, analyser.X(a)), measures(1, 0, analyser.X(b))],
        }),
        3,
      );
    const [a0, a1, b0, b1] = [0, Math.PI / 2, Math.PI / 4, -Math.PI / 4];
    expect(e(a0, b0) + e(a0, b1) + e(a1, b0) - e(a1, b1)).toBeCloseTo(2 * Math.SQRT2, 12);
  });

  test('a general Bell-diagonal state has <PQ> = t_P where P = Q, else 0', () => {
    const t = [0.35, 0.15, -0.3] as const;
    const basis = [gate('ry', [0], -Math.PI / 2), gate('rx', [0], Math.PI / 2), gate('z', [0])];
    basis.forEach((first, i) => {
      basis.forEach((second, j) => {
        const p = bothWays({ network: pairOf(t), programs: [measures(1, 0, first), measures(1, 0, second)] });
        close([correlator(p, 1), correlator(p, 2), correlator(p, 3)], [0, 0, i === j ? t[i] : 0]);
      });
    });
  });

  test('the mixture of Bell states is 1/4 (1 + sum_P t_P P(x)P), entry by entry', () => {
    const t = [0.2, -0.5, 0.4] as const;
    const kron = (a: Matrix, b: Matrix): Matrix =>
      [0, 1, 2, 3].map((i) =>
        [0, 1, 2, 3].map((j): Complex => {
          const [x, y] = [a[i >> 1][j >> 1], b[i & 1][j & 1]];
          return [x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0]];
        }),
      );
    const terms = ['x', 'y', 'z'].map((name) => kron(gateMatrix(name, 0), gateMatrix(name, 0)));
    const expected = [0, 1, 2, 3].map((i) =>
      [0, 1, 2, 3].map(
        (j): Complex => [
          ((i === j ? 1 : 0) + terms.reduce((sum, term, p) => sum + t[p] * term[i][j][0], 0)) / 4,
          terms.reduce((sum, term, p) => sum + t[p] * term[i][j][1], 0) / 4,
        ],
      ),
    );
    const found = [0, 1, 2, 3].map((i) =>
      [0, 1, 2, 3].map((j) =>
        sharedState(pairOf(t)).reduce<Complex>(
          ([re, im], { weight, state }) => [
            re + weight * (state.re[i] * state.re[j] + state.im[i] * state.im[j]),
            im + weight * (state.im[i] * state.re[j] - state.re[i] * state.im[j]),
          ],
          [0, 0],
        ),
      ),
    );
    expect(distance(found, expected)).toBeLessThan(1e-15);
  });

  test('a bit is read wrongly by its own probabilities: P(read 0) = (1 - flip0) P(0) + flip1 P(1)', () => {
    const readout = [
      { flip0: 0.1, flip1: 0.3 },
      { flip0: 0.02, flip1: 0 },
    ];
    const p = bothWays({
      network: { ...pairOf([0, 0, 0], readout), ebits: [] },
      programs: [measures(1, 0, gate('ry', [0], 0.8)), measures(1, 0, gate('ry', [0], 2))],
    });
    const read0 = [0.8, 2].map((angle, i) => {
      const zero = Math.cos(angle / 2) ** 2;
      return (1 - readout[i].flip0) * zero + readout[i].flip1 * (1 - zero);
    });
    const [a, b] = read0;
    close(p, [a * b, a * (1 - b), (1 - a) * b, (1 - a) * (1 - b)]);
  });
});

describe('networks of three', () => {
  const parity = measures(2, 1, cx(0, 1));
  const three = (qubits: number[], ...ebits: OracleNetwork['ebits'][number][]): OracleNetwork => ({
    processors: qubits.map((m) => ({ qubits: m, readout: noiseless })),
    ebits,
  });

  test('a chain whose middle reads ZZ has <ZZZ> = t_Z t_Z and nothing else', () => {
    const network = three(
      [1, 2, 1],
      { ends: [end(0, 0), end(1, 0)], correlations: [0.1, 0.3, 0.6] },
      { ends: [end(2, 0), end(1, 1)], correlations: werner(0.85) },
    );
    const p = bothWays({ network, programs: [measures(1, 0), parity, measures(1, 0)] });
    close(
      [1, 2, 3, 4, 5, 6, 7].map((subset) => correlator(p, subset)),
      [0, 0, 0, 0, 0, 0, 0.6 * 0.8],
    );
  });

  test('entanglement is swapped: with the Bell outcome known, A and C correlate by the product of both', () => {
    const network = three(
      [1, 2, 1],
      { ends: [end(0, 0), end(1, 0)], correlations: werner(0.95) },
      { ends: [end(1, 1), end(2, 0)], correlations: werner(0.85) },
    );
    const x = gate('h', [0]);
    const p = bothWays({ network, programs: [measures(1, 0, x), measures(2, 0, cx(0, 1), x), measures(1, 0, x)] });
    expect(correlator(p, 7)).toBeCloseTo(((4 * 0.95 - 1) / 3) * 0.8, 12);
    expect(correlator(p, 5)).toBeCloseTo(0, 12);
  });

  test('a loop in which everyone reads ZZ has <ZZZ> = t_Z of all three, and no pair is correlated', () => {
    const network = three(
      [2, 2, 2],
      { ends: [end(0, 1), end(1, 0)], correlations: [0.2, -0.2, 0.9] },
      { ends: [end(1, 1), end(2, 0)], correlations: [0.5, 0, -0.5] },
      { ends: [end(2, 1), end(0, 0)], correlations: werner(1) },
    );
    const p = bothWays({ network, programs: [parity, parity, parity] });
    close(
      [1, 2, 3, 4, 5, 6, 7].map((subset) => correlator(p, subset)),
      [0, 0, 0, 0, 0, 0, -0.45],
    );
  });
});

describe('the whole model', () => {
  const next = chance(5);
  const random = (network: OracleNetwork, options: Parameters<typeof paperPrograms>[1]) => {
    const { programs, angles } = paperPrograms(
      network.processors.map(({ qubits }) => qubits),
      options,
    );
    return { model: { network, programs }, parameters: numbers(angles, 0, 2 * Math.PI, next) };
  };
  const marginal = (p: readonly number[]): number => p[0] + p[1];

  test('projecting every measurement and summing effects agree on four and four qubits', () => {
    const { model, parameters } = random(bellPair(2), { depth: 1, mixing: 1 });
    const p = bothWays(model, parameters, numbers(8, -1.5, 1.5, next));
    expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  test('they agree with noise, readout errors and a unitary for the input', () => {
    const noisy = bellPair(2, 0.8, 2);
    const network = {
      ...noisy,
      processors: [
        { qubits: 2, readout: { flip0: 0.1, flip1: 0.02 } },
        { qubits: 2, readout: { flip0: 0, flip1: 0.3 } },
      ],
    };
    const { model, parameters } = random(network, { depth: 2, mixing: 1, embedding: 'unitary' });
    const row = [0, 1].flatMap(() => unitaryFeatures(randomUnitary(4, next)));
    const p = bothWays(model, parameters, row);
    expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  test('a unitary that is the embedding gives what the embedding gives', () => {
    const network = bellPair(1, 0.9, 2);
    const { model, parameters } = random(network, { depth: 1 });
    const row = numbers(4, -1.5, 1.5, next);
    const asMatrix = [0, 2].flatMap((start) => {
      const columns = [0, 1, 2, 3].map((j) => {
        const { embedding } = model.programs[0];
        if (embedding.kind === 'unitary') throw new Error('the zz embedding is a circuit');
        const zero = [0, 1, 2, 3].map((k): Complex => [k === j ? 1 : 0, 0]);
        return denseRun(embedding.circuit, [], row.slice(start, start + 2), zero);
      });
      return unitaryFeatures([0, 1, 2, 3].map((i) => columns.map((column) => column[i])));
    });
    const unitary = paperPrograms([2, 2], { depth: 1, embedding: 'unitary' });
    close(
      jointProbabilities({ network, programs: unitary.programs }, parameters, asMatrix),
      jointProbabilities(model, parameters, row),
    );
  });

  test('no one can signal: a processor has the same marginal for every input of the other', () => {
    const { model, parameters } = random(bellPair(2, 0.9, 2), { depth: 2 });
    const mine = numbers(2, -1.5, 1.5, next);
    const [first, second] = [0, 1].map(() =>
      jointProbabilities(model, parameters, [...mine, ...numbers(2, -1.5, 1.5, next)]),
    );
    expect(marginal(first)).toBeCloseTo(marginal(second), 12);
    expect(Math.abs(first[0] - second[0])).toBeGreaterThan(1e-3);
  });

  test('without ebits the outcomes are independent', () => {
    const { model, parameters } = random(bellPair(0, 1, 2), { depth: 1 });
    const p = bothWays(model, parameters, numbers(4, -1.5, 1.5, next));
    expect(p[0] * p[3]).toBeCloseTo(p[1] * p[2], 14);
  });

  test('with all qubits maximally entangled both marginals are 1/2', () => {
    const { model, parameters } = random(bellPair(2, 1, 2), { depth: 1 });
    const p = bothWays(model, parameters, numbers(4, -1.5, 1.5, next));
    close([p[0] + p[1], p[0] + p[2]], [0.5, 0.5]);
    expect(Math.abs(p[0] - 0.25)).toBeGreaterThan(1e-3);
  });
});

describe('the quick state vector', () => {
  test('agrees with dense.ts history by history, over gates, controls, conditions and a measurement', () => {
    const control = (qubit: number, value: number) => ({ qubit, value });
    const names = ['h', 'x', 'y', 'z', 's', 'sdg', 't', 'tdg', 'rx', 'ry', 'rz', 'phase', 'swap', 'rzz'];
    const operations = names.flatMap((name, i): Gate[] => {
      const two = name === 'swap' || name === 'rzz';
      const angle = i >= 8 && name !== 'swap' ? 0.3 + i : null;
      const controlled = gate(name, two ? [0, 2] : [(i + 1) % 3], angle);
      return [
        gate(name, two ? [2, 1] : [i % 3], angle),
        { ...controlled, controls: [control(two ? 1 : i % 3, i % 2)] },
      ];
    });
    const circuit: DenseCircuit = {
      qubits: 3,
      operations: [
        ...operations,
        { kind: 'measure', qubit: 1 },
        { ...gate('ry', [0], 0.9), conditions: [control(1, 1)] },
        { ...gate('rx', [2], 0.4), conditions: [control(1, 0)], controls: [control(0, 1)] },
      ],
    };
    const start = basisAmplitudes(5, 3);
    const quick = branched([{ outcomes: new Map(), state: start }], circuit, [], [], { qubits: 3, first: 0 });
    const dense = denseBranches(
      circuit,
      [],
      [],
      [0, 1, 2, 3, 4, 5, 6, 7].map((k): Complex => [k === 5 ? 1 : 0, 0]),
    );
    expect(quick.map(({ outcomes }) => [...outcomes])).toEqual(dense.map(({ outcomes }) => [...outcomes]));
    quick.forEach(({ state }, i) => {
      close(
        [...state.re],
        dense[i].state.map(([re]) => re),
      );
      close(
        [...state.im],
        dense[i].state.map(([, im]) => im),
      );
    });
  });

  test('the random unitaries are Haar-like: rows orthonormal, and no two draws alike', () => {
    const a = randomUnitary(4, chance(1));
    const b = randomUnitary(4, chance(2));
    expect(distance(product(a, b), product(b, a))).toBeGreaterThan(0.1);
  });
});
