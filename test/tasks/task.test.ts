import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { classifier } from '../../src/models/classifier.js';
import { noEmbedding, zz } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { dimensionTask } from '../../src/tasks/dimension-task.js';
import { type EvaluationTaskSettings, evaluationTask } from '../../src/tasks/evaluation-task.js';
import { type FitTaskSettings, fitTask } from '../../src/tasks/fit-task.js';
import { modelOf } from '../../src/tasks/make.js';
import { settingsOfModel } from '../../src/tasks/model-settings.js';
import { checkedTask, settledTask, type Task, taskId, taskText } from '../../src/tasks/task.js';
import { refusal } from '../refusal.js';

const clusters: FitTaskSettings = { data: { kind: 'clusters' } };
const fitId = (settings: FitTaskSettings) => taskId(fitTask({ ...clusters, ...settings }));

/** The text of the paper's task with one ebit: it may change with the numerics version alone. */
const TEXT =
  '{"data":{"corners":"grid","dimension":8,"kind":"clusters","seed":1},"kind":"fit","model":{"circuit":{"depth":20,' +
  '"kind":"qcnn"},"embedding":{"kind":"zz","pairs":"ring"},"kind":"classifier","mixing":{"layers":0},"weights":"free"},' +
  '"network":{"ebits":[{"between":["A.0","B.0"],"fidelity":1}],"processors":[{"name":"A","qubits":4},{"name":"B",' +
  '"qubits":4}]},"numerics":3,"training":{"batch":"quarter","engine":"auto","evaluateEvery":100,"iterations":2000,' +
  '"loss":"mse","optimiser":{"beta1":0.9,"beta2":0.999,"epsilon":1e-8,"kind":"adam","learningRate":0.01},' +
  '"sampling":"epochs","seed":0}}';

describe('the name of a task', () => {
  test('is that of its text, fixed for ever', () => {
    expect(taskText(fitTask(clusters))).toBe(TEXT);
    expect(taskId(fitTask(clusters))).toBe(createHash('sha256').update(TEXT).digest('hex').slice(0, 32));
  });

  test.each<[string, FitTaskSettings]>([
    ['what holds anyway', { training: { learningRate: 0.01, iterations: 2000 }, network: { ebits: 1, fidelity: 1 } }],
    ['a list of the ebits', { network: { ebits: [{ between: ['A.0', 'B.0'] }] } }],
    ['that there are no coins', { network: { coins: 0 } }],
    ['that no coins are listed', { network: { coins: [] } }],
    ['the processors', { network: { processors: ['A', 'B'].map((name) => ({ name, qubits: 4 })) } }],
    ['the circuits', { model: { circuit: qcnn({ depth: 20 }), embedding: zz() } }],
    ['the whole optimiser', { training: { optimiser: { kind: 'adam', learningRate: 0.01 } } }],
    ['what does nothing', { training: { schedule: { kind: 'constant' }, l2: 0, clip: null } }],
    ['even class weights', { training: { classWeights: { positive: 1, negative: 1 } } }],
  ])('is the same where %s is said', (_, settings) => {
    expect(fitId(settings)).toBe(fitId({}));
  });

  test.each<[string, FitTaskSettings]>([
    ['the data', { data: { kind: 'clusters', seed: 2 } }],
    ['the fidelity', { network: { fidelity: 0.9 } }],
    ['a coin', { network: { coins: 1 } }],
    ['the depth', { model: { depth: 19 } }],
    ['the rate', { training: { learningRate: 0.02 } }],
    ['the seed', { training: { seed: 1 } }],
    ['a warm-up', { training: { schedule: { kind: 'constant', warmUp: 5 } } }],
    ['how often the history is written', { training: { evaluateEvery: 50 } }],
    ['an early stop', { training: { earlyStop: 3 } }],
    ['the kind of model', { model: { kind: 'dnn' } }],
  ])('is another with %s', (_, settings) => {
    expect(fitId(settings)).not.toBe(fitId({}));
  });

  test('is the same for a number of coins and the list of them, and another for other coins', () => {
    const id = (coins: NonNullable<FitTaskSettings['network']>['coins']) => fitId({ network: { coins } });
    expect(id([{ between: ['A.1', 'B.1'] }, { between: ['A.2', 'B.2'], heads: 0.5, basis: 'Z' }])).toBe(id(2));
    const others = [
      id(1),
      id(2),
      id([{ between: ['A.1', 'B.1'], heads: 0.4 }]),
      id([{ between: ['A.1', 'B.1'], basis: 'X' }]),
      id([{ between: ['A.1', 'B.2'] }]),
    ];
    expect(new Set(others).size).toBe(others.length);
  });

  test.each<[string, FitTaskSettings['network'], string, string]>([
    [
      'more than there is room',
      { coins: 4 },
      'network',
      '4 coins do not fit between processors of 4 and 4 qubits beside',
    ],
    ['a number beside listed ebits', { ebits: [{ between: ['A.3', 'B.3'] }], coins: 1 }, 'config', 'On which qubits'],
    [
      'a number between three',
      { processors: ['A', 'B', 'C'].map((name) => ({ name, qubits: 2 })), ebits: 0, coins: 1 },
      'config',
      'Between which of the processors A, B, C are the coins? List them, such as network.coins A.1:B.1',
    ],
    ['a half', { coins: 0.5 }, 'config', '"network.coins"'],
  ])('refuses %s of coins', (_, network, code, words) => {
    const error = refusal(() => taskId(fitTask({ ...clusters, network })));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });

  test('tells kinds of tasks apart, and survives JSON', () => {
    const tasks: Task[] = [
      fitTask({ data: { kind: 'chsh' }, model: { depth: 1 } }),
      dimensionTask({ model: { depth: 1 } }),
      dimensionTask({ inputs: { kind: 'data', data: { kind: 'chsh' } }, model: { depth: 1 } }),
      evaluationTask({ data: { kind: 'chsh' }, model: { depth: 1 }, parameters: [1, 2] }),
      evaluationTask({ data: { kind: 'chsh' }, model: { depth: 1 }, parameters: [1, 2], shots: [10] }),
    ];
    const names = tasks.map(taskId);
    expect(new Set(names).size).toBe(tasks.length);
    expect(tasks.map((task) => taskId(JSON.parse(JSON.stringify(task))))).toEqual(names);
    expect(tasks.map(checkedTask)).toEqual(tasks);
  });

  test('of an evaluation counts the seed where shots are drawn, and nothing that is not asked for', () => {
    const trained = { data: { kind: 'chsh' }, model: { depth: 1 }, parameters: [1, 2] } as const;
    const id = (more: Partial<EvaluationTaskSettings>) => taskId(evaluationTask({ ...trained, ...more }));
    expect([id({ seed: 1 }), id({ expectations: false })]).toEqual([id({}), id({})]);
    const others = [{}, { shots: [1] }, { shots: [1], seed: 1 }, { expectations: true }, { parameters: [1, 3] }];
    expect(new Set([...others, { rows: 'training' as const }].map(id)).size).toBe(others.length + 1);
  });
});

