import { describe, expect, it } from 'vitest';
import { isEbitError } from '../../src/errors.js';
import { classifier } from '../../src/models/classifier.js';
import { createModel } from '../../src/models/model-file.js';
import { type Checkpoint, createCheckpoint, parseCheckpoint } from '../../src/training/checkpoint.js';
import type { FitOptions } from '../../src/training/fit-options.js';
import { completed, trainingRun } from '../../src/training/training-run.js';
import { refusal } from '../refusal.js';
import { toyData, toyModel, toyOpen } from './toy.js';

const training = toyData(10);
const validation = toyData(6, 0.5);
const options: FitOptions = { iterations: 6, seed: 1, evaluateEvery: 2, validation };
const run = (more: FitOptions, model = toyModel, data = training) =>
  completed(trainingRun(toyOpen().open, model, data, { ...options, ...more }), undefined);
const { checkpoint } = await run({});

async function mismatch(more: FitOptions, model = toyModel, data = training): Promise<string> {
  try {
    await run({ resume: checkpoint, iterations: 10, ...more }, model, data);
  } catch (error) {
    if (isEbitError(error) && error.code === 'checkpoint') return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a checkpoint', () => {
  it('is plain data that survives JSON, with a model file in it', async () => {
    expect(parseCheckpoint(JSON.stringify(checkpoint))).toStrictEqual(checkpoint);
    expect(checkpoint).toMatchObject({ format: 'ebit-checkpoint', version: 2, iteration: 6 });
    const { model } = await run({});
    expect(createModel(checkpoint.model).parameters).toStrictEqual(model.parameters);
  });

  it.each<[string, FitOptions]>([
    ['seed 1, this run has 2', { seed: 2 }],
    ['seed 1, this run has null', { seed: undefined }],
    ['learningRate 0.01, this run has 0.02', { learningRate: 0.02 }],
    ['beta1 0.9, this run has 0.8', { beta1: 0.8 }],
    ['beta2 0.999, this run has 0.99', { beta2: 0.99 }],
    ['epsilon 1e-8, this run has 0.001', { epsilon: 0.001 }],
    ['loss mse, this run has product', { loss: 'product' }],
    ['batch quarter, this run has 5', { batch: 5 }],
    ['evaluateEvery 2, this run has 3', { evaluateEvery: 3 }],
  ])('is refused by another run: made with %s', async (words, more) => {
    expect(await mismatch(more)).toBe(`The checkpoint was made with ${words}; give the same.`);
  });

  it('is refused by other data', async () => {
    const changed = { ...training, rows: training.rows.map((x, n) => (n === 9 ? x + 1e-15 : x)) };
    expect(await mismatch({}, toyModel, changed)).toContain('other training rows or labels');
    const flipped = { ...training, labels: training.labels.map((y, n) => (n === 9 ? -y : y)) };
    expect(await mismatch({}, toyModel, flipped)).toContain('other training rows or labels');
    expect(await mismatch({ validation: toyData(6) })).toContain('other validation rows or labels');
    expect(await mismatch({ validation: undefined })).toContain('other validation rows or labels');
  });

  it('is refused by another model, but not by other parameters of the same', async () => {
    const { network, spec } = toyModel;

    const other = classifier({ network, circuit: spec.circuit, weights: 'fixed' });
    expect(await mismatch({}, other)).toContain('another model');
    const { iterations } = await run({ resume: checkpoint, iterations: 10 }, toyModel.withParameters([1, 2, 3, 4]));
    expect(iterations).toBe(10);
  });
});

