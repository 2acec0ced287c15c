import { describe, expect, test } from 'vitest';
import { completeDimensionTask } from '../../src/tasks/dimension-task.js';
import { evaluationTask } from '../../src/tasks/evaluation-task.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { learningTask, modelOf } from '../../src/tasks/make.js';
import type { PartialModel } from '../../src/tasks/model-settings.js';
import { pathNames } from '../../src/tasks/naming.js';
import type { PartialNetwork } from '../../src/tasks/network-settings.js';
import { refusal } from '../refusal.js';

const names = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${i}`);

/** A table of which A holds so many columns, and B so many. */
const table = (a: number, b: number, model: PartialModel = {}, network: PartialNetwork = {}) =>
  fitTask({
    data: { kind: 'table', path: 'x.csv', columns: { A: names('a', a), B: names('b', b) } },
    model: { circuit: 'reuploading', ...model },
    network,
  });

/** Qubits by processor, then what the model became. */
const shape = ({ network, model }: ReturnType<typeof fitTask>) => {
  const { layers, features } = model as { layers?: number; features?: readonly number[] };
  return [network?.processors.map(({ qubits }) => qubits), layers, features];
};

describe('what columns make of it', () => {
  test.each([
    [2, 2, [[2, 2], 6, undefined]],
    [1, 1, [[1, 1], 6, undefined]],
    [3, 1, [[2, 1], 6, [3, 1]]],
    // The last qubit of two sees what its neighbour reads before the last layer.
    [10, 4, [[2, 2], 6, [10, 4]]],
    [11, 4, [[2, 2], 7, [11, 4]]],
    [15, 15, [[2, 2], 9, [15, 15]]],
    [2, 32, [[2, 2], 17, [2, 32]]],
  ])('%i and %i of them', (a, b, expected) => {
    expect(shape(table(a, b))).toEqual(expected);
  });

  test('with qubits, layers and processors of one’s own', () => {
    expect(shape(table(6, 6, {}, { qubits: 6 }))).toEqual([[6, 6], 6, undefined]);
    // The last qubit of four sees what is read two layers before the last or earlier.
    expect(shape(table(24, 6, {}, { qubits: 4 }))).toEqual([[4, 4], 8, [24, 6]]);
    expect(shape(table(6, 6, { layers: 3 }))).toEqual([[2, 2], 3, [6, 6]]);
    expect(shape(table(2, 2, {}, { qubits: 4 }))).toEqual([[4, 4], 6, [2, 2]]);
    const processors = [
      { name: 'B', qubits: 2 },
      { name: 'A', qubits: 4 },
    ];
    expect(shape(table(6, 3, {}, { processors }))).toEqual([[2, 4], 6, [3, 6]]);
  });

  test('without end brings as many layers as there may be, which the circuit refuses', () => {
    const task = table(1000, 2);
    expect(shape(task)).toEqual([[2, 2], 100, [1000, 2]]);
    const error = refusal(() => modelOf(task as Parameters<typeof modelOf>[0]));
    expect(error.message).toContain(
      'reads at most 200 features, and there are 1000; give at least 500 layers, or 10 qubits',
    );
  });

  test('is said by the task itself, and stays with other data', () => {
    const task = table(9, 4);
    expect(fitTask(JSON.parse(JSON.stringify(task)))).toEqual(task);
    expect(fitTask({ ...task, data: { kind: 'clusters' } }).model).toEqual(task.model);
  });

  test('is the same for an evaluation', () => {
    const { data, model, network } = table(9, 4);
    const evaluated = evaluationTask({ data, model: { circuit: 'reuploading' }, parameters: [] });
    expect([evaluated.model, evaluated.network]).toEqual([model, network]);
  });
});

describe('a table of which nothing else is said', () => {
  const data = { kind: 'table', path: 'x.csv', columns: { A: ['a', 'b'], B: ['c'] } } as const;

  test('is learned by it, in a way of its own', () => {
    const task = fitTask({ data });
    expect(task).toEqual(fitTask({ data, model: { circuit: 'reuploading', layers: 6 } }));
    expect(task.training).toMatchObject({
      iterations: 600,
      loss: 'logistic',
      batch: 'quarter',
      optimiser: { kind: 'adam', learningRate: 0.05 },
      schedule: { kind: 'cosine' },
      l2: { angles: 3, weights: 0.2, logits: 0, perRow: true },
    });
    expect(task.model).toMatchObject({ readout: 'all' });
    expect(fitTask(JSON.parse(JSON.stringify(task)))).toEqual(task);
    expect(evaluationTask({ data, parameters: [] }).model).toEqual(task.model);
  });

  test('is learned otherwise where that is said', () => {
    const training = {
      iterations: 7,
      learningRate: 0.1,
      l2: 0,
      schedule: { kind: 'constant' },
      loss: undefined,
    } as const;
    expect(fitTask({ data, training }).training).toMatchObject({
      iterations: 7,
      loss: 'logistic',
      optimiser: { kind: 'adam', learningRate: 0.1 },
      schedule: { kind: 'constant' },
      l2: 0,
    });
    const { optimiser } = fitTask({ data, training: { optimiser: { kind: 'sgd' } } }).training;
    expect(optimiser).toMatchObject({ kind: 'sgd', learningRate: 0.01 });
    for (const model of [{ depth: 20 }, { pairs: 'ring' }, { circuit: 'qcnn' }] as const) {
      const { model: made, training: plain } = fitTask({ data, model });
      expect(made).toEqual({ kind: 'classifier', pairs: 'ring', mixing: 0, depth: 20, weights: 'free' });
      expect([plain.loss, plain.iterations, plain.l2]).toEqual(['mse', 2000, undefined]);
    }
    expect(fitTask({ data, model: { kind: 'logistic' } }).model.kind).toBe('logistic');
  });
});

test('the paper’s data keep a qubit for each feature', () => {
  expect(shape(fitTask({ data: { kind: 'clusters' }, model: { layers: 3 } }))).toEqual([[4, 4], 3, undefined]);
});

test('without data each qubit has a feature', () => {
  const { model, network } = completeDimensionTask({ model: { layers: 3 }, network: { qubits: 2 } }, pathNames);
  expect(modelOf({ model, network }).features).toEqual([2, 2]);
});

test('a table is learned from', () => {
  const header = [...names('a', 9), ...names('b', 4), 'label'].join(',');
  const rows = Array.from({ length: 12 }, (_, n) => [
    ...Array.from({ length: 13 }, (_, i) => (n * (i + 3)) % 7),
    n % 2,
  ]);
  const { model, training } = learningTask(table(9, 4), () => [header, ...rows.map((row) => row.join(','))].join('\n'));
  expect([model.features, training.features, model.angles]).toEqual([[9, 4], 13, 2 * 4 * 2 * 6]);
  expect(model.probabilities(training.rows).every((p) => p >= 0 && p <= 1)).toBe(true);
});
