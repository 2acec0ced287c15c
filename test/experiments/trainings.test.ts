import { expect, test } from 'vitest';
import type { Scale } from '../../src/experiments/experiment.js';
import { gameFit, gameSizes } from '../../src/experiments/game.js';
import { INPUTS, type Mixing, rankCell, rankSizes } from '../../src/experiments/ranks.js';
import {
  baselineFit,
  clustersFit,
  cornersFor,
  evaluationOf,
  trainingSizes,
  type Variation,
} from '../../src/experiments/trainings.js';
import { type Task, taskId } from '../../src/tasks/task.js';

const scale: Scale = { name: 'tiny', choices: {} };
const size = { ...scale, ...trainingSizes.tiny };
const rank = (mixing: Mixing) =>
  rankCell(rankSizes.tiny, { ebits: 1, mixing, depth: 1, inputs: INPUTS, published: null }).task;

test('everything that an experiment may vary makes another task', () => {
  const varied = (variation: Variation) => clustersFit(size, 1, 1, { network: { ebits: 1 }, ...variation });
  const game = (loss: 'mse' | 'product') =>
    gameFit(gameSizes.tiny, scale, 1, { embedding: 'original', loss, network: { ebits: 1 } });
  const tasks: Task[] = [
    varied({}),
    clustersFit(size, 2, 1, { network: { ebits: 1 } }),
    clustersFit(size, 1, 2, { network: { ebits: 1 } }),
    clustersFit({ ...size, iterations: 5 }, 1, 1, { network: { ebits: 1 } }),
    varied({ network: { ebits: 1, fidelity: 0.9 } }),
    varied({ network: { ebits: 0, coins: 1 } }),
    varied({ mixing: 1 }),
    varied({ depth: 3 }),
    varied({ weights: 'parity' }),
    varied({ pairs: 'all' }),
    varied({ corners: 'distinct' }),
    varied({ corners: 'independent' }),
    varied({ learningRate: 0.02 }),
    varied({ beta2: 0.99 }),
    varied({ batch: 9 }),
    varied({ sampling: 'replacement' }),
    baselineFit(size, 1, 1, 'grid'),
    rank(0),
    rank(3),
    game('mse'),
    game('product'),
  ];
  const ids = tasks.map(taskId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});

test('what is said of nothing is the paper’s', () => {
  const { data, network, model, training } = clustersFit({ ...scale, ...trainingSizes.full }, 3, 4, {
    network: { ebits: 2 },
  });
  expect(data).toEqual({ kind: 'clusters', seed: 3, corners: 'grid', dimension: 8 });
  expect(network).toMatchObject({ ebits: 2, fidelity: 1 });
  expect(model).toEqual({ kind: 'classifier', pairs: 'ring', mixing: 0, depth: 20, weights: 'free' });
  expect(training.optimiser).toMatchObject({ kind: 'adam', learningRate: 0.01, beta2: 0.999 });
  expect(training).toMatchObject({ iterations: 2000, batch: 'quarter', sampling: 'epochs', seed: 4 });
});

test('what the user asks for holds for all trainings, and what an experiment varies before it', () => {
  const choices = { corners: 'distinct', pairs: 'all', learningRate: 0.02, beta2: 0.9 } as const;
  const asked = { ...size, choices };
  expect(clustersFit(asked, 1, 1, { network: { ebits: 0 }, pairs: 'chain' })).toMatchObject({
    data: { corners: 'distinct' },
    model: { pairs: 'chain' },
    training: { optimiser: { learningRate: 0.02, beta2: 0.9 } },
  });
  expect([cornersFor(asked, 'S3'), cornersFor(size, 'S3'), cornersFor(size, 'S4')]).toEqual([
    'distinct',
    'independent',
    'grid',
  ]);
  expect(baselineFit(asked, 1, 1, 'grid')).toMatchObject({ data: { corners: 'grid' }, model: { kind: 'dnn' } });
});

test('a trained model is measured as it was trained, or with worse ebits', () => {
  const fit = gameFit(gameSizes.tiny, scale, 1, { embedding: 'original', loss: 'mse', network: { ebits: 1 } });
  // Two processors of two qubits, depth 1: 2 (2 + 4) angles and a parity weight.
  const parameters = Array.from({ length: 13 }, (_, i) => i / 8);
  const score = { accuracy: 1, balancedAccuracy: 1, baseRate: 0.5 };
  const outcome = {
    kind: 'fit',
    training: score,
    validation: null,
    loss: { training: 0, validation: null },
    course: { iterations: [], loss: [], training: [], validation: null },
    iterations: 10,
    stopped: 'iterations',
    parameters,
  } as const;
  const task = evaluationOf(fit, outcome, { rows: 'training' });
  expect(task).toMatchObject({ data: fit.data, network: fit.network, model: fit.model, parameters, rows: 'training' });
  const worse = evaluationOf(fit, outcome, { network: { ...fit.network, fidelity: 0.5 } });
  expect(worse.network).toMatchObject({ ebits: 1, fidelity: 0.5 });
});
