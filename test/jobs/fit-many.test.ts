import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataset } from '../../src/data/dataset.js';
import { fit } from '../../src/jobs/fit.js';
import { type FitManyOptions, fitMany } from '../../src/jobs/fit-many.js';
import type { Executor } from '../../src/jobs/job.js';
import { threadPool } from '../../src/jobs/thread-pool.js';
import type { Checkpoint } from '../../src/training/checkpoint.js';
import type { Progress } from '../../src/training/progress.js';
import type { FitResult } from '../../src/training/training-run.js';
import { bundledWorker } from './bundled-worker.js';
import { model, training, validation } from './fixtures.js';

const options = { validation, iterations: 30, evaluateEvery: 10, progressEvery: 10, learningRate: 0.05 };
const plain = ({ model: trained, ...rest }: FitResult) => ({ ...rest, parameters: trained.parameters });

let script: URL;
let crashing: URL;
const crashes = mkdtempSync(join(tmpdir(), 'ebit-crashes-'));

beforeAll(async () => {
  process.env.CRASHES = crashes;
  script = await bundledWorker('src/jobs/worker.ts');
  crashing = await bundledWorker('test/jobs/crashing-worker.ts');
});
afterAll(() => {
  delete process.env.CRASHES;
  for (const path of [script.pathname, crashing.pathname, crashes]) rmSync(path, { recursive: true, force: true });
});

async function within<T>(pool: Promise<Executor>, act: (executor: Executor) => Promise<T>): Promise<T> {
  const executor = await pool;
  try {
    return await act(executor);
  } finally {
    await executor.close();
  }
}

