// The loss of so many shots against what it means: sequences of outcomes, whole integrals, differences, drawn shots.
import { describe, expect, test } from 'vitest';
import { accuracyOfRows } from '../../src/analysis/accuracy-at-shots.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import type { Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import type { ShotsLoss } from '../../src/models/session-types.js';
import { checkedShotsLoss, momentLoss } from '../../src/models/shots-loss.js';
import { outcomeWeights } from '../../src/models/weights.js';
import { weightsOf } from '../oracle/classifier.js';
import { bornProbabilities } from '../oracle/joint.js';
import { chance, greatestGap } from '../oracle/random.js';
import { refusal } from '../refusal.js';
import { engineCases, labelsFor, parametersFor, rowsFor } from './engine-cases.js';

const shotsLoss = (shots: number): ShotsLoss => ({ kind: 'shots', shots });

/** C(n, k) p^k (1-p)^(n-k), one product after the other. */
function point(n: number, k: number, p: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value *= ((n - k + i) / i) * p;
  return value * (1 - p) ** (n - k);
}

/** The chance of a wrong label from shots of two values, a tie half of it. */
function errorChance(n: number, right: number): number {
  let sum = 0;
  for (let k = 0; k <= n; k++) sum += point(n, k, right) * (2 * k < n ? 1 : 2 * k === n ? 0.5 : 0);
  return sum;
}

/** P(Z > z), by Simpson's rule from z to far out. */
function gaussTail(z: number): number {
  const [steps, to] = [4000, 12];
  const step = (to - z) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const x = z + i * step;
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp((-x * x) / 2);
  }
  return (sum * step) / 3 / Math.sqrt(2 * Math.PI);
}

/** The mean loss of rows by what the loss means, from the oracle's probabilities. */
function meant(model: Model, parameters: ArrayLike<number>, rows: number[][], labels: number[], shots: number): number {
  const weights = weightsOf(model, parameters);
  const losses = bornProbabilities(model, parameters, rows).map((probabilities, n) => {
    const mean = probabilities.reduce((sum, p, a) => sum + p * weights[a], 0);
    const square = probabilities.reduce((sum, p, a) => sum + p * weights[a] * weights[a], 0);
    if (model.weightForm !== 'free') return errorChance(shots, (1 + (labels[n] * mean) / Math.sqrt(square)) / 2);
    return gaussTail((labels[n] * mean * Math.sqrt(shots)) / Math.sqrt(square - mean * mean));
  });
  return losses.reduce((sum, one) => sum + one, 0) / losses.length;
}

describe.each(engineCases)('$name', ({ model, engines }) => {
  const rows = rowsFor(model, 3, 11);
  const labels = labelsFor(3, 12);
  const parameters = parametersFor(model, 13);

  test.each(engines)('%s: the loss is what it means, and its gradient that of differences', (engine) => {
    const session = openSession(model, Float64Array.from(rows.flat()), Float64Array.from(labels), { engine });
    const gradient = new Float64Array(parameters.length);
    for (const shots of [1, 2, 7, 100]) {
      const loss = shotsLoss(shots);
      expect(session.step(parameters, null, loss, gradient)).toBeCloseTo(
        meant(model, parameters, rows, labels, shots),
        10,
      );
      const scratch = new Float64Array(parameters.length);
      const slopes = parameters.map((_, i) => {
        // Differences of fourth order: errors of about 1e-12 from the step, 1e-12 from rounding.
        const at = (shift: number) =>
          session.step(
            parameters.map((value, j) => (j === i ? value + shift : value)),
            null,
            loss,
            scratch,
          );
        const h = 1e-3;
        return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      });
      expect(greatestGap(gradient, slopes)).toBeLessThan(1e-7 * Math.sqrt(shots));
    }
    session.close();
  });
});

const [{ model }] = engineCases;
const rows = rowsFor(model, 67, 21);
const labels = Float64Array.from(labelsFor(67, 22));

test.each(['free', 'parity', 'fixed'] as const)('with %s weights the weights’ length changes nothing', (form) => {
  const one = engineCases.find((each) => each.model.weightForm === form)?.model ?? model;
  const own = rowsFor(one, 5, 1);
  const at = parametersFor(one, 3);
  const longer = at.map((value, i) => (i < one.angles ? value : 7 * value));
  const [first, second] = [at, longer].map((parameters) =>
    lossAndGradient(one.withParameters(parameters), own, labelsFor(5, 2), { loss: shotsLoss(9) }),
  );
  expect(second.loss).toBeCloseTo(first.loss, 12);
  // Hence the gradient has nothing along them.
  const along = Array.from(at).reduce((sum, w, i) => sum + (i < one.angles ? 0 : w * first.gradient[i]), 0);
  expect(Math.abs(along)).toBeLessThan(1e-13);
});

test('batches, segments and weights of rows are as of any loss', () => {
  const weights = Float64Array.from({ length: 67 }, (_, n) => 0.5 + (n % 4));
  const parameters = parametersFor(model, 23);
  const session = openSession(model, Float64Array.from(rows.flat()), labels, { weights });
  const batch = [66, 3, 3, 10];
  const gradient = new Float64Array(parameters.length);
  const found = session.step(parameters, batch, shotsLoss(50), gradient);
  const single = new Float64Array(parameters.length);
  const sum = new Float64Array(parameters.length);
  let loss = 0;
  for (const n of batch) {
    loss += weights[n] * session.step(parameters, [n], shotsLoss(50), single);
    for (let i = 0; i < sum.length; i++) sum[i] += weights[n] * single[i];
  }
  session.close();
  const total = batch.reduce((all, n) => all + weights[n], 0);
  expect(found).toBeCloseTo(loss / total, 13);
  expect(
    greatestGap(
      gradient,
      sum.map((value) => value / total),
    ),
  ).toBeLessThan(1e-13);
});

