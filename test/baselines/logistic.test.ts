import { describe, expect, test } from 'vitest';
import { fitLogistic, logisticExpectations, logisticLoss } from '../../src/baselines/logistic.js';
import { dataset } from '../../src/data/dataset.js';
import { rowsSource } from '../../src/tasks/data/rows.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { storedOutcome } from '../../src/tasks/outcome.js';
import { runTask } from '../../src/tasks/run.js';
import { taskId } from '../../src/tasks/task.js';
import { taskWork } from '../../src/tasks/work.js';
import { refusal } from '../refusal.js';

const rows = Array.from({ length: 40 }, (_, i) =>
  Array.from({ length: 3 }, (_, j) => ((i * 7 + j * 13 + i * j * 3) % 11) / 5 - 1),
);
const labels = rows.map(([x, y], i) => (x - 0.5 * y + ((i * 5) % 7) / 7 - 0.4 > 0 ? 1 : -1));
const data = dataset(rows, labels);
const sampleWeights = rows.map((_, i) => 1 + (i % 3));

describe('fitLogistic', () => {
  // scikit-learn 1.9.1: LogisticRegression(C, tol=1e-14, solver="newton-cholesky", class_weight).fit(X, y, sample_weight)
  test.each([
    [{}, [0.1311468599799386, 2.539422617963051, -0.20040546536865492, 0.17184001347928857]],
    [{ c: 0.01 }, [0.09896607055817204, 0.0975160514455999, 0.01935566228388815, 0.00737486998949534]],
    [{ c: 100 }, [0.39187670380380873, 7.739610933358881, -1.4738676940833317, 0.6749266102711401]],
    [
      { classWeights: 'balanced' as const },
      [0.05188124536627684, 2.5427765285216353, -0.20056937533596209, 0.1761678956088871],
    ],
    [
      { classWeights: { positive: 2, negative: 0.5 } },
      [1.237007887630523, 2.452390487671286, -0.19683354111036194, 0.11421874464604319],
    ],
    [{ sampleWeights }, [0.1627111165383228, 3.1515913872069237, -0.6680551098850782, 0.22691227655340648]],
  ])('is that of scikit-learn: %j', (options, expected) => {
    const { parameters } = fitLogistic(data, options);
    for (const [i, value] of expected.entries()) expect(Math.abs(parameters[i] - value)).toBeLessThan(1e-10);
  });

  test('ends where the gradient is 0 to rounding', () => {
    for (const c of [1e-3, 1, 1e3]) expect(fitLogistic(data, { c }).gradient).toBeLessThan(1e-12 * (1 + 40 * c));
  });

  test('the objective falls from step to step, to what it is by hand', () => {
    const { course, objective, parameters } = fitLogistic(data, { c: 2 });
    expect(course[0]).toBeCloseTo(80 * Math.LN2, 10);
    for (let i = 1; i < course.length - 1; i++) expect(course[i]).toBeLessThan(course[i - 1]);
    const [b, ...w] = parameters;
    const byHand = rows.map((row, n) =>
      Math.log(1 + Math.exp(-labels[n] * (b + row.reduce((sum, x, j) => sum + x * w[j], 0)))),
    );
    const penalty = w.reduce((sum, value) => sum + (value * value) / 2, 0);
    expect(objective).toBeCloseTo(penalty + 2 * byHand.reduce((sum, one) => sum + one, 0), 10);
    expect(logisticLoss(parameters, data, null)).toBeCloseTo(byHand.reduce((sum, one) => sum + one, 0) / 40, 12);
  });

  test('rows that a line divides have a minimum all the same', () => {
    const { parameters, gradient } = fitLogistic(dataset([[-2], [-1], [1], [2]], [-1, -1, 1, 1]), { c: 1e6 });
    expect(parameters[1]).toBeGreaterThan(5);
    expect(gradient).toBeLessThan(1e-9);
  });

  test('its expectations are those of labels', () => {
    const { parameters } = fitLogistic(data);
    const expectations = logisticExpectations(parameters, data);
    const z = parameters[0] + rows[3].reduce((sum, x, j) => sum + x * parameters[1 + j], 0);
    expect(expectations[3]).toBeCloseTo(Math.tanh(z / 2), 12);
  });

  test.each([
    [{ c: 0 }, 'range', 'give a number above 0'],
    [{ c: Number.NaN }, 'range', 'give a number above 0'],
    [{ C: 1 } as object, 'config', 'fitLogistic has no option "C"'],
    [{ sampleWeights: [1] }, 'shape', '1 sample weights for 40'],
  ])('refuses %j', (options, code, words) => {
    expect(refusal(() => fitLogistic(data, options))).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  test('refuses rows of one label, and parameters of another number', () => {
    expect(refusal(() => fitLogistic(dataset([[1], [2]], [1, 1])))).toMatchObject({ code: 'labels' });
    expect(refusal(() => logisticExpectations([1, 2], data))).toMatchObject({ code: 'shape' });
  });
});

describe('a task of a logistic regression', () => {
  const given = { kind: rowsSource.kind, training: data, validation: data, weights: sampleWeights };
  const task = fitTask({ data: given, model: { kind: 'logistic' } });

  test('has no network, and comes to the outcome of a fit', async () => {
    expect([task.network, task.model]).toEqual([null, { kind: 'logistic', c: 1 }]);
    const outcome = await runTask(task);
    expect(outcome.parameters).toEqual(fitLogistic(data, { sampleWeights }).parameters);
    expect(outcome.validation).toEqual(outcome.training);
    expect(outcome.iterations).toBe(outcome.history.loss.length);
    expect(outcome).not.toHaveProperty('test');
    expect(storedOutcome(outcome)).toMatchObject({ kind: 'fit', stopped: 'iterations' });
    expect(taskWork(task)).toBeLessThan(0.1);
  });

  test('takes the weights of classes, and is another task with another c', async () => {
    const balanced = fitTask({
      data: given,
      model: { kind: 'logistic', c: 2 },
      training: { classWeights: 'balanced' },
    });
    const { parameters } = await runTask(balanced);
    expect(parameters).toEqual(fitLogistic(data, { c: 2, classWeights: 'balanced', sampleWeights }).parameters);
    const ids = [task, balanced, fitTask({ data: given, model: { kind: 'logistic', c: 2 } })].map(taskId);
    expect(new Set(ids).size).toBe(3);
    expect(taskId(fitTask(balanced))).toBe(ids[1]);
  });

  test.each([
    [{ iterations: 100 }, 'training.iterations'],
    [{ seed: 3 }, 'training.seed'],
    [{ l2: 0.1 }, 'training.l2'],
    [{ loss: 'product' as const }, 'training.loss'],
    [{ earlyStop: 3 }, 'training.earlyStop'],
    [{ learningRate: 0.1 }, 'training.optimiser'],
  ])('refuses what has no meaning for it: %j', (training, name) => {
    const error = refusal(() => fitTask({ data: given, model: { kind: 'logistic' }, training }));
    expect(error).toMatchObject({ code: 'config', message: expect.stringContaining(`"${name}" means nothing`) });
  });

  test('refuses the settings of other models, as they refuse c', () => {
    expect(refusal(() => fitTask({ data: given, model: { kind: 'logistic', depth: 2 } })).message).toContain(
      '"model.depth"',
    );
    expect(refusal(() => fitTask({ data: { kind: 'chsh' }, model: { c: 2 } })).message).toContain('"model.c"');
    expect(refusal(() => fitTask({ data: given, model: { kind: 'dnn', c: 2 } })).message).toContain('"model.c"');
  });

  test('is not begun after an abort', async () => {
    const signal = AbortSignal.abort();
    await expect(runTask(task, { signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});
