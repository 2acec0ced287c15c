// Tasks, fits and threads of more than two classes: whoever trains, the numbers are those of `fit`.
import { beforeAll, describe, expect, test } from 'vitest';
import { accuracyAtShots } from '../../src/analysis/accuracy-at-shots.js';
import { readTable } from '../../src/data/csv.js';
import { type Dataset, dataset } from '../../src/data/dataset.js';
import { type ScaledSplit, scaledSplit } from '../../src/data/scaled-split.js';
import { fit } from '../../src/jobs/fit.js';
import { fitMany } from '../../src/jobs/fit-many.js';
import { segmentThread } from '../../src/jobs/segment-thread.js';
import { classifier } from '../../src/models/classifier.js';
import { modelToJSON } from '../../src/models/model-file.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { evaluationTask } from '../../src/tasks/evaluation-task.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { storedOutcome } from '../../src/tasks/outcome.js';
import { runTask } from '../../src/tasks/run.js';
import { fitInSteps } from '../../src/tasks/step-fit.js';
import { settledTask, taskId } from '../../src/tasks/task.js';
import { parseCheckpoint } from '../../src/training/checkpoint.js';
import { evaluate } from '../../src/training/metrics.js';
import type { FitResult } from '../../src/training/training-run.js';
import { chance } from '../oracle/random.js';
import { refusal } from '../refusal.js';

/** Three clouds of points around corners of a square, some rows of each kind. */
function tableText(): string {
  const next = chance(1);
  const centres = { ash: [0, 0], birch: [1, 0], cedar: [1, 1] } as const;
  const lines = Object.entries(centres).flatMap(([kind, [a, b]], c) =>
    Array.from({ length: 12 + 4 * c }, () => [...[a, b, a, b].map((at) => at + 0.5 * next()), kind].join()),
  );
  return `a,b,c,d,kind\n${lines.join('\n')}\n`;
}

const columns = { A: ['a', 'c'], B: ['b', 'd'] };
const how = { iterations: 40, evaluateEvery: 20, batch: 'full', learningRate: 0.1 } as const;
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }), classes: 3 });
const task = fitTask({
  data: { kind: 'table', path: 'trees.csv', columns, label: 'kind' },
  model: { depth: 1 },
  training: { ...how, seed: 4 },
});
const read = tableText;
let split: ScaledSplit;
let alone: FitResult;

beforeAll(async () => {
  split = scaledSplit(readTable(tableText(), { columns, label: 'kind' }), { seed: 1 });
  alone = await fit(model, split.training, { ...how, seed: 4, validation: split.validation });
});

test('a fit learns, and its accuracies and losses are those of the trained model', () => {
  expect(alone.accuracy.training).toBeGreaterThan(0.6);
  expect(alone.history.loss[39]).toBeLessThan(alone.history.loss[0]);
  for (const name of ['training', 'validation'] as const) {
    const { accuracy, loss } = evaluate(alone.model, split[name]);
    expect([alone.accuracy[name], alone.loss[name]]).toEqual([accuracy, loss]);
  }
  expect(alone.checkpoint.settings.loss).toBe('cross-entropy');
});

test('a task of a table has as many classes as its label column, and the numbers of the fit', async () => {
  const outcome = await runTask(settledTask(task, read), { read });
  expect(outcome.parameters).toEqual(alone.model.parameters);
  expect(outcome.history).toEqual(alone.history);
  const { accuracy, balancedAccuracy, baseRate } = evaluate(alone.model, split.validation);
  expect(outcome.validation).toEqual({ accuracy, balancedAccuracy, baseRate });
  expect(storedOutcome(outcome)).toMatchObject({ kind: 'fit', validation: { accuracy } });
});

test('a fit in steps and fits of several seeds have them too', async () => {
  const steps = fitInSteps(task, { read });
  for (;;) {
    const next = await steps.next();
    if (!next.done) continue;
    expect(next.value.parameters).toEqual(alone.model.parameters);
    break;
  }
  const [many] = await fitMany(model, split.training, { ...how, validation: split.validation, seeds: [4], workers: 0 });
  expect(many.model.parameters).toEqual(alone.model.parameters);
});