test('a step of another loss behind one of shots is as without it', () => {
  const parameters = parametersFor(model, 24);
  const session = openSession(model, Float64Array.from(rows.flat()), labels);
  const [before, between, after] = [0, 1, 2].map(() => new Float64Array(parameters.length));
  const first = session.step(parameters, null, 'mse', before);
  session.step(parameters, null, shotsLoss(5), between);
  expect([session.step(parameters, null, 'mse', after), ...after]).toEqual([first, ...before]);
  session.close();
});

test('is one minus the accuracy at so many shots where that is exact', () => {
  for (const form of ['parity', 'fixed'] as const) {
    const found = engineCases.find((each) => each.model.weightForm === form);
    if (found === undefined) continue;
    const at = found.model.withParameters(parametersFor(found.model, 3));
    const own = rowsFor(found.model, 9, 5);
    const ownLabels = Float64Array.from(labelsFor(9, 6));
    for (const shots of [1, 10, 101]) {
      const { accuracy } = accuracyOfRows(
        { probabilities: at.probabilities(own), weights: outcomeWeights(at, at.parameters), labels: ownLabels },
        shots,
        0,
      );
      expect(lossAndGradient(at, own, ownLabels, { loss: shotsLoss(shots) }).loss).toBeCloseTo(1 - accuracy, 12);
    }
  }
});

test('with free weights it is near what drawn shots do, the nearer the more of them', () => {
  const lossOf = momentLoss(shotsLoss(400), 'free');
  const [probabilities, weights] = [
    [0.35, 0.2, 0.25, 0.2],
    [1.2, -0.7, -0.9, 1.1],
  ];
  const mean = probabilities.reduce((sum, p, a) => sum + p * weights[a], 0);
  const square = probabilities.reduce((sum, p, a) => sum + p * weights[a] * weights[a], 0);
  const few = momentLoss(shotsLoss(40), 'free')(mean, square, 1).value;
  const next = chance(5);
  let wrong = 0;
  const draws = 20_000;
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (let shot = 0; shot < 40; shot++) {
      let left = next();
      let a = 0;
      while (a < 3 && left >= probabilities[a]) left -= probabilities[a++];
      sum += weights[a];
    }
    wrong += sum < 0 ? 1 : 0;
  }
  // Three standard errors of the draws, and as much again for the approximation at 40 shots.
  expect(Math.abs(wrong / draws - few)).toBeLessThan(6 * Math.sqrt((few * (1 - few)) / draws));
  expect(lossOf(mean, square, 1).value).toBeLessThan(few);
  // The example of the description: E = 0.6, sigma = 0.8, ten shots.
  expect(momentLoss(shotsLoss(10), 'free')(0.6, 1, 1).value).toBeCloseTo(0.00885, 5);
  expect(errorChance(10, 0.8)).toBeCloseTo(0.0196, 4);
});

test('what all shots agree on is certain, and has no slope', () => {
  for (const form of ['free', 'parity'] as const) {
    const lossOf = momentLoss(shotsLoss(9), form);
    expect([lossOf(2, 4, 1), lossOf(2, 4, -1), lossOf(0, 0, 1)]).toEqual(
      [0, 1, 0.5].map((value) => ({
        value,
        slope: form === 'free' ? 0 : expect.closeTo(0, 15),
        squareSlope: expect.closeTo(0, 15),
      })),
    );
  }
  // A certain row of a million shots neither overflows nor leaves the numbers.
  const far = momentLoss(shotsLoss(1_000_000_000), 'free')(0.9, 1, -1);
  expect(far).toEqual({ value: 1, slope: 0, squareSlope: -0 });
});

test('refuses what is no loss of shots, with the limits', () => {
  const words = (loss: unknown) => {
    const { code, message } = refusal(() => lossAndGradient(model, rows, labels, { loss: loss as ShotsLoss }));
    return [code, message];
  };
  expect(words({ kind: 'shots', shots: 0 })).toEqual([
    'range',
    'The number of shots of the loss is 0; give an integer from 1 to 1000000000.',
  ]);
  expect(words({ kind: 'shots', shots: 1e12 })[0]).toBe('range');
  expect(words({ kind: 'shots', shots: 2.5 })[0]).toBe('range');
  expect(words({ kind: 'shots' })[0]).toBe('range');
  expect(words({ kind: 'shot', shots: 3 })).toEqual([
    'config',
    'There is no loss of the kind "shot"; write { kind: \'shots\', shots: 100 }, or its name.',
  ]);
  expect(words({ kind: 'shots', shots: 3, warmUp: 5 })).toEqual([
    'config',
    'A loss has no option "warmUp". It takes kind, shots.',
  ]);
  expect(words([])[0]).toBe('config');
  expect(checkedShotsLoss(shotsLoss(3))).toEqual(shotsLoss(3));
});
