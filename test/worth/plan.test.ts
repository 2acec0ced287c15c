import { describe, expect, test } from 'vitest';
import { fitTask } from '../../src/tasks/fit-task.js';
import { pathNames } from '../../src/tasks/naming.js';
import { networkOf } from '../../src/tasks/network-settings.js';
import { taskId } from '../../src/tasks/task.js';
import { type CompareSettings, comparePlan } from '../../src/worth/plan.js';
import { rivalNoiseLines } from '../../src/worth/processors.js';
import { refusal } from '../refusal.js';

const csv = [
  'a,b,c,d,label',
  ...Array.from({ length: 40 }, (_, n) => `${(n * 7) % 40},${(n * 11) % 17},${(n * 5) % 13},${(n * 3) % 11},${n % 2}`),
].join('\n');
const planOf = (settings: CompareSettings) => comparePlan(settings, pathNames, () => csv);
const clusters = { data: { kind: 'clusters' } } as const;
const table = { data: { kind: 'table', path: 'any.csv', columns: { A: ['a', 'b'], B: ['c', 'd'] } } } as const;

describe('a comparison on clusters', () => {
  const plan = planOf({ ...clusters, fidelities: [0.85] });

  test('has nothing, coins, ebits and imperfect ebits, and both classical models', () => {
    expect(plan.resources.map(({ ebits, coins, fidelity = 1 }) => [ebits, coins, fidelity])).toEqual([
      [0, 0, 1],
      ...[1, 2, 3, 4].map((coins) => [0, coins, 1]),
      ...[1, 2, 3, 4].map((ebits) => [ebits, 0, 1]),
      ...[1, 2, 3, 4].map((ebits) => [ebits, 0, 0.85]),
    ]);
    expect([plan.baselines, plan.prices]).toEqual([
      ['dnn', 'logistic'],
      [null, 100, 1000],
    ]);
  });

  test('chooses on data sets of their own, and reports fresh ones', () => {
    expect(plan.seeds).toEqual({ choosing: [1, 2, 3, 4, 5], reported: [6, 7, 8, 9, 10] });
    const { seeds } = planOf({ data: { kind: 'clusters', seed: 11 }, ebits: [0, 1], coins: [2], seeds: 3 });
    // With one number of each there is nothing to choose.
    expect(seeds).toEqual({ choosing: [], reported: [11, 12, 13] });
  });

  test('separable pairs compete with coins, so that there is a choice', () => {
    expect(planOf({ ...clusters, ebits: [1], coins: [1], fidelities: [0.5] }).seeds.choosing).toHaveLength(5);
  });

  test('a training has data and start of one seed, and the loss of its price', () => {
    const [, , two] = plan.resources;
    const [exact, shots] = [null, 100].map((price) => plan.fit(two, price, 7));
    expect(exact).toMatchObject({
      data: { kind: 'clusters', seed: 7 },
      network: { ebits: 0, coins: 2 },
      training: { iterations: 1800, loss: 'mse', seed: 7, evaluateEvery: 1800 },
    });
    expect(shots.training.loss).toMatchObject({ kind: 'shots', shots: 100 });
    expect(new Set([exact, shots, plan.fit(two, null, 8)].map(taskId)).size).toBe(3);
    expect(plan.baselineFit('dnn', 7)).toMatchObject({
      network: null,
      training: { loss: 'mse', seed: 7, iterations: 1800 },
    });
    expect(plan.baselineFit('logistic', 7)).toMatchObject({ data: { seed: 7 }, model: { kind: 'logistic' } });
  });

  test('what is said of model and training is said of all', () => {
    const { fit, baselineFit } = planOf({
      ...clusters,
      model: { depth: 2 },
      training: { iterations: 60, classWeights: 'balanced' },
    });
    expect(fit({ ebits: 0, coins: 0 }, 10, 1)).toMatchObject({
      model: { depth: 2 },
      training: { iterations: 60, classWeights: 'balanced', loss: { warmUp: 50 } },
    });
    for (const kind of ['dnn', 'logistic'] as const)
      expect(baselineFit(kind, 1).training.classWeights).toBe('balanced');
  });
});

test('there is room for what is shared on qubits, of which a re-uploading circuit has fewer than columns', () => {
  const names = (letter: string) => Array.from({ length: 6 }, (_, i) => `${letter}${i}`);
  const columns = { A: names('a'), B: names('b') };
  const text = [[...names('a'), ...names('b'), 'label'].join(',')]
    .concat(Array.from({ length: 40 }, (_, n) => [...Array(12).fill(n % 5), n % 2].join(',')))
    .join('\n');
  const given = { data: { ...table.data, columns }, model: { circuit: 'reuploading' } } as const;
  const { resources } = comparePlan(given, pathNames, () => text);
  expect(resources.at(-1)).toEqual({ ebits: 2, coins: 0 });
  const error = refusal(() => comparePlan({ ...given, ebits: [5] }, pathNames, () => text));
  expect([error.code, error.message]).toEqual(['range', 'The number of ebits is 5; give an integer from 0 to 2.']);
});

