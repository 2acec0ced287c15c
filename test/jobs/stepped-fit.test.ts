import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fit } from '../../src/jobs/fit.js';
import type { StepEvent, SteppedFit, SteppingExecutor } from '../../src/jobs/job.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { threadPool } from '../../src/jobs/thread-pool.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import type { FitOutcome } from '../../src/tasks/outcome.js';
import { evaluate } from '../../src/training/metrics.js';
import { bundledWorker } from './bundled-worker.js';
import { job, model, training, validation } from './fixtures.js';

let script: URL;
let crashing: URL;
beforeAll(async () => {
  [script, crashing] = await Promise.all(['src/jobs/worker.ts', 'test/jobs/crashing-worker.ts'].map(bundledWorker));
});
afterAll(() => {
  rmSync(script);
  rmSync(crashing);
});

const ignore = () => {};
const settings = { iterations: 60, evaluateEvery: 20 };
const long = { iterations: 1_000_000, evaluateEvery: 1_000_000 };

/** Opens a fit, with what it says and how far it has come. */
function opened({ open }: SteppingExecutor, seed: number, more = {}, others = {}) {
  const said: StepEvent[] = [];
  const one = open({ ...job(seed, { ...settings, ...more }), ...others }, (event) => said.push(event));
  const steps = () => said.filter((event) => event.kind === 'steps');
  return { fit: one, said, steps, iteration: () => steps().at(-1)?.iteration ?? 0 };
}

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** What `fit` says of the same training. */
const fitted = (seed: number, iterations = 60) =>
  fit(model, training, { ...settings, iterations, seed, validation, batch: 'quarter' });

describe.each([
  ['the calling thread', async () => callingThread()],
  ['one thread', () => threadPool({ workers: 1, script })],
  ['two threads', () => threadPool({ workers: 2, script })],
])('fits that are taken on in steps, in %s', (_, openExecutor) => {
  let executor: SteppingExecutor;
  beforeAll(async () => {
    executor = await openExecutor();
  });
  afterAll(() => executor.close());

  it('give what fit gives, and tell all of their way', async () => {
    const { fit: one, said, steps } = opened(executor, 3, {}, { checkpointEvery: 25 });
    expect(await one.step(1)).toBeNull();
    expect(steps().map(({ iteration }) => iteration)).toEqual([1]);
    const at1 = await fitted(3, 1);
    expect(steps()[0].parameters).toEqual(at1.model.parameters);
    expect(await one.step(4)).toBeNull();
    expect(steps().at(-1)?.iteration).toBe(5);
    const outcome = (await one.step()) as FitOutcome;
    const { model: trained, history, accuracy, loss, checkpoint } = await fitted(3);
    expect(outcome).toMatchObject({ loss, stopped: 'iterations', iterations: 60 });
    expect(outcome.parameters).toEqual(trained.parameters);
    expect(outcome.history).toEqual(history);
    expect(outcome.checkpoint).toEqual(checkpoint);
    expect([outcome.training.accuracy, outcome.validation?.accuracy]).toEqual([accuracy.training, accuracy.validation]);
    expect(steps().flatMap(({ losses }) => [...losses])).toEqual([...history.loss]);
    const evaluations = steps().flatMap((event) => event.evaluations);
    expect(evaluations.map(({ iteration }) => iteration)).toEqual([0, 20, 40, 60]);
    expect(evaluations.map((own) => own.trainingAccuracy)).toEqual([...history.trainingAccuracy]);
    expect(evaluations.map((own) => own.validationLoss)).toEqual([...(history.validationLoss ?? [])]);
    const at20 = (await fitted(3, 20)).model;
    expect(evaluations[1].trainingBalanced).toBe(evaluate(at20, training).balancedAccuracy);
    expect(evaluations[1].validationBalanced).toBe(evaluate(at20, validation).balancedAccuracy);
    expect(outcome.validation?.balancedAccuracy).toBe(evaluate(trained, validation).balancedAccuracy);
    const checkpoints = said.filter((event) => event.kind === 'checkpoint');
    expect(checkpoints.map((event) => event.checkpoint.iteration)).toEqual([25, 50]);
    // Whoever asks again is told again.
    expect(await one.step(1)).toBe(outcome);
    const { fit: resumed } = opened(executor, 3, {}, { resume: checkpoints[1].checkpoint });
    expect((await resumed.step())?.parameters).toEqual(trained.parameters);
  });

  it('take turns, stand still, go on, and end when they are closed', async () => {
    const [first, second, third] = [opened(executor, 1, long), opened(executor, 2, long), opened(executor, 4)];
    const ends = [first, second].map((one) => one.fit.step());
    const outcome = await third.fit.step();
    expect(outcome?.parameters).toEqual((await fitted(4)).model.parameters);
    await until(() => first.iteration() > 1 && second.iteration() > 1);
    expect(await first.fit.step(0)).toBeNull();
    expect(await ends[0]).toBeNull();
    const at = first.iteration();
    const then = second.iteration();
    await until(() => second.iteration() > then);
    expect(first.iteration()).toBe(at);
    expect(await first.fit.step(2)).toBeNull();
    expect(first.iteration()).toBe(at + 2);
    second.fit.close();
    await expect(ends[1]).rejects.toMatchObject({ code: 'closed' });
    await expect(second.fit.step()).rejects.toMatchObject({ code: 'closed' });
    const { length } = second.said;
    first.fit.close();
    const last = opened(executor, 5);
    await last.fit.step();
    expect(second.said).toHaveLength(length);
  });

  it('say with its code why a training cannot be', async () => {
    const { fit: one } = opened(executor, 1, { batch: 1000 });
    await expect(one.step()).rejects.toMatchObject({ code: 'range', message: expect.stringContaining('1000') });
    const open = (task: unknown) => executor.open({ task } as never, ignore);
    await expect(open(fitTask({ data: { kind: 'clusters' }, model: { kind: 'dnn' } })).step()).rejects.toMatchObject({
      code: 'config',
    });
    await expect(open({ kind: 'dimension' }).step()).rejects.toMatchObject({ code: 'config' });
    expect(() => executor.open(job(1), 'no' as never)).toThrow('onEvent');
    await expect(opened(executor, 1).fit.step(-1)).rejects.toMatchObject({ code: 'range' });
  });
});

