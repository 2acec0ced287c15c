import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seedDirectory } from '../../src/cli/run-directory.js';
import { parseSummary } from '../../src/cli/run-summary.js';
import { resolve } from '../../src/cli/settings/resolve.js';
import { startRun } from '../../src/cli/start-run.js';
import { trainInto, workersOf } from '../../src/cli/training-run.js';
import { digest } from '../../src/digest.js';
import type { EbitError } from '../../src/errors.js';
import { fit } from '../../src/jobs/fit.js';
import { parseModel } from '../../src/models/model-file.js';
import { said } from './said.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const settings = {
  data: 'clusters',
  dimension: 3,
  depth: 1,
  iterations: 60,
  evaluateEvery: 20,
  checkpointEvery: 20,
  seed: 7,
} as const;
const begin = (name: string, more: object = {}) => startRun(said({ ...settings, ...more }), join(folder, name), false);

test.each([
  [{ batch: 'full' }, 8191, 1],
  [{ batch: 'full' }, 8192, 2],
  [{ batch: 'quarter' }, 32_767, 1],
  [{ batch: 'quarter' }, 50_000, 3],
  [{ batch: 4096 }, 1_000_000, 1],
  [{ batch: 40_960 }, 1_000_000, 10],
  [{ batch: 'full', seeds: 2 }, 8192, 4],
  [{ batch: 'full', seeds: 2 }, 8191, 1],
])('without a word a run of %o over %i rows has work for %i threads', (more, rows, count) => {
  const config = resolve(said({ ...settings, ...more }));
  expect(workersOf(config, rows)).toBe(Math.min(count, availableParallelism()));
  expect(workersOf({ ...config, run: { ...config.run, workers: 7 } }, rows)).toBe(7);
});

test('one seed: model, metrics and summary of just that fit', async () => {
  const { directory, task, config } = await begin('one');
  const { summary, results } = await trainInto(directory, task, config);
  const alone = await fit(task.model, task.training, {
    validation: task.validation ?? undefined,
    iterations: 60,
    evaluateEvery: 20,
    seed: 7,
  });
  expect(results[0].model.parameters).toEqual(alone.model.parameters);
  expect(parseModel(directory.read('model')).parameters).toEqual(alone.model.parameters);
  const metrics = directory.read('metrics').trimEnd().split('\n');
  expect(metrics.map((line) => JSON.parse(line).iteration)).toEqual([0, 20, 40, 60]);
  expect(JSON.parse(metrics[3])).toEqual({
    iteration: 60,
    trainingAccuracy: alone.accuracy.training,
    trainingLoss: alone.loss.training,
    validationAccuracy: alone.accuracy.validation,
    validationLoss: alone.loss.validation,
  });
  expect(parseSummary(directory.read('summary'), '')).toEqual(summary);
  expect(summary).toMatchObject({
    seed: 7,
    iterations: 60,
    stopped: 'iterations',
    accuracy: alone.accuracy,
    loss: alone.loss,
    digest: digest(alone.model.parameters),
    node: process.versions.node,
    ebit: JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version,
  });
  expect(directory.has('checkpoint')).toBe(false);
});

test('several seeds: each in a folder of its own, and the best beside them', async () => {
  const { directory, task, config } = await begin('several', { seeds: 3 });
  const { summary, results } = await trainInto(directory, task, config);
  expect(summary.fits?.map(({ seed }) => seed)).toEqual([7, 8, 9]);
  const losses = results.map(({ loss }) => loss.training);
  const best = losses.indexOf(Math.min(...losses));
  expect(summary.seed).toBe(7 + best);
  expect(parseModel(directory.read('model')).parameters).toEqual(results[best].model.parameters);
  const accuracies = results.map(({ accuracy }) => accuracy.training);
  expect(summary.spread?.training.mean).toBeCloseTo((accuracies[0] + accuracies[1] + accuracies[2]) / 3, 14);
  results.forEach(({ model }, i) => {
    const own = seedDirectory(directory, 7 + i);
    expect(parseModel(own.read('model')).parameters).toEqual(model.parameters);
    expect(JSON.parse(own.read('summary'))).toEqual(summary.fits?.[i]);
    expect(own.has('checkpoint')).toBe(false);
  });
});

describe('a run that was interrupted', () => {
  /** Ends a run once it has come so far, or takes it to its end. */
  async function run(name: string, more: object, stopAt: number | null) {
    const { directory, task, config } = await begin(name, more);
    const controller = new AbortController();
    const error: EbitError | null = await trainInto(directory, task, config, {
      signal: controller.signal,
      onProgress: ({ iteration }) => {
        if (iteration === stopAt) controller.abort();
      },
    }).then(
      () => null,
      (reason) => reason,
    );
    return { directory, task, config, error };
  }

  test.each([1, 2])('goes on to the same bits, with %i seed(s)', async (seeds) => {
    const whole = await run(`whole-${seeds}`, { seeds }, null);
    const cut = await run(`cut-${seeds}`, { seeds }, 20);
    expect(cut.error?.code).toBe('aborted');
    expect(cut.error?.message).toContain(`ebit train --resume ${cut.directory.path}`);
    expect(cut.directory.has('summary')).toBe(false);
    await trainInto(cut.directory, cut.task, cut.config);
    const places =
      seeds === 1
        ? [[whole.directory, cut.directory]]
        : [7, 8].map((seed) => [seedDirectory(whole.directory, seed), seedDirectory(cut.directory, seed)]);
    for (const [one, other] of places) {
      expect(other.read('model')).toBe(one.read('model'));
      expect(other.read('metrics')).toBe(one.read('metrics'));
    }
    expect(cut.directory.read('model')).toBe(whole.directory.read('model'));
  });

  test('is not gone on with on other data', async () => {
    const { directory, task, config } = await run('other', {}, 20);
    const { task: another } = await begin('another', { dataSeed: 9 });
    const different = { ...another, model: task.model };
    await expect(trainInto(directory, different, config)).rejects.toMatchObject({ code: 'checkpoint' });
    expect(directory.has('checkpoint')).toBe(true);
  });

  test('with a truncated checkpoint is refused, and keeps what it has', async () => {
    const { directory, task, config } = await run('truncated', {}, 20);
    const text = directory.read('checkpoint');
    writeFileSync(directory.pathOf('checkpoint'), text.slice(0, 200));
    const metrics = directory.read('metrics');
    await expect(trainInto(directory, task, config)).rejects.toMatchObject({ code: 'checkpoint' });
    expect(directory.read('metrics')).toBe(metrics);
  });
});

test('an early stop ends a run well', async () => {
  const { directory, task, config } = await begin('early', { iterations: 2000, earlyStop: 2 });
  const { summary } = await trainInto(directory, task, config);
  expect(summary.stopped).toBe('early');
  expect(summary.iterations).toBeLessThan(2000);
  expect(directory.read('metrics').trimEnd().split('\n').length).toBe(summary.iterations / 20 + 1);
});