describe('processors with noise', () => {
  const noise = [{ channel: 'depolarizing', p: 0.01 }] as const;
  const few = { ...clusters, ebits: [1], coins: [1], fidelities: [0.8] };
  const processors = ['A', 'B'].map((name) => ({ name, qubits: 4, noise, readoutError: 0.02 }));

  test('are the same for every rival, and classical models have none', () => {
    const plan = planOf({ ...few, network: { noise } });
    for (const resource of plan.resources) {
      const { network } = plan.fit(resource, null, 1);
      if (network === null) throw new Error('no network');
      expect(networkOf(network).processors.map((one) => one.noise)).toEqual(
        [0, 1].map(() => [{ after: 'all', channel: 'depolarizing', values: [0.01] }]),
      );
    }
    // The training of a rival is that of the network by itself.
    const training = { iterations: 1800, evaluateEvery: 1800, seed: 1 };
    const alone = fitTask({ data: { kind: 'clusters', seed: 1 }, network: { ebits: 1, noise }, training });
    expect(taskId(plan.fit(plan.resources[2], null, 1))).toBe(taskId(alone));
    expect(plan.baselines.map((kind) => plan.baselineFit(kind, 1).network)).toEqual([null, null]);
    expect(plan.baselineFit('dnn', 1)).toEqual(planOf(few).baselineFit('dnn', 1));
  });

  test('of a list are what the network has, and what is shared lies between them', () => {
    const plan = planOf({ ...few, network: { processors } });
    const { network } = plan.fit(plan.resources[2], 100, 1);
    expect(network).toMatchObject({ processors, ebits: 1 });
    expect(rivalNoiseLines(plan.processors)).toEqual([
      'Noise: A, B: depolarizing (p 0.01) behind all gates; A: readout error 0.02; B: readout error 0.02; every rival.',
    ]);
    expect(plan.processors).toHaveLength(2);
  });

  test('without any the tasks are those of before', () => {
    const [plain, empty] = [planOf(few), planOf({ ...few, network: { noise: [] } })];
    expect([plain.processors, empty.processors]).toEqual([null, null]);
    for (const resource of plain.resources) {
      const ids = [plain, empty].map((plan) => taskId(plan.fit(resource, 100, 1)));
      expect(ids[1]).toBe(ids[0]);
      expect(taskId(planOf({ ...few, network: { noise } }).fit(resource, 100, 1))).not.toBe(ids[0]);
    }
    expect(rivalNoiseLines(null)).toEqual([]);
  });

  test.each<[CompareSettings['network'] | object, string]>([
    [{ ebits: 1 }, '"network.ebits" does not belong to the processors'],
    [{ shares: [] }, '"network.shares" does not belong to the processors'],
    [{ processors: [...processors, { name: 'C', qubits: 4 }] }, 'about two processors, and 3 are listed'],
    [{ processors: processors.map((one) => ({ ...one, qubits: 3 })) }, 'has 8 features, but the processors read 6'],
    [{ processors, noise }, 'Processor "A" has noise of its own'],
    [{ noise: [{ channel: 'depolarizing', p: 2 }] }, 'p'],
  ])('%j are refused', (network, message) => {
    expect(refusal(() => planOf({ ...few, network } as CompareSettings)).message).toContain(message);
  });
});

describe('a comparison on a table', () => {
  test('is cut in three, and knows how large the parts are', () => {
    const plan = planOf(table);
    expect(plan.data).toMatchObject({ validation: 0.2, test: 0.2, digest: expect.any(String) });
    expect(plan.split).toEqual({ training: 24, test: 8 });
    expect(plan.seeds).toEqual({ choosing: [1, 2, 3, 4, 5], reported: [1, 2, 3, 4, 5] });
  });

  test('has as many coins and ebits as there are qubits, and no DNN where parties have not four features', () => {
    const { resources, baselines } = planOf(table);
    expect(resources).toHaveLength(1 + 2 + 2);
    expect(baselines).toEqual(['logistic']);
  });
});

describe('refused before anything is trained:', () => {
  test.each<[string, object, string, string]>([
    ['data that no seed changes', { data: { kind: 'chsh' } }, 'config', 'the same whatever the seed'],
    ['no data', { data: {} }, 'config', 'There is nothing to train on'],
    ['no test rows', { data: { ...table.data, test: 0 } }, 'config', '"data.test" is 0'],
    ['shares that leave nothing', { data: { ...table.data, test: 0.9 } }, 'range', 'whose sum is below 1'],
    [
      'three parties',
      { data: { ...table.data, columns: { A: ['a'], B: ['b'], C: ['c'] } } },
      'config',
      'about two processors',
    ],
    ['more ebits than qubits', { ...clusters, ebits: [5] }, 'range', 'The number of ebits is 5'],
    ['half a coin', { ...clusters, coins: [0.5] }, 'range', 'The number of coins is 0.5'],
    ['a fidelity of 2', { ...clusters, fidelities: [2] }, 'network', 'A fidelity of 2'],
    ['no shots', { ...clusters, shots: [0] }, 'range', 'The number of shots is 0'],
    ['too many shots', { ...clusters, shots: [1e12] }, 'range', 'The number of shots'],
    ['no seeds', { ...clusters, seeds: 0 }, 'range', 'The number of seeds is 0'],
    ['an accuracy in per cent', { ...clusters, accuracy: 90 }, 'range', 'give a share above 0.5'],
    ['a loss', { ...clusters, training: { loss: 'product' } }, 'config', '"training.loss" is what is compared over'],
    [
      'a seed of the start',
      { ...clusters, training: { seed: 3 } },
      'config',
      '"training.seed" is what is compared over',
    ],
    [
      'a model of another kind',
      { ...clusters, model: { kind: 'dnn' } },
      'config',
      '"model.kind" is what is compared over',
    ],
  ])('%s', (_, settings, code, words) => {
    expect(refusal(() => planOf(settings as CompareSettings))).toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });
});
