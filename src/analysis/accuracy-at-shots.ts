import { checkedDataset, classesEntry, type Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { checkClasses, checkModel } from '../models/checked-model.js';
import { requireTwoClasses } from '../models/class-logits.js';
import { decidingProbabilities, labelWeights } from '../models/deciding.js';
import type { Model } from '../models/model-types.js';
import type { RowOptions } from '../models/row-options.js';
import { MAX_SHOTS, meanShotsLoss, momentLoss } from '../models/shots-loss.js';
import { checkedWhole, checkOptions } from '../options.js';
import { randomStream } from '../random.js';
import { shownValue } from '../shown-value.js';
import { NORMAL } from '../statistics.js';
import { classDecision } from './class-decision.js';
import { compositions, drawnChance, positiveChance, worths } from './decision.js';

/** Where all ways to divide the shots of all rows are more than these, some are drawn instead. */
const MOST_EXACT = 1e7;

/** How many steps the draws of all rows take in all where an accuracy is sampled: some tenths of a second. */
const STEPS = 2_000_000;
/** How often each row is decided at least, to see how far its draws scatter, and at most: then its rows are what is few. */
const [FEWEST_DRAWS, MOST_DRAWS] = [2, 100];
/** Steps of one draw of each row that nobody would wait for. */
const MOST_STEPS = 2e10;

/** The accuracy of labels that are the sign of the mean of some shots. */
export interface AccuracyAtShots {
  readonly shots: number;
  /** Expected share of rows with the right label. */
  readonly accuracy: number;
  /** Whether it was summed over all that can happen, or estimated from draws. */
  readonly method: 'exact' | 'sampled';
  /** Of a sampled accuracy; 0 of an exact one. */
  readonly standardError: number;
  /** How often each row was decided by drawn shots; 0 where none were drawn. */
  readonly draws: number;
  /** Of the draws; null where none were drawn. */
  readonly seed: number | null;
}

/** What is known of rows: the probabilities of their outcomes, what those weigh, and the right labels. */
export interface WeightedRows {
  /** P(a|x), shape [rows, outcomes]; where a parity decides those of its two values. */
  readonly probabilities: Float64Array;
  /** Shape [outcomes], or W, shape [classes, outcomes]. */
  readonly weights: Float64Array;
  /** +1 or -1, or the numbers of classes, shape [rows]. */
  readonly labels: Float64Array;
  /** How many there are, from 3 on; two unless told. */
  readonly classes?: number;
}

/** What {@link accuracyAtShots} takes. */
export interface AccuracyAtShotsOptions extends RowOptions {
  /** Of the draws where an accuracy is sampled; 0 unless told. */
  readonly seed?: number;
}

/**
 * Returns the accuracy that is expected when a label is the sign of the mean of so many shots.
 *
 *     accuracy = 1/N sum_n [ P(y_n sum > 0) + P(sum = 0) / 2 ],    sum = sum over the shots of w_a, a from P(a|x_n)
 *
 * Of more than two classes the label is the class whose sum of W_ca is largest, and a tie is decided by a fair draw among
 * those that tie.
 *
 * A tie counts half: a fair coin decides it. So 2k shots of a parity are worth what 2k - 1 are. It need not grow with the
 * number of shots: a row whose exact E has the wrong sign gets worse.
 *
 * Weights of two different values, as those of `parity` and `fixed` are, take the exact tail of a binomial distribution.
 * More values take all ways to divide the shots among them where these are at most 1e7 over all rows; else it is drawn how
 * many shots are worth each value but two, which are summed exactly, and the result says so and how far off it may be.
 *
 * @param model - a classifier
 * @param data - rows that it was not trained on, with their labels
 * @param shots - for every row, 1 to 1e9
 * @throws EbitError 'range' for another number of shots, or more than can be drawn; 'model', 'shape' or 'labels' for what is
 *   no model or no data set that fits it
 * @example
 * const { validation } = clusters({ seed: 1 });
 * const { method, accuracy } = accuracyAtShots(model, validation, 1);
 * [method, Math.abs(accuracy - successProbability(model, validation)) < 1e-12]; // ['exact', true]
 */
export function accuracyAtShots(
  model: Model,
  data: Dataset,
  shots: number,
  options: AccuracyAtShotsOptions = {},
): AccuracyAtShots {
  checkOptions('accuracyAtShots', options, { seed: true, rows: true });
  const seed = checkedWhole('The seed', options.seed ?? 0, 0, Number.MAX_SAFE_INTEGER);
  checkedWhole('The number of shots', shots, 1, MAX_SHOTS);
  return accuracyOfRows(weightedRows(model, data, { rows: options.rows }), shots, seed);
}

/** What a model says of the rows of some data. @throws EbitError as {@link accuracyAtShots} */
export function weightedRows(model: Model, data: Dataset, options: RowOptions = {}): WeightedRows {
  checkModel(model);
  const checked = checkedDataset('The data', data);
  checkClasses(model, checked, 'The data');
  const { rows, labels, classes = 2 } = checked;
  const weights = labelWeights(model);
  const probabilities = decidingProbabilities(
    model,
    weights,
    () => model.expectations(rows, options),
    () => model.probabilities(rows, options),
  );
  return { probabilities, weights, labels, ...classesEntry(classes) };
}

/** {@link accuracyAtShots} of rows of which everything is known. @throws EbitError 'range' for more shots than can be drawn */
export function accuracyOfRows(rows: WeightedRows, shots: number, seed: number): AccuracyAtShots {
  const how = rowChances(rows, shots, seed);
  return accuracyOfChances(
    Array.from(rows.labels, (_, n) => how.of(n)),
    shots,
    how,
  );
}

/** What is known of one row. */
export interface RowChance {
  /** That it gets the right label. */
  readonly chance: number;
  /** The mean squared deviation of its draws; 0 where none were drawn. */
  readonly spread: number;
}

/** How rows are decided from so many shots each. */
export interface RowChances extends Pick<AccuracyAtShots, 'method' | 'draws' | 'seed'> {
  readonly of: (row: number) => RowChance;
}

/**
 * Returns what {@link accuracyAtShots} is the mean of, row by row, so that whoever looks at many rows may pause in between.
 *
 * @throws EbitError 'range' for more shots than can be drawn
 */
export function rowChances(rows: WeightedRows, shots: number, seed: number): RowChances {
  if (rows.classes !== undefined) return classChances(rows, rows.classes, shots, seed);
  const { probabilities, weights, labels } = rows;
  const values = worths(weights).length;
  if (values > 2 && labels.length * compositions(shots, values) > MOST_EXACT) return sampled(rows, shots, seed);
  const positiveOf = positiveChance(weights, shots);
  const outcomes = weights.length;
  const of = (n: number): RowChance => {
    const positive = positiveOf(probabilities.subarray(n * outcomes, (n + 1) * outcomes));
    return { chance: labels[n] > 0 ? positive : 1 - positive, spread: 0 };
  };
  return { method: 'exact', draws: 0, seed: null, of };
}

/** {@link rowChances} of more than two classes: all ways to divide the shots where they are few, else drawn ones. */
function classChances({ probabilities, weights, labels }: WeightedRows, classes: number, shots: number, seed: number) {
  const outcomes = weights.length / classes;
  const decision = classDecision(weights, classes, shots);
  const own = (n: number) => probabilities.subarray(n * outcomes, (n + 1) * outcomes);
  if (labels.length * compositions(shots, outcomes) <= MOST_EXACT) {
    const of = (n: number): RowChance => ({ chance: decision.exact(own(n), labels[n]), spread: 0 });
    return { method: 'exact', draws: 0, seed: null, of } as const;
  }
  return drawnRows(labels.length, shots, seed, decision.draws, (n, uniform) =>
    decision.drawn(own(n), labels[n], uniform),
  );
}

/** Returns the accuracy of rows that {@link rowChances} has looked at, with its standard error. */
export function accuracyOfChances(
  rows: readonly RowChance[],
  shots: number,
  { method, draws, seed }: Omit<RowChances, 'of'>,
): AccuracyAtShots {
  const { length } = rows;
  const found = { shots, method, draws, seed };
  if (method === 'exact') {
    return { ...found, accuracy: rows.reduce((sum, { chance }) => sum + chance, 0) / length, standardError: 0 };
  }
  let accuracy = 0;
  let variance = 0;
  for (const { chance, spread } of rows) {
    accuracy += chance / length;
    variance += spread / ((draws - 1) * length * length);
  }
  return { ...found, accuracy, standardError: Math.sqrt(variance) };
}

/**
 * {@link accuracyOfRows}, with the sum of shots of more than two different weights taken for normal: with sigma^2 the
 * variance of one, Phi(y E sqrt(n) / sigma). Too hopeful for few shots, and quick for any.
 */
export function approximateAccuracy(rows: WeightedRows, shots: number): number {
  const { probabilities, weights, labels, classes } = rows;
  if (classes !== undefined || worths(weights).length <= 2) return accuracyOfRows(rows, shots, 0).accuracy;
  return 1 - meanShotsLoss(probabilities, weights, labels, momentLoss({ kind: 'shots', shots }, 'free'), null);
}

function sampled({ probabilities, weights, labels }: WeightedRows, shots: number, seed: number): RowChances {
  const outcomes = weights.length;
  const { draws, chance } = drawnChance(weights, shots);
  const drawn = drawnRows(labels.length, shots, seed, draws, (n, uniform) =>
    chance(probabilities.subarray(n * outcomes, (n + 1) * outcomes), uniform),
  );
  const of = (n: number): RowChance => {
    const { chance: positive, spread } = drawn.of(n);
    return { chance: labels[n] > 0 ? positive : 1 - positive, spread };
  };
  return { ...drawn, of };
}

/**
 * Rows that are decided by drawn shots, several times each.
 *
 * @param numbers - how many uniform numbers one draw takes
 * @param chanceOf - of what is asked of a row, by its uniform numbers
 * @throws EbitError 'range' for more shots than can be drawn
 */
function drawnRows(
  length: number,
  shots: number,
  seed: number,
  numbers: number,
  chanceOf: (row: number, uniform: (place: number) => number) => number,
): RowChances {
  // A binomial number takes about as many steps as its distribution is wide, the tail behind them some dozens.
  const steps = length * (50 + numbers * (8 + Math.sqrt(shots)));
  if (steps > MOST_STEPS) {
    throw new EbitError(
      'range',
      `${shots} shots of each of ${length} rows are too many to draw; ask for fewer shots, or of fewer rows. Of a model ` +
        'with parity or fixed weights the accuracy is exact at any number.',
    );
  }
  const draws = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(STEPS / steps)));
  const stream = randomStream(seed, 'shots');
  const of = (n: number): RowChance => {
    let [sum, squares] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const first = (n * draws + draw) * numbers;
      const chance = chanceOf(n, (place) => stream.uniform(first + place));
      sum += chance;
      squares += chance * chance;
    }
    const mean = sum / draws;
    // Of the mean of a row's draws; rounding alone makes it negative.
    const spread = Math.max(0, squares / draws - mean * mean);
    return { chance: mean, spread };
  };
  return { method: 'sampled', draws, seed, of };
}

