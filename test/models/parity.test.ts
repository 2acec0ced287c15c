// Parity and fixed weights of many processors, of which one mean is contracted, against all outcomes of the same model.
import { describe, expect, test } from 'vitest';
import { accuracyAtShots } from '../../src/analysis/accuracy-at-shots.js';
import { successProbability } from '../../src/analysis/chsh-score.js';
import { dataset } from '../../src/data/dataset.js';
import { ClassifierEngine, type EngineKind } from '../../src/engine/classifier-engine.js';
import type { lossNumbers } from '../../src/engine/loss-numbers.js';
import { classifier } from '../../src/models/classifier.js';
import { askedOf, decidingWeights } from '../../src/models/deciding.js';
import { engineInput } from '../../src/models/engine-input.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import type { Model } from '../../src/models/model-types.js';
import { networkCost } from '../../src/models/network-cost.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import type { LossFunction } from '../../src/models/session-types.js';
import { momentLoss } from '../../src/models/shots-loss.js';
import { outcomeWeights, signProducts } from '../../src/models/weights.js';
import { network } from '../../src/network/network.js';
import { openPredictor } from '../../src/serving/open-predictor.js';
import { evaluate } from '../../src/training/metrics.js';
import { greatestGap } from '../oracle/random.js';
import { refusal } from '../refusal.js';
import { labelsFor, parametersFor, rowsFor } from './engine-cases.js';

const letters = [...'ABCDEFGHIJKLMNOP'];

/** A ring of noisy ebits, errors of reading at every other processor, and a coin across where there is room for it. */
function ringModel(processors: number, qubits: number, weights: Model['weightForm']): Model {
  const names = letters.slice(0, processors);
  return classifier({
    network: network({
      processors: names.map((name, p) => ({
        name,
        qubits,
        ...(p % 2 === 0 ? {} : { readoutError: { flip0: 0.01 * p, flip1: 0.03 } }),
      })),
      ebits: names.map((name, p) => ({
        between: [`${name}.1`, `${names[(p + 1) % processors]}.0`],
        fidelity: 1 - 0.02 * p,
      })),
      coins: qubits < 3 ? [] : [{ between: ['A.2', 'C.2'], heads: 0.3 }],
    }),
    circuit: qcnn({ depth: 1 }),
    weights,
  });
}

/** Loss and gradient by way of all outcomes. */
function byOutcomes(
  model: Model,
  parameters: Float64Array,
  rows: Float64Array,
  labels: Float64Array,
  kind: EngineKind,
  loss: keyof typeof lossNumbers | LossFunction | { kind: 'shots'; shots: number },
  weights: Float64Array | null,
): { loss: number; gradient: Float64Array } {
  const engine = new ClassifierEngine({ ...engineInput(model, rows, labels, weights), asked: 'outcomes' }, kind);
  const signs = signProducts(model.network.processors.length);
  const own = outcomeWeights(model, parameters);
  const gradient = new Float64Array(parameters.length);
  const ofWeights = new Float64Array(signs.length);
  const asGiven = typeof loss === 'object' ? { ofMoments: momentLoss(loss, model.weightForm) } : loss;
  const value = engine.step(parameters, own, null, asGiven, gradient, ofWeights);
  if (model.weightForm === 'parity') {
    gradient[model.angles] = ofWeights.reduce((sum, slope, a) => sum + signs[a] * slope, 0);
  }
  engine.close();
  return { loss: value, gradient };
}

const ownLoss: LossFunction = (e, y) => ({ value: (e - y) ** 4, slope: 4 * (e - y) ** 3 });
const losses = ['mse', 'product', 'logistic', 'hinge', ownLoss, { kind: 'shots', shots: 9 }] as const;