describe('createCheckpoint', () => {
  const changed = (change: (copy: Record<string, unknown>) => void) => {
    const copy = structuredClone(checkpoint) as unknown as Record<string, unknown>;
    change(copy);
    return refusal(() => createCheckpoint(copy));
  };

  it.each<[string, (copy: Record<string, unknown>) => void, string]>([
    ['another format', (c) => (c.format = 'ebit-model'), 'its "format" is "ebit-model"'],
    ['a newer version', (c) => (c.version = 4), 'version 4, this program reads up to 3'],
    ['a version that it has no need of', (c) => (c.version = 3), 'contradicts itself'],
    ['an unknown key', (c) => (c.note = 'mine'), 'unknown key "note"'],
    ['a missing key', (c) => delete c.optimiser, 'lacks "optimiser"'],
    ['a wrong type', (c) => (c.iteration = '6'), '"iteration"'],
    [
      'a broken model',
      (c) => ((c.model as { circuit: unknown }).circuit = null),
      "The checkpoint's model is not valid: ",
    ],
    ['another iteration', (c) => (c.iteration = 5), 'contradicts itself'],
    ['a shorter history', (c) => (c.history as { loss: number[] }).loss.pop(), 'contradicts itself'],
    ['a longer column', (c) => (c.history as { trainingLoss: number[] }).trainingLoss.push(1), 'contradicts itself'],
    ['no validation', (c) => ((c.data as { validation: null }).validation = null), 'contradicts itself'],
    ['other moments', (c) => (c.optimiser as { firstMoment: number[] }).firstMoment.pop(), 'contradicts itself'],
    ['another count', (c) => ((c.optimiser as { step: number }).step = 7), 'contradicts itself'],
    ['other evaluations', (c) => ((c.history as { evaluatedAt: number[] }).evaluatedAt[1] = 3), 'contradicts itself'],
  ])('refuses %s', (_, change, words) => {
    const { code, message } = changed(change);
    expect(code).toBe('checkpoint');
    expect(message).toContain(words);
  });

  const adamOf = (c: Record<string, unknown>) => c.optimiser as Record<string, unknown>;
  const settingsOf = (c: Record<string, unknown>) => c.settings as Record<string, unknown>;
  const ownOf = (c: Record<string, unknown>) => settingsOf(c).optimiser as Record<string, unknown>;
  const historyOf = (c: Record<string, unknown>) => c.history as Record<string, number[]>;

  it.each<[string, (copy: Record<string, unknown>) => void, string]>([
    ['a power above 1', (c) => (adamOf(c).beta1Power = 2), 'beta1Power 2, where 6 updates with beta1 0.9 make 0.53144'],
    ['a power below 0', (c) => (adamOf(c).beta2Power = -0.5), 'beta2Power -0.5, where 6 updates with beta2 0.999 make'],
    ['a power of another count', (c) => (adamOf(c).beta1Power = 0.9), 'beta1Power 0.9, where 6 updates'],
    ['a negative second moment', (c) => ((adamOf(c).secondMoment as number[])[0] = -1), '"optimiser.secondMoment.0"'],
    ['an accuracy above 1', (c) => (historyOf(c).trainingAccuracy[1] = 1.5), '"history.trainingAccuracy.1"'],
    ['an accuracy below 0', (c) => (historyOf(c).validationAccuracy[0] = -0.1), '"history.validationAccuracy.0"'],
    [
      'a learning rate of 0',
      (c) => (ownOf(c).learningRate = 0),
      'at "settings.optimiser.learningRate": 0 where a number above 0, such as 0.01 belongs',
    ],
    ['a decay of 1', (c) => (ownOf(c).beta2 = 1), 'at "settings.optimiser.beta2": 1 where a number from 0 to below 1'],
    ['an empty batch', (c) => (settingsOf(c).batch = 0), '"settings.batch"'],
    ['a digest that is none', (c) => ((c.data as Record<string, unknown>).training = 'abc'), '"data.training"'],
  ])('refuses %s', (_, change, words) => {
    const { code, message } = changed(change);
    expect(code).toBe('checkpoint');
    expect(message).toContain(words);
  });

  it.each([5n, Symbol('x'), () => 7])('refuses a format that JSON cannot hold', (format) => {
    expect(refusal(() => createCheckpoint({ ...checkpoint, format })).code).toBe('checkpoint');
  });

  it.each([null, 3, 'text', []])('refuses %j', (value) => {
    expect(refusal(() => createCheckpoint(value)).code).toBe('checkpoint');
  });

  it('refuses a file that is cut off', () => {
    const text = JSON.stringify(checkpoint satisfies Checkpoint);
    const { code, message } = refusal(() => parseCheckpoint(text.slice(0, text.length / 2)));
    expect(code).toBe('checkpoint');
    expect(message).toContain('it may be truncated');
  });
});
