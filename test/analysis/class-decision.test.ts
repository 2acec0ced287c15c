import { expect, test } from 'vitest';
import { accuracyAtShots, shotsFor } from '../../src/analysis/accuracy-at-shots.js';
import { classDecision } from '../../src/analysis/class-decision.js';
import { dataset } from '../../src/data/dataset.js';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { chance, numbers } from '../oracle/random.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

/** The chance of a label over all sequences of shots, each looked at by itself. */
function bySequences(probabilities: readonly number[], weights: readonly number[][], shots: number, label: number) {
  const visit = (left: number, weight: number, sums: readonly number[]): number => {
    if (left > 0) {
      return probabilities.reduce(
        (total, p, a) =>
          total +
          visit(
            left - 1,
            weight * p,
            sums.map((sum, c) => sum + weights[c][a]),
          ),
        0,
      );
    }
    const most = Math.max(...sums);
    const tied = sums.filter((sum) => sum > most - 1e-9).length;
    return sums[label] > most - 1e-9 ? weight / tied : 0;
  };
  return visit(shots, 1, new Array<number>(weights.length).fill(0));
}

test('the chance of a label is that over all sequences of shots, ties shared', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }), (seed, shots, label) => {
      const next = chance(seed);
      const raw = numbers(4, 0, 1, next);
      const total = raw.reduce((sum, p) => sum + p, 0);
      const probabilities = raw.map((p) => p / total);
      // Small whole numbers, so that there are ties.
      const weights = [0, 1, 2].map(() => numbers(4, -2, 3, next).map(Math.floor));
      const { exact } = classDecision(Float64Array.from(weights.flat()), 3, shots);
      expect(exact(probabilities, label)).toBeCloseTo(bySequences(probabilities, weights, shots, label), 12);
    }),
    { numRuns: 40 },
  );
});

const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 1 }), circuit: qcnn({ depth: 1 }), classes: 3 });
const next = chance(5);
const rows = Array.from({ length: 30 }, () => numbers(2, -1.5, 1.5, next));
const data = dataset(
  rows,
  rows.map((_, n) => n % 3),
  { classes: 3 },
);

test('of more shots than can be divided in all ways some are drawn, to the same mean', () => {
  const exact = accuracyAtShots(model, data, 60);
  expect([exact.method, exact.standardError]).toEqual(['exact', 0]);
  const sampled = accuracyAtShots(model, data, 2000);
  expect([sampled.method, sampled.seed]).toEqual(['sampled', 0]);
  const given = model.predict(rows);
  const limit = rows.filter((_, n) => given[n] === n % 3).length / rows.length;
  expect(Math.abs(accuracyAtShots(model, data, 1_000_000).accuracy - limit)).toBeLessThan(0.05);
  // Drawn chances against exact ones of the same shots.
  const weights = model.parameters.subarray(model.angles);
  const { exact: summed, drawn, draws } = classDecision(weights, 3, 9);
  const own = model.probabilities([rows[0]]);
  const uniform = chance(6);
  const count = 4000;
  let sum = 0;
  for (let draw = 0; draw < count; draw++) {
    const places = Array.from({ length: draws }, uniform);
    sum += drawn(own, 1, (place) => places[place]);
  }
  expect(Math.abs(sum / count - summed(own, 1))).toBeLessThan(0.03);
});

test('the fewest shots for an accuracy are for two classes, and data have to have the classes of the model', () => {
  expect(refusal(() => shotsFor(model, data, 0.5)).message).toContain('The number of shots for an accuracy is defined');
  const two = dataset(
    rows,
    rows.map(() => 1),
  );
  expect(refusal(() => accuracyAtShots(model, two, 3)).message).toContain('The data has 2 classes and the model 3');
});
