import { describe, expect, test } from 'vitest';
import { DNN_PARAMETERS, initialDnn, openDnn } from '../../src/baselines/dnn.js';
import { fitDnn } from '../../src/baselines/fit-dnn.js';
import { clusters } from '../../src/data/clusters.js';
import { dataset, subset } from '../../src/data/dataset.js';
import { lossNames } from '../../src/models/session-types.js';
import { randomStream } from '../../src/random.js';
import { refusal } from '../refusal.js';

const stream = randomStream(5, 'dnn-test');
const rows = Array.from({ length: 6 }, (_, n) =>
  Array.from({ length: 8 }, (_, i) => 3 * stream.uniform(8 * n + i) - 1),
);
const data = dataset(rows, [1, -1, -1, 1, 1, -1]);

/** The network as it is written down: one row at a time, with the engine's own tanh. */
function plainExpectation(parameters: Float64Array, row: readonly number[]): number {
  const tell = (features: readonly number[], first: number): number => {
    let at = first;
    let values = [...features];
    for (const units of [8, 8, 1]) {
      const before = values;
      const biases = at + units * before.length;
      values = Array.from({ length: units }, (_, unit) =>
        Math.tanh(
          before.reduce((sum, value, i) => sum + value * parameters[at + unit * before.length + i], 0) +
            parameters[biases + unit],
        ),
      );
      at = biases + units;
    }
    return values[0];
  };
  const [a, b] = [tell(row.slice(0, 4), 0), tell(row.slice(4), 121)];
  return parameters[242] + parameters[243] * a + parameters[244] * b + parameters[245] * a * b;
}

const start = initialDnn(3).map((value, i) => value + (i % 7) / 20);

test('it has 246 parameters', () => {
  expect(DNN_PARAMETERS).toBe(246);
  expect(initialDnn(1)).toHaveLength(246);
});

test('it says what the network written down says', () => {
  const values = openDnn(data).expectations(start);
  rows.forEach((row, n) => {
    expect(values[n]).toBeCloseTo(plainExpectation(start, row), 13);
  });
});

describe.each(lossNames)('the gradient of %s', (loss) => {
  test.each([null, Int32Array.of(4, 1, 1, 5)])('is that of finite differences, rows %j', (indices) => {
    const session = openDnn(data);
    const gradient = new Float64Array(DNN_PARAMETERS).fill(9);
    session.step(start, indices, loss, gradient);
    const scratch = new Float64Array(DNN_PARAMETERS);
    const step = 1e-5;
    for (let i = 0; i < DNN_PARAMETERS; i++) {
      const at = (shift: number) =>
        session.step(
          start.map((value, j) => (i === j ? value + shift : value)),
          indices,
          loss,
          scratch,
        );
      expect(gradient[i]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 8);
    }
  });
});

test('weights start within the limit of their layer, biases at zero', () => {
  const parameters = initialDnn(8);
  const within = (from: number, count: number, limit: number) => {
    const part = parameters.subarray(from, from + count);
    expect(Math.max(...part.map(Math.abs))).toBeLessThanOrEqual(limit);
    expect(Math.max(...part)).toBeGreaterThan(limit / 2);
    expect(Math.min(...part)).toBeLessThan(-limit / 2);
  };
  for (const first of [0, 121]) {
    within(first, 32, Math.sqrt(6 / 12));
    within(first + 40, 64, Math.sqrt(6 / 16));
    expect([...parameters.subarray(first + 32, first + 40)]).toEqual(new Array(8).fill(0));
    expect([...parameters.subarray(first + 104, first + 112)]).toEqual(new Array(8).fill(0));
    expect(parameters[first + 120]).toBe(0);
  }
  expect(parameters[242]).toBe(0);
  expect(initialDnn(9)).not.toEqual(parameters);
});

test('a side without the other tells nothing about the other: no feature crosses', () => {
  const session = (row: readonly number[]) => openDnn(dataset([row, rows[1]], [1, -1])).expectations(only(1))[0];
  // With a head of a alone, changing the features of b changes nothing.
  const only = (place: number) => start.map((value, i) => (i < 242 ? value : i === 242 + place ? 1 : 0));
  expect(session([...rows[0].slice(0, 4), 9, 9, 9, 9])).toBe(session(rows[0]));
});