/** What {@link shotsFor} takes. */
export interface ShotsForOptions extends AccuracyAtShotsOptions {
  /** The largest number of shots that is tried; 10,000 unless told. */
  readonly most?: number;
}

/**
 * Returns the fewest shots by which a model reaches an accuracy, with the accuracy that they reach; null if none up to `most`
 * do.
 *
 * Accuracy need not grow with the number of shots, so every odd number is tried in turn; an even one is worth what the odd
 * one before it is. Where the accuracy is sampled, the lower end of its interval of 95 % has to reach what is asked for.
 *
 * @param model - a classifier
 * @param data - rows that it was not trained on, with their labels
 * @param accuracy - in (0, 1]
 * @throws EbitError 'range' for an accuracy or a number of shots outside its limits; 'labels' for a model of more than two
 *   classes; as {@link accuracyAtShots}
 * @example
 * const { validation } = clusters({ seed: 1 });
 * const found = shotsFor(model, validation, 0.5, { most: 99 });
 * found === null || found.accuracy >= 0.5; // true
 */
export function shotsFor(
  model: Model,
  data: Dataset,
  accuracy: number,
  options: ShotsForOptions = {},
): AccuracyAtShots | null {
  checkOptions('shotsFor', options, { seed: true, most: true, rows: true });
  if (!(typeof accuracy === 'number' && accuracy > 0 && accuracy <= 1)) {
    throw new EbitError('range', `The accuracy is ${shownValue(accuracy)}; give a share above 0, at most 1.`);
  }
  const seed = checkedWhole('The seed', options.seed ?? 0, 0, Number.MAX_SAFE_INTEGER);
  const most = checkedWhole('The largest number of shots', options.most ?? 10_000, 1, MAX_SHOTS);
  checkModel(model);
  requireTwoClasses(model, 'The number of shots for an accuracy');
  const rows = weightedRows(model, data, { rows: options.rows });
  const estimates = parityAccuracies(rows);
  for (let shots = 1; shots <= most; shots += 2) {
    const estimate = estimates?.next().value;
    if (estimate !== undefined && estimate < accuracy - ESTIMATE) continue;
    const found = accuracyOfRows(rows, shots, seed);
    if (found.accuracy - NORMAL * found.standardError >= accuracy) return found;
  }
  return null;
}