describe.each([
  { processors: 4, qubits: 3, form: 'parity' },
  { processors: 5, qubits: 2, form: 'parity' },
  { processors: 6, qubits: 2, form: 'fixed' },
] as const)('a ring of $processors, $form weights', ({ processors, qubits, form }) => {
  const model = ringModel(processors, qubits, form);
  const rows = Float64Array.from(rowsFor(model, 5, 1).flat());
  const labels = Float64Array.from(labelsFor(5, 2));
  const parameters = parametersFor(model, 3);
  const weights = Float64Array.of(0.5, 2, 1, 1.5, 0.7);

  test.each(['observable', 'state'] as const)('%s: E is made of the mean alone', (engine) => {
    const session = openSession(model, rows, null, { engine });
    const probabilities = session.probabilities(parameters);
    const expectations = session.expectations(parameters);
    session.close();
    const own = outcomeWeights(model, parameters);
    const expected = Array.from(expectations, (_, n) =>
      own.reduce((sum, weight, a) => sum + weight * probabilities[n * own.length + a], 0),
    );
    expect(greatestGap(expectations, expected)).toBeLessThan(1e-12);
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-4);
  });

  test.each(losses.flatMap((loss) => [null, weights].map((ofRows) => ({ loss, ofRows }))))(
    'a loss and its gradient are those of all outcomes: $loss, weights $ofRows',
    ({ loss, ofRows }) => {
      for (const engine of ['observable', 'state'] as const) {
        const session = openSession(model, rows, labels, { engine, ...(ofRows && { weights: ofRows }) });
        const gradient = new Float64Array(parameters.length).fill(Number.NaN);
        const value = session.step(parameters, null, loss, gradient);
        session.close();
        const expected = byOutcomes(model, parameters, rows, labels, engine, loss, ofRows);
        expect(Math.abs(value - expected.loss)).toBeLessThan(1e-12);
        expect(greatestGap(gradient, expected.gradient)).toBeLessThan(1e-12);
      }
    },
  );

  test('the gradient is that of differences', () => {
    const at = (point: Float64Array) => lossAndGradient(model.withParameters(point), rows, labels).loss;
    const { gradient } = lossAndGradient(model.withParameters(parameters), rows, labels);
    for (let i = 0; i < parameters.length; i += 7) {
      const moved = (by: number) => parameters.map((value, j) => (i === j ? value + by : value));
      const slope = (at(moved(1e-5)) - at(moved(-1e-5))) / 2e-5;
      expect(Math.abs(slope - gradient[i])).toBeLessThan(1e-8);
    }
  });

  test('all that a model says of rows is of one piece', () => {
    const trained = model.withParameters(parameters);
    const data = dataset(rows, labels);
    const expectations = trained.expectations(rows);
    const own = outcomeWeights(trained);
    const all = trained.probabilities(rows);
    const right = Array.from(labels, (label, n) =>
      own.reduce((sum, weight, a) => sum + (weight * label > 0 ? all[n * own.length + a] : 0), 0),
    );
    const mean = right.reduce((sum, p) => sum + p, 0) / right.length;
    expect(Math.abs(successProbability(trained, data) - mean)).toBeLessThan(1e-12);
    expect(Math.abs(accuracyAtShots(trained, data, 1).accuracy - mean)).toBeLessThan(1e-12);
    expect(accuracyAtShots(trained, data, 1).method).toBe('exact');
    expect(Array.from(trained.predict(rows))).toEqual(Array.from(expectations, Math.sign));
    const { loss, accuracy } = evaluate(trained, data);
    const squares = expectations.reduce((sum, e, n) => sum + (labels[n] - e) ** 2, 0);
    expect(loss).toBeCloseTo(squares / labels.length, 14);
    expect(accuracy).toBe(labels.filter((label, n) => Math.sign(expectations[n]) === label).length / labels.length);
    const shots = evaluate(trained, data, { loss: { kind: 'shots', shots: 1 } });
    expect(Math.abs(shots.loss - (1 - mean))).toBeLessThan(1e-12);
    const predictor = openPredictor(trained);
    expect(Array.from(predictor.expectations(rows))).toEqual(Array.from(expectations));
    expect(greatestGap(predictor.probabilities(rows), all)).toBe(0);
    predictor.close();
  });
});

test('up to three processors, free weights and several readouts go by all outcomes', () => {
  expect(askedOf(ringModel(3, 2, 'parity'))).toBe('outcomes');
  expect(askedOf(ringModel(4, 2, 'free'))).toBe('outcomes');
  expect(askedOf(ringModel(4, 2, 'parity'))).toBe('parity');
  const several = {
    network: { processors: letters.slice(0, 4) },
    programs: letters.slice(0, 4).map(() => ({ readouts: [0, 1] })),
  };
  expect(askedOf({ ...several, weightForm: 'parity' })).toBe('outcomes');
});

test('with noise behind gates and a GHZ state too, E is made of the mean alone', () => {
  const names = letters.slice(0, 4);
  const noise = [{ after: 'all', channel: 'depolarizing', p: 0.02 }] as const;
  const model = classifier({
    network: network({
      processors: names.map((name) => ({ name, qubits: 2, readoutError: 0.03, noise })),
      shares: [{ between: names.map((name) => `${name}.1`), state: 'ghz', visibility: 0.9 }],
    }),
    circuit: qcnn({ depth: 1 }),
    weights: 'parity',
  });
  const parameters = parametersFor(model, 8);
  const rows = Float64Array.from(rowsFor(model, 4, 9).flat());
  const labels = Float64Array.from(labelsFor(4, 2));
  const session = openSession(model, rows, labels);
  expect(session.engine).toBe('noisy');
  const gradient = new Float64Array(parameters.length);
  const loss = session.step(parameters, null, 'mse', gradient);
  const expected = byOutcomes(model, parameters, rows, labels, 'noisy', 'mse', null);
  expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-12);
  expect(greatestGap(gradient, expected.gradient)).toBeLessThan(1e-12);
  session.close();
});

test('a weight of 0 decides nothing', () => {
  const model = ringModel(4, 2, 'parity');
  const parameters = parametersFor(model, 3);
  parameters[model.angles] = 0;
  const trained = model.withParameters(parameters);
  const rows = rowsFor(model, 3, 1);
  expect(Array.from(trained.predict(rows))).toEqual([0, 0, 0]);
  expect(Array.from(decidingWeights(trained))).toEqual([0, -0]);
  expect(accuracyAtShots(trained, dataset(rows, [1, -1, 1]), 3).accuracy).toBe(0.5);
});

