// What `ebit predict` says of rows, a batch at a time: the same of a row in whatever batch it comes.

import { accuracyOfRows } from '../analysis/accuracy-at-shots.js';
import { TIE } from '../analysis/decision.js';
import { classesEntry } from '../data/dataset.js';
import { type Classes, classWord } from '../data/labels.js';
import { classLogits } from '../models/class-logits.js';
import { askedOf, decidingProbabilities, labelWeights } from '../models/deciding.js';
import type { Model } from '../models/model-types.js';
import { isListed, outcomeBits } from '../models/readouts.js';
import { countsFrom } from '../models/sample.js';
import { type RandomStream, randomStream } from '../random.js';
import { type Said, predictionsOf as wholePredictionsOf } from '../serving/predictions.js';

/** What a model makes of one row. */
export interface Prediction {
  /** P(a) by outcome, the first processor most significant. */
  readonly probabilities: readonly number[];
  /** Of two classes. */
  readonly expectation?: number;
  /** Of more: what the model takes for the probability of each. */
  readonly classes?: readonly { readonly label: string; readonly probability: number }[];
  /** Null where the expectation is 0 to rounding. */
  readonly label: string | null;
  /** Of as many new shots, the chance that they would say otherwise; there where the label is one of shots. */
  readonly otherwise?: number;
}

/** How labels are drawn. */
export interface Drawing {
  readonly shots: number;
  readonly seed: number;
}

/**
 * Returns what makes predictions of a model's rows.
 *
 * @param classes - what labels are called
 * @param drawing - null where labels are those of the exact mean
 * @returns a function of rows as the model embeds them, and of the place of the first among all rows that are predicted: what
 *   is drawn of a row belongs to its place
 */
export function predictionsBy(
  model: Model,
  classes: Classes,
  drawing: Drawing | null,
): (rows: Float64Array, first: number) => Prediction[] {
  const saidOf = (rows: Float64Array): Said => ({
    probabilities: isListed(outcomeBits(model)) ? model.probabilities(rows) : new Float64Array(0),
    expectations: askedOf(model) === 'parity' ? model.expectations(rows) : null,
  });
  if (drawing === null) return (rows) => predictionsOf(model, saidOf(rows), classes);
  const { shots, seed } = drawing;
  const weights = labelWeights(model);
  const draws = randomStream(seed, 'sample');
  const coins = randomStream(seed, 'ties');
  const entry = classesEntry(model.classes);
  const outcomes = weights.length / (model.classes > 2 ? model.classes : 1);
  return (rows, first) => {
    const said = saidOf(rows);
    const all = decidingProbabilities(
      model,
      weights,
      () => said.expectations ?? new Float64Array(0),
      () => said.probabilities,
    );
    const counts = countsFrom(first, all, outcomes, shots, draws);
    return predictionsOf(model, said, classes).map((prediction, n) => {
      const own = counts.subarray(n * outcomes, (n + 1) * outcomes);
      const label =
        model.classes === 2
          ? signOf(own, weights, coins, first + n)
          : largestOf(own, weights, model.classes, coins, first + n);
      const probabilities = all.subarray(n * outcomes, (n + 1) * outcomes);
      const row = { probabilities, weights, labels: Float64Array.of(label), ...entry };
      return {
        ...prediction,
        label: classWord(classes, label),
        otherwise: 1 - accuracyOfRows(row, shots, seed).accuracy,
      };
    });
  };
}

/** The sign of the sum of shots; of a tie that of the row's coin. */
function signOf(counts: Int32Array, weights: Float64Array, coins: RandomStream, row: number): number {
  const sum = counts.reduce((total, count, a) => total + count * weights[a], 0);
  const size = counts.reduce((total, count, a) => total + count * Math.abs(weights[a]), 0);
  return Math.abs(sum) <= TIE * size ? (coins.uniform(row) < 0.5 ? 1 : -1) : Math.sign(sum);
}

/** The class with the largest sum of shots; of those that tie the one that the row's number draws. */
function largestOf(
  counts: Int32Array,
  weights: Float64Array,
  classes: number,
  coins: RandomStream,
  row: number,
): number {
  const logits = classLogits(Float64Array.from(counts), weights, classes);
  const size = counts.reduce((total, count) => total + count, 0);
  const tie = TIE * size * weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const most = Math.max(...logits);
  const tied = Array.from(logits.keys()).filter((c) => logits[c] >= most - tie);
  return tied[Math.floor(coins.uniform(row) * tied.length)];
}

/** As {@link Prediction} has it: E of two classes, of more the probability of each. */
function predictionsOf(model: Model, said: Said, words: Classes): Prediction[] {
  return wholePredictionsOf(model, said, words, 'linear').map(({ probabilities, expectation, classes, label }) =>
    expectation === null ? { probabilities, classes, label } : { probabilities, expectation, label },
  );
}
