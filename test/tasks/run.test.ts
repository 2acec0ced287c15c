import { expect, test } from 'vitest';
import { successProbability } from '../../src/analysis/chsh-score.js';
import { effectiveDimension } from '../../src/analysis/effective-dimension.js';
import { normalisedEffectiveDimension } from '../../src/analysis/normalised-effective-dimension.js';
import { fitDnn } from '../../src/baselines/fit-dnn.js';
import { chsh } from '../../src/data/chsh.js';
import { clusters } from '../../src/data/clusters.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { dimensionTask } from '../../src/tasks/dimension-task.js';
import { evaluationTask } from '../../src/tasks/evaluation-task.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { rowsOf } from '../../src/tasks/make.js';
import { storedOutcome } from '../../src/tasks/outcome.js';
import { runTask } from '../../src/tasks/run.js';
import { taskWork } from '../../src/tasks/work.js';
import { evaluate } from '../../src/training/metrics.js';

const training = { iterations: 40, evaluateEvery: 20, seed: 3 };

test('a fit is that of the library, bit for bit', async () => {
  const task = fitTask({ data: { kind: 'clusters', dimension: 3, seed: 2 }, model: { depth: 1 }, training });
  const outcome = await runTask(task);
  const data = clusters({ dimension: 3, seed: 2 });
  const network = {
    processors: [
      { name: 'A', qubits: 2 },
      { name: 'B', qubits: 1 },
    ],
    ebits: [{ between: ['A.0', 'B.0'] as const }],
  };
  const { network: made } = await import('../../src/network/network.js');
  const alone = await fit(classifier({ network: made(network), circuit: qcnn({ depth: 1 }) }), data.training, {
    ...training,
    validation: data.validation,
  });
  expect(outcome.parameters).toEqual(alone.model.parameters);
  expect(outcome.history).toEqual(alone.history);
  expect(outcome.validation?.accuracy).toBe(alone.accuracy.validation);
  expect(outcome.training).toMatchObject({ balancedAccuracy: evaluate(alone.model, data.training).balancedAccuracy });
});

test('a fit that is ended goes on from its checkpoint to the same bits, and its outcome is kept without loss', async () => {
  const task = fitTask({ data: { kind: 'chsh' }, model: { depth: 1, weights: 'parity' }, training });
  const controller = new AbortController();
  const events: string[] = [];
  const cut = await runTask(task, {
    signal: controller.signal,
    checkpointEvery: 10,
    onEvent: (event) => {
      events.push(event.kind);
      if (event.kind === 'checkpoint') controller.abort();
    },
  });
  expect([cut.stopped, cut.iterations, events.includes('checkpoint')]).toEqual(['aborted', 10, true]);
  const resumed = await runTask(task, { resume: cut.checkpoint });
  const whole = await runTask(task);
  expect(storedOutcome(resumed)).toEqual(storedOutcome(whole));
  expect(JSON.parse(JSON.stringify(storedOutcome(whole)))).toEqual(storedOutcome(whole));
});

test('the baseline is that of the library, bit for bit', async () => {
  const task = fitTask({ data: { kind: 'clusters', seed: 2 }, model: { kind: 'dnn' }, training });
  const data = clusters({ seed: 2 });
  const alone = await fitDnn(data.training, data.validation, training);
  const outcome = await runTask(task);
  expect(outcome.parameters).toEqual(alone.parameters);
  expect([outcome.training.accuracy, outcome.validation?.accuracy]).toEqual([
    alone.accuracy.training,
    alone.accuracy.validation,
  ]);
});

test('an effective dimension is that of the library, over random inputs and over rows', async () => {
  const model = classifier({ network: bellNetwork({ ebits: 4 }), circuit: qcnn({ depth: 2 }) });
  const sample = { inputs: 12, draws: 2, seed: 5 };
  const settings = { network: { ebits: 4 }, model: { depth: 2 }, measure: { draws: 2, seed: 5, observations: 100 } };
  const { kind, abbas, ...found } = await runTask(dimensionTask({ inputs: { kind: 'haar', count: 12 }, ...settings }));
  expect(found).toEqual(await effectiveDimension(model, sample));
  const normal = await normalisedEffectiveDimension(model, { ...sample, observations: 100 });
  expect([kind, abbas]).toEqual(['dimension', { value: normal.value, normalised: normal.normalised }]);
  const small = clusters({ dimension: 3 }).training.rows.subarray(0, 30);
  const over = dimensionTask({
    inputs: { kind: 'rows', rows: small },
    network: {
      processors: [
        { name: 'A', qubits: 2 },
        { name: 'B', qubits: 1 },
      ],
      ebits: 0,
    },
    model: { depth: 1 },
    measure: { draws: 1 },
  });
  expect((await runTask(over)).inputs).toBe(10);
});

test('an evaluation is that of the library, on another network than the model was trained on', async () => {
  const parameters = Array.from({ length: 16 }, (_, i) => i / 5);
  const model = classifier({
    network: bellNetwork({ ebits: 1, qubits: 2, fidelity: 0.8 }),
    circuit: qcnn({ depth: 1 }),
  });
  const same = model.withParameters(parameters.slice(0, model.parameters.length));
  const task = evaluationTask({
    data: { kind: 'chsh' },
    rows: 'training',
    network: { fidelity: 0.8 },
    model: { depth: 1 },
    parameters: Array.from(same.parameters),
    shots: [100, 1],
  });
  const outcome = await runTask(task);
  expect(outcome.successProbability).toBe(successProbability(same, chsh()));
  expect(outcome.score.accuracy).toBe(evaluate(same, chsh()).accuracy);
  expect([task.shots, outcome.shots.length]).toEqual([[1, 100], 2]);
  expect(outcome.expectations).toBeNull();
  const { expectations } = await runTask({ ...task, expectations: true });
  expect(expectations).toEqual(Array.from(same.expectations(chsh().rows)));
  await expect(runTask({ ...task, rows: 'validation' })).rejects.toMatchObject({ code: 'config' });
  await expect(runTask(task, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
});

test('equal data are the same rows, as long as there is room for them', () => {
  const rows = (seed: number) => rowsOf({ kind: 'clusters', seed, corners: 'grid', dimension: 8 });
  const first = rows(1);
  expect(rows(1)).toBe(first);
  // A data set has 4096 rows of 8 features and a label, 288 KiB: 128 MiB hold 455 of them.
  for (let seed = 2; seed < 460; seed++) rows(seed);
  expect(rows(1)).not.toBe(first);
  expect(rows(1).training).toEqual(first.training);
});

test('a task that does more takes longer', () => {
  const work = (iterations: number, depth = 20) =>
    taskWork(fitTask({ data: { kind: 'clusters' }, model: { depth }, training: { iterations } }));
  expect(work(2000)).toBe(1);
  expect(work(4000)).toBe(2);
  const ranks = [10, 100].map((count) => taskWork(dimensionTask({ inputs: { kind: 'haar', count } })));
  expect(ranks[1]).toBe(10 * ranks[0]);
});
