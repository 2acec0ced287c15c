// Models of more than two classes, through both engines, against the joint state and a softmax of the tests' own.
import { describe, expect, test } from 'vitest';
import { dataset } from '../../src/data/dataset.js';
import { ClassifierEngine } from '../../src/engine/classifier-engine.js';
import { classifier } from '../../src/models/classifier.js';
import { zz } from '../../src/models/embedding.js';
import { engineInput } from '../../src/models/engine-input.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import { createModel, modelToJSON } from '../../src/models/model-file.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { SEGMENT_ROWS } from '../../src/models/segments.js';
import { openSession } from '../../src/models/session.js';
import { outcomeWeights } from '../../src/models/weights.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { evaluate } from '../../src/training/metrics.js';
import { type Derivatives, derivativesByShifts } from '../oracle/classifier.js';
import { chance, greatestGap, numbers } from '../oracle/random.js';
import { crossEntropyFrom, logitsOf, softmax } from '../oracle/softmax.js';
import { refusal } from '../refusal.js';
import { engineCases, parametersFor, rowsFor } from './engine-cases.js';

const flat = (rows: readonly (readonly number[])[]): Float64Array => Float64Array.from(rows.flat());

/** The model with so many classes in place of two. */
function withClasses({ network, spec }: Model, classes: number): Model {
  const { embedding, mixing, circuit } = spec;
  return classifier({ network, embedding, mixing, circuit, classes });
}

/** W as the oracle has it: what stands behind the angles, cut class by class. */
function weightRows(model: Model, parameters: Float64Array): number[][] {
  const outcomes = model.weightCount / model.classes;
  return Array.from({ length: model.classes }, (_, c) => {
    const start = model.angles + c * outcomes;
    return Array.from(parameters.subarray(start, start + outcomes));
  });
}