describe('a table is known by what stands in it', () => {
  const csv = 'a,b,c,label\n1,2,0,x\n3,4,0,y\n5,6,0,x\n7,8,0,y';
  const table = (path: string, columns = { A: ['a'], B: ['b'] }) =>
    fitTask({ data: { kind: 'table', path, columns }, network: { ebits: 0 } });
  const idOf = (text: string, path = 'x.csv', columns?: { A: string[]; B: string[] }) =>
    taskId(settledTask(table(path, columns), () => text));

  test('and not by its path, its names, its separators or its other columns', () => {
    expect(idOf(csv, 'elsewhere.csv')).toBe(idOf(csv));
    expect(idOf(csv.replaceAll(',', ';'))).toBe(idOf(csv));
    expect(idOf(csv.replace('a,b', 'u,v'), 'x.csv', { A: ['u'], B: ['v'] })).toBe(idOf(csv));
    expect(idOf(csv.replaceAll(',0,', ',9,'))).toBe(idOf(csv));
  });

  test('but by every number and label', () => {
    expect(idOf(csv.replace('1,2', '1,3'))).not.toBe(idOf(csv));
    expect(idOf(csv.replace('0,x', '0,y'))).not.toBe(idOf(csv));
    expect(idOf(csv, 'x.csv', { A: ['b'], B: ['a'] })).not.toBe(idOf(csv));
  });

  test('so it has no name before it was read', () => {
    expect(refusal(() => taskId(table('x.csv'))).message).toContain('"x.csv" was not read yet');
  });
});

test('rows are known by their bits', () => {
  const rows = (first: number) =>
    fitTask({
      data: {
        kind: 'rows',
        training: { rows: Float64Array.of(first, 2), labels: Float64Array.of(1, -1), features: 1, length: 2 },
      },
      network: { processors: [{ name: 'A', qubits: 1 }] },
    });
  expect(taskId(rows(1))).toBe(taskId(rows(1)));
  expect(taskId(rows(1))).not.toBe(taskId(rows(1.5)));
});