describe('fitMany', () => {
  it('gives for each seed what fit gives, on any number of workers', async () => {
    const seeds = [3, 1, 2];
    const expected = [];
    for (const seed of seeds) expected.push(plain(await fit(model, training, { ...options, seed })));
    const inThread = await fitMany(model, training, { ...options, seeds, workers: 0 });
    expect(inThread.map(plain)).toStrictEqual(expected);
    for (const workers of [1, 2]) {
      const runs = await within(threadPool({ workers, script }), (executor) =>
        fitMany(model, training, { ...options, seeds, executor }),
      );
      expect(runs.map(plain)).toStrictEqual(expected);
      expect(runs[0].model.predict(training.rows)).toStrictEqual(inThread[0].model.predict(training.rows));
    }
  });

  it('hands optimiser, schedule, penalties, loss and weights on to its workers', async () => {
    const settings = {
      ...options,
      learningRate: undefined,
      optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9 },
      schedule: { kind: 'cosine', warmUp: 3 },
      loss: 'logistic',
      classWeights: { positive: 3 },
      sampleWeights: training.labels.map((_, n) => 1 + (n % 3)),
      l2: 0.01,
      clip: 0.5,
    } as const;
    const [run] = await within(threadPool({ workers: 1, script }), (executor) =>
      fitMany(model, training, { ...settings, seeds: [2], executor }),
    );
    expect(plain(run)).toStrictEqual(plain(await fit(model, training, { ...settings, seed: 2 })));
  });

  it('refuses a loss that is a function, which no thread can be sent', async () => {
    const own = () => ({ value: 0, slope: 0 });
    const refused = fitMany(model, training, { ...options, seeds: [1], workers: 0, loss: own as never });
    await expect(refused).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('fitMany takes the name of a loss: a function cannot be sent to a thread'),
    });
  });

  it('passes progress and checkpoints of all seeds on', async () => {
    const seen: Progress[] = [];
    const saved: Checkpoint[] = [];
    await within(threadPool({ workers: 2, script }), (executor) =>
      fitMany(model, training, {
        ...options,
        seeds: [1, 2],
        executor,
        onProgress: (progress) => seen.push(progress),
        checkpoint: {
          every: 15,
          save: (checkpoint) => {
            saved.push(checkpoint);
          },
        },
      }),
    );
    for (const seed of [1, 2]) {
      const mine = seen.filter((progress) => progress.seed === seed);
      expect(mine.map(({ iteration }) => iteration)).toStrictEqual([10, 20, 30]);
      expect(mine[0].iterations).toBe(30);
      const mySaved = saved.filter(({ settings }) => settings.seed === seed);
      expect(mySaved.map(({ iteration }) => iteration)).toStrictEqual([15, 30]);
    }
  });

  it('stops all seeds when it is aborted, and goes on from their checkpoints to the same end', async () => {
    const seeds = [1, 2, 3];
    const long = { ...options, evaluateEvery: 2_000, seeds };
    await within(threadPool({ workers: 2, script }), async (executor) => {
      const controller = new AbortController();
      const endless = { ...long, iterations: 200_000, executor, signal: controller.signal };
      const started = new Set<number | null>();
      const onProgress = ({ seed }: Progress) => {
        if (started.add(seed).size === 2) controller.abort();
      };
      const stopped = await fitMany(model, training, { ...endless, onProgress });
      expect(stopped.map(({ stopped }) => stopped)).toStrictEqual(['aborted', 'aborted', 'aborted']);
      expect(stopped.map(({ iterations }) => iterations > 0)).toStrictEqual([true, true, false]);
      const resume = stopped.map(({ checkpoint }) => checkpoint);
      // How far the first seed came before the second began depends on the machine; the end lies behind it.
      const iterations = Math.max(8_000, ...stopped.map((run) => run.iterations + 1_000));
      const resumed = await fitMany(model, training, { ...long, iterations, executor, resume });
      const whole = await fitMany(model, training, { ...long, iterations, executor });
      expect(resumed.map(plain)).toStrictEqual(whole.map(plain));
    });
  });

  it('tries a fit again whose worker exits, throws, or dies of an error elsewhere', async () => {
    const seeds = [1, 101, 2, 102, 103];
    const reported: Parameters<NonNullable<FitManyOptions['onCrash']>>[0][] = [];
    const runs = await within(threadPool({ workers: 2, script: crashing }), (executor) =>
      fitMany(model, training, { ...options, seeds, executor, onCrash: (crash) => reported.push(crash) }),
    );
    const expected = await fitMany(model, training, { ...options, seeds, workers: 0 });
    expect(runs.map(plain)).toStrictEqual(expected.map(plain));
    expect(reported.map(({ seed, tries }) => [seed, tries]).sort()).toStrictEqual([
      [101, 1],
      [102, 1],
      [103, 1],
    ]);
    const why = Object.fromEntries(reported.map(({ seed, message }) => [seed, message]));
    expect(why[101]).toBe('A worker was lost: it ended with exit code 3.');
    expect(why[102]).toBe('A worker was lost: thrown once.');
    expect(why[103]).toContain('thrown from a timer');
  });

  it('gives up when a worker is lost on every try', async () => {
    const run = within(threadPool({ workers: 1, script: crashing }), (executor) =>
      fitMany(model, training, { ...options, seeds: [104, 1], executor, tries: 2 }),
    );
    await expect(run).rejects.toMatchObject({ code: 'worker', message: expect.stringContaining('each of 2 tries') });
  });

  it('says so when there is no worker to run', async () => {
    const nowhere = new URL('./no-such-worker.mjs', script);
    const run = within(threadPool({ workers: 1, script: nowhere }), (executor) =>
      fitMany(model, training, { ...options, seeds: [1], executor, tries: 1 }),
    );
    await expect(run).rejects.toMatchObject({ code: 'runtime', message: expect.stringContaining('no-such-worker') });
  });

  it('passes the errors of a fit on as they are, from a thread too', async () => {
    const narrow = dataset(training.rows.slice(0, 2 * training.length), training.labels);
    const message = 'A training row has 2 features; the model reads 4.';
    for (const pool of [{ workers: 0 }, { executor: await threadPool({ workers: 1, script }) }]) {
      const run = fitMany(model, narrow, { ...options, seeds: [1], ...pool });
      await expect(run).rejects.toMatchObject({ name: 'EbitError', code: 'shape', message });
      await pool.executor?.close();
    }
  });

  it('ends with what saving a checkpoint fails with', async () => {
    const save = () => Promise.reject(new Error('the disk is full'));
    const run = within(threadPool({ workers: 2, script }), (executor) =>
      fitMany(model, training, {
        ...options,
        iterations: 1_000_000,
        seeds: [1, 2],
        executor,
        checkpoint: { every: 5, save },
      }),
    );
    await expect(run).rejects.toThrow('the disk is full');
  });

  it.each<[string, Partial<FitManyOptions>, string]>([
    ['no seeds', { seeds: [] }, 'range'],
    ['a seed that is none', { seeds: [1, -2] }, 'range'],
    ['a seed twice', { seeds: [1, 2, 1] }, 'range'],
    ['a fraction of a worker', { workers: 1.5 }, 'range'],
    ['too many workers', { workers: 5000 }, 'range'],
    ['no tries', { workers: 0, tries: 0 }, 'range'],
    ['an unknown option', { seed: 4 } as Partial<FitManyOptions>, 'config'],
    ['a wrong option of fit', { iterations: -1 }, 'range'],
  ])('refuses %s', async (_, more, code) => {
    await expect(fitMany(model, training, { seeds: [1], ...more })).rejects.toMatchObject({ name: 'EbitError', code });
  });

  it('refuses a checkpoint of another seed', async () => {
    const { checkpoint } = await fit(model, training, { ...options, seed: 9 });
    const run = fitMany(model, training, { ...options, seeds: [1], workers: 0, resume: [checkpoint] });
    await expect(run).rejects.toMatchObject({ code: 'checkpoint', message: expect.stringContaining('of seed 9') });
  });
});

describe('threadPool', () => {
  it('runs nothing after it was closed', async () => {
    const pool = await threadPool({ workers: 1, script });
    await pool.close();
    const run = fitMany(model, training, { ...options, seeds: [1], executor: pool, tries: 1 });
    await expect(run).rejects.toMatchObject({ code: 'closed' });
  });
});
