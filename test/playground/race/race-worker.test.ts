import { expect, test } from 'vitest';
import { chsh } from '../../../src/data/chsh.js';
import { dataset } from '../../../src/data/dataset.js';
import { classifier } from '../../../src/models/classifier.js';
import { modelToJSON } from '../../../src/models/model-file.js';
import { qcnn } from '../../../src/models/qcnn.js';
import { bellNetwork } from '../../../src/network/bell-network.js';
import type { RaceJob, RaceReport } from '../../../src/playground/race/race-messages.js';
import { raceWorker } from '../../../src/playground/race/race-worker.js';
import { fit } from '../../../src/training/fit.js';
import { evaluate } from '../../../src/training/metrics.js';

const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const settings = { iterations: 60, seed: 3, evaluateEvery: 20, batch: 'full' } as const;
const job: RaceJob = {
  model: modelToJSON(model),
  training: chsh(),
  validation: null,
  settings,
  checkpointEvery: 25,
  resume: null,
};

/** A worker in this thread, and what it has said. */
function worker() {
  const said: RaceReport[] = [];
  let heard = () => {};
  const obey = raceWorker({
    send: (report) => {
      said.push(report);
      heard();
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const until = (isThere: (report: RaceReport) => boolean) =>
    new Promise<void>((resolve) => {
      heard = () => {
        if (said.some(isThere)) resolve();
      };
      heard();
    });
  return { said, obey, until };
}

/** Long enough for several turns. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 120));

const progress = (said: readonly RaceReport[], run: number) =>
  said.filter((report) => report.kind === 'progress').filter((report) => report.run === run);

test('a run gives what fit gives, and tells all of its way', async () => {
  const { said, obey, until } = worker();
  obey({ kind: 'start', run: 1, job, steps: null });
  await until(({ kind }) => kind === 'done');
  const { history, ...wanted } = await fit(model, chsh(), settings);
  const done = said.find((report) => report.kind === 'done');
  expect(done?.result.parameters).toEqual(wanted.model.parameters);
  const balanced = (one: typeof model) => evaluate(one, chsh()).balancedAccuracy;
  expect(done?.balanced).toEqual({ trainingBalanced: balanced(wanted.model), validationBalanced: null });
  const reports = progress(said, 1);
  expect(reports.flatMap(({ losses }) => [...losses])).toEqual([...history.loss]);
  const scores = reports.flatMap((report) => report.scores);
  expect(scores.map(({ iteration }) => iteration)).toEqual([0, 20, 40, 60]);
  expect(scores.map((one) => one.scores.trainingAccuracy)).toEqual([...history.trainingAccuracy]);
  // The game has as many inputs of either label.
  expect(scores.map((one) => one.balanced.trainingBalanced)).toEqual([...history.trainingAccuracy]);
  const at20 = await fit(model, chsh(), { ...settings, iterations: 20 });
  expect(scores[1].balanced).toEqual({ trainingBalanced: balanced(at20.model), validationBalanced: null });
  expect(reports.at(-1)?.parameters).toEqual(wanted.model.parameters);
  const checkpoints = said.filter((report) => report.kind === 'checkpoint');
  expect(checkpoints.map(({ checkpoint }) => checkpoint.iteration)).toEqual([25, 50]);
});

test('balanced accuracies are told of both parts of the data, beside the accuracies', async () => {
  // Nine rows of ten have one label: an accuracy of 0.9 is then worth nothing.
  const rows = Float64Array.from({ length: 80 }, (_, i) => ((i % 7) - 3) / 3);
  const unequal = dataset(
    rows,
    Float64Array.from({ length: 20 }, (_, n) => (n % 10 === 0 ? -1 : 1)),
  );
  const { said, obey, until } = worker();
  obey({ kind: 'start', run: 1, job: { ...job, validation: unequal }, steps: null });
  await until(({ kind }) => kind === 'done');
  const { model: trained, accuracy } = await fit(model, chsh(), { ...settings, validation: unequal });
  const done = said.find((report) => report.kind === 'done');
  expect(done?.result.accuracy).toEqual(accuracy);
  expect(done?.balanced).toEqual({
    trainingBalanced: evaluate(trained, chsh()).balancedAccuracy,
    validationBalanced: evaluate(trained, unequal).balancedAccuracy,
  });
});

test('it stands still after the steps that were asked for, and goes on when it is pulled', async () => {
  const { said, obey, until } = worker();
  obey({ kind: 'start', run: 1, job, steps: 1 });
  await until((report) => report.kind === 'progress' && report.isStill);
  expect(progress(said, 1).map(({ iteration, isStill, orders }) => [iteration, isStill, orders])).toEqual([
    [1, true, 1],
  ]);
  obey({ kind: 'pull', run: 1, steps: 2 });
  await until((report) => report.kind === 'progress' && report.orders === 2 && report.isStill);
  expect(progress(said, 1).at(-1)?.iteration).toBe(3);
  const one = await fit(model, chsh(), { ...settings, iterations: 3 });
  expect(progress(said, 1).at(-1)?.parameters).toEqual(one.model.parameters);
});

test('several runs take turns, and one that is dropped says no more', async () => {
  const { said, obey, until } = worker();
  const long = { ...job, settings: { ...settings, iterations: 1_000_000 }, checkpointEvery: 1_000_000 };
  obey({ kind: 'start', run: 1, job: long, steps: null });
  obey({ kind: 'start', run: 2, job, steps: null });
  await until((report) => report.kind === 'done' && report.run === 2);
  await until((report) => report.kind === 'progress' && report.run === 1 && report.iteration > 1);
  obey({ kind: 'pause', run: 1 });
  // The turn that was under way is told of; then nothing more.
  await rest();
  const paused = said.length;
  await rest();
  expect(said).toHaveLength(paused);
  obey({ kind: 'pull', run: 1, steps: 1 });
  await until((report) => report.kind === 'progress' && report.run === 1 && report.isStill);
  obey({ kind: 'drop', run: 1 });
  const dropped = said.length;
  obey({ kind: 'pull', run: 1, steps: null });
  await rest();
  expect(said).toHaveLength(dropped);
});

test('what cannot be trained is told with its code', async () => {
  const { said, obey, until } = worker();
  obey({ kind: 'start', run: 1, job: { ...job, model: { ...job.model, network: { processors: [] } } }, steps: null });
  obey({ kind: 'start', run: 2, job: { ...job, settings: { ...settings, iterations: 0 } }, steps: null });
  await until((report) => report.run === 2);
  expect(said).toEqual([
    { kind: 'failed', run: 1, code: 'network', message: expect.stringContaining('processor') },
    { kind: 'failed', run: 2, code: 'range', message: expect.stringContaining('iterations is 0') },
  ]);
});