test('a fit goes on from its checkpoint, with class weights that follow from the labels', async () => {
  const options = { ...how, seed: 4, classWeights: 'balanced' } as const;
  const whole = await fit(model, split.training, options);
  expect(whole.model.parameters).not.toEqual(alone.model.parameters);
  const half = await fit(model, split.training, { ...options, iterations: 20 });
  const resume = parseCheckpoint(JSON.stringify(half.checkpoint));
  expect(resume.settings.classWeights).toEqual([4 / 3, 1, 4 / 5]);
  const resumed = await fit(model, split.training, { ...options, resume });
  expect(resumed.model.parameters).toEqual(whole.model.parameters);
});

test('balanced classes weigh the same together', async () => {
  const { training } = split;
  const counts = [0, 1, 2].map((c) => training.labels.filter((label) => label === c).length);
  expect(new Set(counts).size).toBe(3);
  const sampleWeights = Array.from(training.labels, (label) => training.length / (3 * counts[label]));
  const options = { ...how, iterations: 3, seed: 4 };
  const [balanced, own] = await Promise.all([
    fit(model, training, { ...options, classWeights: 'balanced' }),
    fit(model, training, { ...options, sampleWeights }),
  ]);
  expect(balanced.model.parameters).toEqual(own.model.parameters);
});

test('an evaluation is of the trained model', async () => {
  const { data, network, model: settings } = task;
  const parameters = Array.from(alone.model.parameters);
  const evaluation = evaluationTask({ data, network: network ?? {}, model: settings, parameters, shots: [3] });
  const outcome = await runTask(settledTask(evaluation, read), { read });
  expect(outcome.score.accuracy).toBe(alone.accuracy.validation);
  expect(outcome.shots).toEqual([accuracyAtShots(alone.model, split.validation, 3).accuracy]);
  expect(outcome.successProbability).toBe(accuracyAtShots(alone.model, split.validation, 1).accuracy);
  const asked = settledTask({ ...evaluation, expectations: true }, read);
  await expect(runTask(asked, { read })).rejects.toThrow('no expectation value E');
});

test('settings may say the classes, and then the data have to have them', async () => {
  const said = fitTask({ ...task, model: { depth: 1, classes: 4 } });
  await expect(runTask(settledTask(said, read), { read })).rejects.toThrow(
    'The label column has 3 values and the model 4 classes',
  );
  expect(taskId(settledTask(said, read))).not.toBe(taskId(settledTask(task, read)));
});

test('a thread that helps with steps finds what the session finds', () => {
  const { rows, labels } = split.training;
  const order = {
    model: modelToJSON(model),
    rows,
    labels,
    weights: null,
    engine: 'auto',
    loss: 'cross-entropy',
  } as const;
  const answer = segmentThread();
  expect(answer({ kind: 'open', seat: 1, turns: null, ...order })).toBeNull();
  const segment = Int32Array.of(0, 20, 30);
  const results = answer({ kind: 'turn', parameters: model.parameters, segments: [segment] });
  const session = openSession(model, rows, labels);
  const gradient = new Float64Array(model.parameters.length);
  const loss = session.step(model.parameters, segment, 'cross-entropy', gradient);
  session.close();
  expect(results).toEqual([{ loss, gradient }]);
});

describe('refuses', () => {
  const fitted = (data: Dataset, options = {}) => fit(model, data, { ...how, ...options });
  const two = dataset(Array.from(Array(12).keys()), [1, -1, 1]);

  test.each([
    ['rows of two classes', () => fitted(two), 'The training set has 2 classes and the model 3'],
    [
      'rows of one class',
      () => fitted(dataset([0, 1, 2, 3, 4, 5, 6, 7], [1, 1], { classes: 3 })),
      'All 2 training labels are 1; give rows of more classes than one',
    ],
    ['the loss of two', () => fitted(split.training, { loss: 'logistic' }), 'has the loss "cross-entropy" alone'],
    [
      'weights of two classes',
      () => fitted(split.training, { classWeights: { positive: 2 } }),
      'mean nothing for 3 classes',
    ],
    [
      'several fits of other rows',
      () => fitMany(model, two, { seeds: [1], workers: 0 }),
      'has 2 classes and the model 3',
    ],
  ])('%s', async (_, act, words) => {
    await expect(act()).rejects.toThrow(words);
  });

  test('a positive class among three', () => {
    const error = refusal(() => readTable(tableText(), { columns, label: 'kind', positive: 'ash' }));
    expect(error.message).toContain('is one of 3 values ("ash", "birch", "cedar")');
  });
});
