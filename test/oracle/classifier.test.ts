import { describe, expect, test } from 'vitest';
import {
  derivativesByShifts,
  differences,
  fisherMatrix,
  gradientByShifts,
  jacobianByShifts,
  lossAt,
  lossOf,
  type OracleClassifier,
  pivots,
  rankOf,
  shiftRule,
  weightsOf,
} from './classifier.js';
import type { DenseAngle, DenseOperation } from './dense.js';
import { bornProbabilities } from './joint.js';
import { bellPair, paperPrograms } from './paper.js';
import type { OracleProgram } from './program.js';
import { chance, greatestGap, numbers, randomUnitary, unitaryFeatures } from './random.js';

const rotationBy = (angle: DenseAngle): DenseOperation => ({
  kind: 'gate',
  gate: 'ry',
  targets: [0],
  controls: [],
  conditions: [],
  angle,
});
const rotation = (index: number): DenseOperation => rotationBy({ kind: 'parameter', index });
const turns = (...indices: number[]): OracleProgram => ({
  mixing: null,
  embedding: { kind: 'circuit', circuit: { qubits: 1, operations: [] } },
  trainable: { qubits: 1, operations: indices.map(rotation) },
  readouts: [0],
  features: 0,
});
const turningPair = (ebits: number, ...programs: OracleProgram[]): OracleClassifier => ({
  network: bellPair(ebits, 1, 1),
  programs,
  angles: 2,
  weightForm: 'fixed',
});

const paperModel = (
  qubits: number,
  ebits: number,
  weightForm: OracleClassifier['weightForm'],
  options: Parameters<typeof paperPrograms>[1],
  fidelity = 1,
): OracleClassifier => ({
  network: bellPair(ebits, fidelity, qubits),
  ...paperPrograms([qubits, qubits], options),
  weightForm,
});