const named = [
  ['Bell-1 on four qubits', 3],
  ['Bell-2 with mixing', 4],
  ['all qubits entangled with mixing, halves in different orders, readout errors, other circuits on each side', 3],
  ['re-uploading', 3],
  ['a loop of three', 5],
  ['a chain of four', 16],
  ['a loop of three with coins', 3],
] as const;
const runs = named.map(([name, classes]) => {
  const found = engineCases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no case "${name}"`);
  return { name, classes, model: withClasses(found.model, classes), engines: found.engines };
});

describe.each(runs)('$classes classes, $name', ({ model, engines, classes }) => {
  const count = 5;
  const rows = rowsFor(model, count, 1);
  const next = chance(2);
  const labels = Array.from({ length: count }, () => Math.floor(classes * next()));
  const parameters = parametersFor(model, 3);
  const weights = weightRows(model, parameters);
  let known: Derivatives | null = null;
  const derivatives = (): Derivatives => {
    known ??= derivativesByShifts({ ...model, weightForm: 'free' }, parameters, rows);
    return known;
  };

  test.each(engines)("%s: the cross-entropy and its gradient are the oracle's", (engine) => {
    const rowWeights = numbers(count, 0.2, 3, chance(4));
    const session = openSession(model, flat(rows), labels, { engine, weights: rowWeights });
    const gradient = new Float64Array(parameters.length).fill(Number.NaN);
    // All rows, and a batch of an odd number with one of them twice.
    for (const batch of [null, [4, 0, 4]]) {
      const loss = session.step(parameters, batch, 'cross-entropy', gradient);
      const expected = crossEntropyFrom(derivatives(), weights, labels, batch ?? undefined, rowWeights);
      expect(loss).toBeCloseTo(expected.loss, 12);
      expect(greatestGap(gradient, expected.gradient)).toBeLessThan(1e-12);
      expect(Math.max(...expected.gradient.map(Math.abs))).toBeGreaterThan(1e-3);
    }
    expect(greatestGap(session.logits(parameters), logitsOf(derivatives().probabilities, weights).flat())).toBeLessThan(
      1e-12,
    );
    session.close();
  });

  test('labels, probabilities of classes and a file say the same', () => {
    const trained = model.withParameters(parameters);
    const logits = logitsOf(derivatives().probabilities, weights);
    expect(greatestGap(trained.classProbabilities(rows), logits.flatMap(softmax))).toBeLessThan(1e-12);
    const expected = logits.map((own) => own.indexOf(Math.max(...own)));
    expect([...trained.predict(rows)]).toEqual(expected);
    const { accuracy, counts, confusion, loss } = evaluate(trained, dataset(rows, labels, { classes }));
    expect(accuracy).toBeCloseTo(labels.filter((label, n) => label === expected[n]).length / count, 15);
    expect(counts.flat().reduce((sum, n) => sum + n, 0)).toBe(count);
    expect(confusion).toBeNull();
    expect(loss).toBeCloseTo(crossEntropyFrom(derivatives(), weights, labels).loss, 12);
    const file = JSON.parse(JSON.stringify(modelToJSON(trained)));
    expect([file.version, file.classes]).toEqual([2, classes]);
    expect(createModel(file).logits(rows)).toEqual(trained.logits(rows));
  });
});

const small = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }), classes: 3 });
const smallRows = rowsFor(small, 6, 5);
const smallLabels = [0, 1, 2, 0, 1, 2];

test('two classes with logits of their own have the logistic loss of the difference', () => {
  const two = classifier({ network: small.network, circuit: small.spec.circuit, embedding: zz() });
  const rows = flat(smallRows);
  const count = smallRows.length;
  const signs = [1, -1, -1, 1, 1, -1];
  const angles = parametersFor(two, 6).subarray(0, two.angles);
  const weights = Float64Array.from(numbers(8, -2, 2, chance(7)));
  const difference = Float64Array.from({ length: 4 }, (_, a) => weights[a] - weights[4 + a]);
  const numbered = Float64Array.from(signs, (sign) => (sign === 1 ? 0 : 1));
  const engine = new ClassifierEngine({ ...engineInput(two, rows, numbered), classes: 2 }, 'observable');
  const [gradient, ofWeights] = [new Float64Array(two.angles), new Float64Array(8)];
  const loss = engine.step(angles, weights, null, 'cross-entropy', gradient, ofWeights);
  engine.close();
  const session = openSession(two, rows, signs, { engine: 'observable' });
  const expected = new Float64Array(two.parameters.length);
  const parameters = Float64Array.from([...angles, ...difference]);
  expect(loss).toBeCloseTo(session.step(parameters, null, 'logistic', expected), 13);
  session.close();
  expect(greatestGap(gradient, expected.subarray(0, two.angles))).toBeLessThan(1e-14);
  expect(greatestGap(ofWeights.subarray(0, 4), expected.subarray(two.angles))).toBeLessThan(1e-14);
  expect(
    greatestGap(
      ofWeights.subarray(4),
      expected.subarray(two.angles).map((g) => -g),
    ),
  ).toBeLessThan(1e-14);
  expect(count).toBe(6);
});

test('logits of any size neither overflow nor lose the loss', () => {
  const parameters = Float64Array.from(small.parameters);
  const session = openSession(small, smallRows, smallLabels);
  const gradient = new Float64Array(parameters.length);
  for (const scale of [0, 1e3, 1e6, 1e300]) {
    parameters.fill(0, small.angles);
    for (let a = 0; a < 4; a++) parameters[small.angles + a] = scale;
    // All outcomes speak for class 0: sum_a P(a) = 1 makes its logit the scale, whatever the angles.
    const loss = session.step(parameters, null, 'cross-entropy', gradient);
    const expected = scale === 0 ? Math.log(3) : (2 / 3) * scale;
    expect(Math.abs(loss / expected - 1)).toBeLessThan(1e-14);
    expect(gradient.every(Number.isFinite)).toBe(true);
  }
  session.close();
});

test('of equal logits the lowest number is the label', () => {
  const parameters = Float64Array.from(small.parameters).fill(0, small.angles);
  expect([...small.withParameters(parameters).predict(smallRows)]).toEqual([0, 0, 0, 0, 0, 0]);
  // The last two are alike but for rounding: sums of the same numbers in the same order, one of them moved by an ulp.
  const alike = [-1, -1, -1, -1, 0.3, 0.1, 0.2, 0.7, 0.3, 0.1, 0.2, 0.7 + 1.2e-16];
  parameters.set(alike, small.angles);
  expect([...small.withParameters(parameters).predict(smallRows)]).toEqual([1, 1, 1, 1, 1, 1]);
  alike[11] = 0.7 + 1e-9;
  parameters.set(alike, small.angles);
  expect([...small.withParameters(parameters).predict(smallRows)]).toEqual([2, 2, 2, 2, 2, 2]);
});

test('the weights start at 2 for the outcomes that are dealt to a class', () => {
  expect([...small.parameters.subarray(small.angles)]).toEqual([2, 0, 0, 2, 0, 2, 0, 0, 0, 0, 2, 0]);
  const other = small.withInitialParameters(5).parameters;
  expect(other.subarray(small.angles)).toEqual(small.parameters.subarray(small.angles));
  expect(other[0]).not.toBe(small.parameters[0]);
});

test('a step of more rows than a segment is the mean of its segments', () => {
  const count = SEGMENT_ROWS + 3;
  const rows = flat(Array.from({ length: count }, (_, n) => smallRows[n % 6]));
  const labels = Int32Array.from({ length: count }, (_, n) => smallLabels[(n * n) % 6]);
  const session = openSession(small, rows, labels);
  const [whole, part] = [new Float64Array(small.parameters.length), new Float64Array(small.parameters.length)];
  const loss = session.step(small.parameters, null, 'cross-entropy', whole);
  const pieces = [0, 1].map((piece) => {
    const own = Int32Array.from({ length: count }, (_, n) => n).filter((n) => Number(n >= SEGMENT_ROWS) === piece);
    return { size: own.length, loss: session.step(small.parameters, own, 'cross-entropy', part), first: part[0] };
  });
  session.close();
  const mean = (of: 'loss' | 'first') => pieces.reduce((sum, piece) => sum + (piece.size * piece[of]) / count, 0);
  expect(loss).toBeCloseTo(mean('loss'), 14);
  expect(whole[0]).toBeCloseTo(mean('first'), 14);
});

describe('refuses', () => {
  const two = classifier({ network: small.network, circuit: small.spec.circuit });
  test.each([
    [
      'more classes than outcomes',
      () => withClasses(two, 5),
      'range',
      'have 4 outcomes; read out more of their qubits, add processors',
    ],
    [
      'weights of two classes',
      () => classifier({ network: small.network, circuit: small.spec.circuit, classes: 3, weights: 'parity' }),
      'config',
      'The weights "parity" are those of two classes, and 3 were asked for',
    ],
    ['one class', () => withClasses(two, 1), 'range', 'The number of classes is 1; give an integer from 2 to 128.'],
    ['E of three', () => small.expectations(smallRows), 'labels', 'the model has 3, which have no expectation value E'],
    ['weights of outcomes', () => outcomeWeights(small), 'labels', 'A weight for every outcome is defined for two'],
    ['logits of two', () => two.logits(smallRows), 'labels', 'the sign of E decides'],
    ['softmax of two', () => two.classProbabilities(smallRows), 'labels', 'the sign of E decides'],
    [
      'another loss of three',
      () => lossAndGradient(small, smallRows, smallLabels, { loss: 'mse' }),
      'config',
      'A model of 3 classes has the loss "cross-entropy" alone',
    ],
    [
      'shots of three',
      () => lossAndGradient(small, smallRows, smallLabels, { loss: { kind: 'shots', shots: 3 } }),
      'config',
      'has the loss "cross-entropy" alone',
    ],
    [
      'the cross-entropy of two',
      () => lossAndGradient(two, smallRows, [1, 1, -1, 1, -1, 1], { loss: 'cross-entropy' }),
      'config',
      '"logistic" is what it is for two',
    ],
    [
      'a label beyond the classes',
      () => lossAndGradient(small, smallRows, [0, 1, 2, 3, 0, 0]),
      'labels',
      'of 3 classes a label is an integer from 0 to 2',
    ],
    ['rows of two', () => evaluate(small, dataset(smallRows, [1, 1, -1, 1, -1, 1])), 'labels', 'has 2 classes and the'],
  ])('%s', (_, act, code, words) => {
    const error = refusal(act);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  test('E and logits of a session alike', () => {
    const session = openSession(small, smallRows, null);
    expect(refusal(() => session.expectations(small.parameters)).code).toBe('labels');
    session.close();
    const other = openSession(two, smallRows, null);
    expect(refusal(() => other.logits(two.parameters)).code).toBe('labels');
    other.close();
  });
});
