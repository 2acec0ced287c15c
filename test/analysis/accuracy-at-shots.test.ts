import { describe, expect, test } from 'vitest';
import { accuracyAtShots, accuracyOfRows, shotsFor } from '../../src/analysis/accuracy-at-shots.js';
import { successProbability } from '../../src/analysis/chsh-score.js';
import { bellNetwork, classifier, clusters, type Dataset, fit, type Model, qcnn } from '../../src/index.js';
import { outcomeWeights } from '../../src/models/weights.js';
import { refusal } from '../refusal.js';

const { training, validation } = clusters({ seed: 1 });
const few: Dataset = {
  rows: validation.rows.slice(0, 8 * 40),
  labels: validation.labels.slice(0, 40),
  features: 8,
  length: 40,
};
const untrained = (weights: 'free' | 'parity' | 'fixed'): Model =>
  classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 2 }), weights, seed: 3 });
const trained = async (weights: 'free' | 'parity' | 'fixed') =>
  (await fit(untrained(weights), training, { iterations: 60, seed: 1 })).model;

/** Every sequence of outcomes in turn, which shares no code with what is tested. */
function bySequences(model: Model, data: Dataset, shots: number): number {
  const probabilities = model.probabilities(data.rows);
  const weights = outcomeWeights(model, model.parameters);
  let total = 0;
  for (let n = 0; n < data.labels.length; n++) {
    for (let code = 0; code < 4 ** shots; code++) {
      let [chance, sum] = [1, 0];
      for (let shot = 0, rest = code; shot < shots; shot++, rest = Math.floor(rest / 4)) {
        chance *= probabilities[4 * n + (rest % 4)];
        sum += weights[rest % 4];
      }
      const isTie = Math.abs(sum) < 1e-9 * shots * Math.max(...weights.map(Math.abs));
      total += chance * (isTie ? 0.5 : sum * data.labels[n] > 0 ? 1 : 0);
    }
  }
  return total / data.labels.length;
}

describe.each(['parity', 'fixed', 'free'] as const)('with %s weights', (weights) => {
  test('is what all sequences of outcomes sum to', async () => {
    const model = await trained(weights);
    for (const shots of [1, 2, 3, 4, 5]) {
      const { accuracy, method } = accuracyAtShots(model, few, shots);
      expect(method).toBe('exact');
      expect(accuracy).toBeCloseTo(bySequences(model, few, shots), 12);
    }
  });
});

test('one shot is worth the probability of winning it', async () => {
  const model = await trained('parity');
  expect(accuracyAtShots(model, validation, 1).accuracy).toBeCloseTo(successProbability(model, validation), 12);
});

test('of a parity an even number of shots is worth what the odd one before it is', async () => {
  const model = await trained('parity');
  for (const k of [1, 2, 5, 50, 500]) {
    const [odd, even] = [2 * k - 1, 2 * k].map((shots) => accuracyAtShots(model, validation, shots).accuracy);
    expect(even).toBeCloseTo(odd, 11);
  }
});

test('goes to the accuracy by the exact mean as shots go on', async () => {
  const model = await trained('parity');
  const expectations = model.expectations(few.rows);
  const right = few.labels.reduce((count, label, n) => count + (label * expectations[n] > 0 ? 1 : 0), 0);
  expect(accuracyAtShots(model, few, 100_000_001).accuracy).toBeCloseTo(right / 40, 2);
});

test('weights that are all 0 leave every row to the coin', () => {
  const rows = { probabilities: Float64Array.of(0.1, 0.2, 0.3, 0.4), labels: Float64Array.of(1) };
  expect(accuracyOfRows({ ...rows, weights: new Float64Array(4) }, 7, 0).accuracy).toBe(0.5);
});

test('a certain outcome is right from the first shot, or never', () => {
  const probabilities = Float64Array.of(0, 1, 0, 0, 0, 0, 0, 1);
  const weights = Float64Array.of(1, -1, -1, 1);
  for (const shots of [1, 2, 5, 1_000_000]) {
    expect(accuracyOfRows({ probabilities, weights, labels: Float64Array.of(-1, 1) }, shots, 0).accuracy).toBe(1);
    expect(accuracyOfRows({ probabilities, weights, labels: Float64Array.of(-1, -1) }, shots, 0).accuracy).toBe(0.5);
  }
});

test('where there is too much to sum it is sampled, said so, and right within its error', async () => {
  const model = await trained('free');
  const one = accuracyAtShots(model, validation, 60, { seed: 5 });
  expect(one).toMatchObject({ shots: 60, method: 'sampled', seed: 5 });
  const exact = { sum: 0, count: 0 };
  for (let first = 0; first < validation.length; first += 128) {
    const part = {
      ...validation,
      rows: validation.rows.slice(8 * first, 8 * (first + 128)),
      labels: validation.labels.slice(first, first + 128),
      length: Math.min(128, validation.length - first),
    };
    const { accuracy, method } = accuracyAtShots(model, part, 60);
    expect(method).toBe('exact');
    exact.sum += accuracy * part.length;
    exact.count += part.length;
  }
  expect(Math.abs(one.accuracy - exact.sum / exact.count)).toBeLessThan(4 * one.standardError);
  expect(accuracyAtShots(model, validation, 60, { seed: 5 })).toEqual(one);
  expect(accuracyAtShots(model, validation, 60, { seed: 6 }).accuracy).not.toBe(one.accuracy);
}, 120_000);

describe('the fewest shots', () => {
  test('are the first odd number that reaches the accuracy', async () => {
    const model = await trained('parity');
    const target = accuracyAtShots(model, validation, 41).accuracy;
    const found = shotsFor(model, validation, target);
    expect(found?.shots).toBe(41);
    expect(found?.accuracy).toBe(target);
    expect(accuracyAtShots(model, validation, 39).accuracy).toBeLessThan(target);
  });

  test('are none where none reach it', async () => {
    const model = await trained('parity');
    expect(shotsFor(model, validation, 1, { most: 2001 })).toBeNull();
  });
});

test('refuses shots and accuracies that are none', () => {
  const model = untrained('parity');
  for (const shots of [0, -1, 1.5, 1e12, Number.NaN, '3' as never]) {
    expect(refusal(() => accuracyAtShots(model, few, shots)).code).toBe('range');
  }
  expect(refusal(() => shotsFor(model, few, 0)).message).toContain('The accuracy is 0');
  expect(refusal(() => shotsFor(model, few, 0.9, { most: 0 })).code).toBe('range');
  expect(refusal(() => accuracyAtShots(model, few, 1, { sed: 1 } as never)).message).toContain('seed');
  const rows = (count: number) => ({
    probabilities: new Float64Array(4 * count).fill(0.25),
    labels: new Float64Array(count).fill(1),
    weights: Float64Array.of(1, 0.5, -0.4, -1),
  });
  // A billion shots of two rows are drawn at once, of a million rows they are not; their mean is 1.1 / 4 of a weight.
  expect(accuracyOfRows(rows(2), 1e9, 0)).toMatchObject({ accuracy: 1, standardError: 0, method: 'sampled' });
  expect(refusal(() => accuracyOfRows(rows(1_000_000), 1e9, 0)).message).toContain('1000000 rows are too many to draw');
});