describe('the circuit that reads its features again', () => {
  const model = { circuit: 'reuploading', layers: 6 } as const;

  test('is known by its word and by itself alike, and has a name of its own for its layers', () => {
    const id = fitId({ model });
    expect(fitId({ model: { layers: 6 } })).toBe(id);
    expect(fitId({ model: { circuit: 'reuploading' } })).toBe(id);
    expect(fitId({ model: { ...model, features: 4 } })).toBe(id);
    expect(fitId({ model: { ...model, features: [4, 4] } })).toBe(id);
    expect(fitId({ model: { circuit: reuploading({ layers: 6 }) } })).toBe(id);
    expect(fitId({ model: { circuit: reuploading({ layers: 6 }), embedding: noEmbedding() } })).toBe(id);
    expect(fitId({ model: { ...model, layers: 5 } })).not.toBe(id);
    expect(id).not.toBe(fitId({}));
    expect(fitId({ model: { circuit: 'qcnn' } })).toBe(fitId({}));
    expect(fitId({ model: { circuit: 'qcnn', depth: 3 } })).toBe(fitId({ model: { depth: 3 } }));
  });

  test('survives being a task, and the settings of its model make it again', () => {
    const task = fitTask({ ...clusters, model });
    expect(fitTask(JSON.parse(JSON.stringify(task)))).toEqual(task);
    const made = modelOf(task as Parameters<typeof modelOf>[0]);
    const again = modelOf({ network: task.network!, model: settingsOfModel(made) });
    expect([again.spec, again.parameters]).toEqual([made.spec, made.parameters]);
  });

  test.each<[string, FitTaskSettings['model'], string]>([
    ['a depth', { ...model, depth: 2 }, '"model.depth" means nothing for the circuit "reuploading"'],
    ['pairs', { ...model, pairs: 'all' }, '"model.pairs" means nothing for the circuit "reuploading"'],
    ['an embedding', { ...model, embedding: zz() }, '"model.embedding" means nothing for the circuit "reuploading"'],
    ['layers of a qcnn', { circuit: 'qcnn', layers: 2 }, '"model.layers" means nothing for the circuit "qcnn"'],
    ['layers beside a depth', { layers: 2, depth: 2 }, '"model.depth" means nothing for the circuit "reuploading"'],
    ['layers beside a circuit', { layers: 2, circuit: qcnn({ depth: 2 }) }, 'both say the same thing'],
    ['features beside a circuit', { features: 2, circuit: reuploading({ layers: 2 }) }, 'both say the same thing'],
    ['half a layer', { layers: 1.5 }, '"model.layers"'],
    ['no feature', { ...model, features: [4, 0] }, '"model.features'],
    ['another word', { circuit: 'reupload' as never }, '"model.circuit"'],
  ])('is refused with %s', (_, settings, words) => {
    const error = refusal(() => fitTask({ ...clusters, model: settings }));
    expect(error.message).toContain(words);
    expect(error.code).toBe('config');
  });
});

test('the settings of a model make it again', () => {
  const model = classifier({ network: bellNetwork({ ebits: 2 }), mixing: { layers: 1 }, circuit: qcnn({ depth: 2 }) });
  const again = modelOf({
    network: fitTask({ ...clusters, network: { ebits: 2 } }).network!,
    model: settingsOfModel(model),
  });
  expect(again.spec).toEqual(model.spec);
  expect(again.parameters).toEqual(model.parameters);
});

describe('refused is', () => {
  test.each<[string, unknown, string]>([
    ['no data', {}, 'nothing to train on; give data.kind'],
    ['a misspelt part', { ...clusters, netwrk: {} }, 'Did you mean "network"?'],
    ['a misspelt setting', { ...clusters, model: { dept: 1 } }, 'unknown key "model.dept"'],
    ['a setting of other data', { data: { kind: 'chsh', corners: 'grid' } }, 'data.corners means nothing'],
    ['another kind of data', { data: { kind: 'moons' } }, '"data.kind"'],
    ['a depth beside a circuit', { ...clusters, model: { depth: 1, circuit: qcnn({ depth: 1 }) } }, '"model.depth"'],
    ['a depth of the baseline', { ...clusters, model: { kind: 'dnn', depth: 1 } }, 'means nothing for the model "dnn"'],
    ['rows without rows', { data: { kind: 'rows' } }, 'given by a program'],
    ['a table without columns', { data: { kind: 'table', path: 'x' } }, 'data.columns'],
    [
      'two rates',
      { ...clusters, training: { learningRate: 1, optimiser: { learningRate: 2 } } },
      'two of learningRate',
    ],
    ['nothing', null, 'The task'],
  ])('%s', (_, settings, message) => {
    const error = refusal(() => fitTask(settings as FitTaskSettings));
    expect(error.code).toBe('config');
    expect(error.message).toContain(message);
  });

  test('what is no task', () => {
    expect(refusal(() => taskId({ kind: 'game' } as never)).message).toContain('is no task');
  });
});
