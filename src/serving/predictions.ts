// What a model makes of one row, in the words of the table that it was trained on.
import { type Classes, classWord, classWords } from '../data/labels.js';
import { classLabels, classLogits, softmaxRows } from '../models/class-logits.js';
import { decidingWeights } from '../models/deciding.js';
import type { Model } from '../models/model-types.js';
import { type Link, positiveProbabilities } from '../models/positive-probabilities.js';
import { expectationValues, handedOut, signLabels } from '../models/predict.js';
import { isListed, outcomeBits } from '../models/readouts.js';

/** What a model makes of one row of a table. */
export interface Prediction {
  /** In the words of the table, or by its number; null where E is 0 to rounding, so that there is nothing to tell. */
  readonly label: string | null;
  /** E; null of more than two classes, which have none. */
  readonly expectation: number | null;
  /** P(a|x) by outcome, shape [2^R]; empty of more than 12 bits, whose outcomes are not listed. */
  readonly probabilities: readonly number[];
  /** What the model takes for the probability of each class: of two the positive one first. */
  readonly classes: readonly ClassProbability[];
}

/** The probability of a class. */
export interface ClassProbability {
  /** As {@link Prediction.label}. */
  readonly label: string;
  readonly probability: number;
}

/** What a model said of rows. */
export interface Said {
  /** P(a|x), shape [rows, outcomes]; empty where the outcomes are too many to be listed. */
  readonly probabilities: Float64Array;
  /** E where a parity decides; null where it is made of the probabilities. */
  readonly expectations: Float64Array | null;
}

/** What of a model makes predictions of probabilities. */
type Predicting = Pick<Model, 'classes' | 'angles' | 'parameters' | 'network' | 'programs' | 'weightForm'>;

/**
 * Returns the prediction of every row.
 *
 * @param said - what the core found; the probabilities are brought into [0, 1]
 * @param words - what the labels are called
 * @param link - how E stands for the probability of the positive class of two
 */
export function predictionsOf(
  model: Predicting,
  { probabilities, expectations: ofParity }: Said,
  words: Classes,
  link: Link,
): Prediction[] {
  const bits = outcomeBits(model);
  const outcomes = isListed(bits) ? 1 << bits : 0;
  const own = (n: number): number[] => {
    const list = new Array<number>(outcomes);
    for (let a = 0; a < outcomes; a++) list[a] = probabilities[n * outcomes + a];
    return list;
  };
  const names = classWords(words);
  if (model.classes > 2) {
    const weights = model.parameters.subarray(model.angles);
    const logits = classLogits(probabilities, weights, model.classes);
    const chances = softmaxRows(logits, model.classes);
    handedOut(probabilities);
    return Array.from(classLabels(logits, weights, model.classes), (label, n) => ({
      label: names[label],
      expectation: null,
      probabilities: own(n),
      classes: names.map((name, c) => ({ label: name, probability: chances[n * names.length + c] })),
    }));
  }
  const weights = decidingWeights(model, model.parameters);
  const expectations = ofParity ?? expectationValues(probabilities, weights);
  const positive = positiveProbabilities(expectations, { link });
  handedOut(probabilities);
  return Array.from(signLabels(expectations, weights), (label, n) => ({
    label: label === 0 ? null : classWord(words, label),
    expectation: expectations[n],
    probabilities: own(n),
    classes: [
      { label: names[0], probability: positive[n] },
      { label: names[1], probability: 1 - positive[n] },
    ],
  }));
}

/**
 * Returns predictions with null in the place of every row that was left out.
 *
 * @param dropped - the places of those, ascending
 */
export function withGaps<T>(predictions: readonly T[], dropped: readonly number[]): (T | null)[] {
  if (dropped.length === 0) return [...predictions];
  const all: (T | null)[] = [];
  let gap = 0;
  let next = 0;
  for (let row = 0; row < predictions.length + dropped.length; row++) {
    if (dropped[gap] === row) {
      all.push(null);
      gap += 1;
    } else {
      all.push(predictions[next]);
      next += 1;
    }
  }
  return all;
}