describe('losses and weights', () => {
  test('mse and product of numbers by hand', () => {
    expect(lossOf('mse', [0.5, -1, 2], [1, 1, -1])).toBeCloseTo((0.25 + 4 + 9) / 3, 14);
    expect(lossOf('product', [0.5, -1, 2], [1, 1, -1])).toBeCloseTo(2.5 / 3, 14);
  });

  test('free weights are themselves, parity is the product of the signs, fixed has weight 1', () => {
    const model = turningPair(1, turns(0), turns(1));
    expect(weightsOf({ ...model, weightForm: 'free' }, [9, 9, 1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
    expect(weightsOf({ ...model, weightForm: 'parity' }, [9, 9, 0.5])).toEqual([0.5, -0.5, -0.5, 0.5]);
    expect(weightsOf(model, [9, 9])).toEqual([1, -1, -1, 1]);
    const three = { ...model, programs: [turns(0), turns(1), turns(1)] };
    expect(weightsOf(three, [9, 9])).toEqual([1, -1, -1, 1, -1, 1, 1, -1]);
  });
});

describe('derivatives', () => {
  test('the four-term rule is exact for frequencies 1/2 and 1, where two terms are not', () => {
    const f = (t: number) => 0.3 + 0.7 * Math.sin(t / 2 + 0.4) - 1.1 * Math.cos(t - 0.9);
    const slope = (t: number) => 0.35 * Math.cos(t / 2 + 0.4) + 1.1 * Math.sin(t - 0.9);
    for (const t of [0, 1.3, -2.2]) {
      const four = shiftRule.reduce((sum, { shift, factor }) => sum + factor * f(t + shift), 0);
      expect(four).toBeCloseTo(slope(t), 13);
      expect(Math.abs((f(t + Math.PI / 2) - f(t - Math.PI / 2)) / 2 - slope(t))).toBeGreaterThan(0.01);
    }
  });

  test('the gradient of -cos(a - b) is the sine, also where one angle turns two gates', () => {
    const samples = { rows: [[]], labels: [1] };
    expect(gradientByShifts(turningPair(1, turns(0), turns(1)), [0.8, 0.3], samples, 'product')).toEqual([
      expect.closeTo(Math.sin(0.5), 13),
      expect.closeTo(-Math.sin(0.5), 13),
    ]);
    expect(gradientByShifts(turningPair(1, turns(0, 0), turns(1)), [0.8, 0.3], samples, 'product')).toEqual([
      expect.closeTo(2 * Math.sin(1.3), 13),
      expect.closeTo(-Math.sin(1.3), 13),
    ]);
  });

  const next = chance(11);
  const cases = [
    { name: 'free, mse, mixing', weights: 'free', loss: 'mse', mixing: 1, fidelity: 0.9, extra: 4 },
    { name: 'parity, product', weights: 'parity', loss: 'product', mixing: 0, fidelity: 1, extra: 1 },
    { name: 'fixed, mse', weights: 'fixed', loss: 'mse', mixing: 0, fidelity: 0.7, extra: 0 },
  ] as const;
  test.each(cases)('shifts and finite differences agree: $name', ({ weights, loss, mixing, fidelity, extra }) => {
    const model = paperModel(2, 1, weights, { depth: 1, mixing }, fidelity);
    const parameters = [...numbers(model.angles, 0, 6.3, next), ...numbers(extra, 0.5, 1.5, next)];
    const samples = { rows: [0, 1].map(() => numbers(4, -1.5, 1.5, next)), labels: [1, -1] };
    const shifted = gradientByShifts(model, parameters, samples, loss);
    const f = (at: readonly number[]) => lossAt(model, at, samples, loss);
    expect(greatestGap(differences(f, parameters, 0.02), shifted)).toBeLessThan(1e-8);
    expect(Math.max(...shifted.map(Math.abs))).toBeGreaterThan(0.05);
  });

  test('a parameter that features multiply has the Jacobian of finite differences, row by row', () => {
    const factors = [
      { feature: 0, offset: 0, slope: 1 },
      { feature: 1, offset: 0.5, slope: -2 },
    ];
    const uploading: OracleProgram = {
      ...turns(),
      trainable: {
        qubits: 1,
        operations: [rotation(0), rotationBy({ kind: 'scaled', index: 0, scale: -0.7, factors })],
      },
      features: 2,
    };
    const model = turningPair(1, uploading, turns(1));
    const rows = [
      [0.3, 1.1],
      [-0.8, 0.4],
    ];
    const parameters = [0.9, -1.3];
    const found = jacobianByShifts(model, parameters, rows);
    rows.forEach((row, n) => {
      found[n].forEach((slopes, outcome) => {
        const numeric = differences((at) => bornProbabilities(model, at, [row])[0][outcome], parameters, 1e-2);
        expect(greatestGap(slopes, numeric)).toBeLessThan(1e-8);
      });
    });
    expect(greatestGap(found[0].flat(), found[1].flat())).toBeGreaterThan(0.01);
  });

  test('central differences converge with order 2, their extrapolation with order 4', () => {
    const model = paperModel(2, 1, 'free', { depth: 1 });
    const parameters = [...numbers(model.angles, 0, 6.3, next), 1, -0.8, -1.2, 0.9];
    const samples = { rows: [numbers(4, -1.5, 1.5, next)], labels: [1] };
    const exact = gradientByShifts(model, parameters, samples, 'mse');
    const f = (at: readonly number[]) => lossAt(model, at, samples, 'mse');
    for (const order of [2, 4] as const) {
      const [coarse, fine] = [0.2, 0.1].map((h) => greatestGap(differences(f, parameters, h, order), exact));
      expect(Math.log2(coarse / fine)).toBeGreaterThan(order - 0.1);
      expect(Math.log2(coarse / fine)).toBeLessThan(order + 0.1);
    }
  });

  test('the Jacobian of the probabilities is their finite difference, and sums to 0 over the outcomes', () => {
    const model = paperModel(2, 2, 'fixed', { depth: 1 }, 0.8);
    const parameters = numbers(model.angles, 0, 6.3, next);
    const row = numbers(4, -1.5, 1.5, next);
    const [jacobian] = jacobianByShifts(model, parameters, [row]);
    jacobian.forEach((derivatives, outcome) => {
      const f = (at: readonly number[]) => bornProbabilities(model, at, [row])[0][outcome];
      expect(greatestGap(differences(f, parameters, 0.02), derivatives)).toBeLessThan(1e-8);
    });
    for (let j = 0; j < model.angles; j++) {
      expect(jacobian.reduce((sum, derivatives) => sum + derivatives[j], 0)).toBeCloseTo(0, 13);
    }
  });
});

describe('the Fisher matrix', () => {
  const fisherOf = (model: OracleClassifier, parameters: readonly number[], rows: readonly number[][]) =>
    fisherMatrix(derivativesByShifts(model, parameters, rows));

  test('of two independent turns is the identity, at every angle', () => {
    const fisher = fisherOf(turningPair(0, turns(0), turns(1)), [0.7, 2.1], [[]]).flat();
    expect(greatestGap(fisher, [1, 0, 0, 1])).toBeLessThan(1e-13);
  });

  test('of two turns on one ebit knows their difference only: rank 1', () => {
    const fisher = fisherOf(turningPair(1, turns(0), turns(1)), [0.7, 2.1], [[]]);
    expect(greatestGap(fisher.flat(), [1, -1, -1, 1])).toBeLessThan(1e-13);
    expect(rankOf(fisher)).toBe(1);
  });

  test('refuses a point where an outcome cannot happen', () => {
    expect(() => fisherOf(turningPair(0, turns(0), turns(1)), [0, 0], [[]])).toThrow('cannot happen');
  });

  test('has the published rank of Table S6 at depth 1, with Haar-random inputs, and one less freedom for RX first', () => {
    const next = chance(3);
    const model = paperModel(4, 1, 'fixed', { depth: 1, embedding: 'unitary' });
    const parameters = numbers(model.angles, 0, 6.3, next);
    const rows = Array.from({ length: 11 }, () => [0, 1].flatMap(() => unitaryFeatures(randomUnitary(16, next))));
    const fisher = fisherOf(model, parameters, rows);
    const found = pivots(fisher);
    expect(rankOf(fisher)).toBe(32);
    expect(found[31] / found[32]).toBeGreaterThan(1e6);
    const rxFirst = model.programs.map((program) => {
      const operations = [...program.trainable.operations];
      for (let i = 0; i < operations.length; i++) {
        if (operations[i].kind !== 'measure') continue;
        operations.splice(i + 1, 4, ...operations.slice(i + 3, i + 5), ...operations.slice(i + 1, i + 3));
      }
      return { ...program, trainable: { ...program.trainable, operations } };
    });
    expect(rankOf(fisherOf({ ...model, programs: rxFirst }, parameters, rows))).toBe(28);
  });
});

describe('the rank', () => {
  test('of a product of an n x r and an r x n matrix is r, and its pivots fall off a cliff there', () => {
    const next = chance(8);
    const left = Array.from({ length: 12 }, () => numbers(5, -1, 1, next));
    const gram = left.map((a) => left.map((b) => a.reduce((sum, x, i) => sum + x * b[i], 0)));
    expect(rankOf(gram)).toBe(5);
    const found = pivots(gram);
    expect(found[4]).toBeGreaterThan(0.01);
    expect(found[5]).toBeLessThan(1e-14);
  });

  test('of nothing is 0, of the identity all', () => {
    expect(
      rankOf([
        [0, 0],
        [0, 0],
      ]),
    ).toBe(0);
    expect(
      rankOf([
        [0, 1],
        [1, 0],
      ]),
    ).toBe(2);
  });
});