describe('a pool of threads', () => {
  it('runs jobs beside fits that are open', async () => {
    const pool = await threadPool({ workers: 1, script });
    try {
      const { fit: one } = opened(pool, 1, long);
      const end = one.step();
      const outcome = (await pool.run(job(2, settings), ignore, undefined)) as FitOutcome;
      expect(outcome.parameters).toEqual((await fitted(2)).model.parameters);
      one.close();
      await expect(end).rejects.toMatchObject({ code: 'closed' });
    } finally {
      await pool.close();
    }
  });

  it('that loses a thread says so to all that is open there, and starts another for the next', async () => {
    const pool = await threadPool({ workers: 1, script: crashing });
    try {
      const ends = [1, 2].map((seed) => opened(pool, seed, long).fit.step());
      const settled = Promise.allSettled(ends);
      await expect(pool.run(job(104), ignore, undefined)).rejects.toMatchObject({ code: 'worker' });
      const lost = { status: 'rejected', reason: { code: 'worker' } };
      expect(await settled).toMatchObject([lost, lost]);
      expect((await opened(pool, 3).fit.step())?.stopped).toBe('iterations');
    } finally {
      await pool.close();
    }
  });

  it('that is closed ends what is open, and opens nothing more', async () => {
    const pool = await threadPool({ workers: 1, script });
    const end = opened(pool, 1, long).fit.step();
    const ended = expect(end).rejects.toMatchObject({ code: 'closed' });
    await pool.close();
    await ended;
    expect(() => opened(pool, 1)).toThrow('closed');
  });

  it('says of a fit what is wrong with its thread', async () => {
    const pool = await threadPool({ workers: 1, script: new URL('./nowhere.js', script) });
    const one: SteppedFit = opened(pool, 1).fit;
    await expect(one.step()).rejects.toMatchObject({ code: 'runtime', message: expect.stringContaining('nowhere.js') });
    await pool.close();
  });
});
