import { describe, expect, test } from 'vitest';
import { fitMlp, mlpAnswers, mlpStep } from '../../src/baselines/mlp.js';
import { dataset } from '../../src/data/dataset.js';
import { randomStream } from '../../src/random.js';
import { classMetrics } from '../../src/training/all-metrics.js';
import { accuracy } from '../../src/training/metrics.js';
import { refusal } from '../refusal.js';

const draws = randomStream(3, 'mlp test');
/** Rows of three features; the class is the quadrant of the first two, which no line tells apart. */
function made(count: number, classes: 2 | 4) {
  const rows = Array.from({ length: count }, (_, n) => [0, 1, 2].map((j) => 4 * draws.uniform(3 * n + j) - 2));
  const labels = rows.map(([x, y]) => (classes === 2 ? (x * y > 0 ? 1 : -1) : (x > 0 ? 2 : 0) + (y > 0 ? 1 : 0)));
  return dataset(rows, labels, { classes });
}

/** The network written out, row by row. */
function slowLoss(w: Float64Array, data: ReturnType<typeof made>, hidden: number, weights: number[], l2: number) {
  const { features, classes = 2, rows, labels } = data;
  const outputs = classes === 2 ? 1 : classes;
  const v = (u: number, j: number) => w[u * features + j];
  const out = (o: number, u: number) => w[hidden * (features + 1) + o * hidden + u];
  let [sum, total, squares] = [0, 0, 0];
  for (let n = 0; n < data.length; n++) {
    const h = Array.from({ length: hidden }, (_, u) => {
      let z = w[hidden * features + u];
      for (let j = 0; j < features; j++) z += v(u, j) * rows[n * features + j];
      return Math.max(0, z);
    });
    const z = Array.from({ length: outputs }, (_, o) =>
      h.reduce((all, one, u) => all + out(o, u) * one, w[hidden * (features + 1) + outputs * hidden + o]),
    );
    const loss =
      outputs === 1
        ? Math.log(1 + Math.exp(-labels[n] * z[0]))
        : Math.log(z.reduce((all, one) => all + Math.exp(one), 0)) - z[labels[n]];
    sum += weights[n] * loss;
    total += weights[n];
  }
  for (let u = 0; u < hidden; u++) {
    for (let j = 0; j < features; j++) squares += v(u, j) ** 2;
    for (let o = 0; o < outputs; o++) squares += out(o, u) ** 2;
  }
  return sum / total + (l2 / 2) * squares;
}

describe.each([2, 4] as const)('with %i classes', (classes) => {
  const data = made(12, classes);
  const shape = { features: 3, hidden: 5, classes };
  const count = 5 * 4 + (classes === 2 ? 6 : 24);
  const w = Float64Array.from({ length: count }, (_, i) => 2 * draws.uniform(1000 + i) - 1);
  const weights = Float64Array.from({ length: 12 }, (_, n) => 0.5 + draws.uniform(2000 + n));
  const all = Int32Array.from({ length: 12 }, (_, n) => n);

  test('the loss is the network written out', () => {
    const gradient = new Float64Array(count);
    const loss = mlpStep(shape, w, data, all, weights, 0.3, gradient);
    expect(loss).toBeCloseTo(slowLoss(w, data, 5, Array.from(weights), 0.3), 13);
    const plain = mlpStep(shape, w, data, all, null, 0, gradient);
    expect(plain).toBeCloseTo(slowLoss(w, data, 5, new Array(12).fill(1), 0), 13);
  });

  test('the gradient is that of central differences', () => {
    const gradient = new Float64Array(count);
    mlpStep(shape, w, data, all, weights, 0.3, gradient);
    const at = (i: number, by: number) => {
      const moved = w.slice();
      moved[i] += by;
      return slowLoss(moved, data, 5, Array.from(weights), 0.3);
    };
    for (let i = 0; i < count; i++) {
      expect(Math.abs(gradient[i] - (at(i, 1e-5) - at(i, -1e-5)) / 2e-5)).toBeLessThan(1e-8);
    }
  });

  test('learns what no line tells apart', async () => {
    const training = made(200, classes);
    const mlp = await fitMlp(training, { iterations: 600, seed: 1 });
    expect(mlp.parameters).toHaveLength(16 * 4 + (classes === 2 ? 17 : 68));
    const answers = mlpAnswers(mlp, training);
    expect(classMetrics(answers, training.labels, { classes }).accuracy).toBeGreaterThan(0.95);
    // The same numbers every time.
    expect((await fitMlp(training, { iterations: 600, seed: 1 })).parameters).toStrictEqual(mlp.parameters);
    expect((await fitMlp(training, { iterations: 600, seed: 2 })).parameters).not.toStrictEqual(mlp.parameters);
  });
});

test('class weights draw labels to their class', async () => {
  const rows = Array.from({ length: 60 }, (_, n) => [2 * draws.uniform(5000 + n) - 1]);
  const noisy = dataset(
    rows,
    rows.map((_, n) => (n % 3 === 0 ? 1 : -1)),
  );
  const share = async (positive: number) => {
    const mlp = await fitMlp(noisy, { iterations: 200, classWeights: { positive }, l2: 0.1 });
    return accuracy(mlpAnswers(mlp, noisy), new Array(60).fill(1));
  };
  expect(await share(100)).toBe(1);
  expect(await share(0.01)).toBe(0);
});

test('what does not fit is refused', async () => {
  const data = made(12, 2);
  const code = async (options: object, rows = data) => {
    try {
      await fitMlp(rows, options);
    } catch (error) {
      return (error as { code: string }).code;
    }
    return null;
  };
  expect(await code({ hidden: 0 })).toBe('range');
  expect(await code({ iterations: 0.5 })).toBe('range');
  expect(await code({ batch: 0 })).toBe('range');
  expect(await code({ l2: -1 })).toBe('range');
  expect(await code({ learningRate: 0 })).toBe('range');
  expect(await code({ unit: 3 })).toBe('config');
  expect(await code({ classWeights: [1, 2, 3] })).toBe('config');
  expect(await code({}, dataset([[1], [2]], [1, 1]))).toBe('labels');
  expect(await code({ signal: AbortSignal.abort() })).toBe('aborted');
  const mlp = await fitMlp(data, { iterations: 1 });
  expect(refusal(() => mlpAnswers(mlp, dataset([[1], [2]], [1, -1]))).message).toContain('the network reads 3');
});