describe('training', () => {
  const { training, validation } = clusters({ seed: 2 });
  const few = subset(
    training,
    Int32Array.from({ length: 256 }, (_, i) => i),
  );

  test('lowers the loss, is repeatable, and stands in the history', async () => {
    const options = { iterations: 60, evaluateEvery: 20, learningRate: 0.02, seed: 4 };
    const result = await fitDnn(few, validation, options);
    expect([...result.history.evaluatedAt]).toEqual([0, 20, 40, 60]);
    expect(result.history.trainingLoss[3]).toBeLessThan(result.history.trainingLoss[0]);
    expect(result.accuracy.training).toBe(result.history.trainingAccuracy[3]);
    expect(result.accuracy.training).toBeGreaterThan(0.6);
    expect(result.loss).toEqual({
      training: result.history.trainingLoss[3],
      validation: result.history.validationLoss?.[3],
    });
    expect((await fitDnn(few, validation, options)).parameters).toEqual(result.parameters);
  });

  test('ends before its next iteration when told', async () => {
    const stopped = fitDnn(training, validation, { signal: AbortSignal.abort(), seed: 1 });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted', message: 'Stopped at iteration 0 of 2000.' });
  });

  test('takes what the loop of fit takes: optimiser, schedule, loss and weights', async () => {
    const plain = { iterations: 30, evaluateEvery: 30, seed: 4 };
    const options = {
      ...plain,
      optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.5 },
      schedule: { kind: 'cosine' },
      loss: 'logistic',
      classWeights: 'balanced',
      clip: 1,
    } as const;
    const { history, parameters } = await fitDnn(few, validation, options);
    expect(history.trainingLoss[0]).toBeGreaterThan(history.trainingLoss[1]);
    const ones = few.labels.map(() => 1);
    const weighted = await fitDnn(few, validation, { ...options, sampleWeights: ones, classWeights: { positive: 1 } });
    expect((await fitDnn(few, validation, { ...options, classWeights: {} })).parameters).toEqual(weighted.parameters);
    expect(weighted.parameters).not.toEqual(parameters);
    const own = () => ({ value: 0, slope: 0 });
    await expect(fitDnn(few, validation, { loss: own as never })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('fitDnn takes the name of a loss'),
    });
  });

  test('a row that weighs twice as much counts as if it were there twice', () => {
    const weights = Float64Array.of(2, 1, 1, 1, 1, 1);
    const [once, twice] = [new Float64Array(DNN_PARAMETERS), new Float64Array(DNN_PARAMETERS)];
    const found = openDnn(data, 'The data set', weights).step(start, Int32Array.of(0, 1, 2), 'mse', once);
    const expected = openDnn(data).step(start, Int32Array.of(0, 0, 1, 2), 'mse', twice);
    expect(found).toBeCloseTo(expected, 14);
    for (const [i, value] of once.entries()) expect(value).toBeCloseTo(twice[i], 13);
  });
});

test('other data and other parameters are refused', () => {
  expect(refusal(() => openDnn(dataset([[1, 2]], [1]))).code).toBe('shape');
  expect(refusal(() => openDnn(data).expectations(new Float64Array(3))).code).toBe('shape');
});

describe('fitDnn refuses', () => {
  const call = (options: unknown, training: unknown = data, validation: unknown = data) =>
    fitDnn(training as typeof data, validation as typeof data, options as { iterations: number });

  test('an option that means nothing to it, with the name that was probably meant', async () => {
    await expect(call({ iteration: 3 })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('fitDnn has no option "iteration". Did you mean "iterations"?'),
    });
    await expect(call({ engine: 'state' })).rejects.toMatchObject({ code: 'config' });
    await expect(call(null)).rejects.toMatchObject({ code: 'config' });
  });

  test('what is no data set', async () => {
    await expect(call({}, 7)).rejects.toMatchObject({ code: 'config' });
    await expect(call({}, data, null)).rejects.toMatchObject({ code: 'config' });
    await expect(call({}, { ...data, labels: null })).rejects.toMatchObject({ code: 'labels' });
  });

  test('to go on where the loss leaves the finite numbers', async () => {
    await expect(call({ iterations: 400, learningRate: 1e300 })).rejects.toMatchObject({ code: 'not-finite' });
  });
});