/** How far rounding takes an accuracy that is made from the one before it, over as many as are ever tried. */
const ESTIMATE = 1e-9;

/**
 * The accuracies at 1, 3, 5, ... shots of weights w and -w, each from the one before it: with p the chance of a right shot,
 *
 *     M_(2k+1) = M_(2k-1) + (2p - 1) C(2k - 1, k) (p (1 - p))^k
 *
 * Null for other weights.
 */
function parityAccuracies({ probabilities, weights, labels }: WeightedRows): Generator<number, never> | null {
  const values = worths(weights);
  if (values.length !== 2 || Math.abs(values[0].value + values[1].value) > 1e-9 * values[0].value) return null;
  const outcomes = weights.length;
  const right = Array.from(labels, (label, n) =>
    values[label > 0 ? 0 : 1].outcomes.reduce((sum, a) => sum + probabilities[n * outcomes + a], 0),
  );
  return (function* () {
    let accuracy = right.reduce((sum, p) => sum + p, 0) / right.length;
    const terms = right.map((p) => (2 * p - 1) * p * (1 - p));
    for (let k = 1; ; k++) {
      yield accuracy;
      accuracy += terms.reduce((sum, term) => sum + term, 0) / right.length;
      const ratio = (2 * (2 * k + 1)) / (k + 1);
      for (let n = 0; n < right.length; n++) terms[n] *= ratio * right[n] * (1 - right[n]);
    }
  })();
}