describe('sixteen processors', () => {
  const names = letters;
  /** Eight pairs that share an ebit each; or one pair of them, with the same circuits. */
  const pairs = (count: number): Model =>
    classifier({
      network: network({
        processors: names.slice(0, 2 * count).map((name) => ({ name, qubits: 2, readoutError: 0.02 })),
        ebits: Array.from({ length: count }, (_, i) => ({
          between: [`${names[2 * i]}.0`, `${names[2 * i + 1]}.1`],
          fidelity: 0.95,
        })),
      }),
      circuit: qcnn({ depth: 1 }),
      weights: 'fixed',
    });

  test('that are joined two by two have the product of what the pairs have', () => {
    const [all, one] = [pairs(8), pairs(1)];
    const parameters = parametersFor(all, 5);
    const rows = rowsFor(all, 3, 6);
    const found = all.withParameters(parameters).expectations(rows);
    const [angles, features] = [one.angles, 4];
    const expected = rows.map((row) =>
      Array.from({ length: 8 }, (_, i) =>
        one
          .withParameters(parameters.subarray(i * angles, (i + 1) * angles))
          .expectations([row.slice(i * features, (i + 1) * features)]),
      ).reduce((product, [value]) => product * value, 1),
    );
    expect(greatestGap(found, expected)).toBeLessThan(1e-20);
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-9);
    expect(networkCost(all).order).toBe('A B | C D | E F | G H | I J | K L | M N | O P');
  });

  const ring = ringModel(16, 2, 'parity').withParameters(parametersFor(ringModel(16, 2, 'parity'), 4));
  const rows = rowsFor(ring, 4, 5);
  const data = dataset(rows, [1, -1, 1, -1]);

  test('learn, and answer all that E answers', () => {
    const { gradient } = lossAndGradient(ring, rows, data.labels, { loss: 'product' });
    const at = (by: number) => {
      const moved = ring.parameters.map((value, j) => (j === 17 ? value + by : value));
      return lossAndGradient(ring.withParameters(moved), rows, data.labels, { loss: 'product' }).loss;
    };
    expect((at(1e-3) - at(-1e-3)) / 2e-3 / gradient[17]).toBeCloseTo(1, 5);
    const expectations = ring.expectations(rows);
    expect(Array.from(ring.predict(rows), (label) => label !== 0)).toEqual([true, true, true, true]);
    expect(evaluate(ring, data).loss).toBeCloseTo(1, 3);
    expect(accuracyAtShots(ring, data, 9).method).toBe('exact');
    const predictor = openPredictor(ring);
    expect(Array.from(predictor.expectations(rows))).toEqual(Array.from(expectations));
    expect(predictor.probabilityOf(1, rows)[0]).toBe((1 + expectations[0]) / 2);
    predictor.close();
    const { products, numbers, bytes, order } = networkCost(ring);
    expect({ products, numbers }).toEqual({ products: 16 * 41 + 14 * 64 + 16, numbers: 1 + 32 * 16 + 14 * 16 + 1 });
    expect(bytes).toBeLessThan(2 ** 20);
    expect(order).toBe('A B C D E F G H I J K L M N O P');
  });

  test('list no outcomes, and say what to ask instead', () => {
    const session = openSession(ring, rows, data.labels);
    for (const ask of [
      () => ring.probabilities(rows),
      () => ring.sample(rows, 10, 1),
      () => session.probabilities(ring.parameters),
    ]) {
      const error = refusal(ask);
      expect(error.code).toBe('memory');
      expect(error.message).toMatch(/16 bits of the processors have 2\^16 outcomes.*at most 12 bits; expectations\(\)/);
    }
    const error = refusal(() => session.fisher(ring.parameters));
    expect(error.code).toBe('memory');
    expect(error.message).toMatch(/outcomes of 16 bits take 4\^16 products/);
    session.close();
  });

  test('with free weights are refused', () => {
    const error = refusal(() => ringModel(13, 2, 'free'));
    expect(error.code).toBe('circuit');
    expect(error.message).toMatch(
      /13 qubits, which is 2\^13 outcomes; read out at most 12 together, or one a processor/,
    );
  });
});

test('what is joined too much is refused when the model is made', () => {
  const between = (ebits: number, qubits: number, fidelity: number) =>
    classifier({
      network: network({
        processors: ['A', 'B'].map((name) => ({ name, qubits })),
        ebits: Array.from({ length: ebits }, (_, q) => ({ between: [`A.${q}`, `B.${q}`], fidelity })),
      }),
      circuit: qcnn({ depth: 1 }),
    });
  const error = refusal(() => between(8, 8, 0.9));
  expect(error.code).toBe('memory');
  expect(error.message).toMatch(
    /^Contracting 8 ebits between 2 processors takes .* the first 7 of the 8 it would fit\.$/,
  );
  // Two that share a perfect ebit for every qubit are taken as one.
  expect(networkCost(between(8, 8, 1)).products).toBe(1);
});
