import { describe, expect, it, vi } from 'vitest';
import type { Dataset } from '../../src/data/dataset.js';
import { isEbitError } from '../../src/errors.js';
import { adam } from '../../src/training/adam.js';
import { batches } from '../../src/training/batches.js';
import { type Checkpoint, parseCheckpoint } from '../../src/training/checkpoint.js';
import type { FitOptions } from '../../src/training/fit-options.js';
import type { Progress } from '../../src/training/progress.js';
import { completed, trainingRun } from '../../src/training/training-run.js';
import { toyData, toyModel, toyOpen, toyStep } from './toy.js';

const training = toyData(10);
const validation = toyData(6, 0.5);

function run(options: FitOptions, { model = toyModel, data = training, toy = toyOpen() } = {}) {
  return completed(trainingRun(toy.open, model, data, options), options.onProgress);
}

async function rejection(promise: Promise<unknown>) {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isEbitError(error)) throw new Error(`no EbitError but ${error}`);
  return error;
}

describe('trainingRun', () => {
  it('does what batches and Adam say, one after another', async () => {
    const toy = toyOpen();
    const result = await run({ iterations: 9, seed: 5, learningRate: 0.1 }, { toy });
    const parameters = toyModel.withInitialParameters(5).parameters.slice();
    const { init, update } = adam({ learningRate: 0.1 });
    const { at } = batches(10, 'quarter', 5);
    const state = init(4);
    const gradient = new Float64Array(4);
    const losses = Array.from({ length: 9 }, (_, i) => {
      const loss = toyStep(training.rows, at(i), parameters, gradient);
      update(state, gradient, parameters);
      return loss;
    });
    expect(result.model.parameters).toStrictEqual(parameters);
    expect([...result.history.loss]).toStrictEqual(losses);
    expect(toy.steps).toStrictEqual(Array.from({ length: 9 }, (_, i) => Int32Array.from(at(i) ?? [])));
    expect(result.iterations).toBe(9);
    expect(result.stopped).toBe('iterations');
    expect(toy.closed).toStrictEqual(toy.opened);
  });

  it('leaves the model as it is, and without a seed starts from its parameters', async () => {
    const model = toyModel.withParameters([0.1, 0.2, 0.3, 0.4]);
    const first = toyStep(training.rows, batches(10, 'quarter', 0).at(0), model.parameters, new Float64Array(4));
    const result = await run({ iterations: 1 }, { model });
    expect(result.history.loss[0]).toBe(first);
    expect([...model.parameters]).toStrictEqual([0.1, 0.2, 0.3, 0.4]);
    expect(result.model.parameters).not.toStrictEqual(model.parameters);
  });

  it('evaluates before the first update and then every so many', async () => {
    const model = toyModel.withParameters([0.2, 0, 1, -1]);
    const { history, accuracy, loss } = await run(
      { iterations: 7, evaluateEvery: 3, validation, seed: undefined },
      { model },
    );
    expect([...history.evaluatedAt]).toStrictEqual([0, 3, 6]);
    // Rows 0 and 1 of 10 are below 0.2; E there is the first weight 1, elsewhere the second -1. Labels + - - + - - + - - +.
    expect(history.trainingAccuracy[0]).toBe(0.6);
    expect(history.trainingLoss[0]).toBe((4 * 4) / 10);
    // All 6 validation rows are above 0.2: E = -1, labels + - - + - -.
    expect(history.validationAccuracy?.[0]).toBe(4 / 6);
    expect(history.validationLoss?.[0]).toBe(8 / 6);
    expect(history.loss.length).toBe(7);
    expect(accuracy.validation).not.toBeNull();
    // The result is of the last parameters, which are none of those in the history.
    expect(loss.training).not.toBe(history.trainingLoss[2]);
    expect(loss.training).toBe((await run({ iterations: 7, evaluateEvery: 7 }, { model })).history.trainingLoss[1]);
  });

  it('has no validation columns without a validation set', async () => {
    const { history, accuracy, loss } = await run({ iterations: 2 });
    expect(history.validationAccuracy).toBeNull();
    expect(history.validationLoss).toBeNull();
    expect(accuracy.validation).toBeNull();
    expect(loss.validation).toBeNull();
  });

  it('reports progress every so many iterations and after the last', async () => {
    const seen: Progress[] = [];
    const { history } = await run({
      iterations: 8,
      seed: 2,
      progressEvery: 3,
      evaluateEvery: 4,
      validation,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.map(({ iteration }) => iteration)).toStrictEqual([3, 6, 8]);
    expect(seen.map(({ loss }) => loss)).toStrictEqual([history.loss[2], history.loss[5], history.loss[7]]);
    expect(seen.map(({ scores }) => scores.trainingLoss)).toStrictEqual([...history.trainingLoss]);
    expect(seen[0]).toMatchObject({ seed: 2, iterations: 8 });
  });

  it('lets timers through, and stops before the next iteration when it is aborted', async () => {
    const controller = new AbortController();
    const iterations = 1_000_000;
    const result = await run({
      iterations,
      signal: controller.signal,
      evaluateEvery: iterations,
      progressEvery: iterations / 10_000,
      onProgress: () => setTimeout(() => controller.abort(), 0),
    });
    expect(result.stopped).toBe('aborted');
    expect(result.iterations).toBeGreaterThan(0);
    expect(result.iterations).toBeLessThan(iterations);
    expect(result.checkpoint.iteration).toBe(result.iterations);
  });

  it('does nothing when it is aborted from the start', async () => {
    const toy = toyOpen();
    const result = await run({ seed: 1, signal: AbortSignal.abort() }, { toy });
    expect(result.stopped).toBe('aborted');
    expect(result.iterations).toBe(0);
    expect(result.model.parameters).toStrictEqual(toyModel.withInitialParameters(1).parameters);
    expect(toy.steps).toStrictEqual([]);
    expect(toy.closed).toStrictEqual(toy.opened);
  });

  it('stops early when the validation accuracy has stopped rising, and stays stopped', async () => {
    const options = {
      iterations: 100,
      evaluateEvery: 2,
      validation,
      earlyStop: { patience: 2 },
      learningRate: 1e-6,
      seed: 1,
    };
    const result = await run(options);
    expect(result.stopped).toBe('early');
    expect(result.iterations).toBe(4);
    const again = await run({ ...options, resume: result.checkpoint });
    expect(again).toMatchObject({ stopped: 'early', iterations: 4 });
  });
});

describe('an interrupted run', () => {
  const options = {
    iterations: 23,
    seed: 11,
    evaluateEvery: 4,
    progressEvery: 1,
    validation,
    batch: 3,
    learningRate: 0.05,
  };
  const comparable = ({ model, ...rest }: Awaited<ReturnType<typeof run>>) => ({
    ...rest,
    parameters: model.parameters,
  });

  it('equals the uninterrupted one, bit for bit, wherever it is interrupted', async () => {
    const whole = comparable(await run(options));
    for (let stop = 1; stop < 23; stop++) {
      const controller = new AbortController();
      const first = await run({
        ...options,
        signal: controller.signal,
        onProgress: ({ iteration }) => iteration === stop && controller.abort(),
      });
      expect(first).toMatchObject({ stopped: 'aborted', iterations: stop });
      const resume = parseCheckpoint(JSON.stringify(first.checkpoint));
      expect(comparable(await run({ ...options, resume }))).toStrictEqual(whole);
    }
  });

  it('hands out checkpoints that do not change when it goes on, and waits until they are saved', async () => {
    const saved: Checkpoint[] = [];
    const texts: string[] = [];
    const stepsAround: number[][] = [];
    const toy = toyOpen();
    const save = async (checkpoint: Checkpoint) => {
      const before = toy.steps.length;
      saved.push(checkpoint);
      texts.push(JSON.stringify(checkpoint));
      await new Promise((resolve) => setTimeout(resolve, 2));
      stepsAround.push([before, toy.steps.length]);
    };
    const whole = comparable(await run({ ...options, checkpoint: { every: 10, save } }, { toy }));
    expect(stepsAround).toStrictEqual([
      [10, 10],
      [20, 20],
    ]);
    expect(saved.map(({ iteration }) => iteration)).toStrictEqual([10, 20]);
    expect(saved.map((checkpoint) => JSON.stringify(checkpoint))).toStrictEqual(texts);
    for (const resume of saved) expect(comparable(await run({ ...options, resume }))).toStrictEqual(whole);
  });

  it('may be made longer, and is not run again when it is complete', async () => {
    const first = await run(options);
    const toy = toyOpen();
    expect(comparable(await run({ ...options, resume: first.checkpoint }, { toy }))).toStrictEqual(comparable(first));
    expect(toy.steps).toStrictEqual([]);
    const longer = await run({ ...options, iterations: 40, resume: first.checkpoint });
    expect(comparable(longer)).toStrictEqual(comparable(await run({ ...options, iterations: 40 })));
  });

  it('cannot be made shorter', async () => {
    const { checkpoint } = await run(options);
    const { code, message } = await rejection(run({ ...options, iterations: 22, resume: checkpoint }));
    expect(code).toBe('checkpoint');
    expect(message).toContain('at iteration 23, beyond the 22');
  });
});

describe('a run that fails', () => {
  it.each(['progress', 'save'])('gives its sessions back: %s', async (what) => {
    const toy = toyOpen();
    const breaks = () => {
      throw new Error('the disk is full');
    };
    const options: FitOptions =
      what === 'progress' ? { onProgress: breaks, progressEvery: 1 } : { checkpoint: { every: 2, save: breaks } };
    await expect(run({ ...options, validation }, { toy })).rejects.toThrow('the disk is full');
    expect(toy.closed.length).toBe(2);
    expect(toy.steps.length).toBe(what === 'progress' ? 1 : 2);
  });

  it('gives its sessions back when nobody asks for more', async () => {
    const toy = toyOpen();
    for await (const { iteration } of trainingRun(toy.open, toyModel, training, { progressEvery: 5 })) {
      if (iteration === 10) break;
    }
    expect(toy.steps.length).toBe(10);
    expect(toy.closed).toStrictEqual(toy.opened);
  });

  it('gives the first session back when the second cannot be opened', async () => {
    const toy = toyOpen();
    const open = vi
      .fn(toy.open)
      .mockImplementationOnce(toy.open)
      .mockImplementationOnce(() => {
        throw new Error('no memory');
      });
    await expect(completed(trainingRun(open, toyModel, training, { validation }), undefined)).rejects.toThrow(
      'no memory',
    );
    expect(toy.closed).toStrictEqual(toy.opened);
  });

  it('says so when the loss leaves the finite numbers', async () => {
    const { code, message } = await rejection(run({ learningRate: 1e300, iterations: 50 }));
    expect(code).toBe('not-finite');
    expect(message).toContain('The loss became Infinity at iteration 1; lower the learning rate of 1e+300.');
  });

  it.each<[string, FitOptions, string, string]>([
    ['an unknown option', { learningrate: 1 } as FitOptions, 'config', 'fit has no option "learningrate"'],
    ['a loss', { loss: 'square' as 'mse' }, 'config', 'no loss "square"'],
    ['an engine', { engine: 'gpu' as 'auto' }, 'config', 'no engine "gpu"'],
    ['iterations', { iterations: 0 }, 'range', 'iterations is 0'],
    ['half iterations', { iterations: 1.5 }, 'range', 'iterations is 1.5'],
    ['too many iterations', { iterations: 1e9 }, 'range', 'from 1 to 10000000'],
    ['a learning rate', { learningRate: -1 }, 'range', 'learning rate is -1'],
    ['a batch', { batch: 11 }, 'range', 'The batch is 11'],
    ['a seed', { seed: -1 }, 'range', 'seed is -1'],
    ['evaluateEvery', { evaluateEvery: 0 }, 'range', 'evaluateEvery is 0'],
    ['progressEvery', { progressEvery: Number.NaN }, 'range', 'progressEvery is NaN'],
    ['a checkpoint', { checkpoint: { every: 0, save: () => {} } }, 'range', 'checkpoint.every is 0'],
    ['an early stop without validation', { earlyStop: { patience: 2 } }, 'config', 'give a validation set'],
    ['patience', { earlyStop: { patience: 0 }, validation }, 'range', 'patience of the early stop is 0'],
    [
      'a gain',
      { earlyStop: { patience: 1, minimumGain: -1 }, validation },
      'range',
      'minimum gain of the early stop is -1',
    ],
  ])('refuses %s', async (_, options, code, words) => {
    const error = await rejection(run(options));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  it.each<[string, Dataset, string, string]>([
    [
      'other features',
      { ...training, rows: new Float64Array(20) },
      'shape',
      'training row has 2 features; the model reads 1',
    ],
    ['fewer labels', { ...training, labels: Float64Array.of(1, -1, 1) }, 'shape', 'whole number'],
    ['NaN', { ...training, rows: training.rows.map((x, n) => (n === 3 ? Number.NaN : x)) }, 'not-finite', '3'],
    ['a third label', { ...training, labels: training.labels.map((y, n) => (n === 3 ? 2 : y)) }, 'labels', 'row 3'],
    ['one label', { ...training, labels: training.labels.map(() => 1) }, 'labels', 'All 10 training labels are 1'],
  ])('refuses training rows with %s', async (_, data, code, words) => {
    const toy = toyOpen();
    const error = await rejection(run({}, { data, toy }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(toy.opened).toStrictEqual([]);
  });

  it('refuses validation rows that do not fit', async () => {
    const { message } = await rejection(run({ validation: { ...validation, rows: new Float64Array(12) } }));
    expect(message).toContain('A validation row has 2 features; the model reads 1.');
  });
});
