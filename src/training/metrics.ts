import { checkedDataset, checkedLabels, type Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { checkClasses, checkModel } from '../models/checked-model.js';
import { classLabels, crossEntropy, softmaxRows } from '../models/class-logits.js';
import { decidingProbabilities, decidingWeights } from '../models/deciding.js';
import { embeddedRows } from '../models/embedded-rows.js';
import { defaultLoss, isTwoClassLoss, lossOfClasses, meanLossOf, meanModelLoss } from '../models/losses.js';
import type { Model } from '../models/model-types.js';
import { decidedValues } from '../models/predict.js';
import { type RowOptions, SCALED } from '../models/row-options.js';
import { type LossName, lossNames, type PlainLoss } from '../models/session-types.js';
import { numberList } from '../number-list.js';
import { checkedWhole, checkedWord, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type ClassMetrics, classMetrics, metricsAnswered } from './all-metrics.js';
import { classCounts, largestShare } from './class-counts.js';
import { linkOf } from './watched-metric.js';

/** How the rows of one true label were classified. */
export interface ConfusionRow {
  readonly positive: number;
  readonly negative: number;
  /** Rows with E = 0, which count as wrong: of a model's those with |E| <= 1e-12 max_a |w_a|, which is 0 to rounding. */
  readonly undecided: number;
}

/** Counts of rows by their true label, then by the label that the model gave. */
export interface ConfusionTable {
  readonly positive: ConfusionRow;
  readonly negative: ConfusionRow;
}

/** What a model makes of a labelled set. */
export interface Evaluation extends ClassMetrics {
  /** The share of the larger class: what always giving its label would reach; see {@link baseRate}. */
  readonly baseRate: number;
  readonly loss: number;
  /** Null for more than two classes. */
  readonly confusion: ConfusionTable | null;
  /**
   * Rows by their true class, then by the one that the model gave, [classes][classes]. The two classes of a model without
   * more are +1 and -1 in this order; of them an undecided row is counted nowhere.
   */
  readonly counts: readonly (readonly number[])[];
}

/** What a model says of rows, and what is true of them; as many of the one as of the other. */
interface Answers {
  readonly expectations: Float64Array;
  readonly labels: Float64Array;
}

function answersOf(expectations: ArrayLike<number>, labels: ArrayLike<number>): Answers {
  const answers: Answers = {
    expectations: numberList('The expectations', expectations),
    labels: checkedLabels(labels),
  };
  if (answers.expectations.length !== answers.labels.length) {
    throw new EbitError(
      'shape',
      `There are ${answers.expectations.length} expectations and ${answers.labels.length} labels; give one each a row.`,
    );
  }
  for (let n = 0; n < answers.expectations.length; n++) {
    if (!Number.isNaN(answers.expectations[n])) continue;
    throw new EbitError('not-finite', `The expectation of row ${n} is ${shownValue(expectations[n])}; give a number.`);
  }
  return answers;
}

/**
 * Returns the share of rows whose label is the sign of E; a row with E = 0 counts as wrong.
 *
 * @param expectations - E, shape [rows]
 * @param labels - +1 or -1, shape [rows], at least one
 * @returns in [0, 1]
 * @throws EbitError 'labels' without a label or for another label, 'shape' unless there is one of each a row,
 *   'not-finite' for an E that is no number
 * @example
 * accuracy(Float64Array.of(0.3, -0.2, 0, 1), Float64Array.of(1, 1, 1, 1)); // 0.5
 */
export function accuracy(expectations: ArrayLike<number>, labels: ArrayLike<number>): number {
  const { expectations: e, labels: y } = answersOf(expectations, labels);
  let right = 0;
  for (let n = 0; n < y.length; n++) if (y[n] * e[n] > 0) right += 1;
  return right / y.length;
}

/**
 * Returns the mean loss; see `lossAndGradient` for the equations.
 *
 * @param expectations - E, shape [rows]
 * @param labels - y, +1 or -1, shape [rows], at least one
 * @param loss - which loss
 * @throws EbitError as {@link accuracy}, and 'config' for another loss
 * @example
 * meanLoss(Float64Array.of(0.5, -0.5), Float64Array.of(1, 1), 'mse'); // 1.25
 */
export function meanLoss(expectations: ArrayLike<number>, labels: ArrayLike<number>, loss: LossName): number {
  checkLoss(loss);
  const { expectations: e, labels: y } = answersOf(expectations, labels);
  return meanLossOf(e, y, loss);
}

function confusionRow({ expectations, labels }: Answers, label: 1 | -1): ConfusionRow {
  const row = { positive: 0, negative: 0, undecided: 0 };
  for (let n = 0; n < labels.length; n++) {
    if (labels[n] !== label) continue;
    if (expectations[n] > 0) row.positive += 1;
    else if (expectations[n] < 0) row.negative += 1;
    else row.undecided += 1;
  }
  return row;
}

/**
 * Returns how many rows of each true label got which label.
 *
 * @param expectations - E, shape [rows]
 * @param labels - +1 or -1, shape [rows], at least one
 * @throws EbitError as {@link accuracy}
 * @example
 * const { positive } = confusionTable(Float64Array.of(0.3, -0.2, 0.1), Float64Array.of(1, 1, -1));
 * positive; // { positive: 1, negative: 1, undecided: 0 }
 */
export function confusionTable(expectations: ArrayLike<number>, labels: ArrayLike<number>): ConfusionTable {
  const answers = answersOf(expectations, labels);
  return { positive: confusionRow(answers, 1), negative: confusionRow(answers, -1) };
}

/**
 * Returns the share of the larger class: the accuracy of giving every row its label, which any model has to be held
 * against.
 *
 * @param labels - +1 or -1, shape [rows], at least one
 * @returns in [1/2, 1]
 * @throws EbitError 'labels' without a label or for another label
 * @example
 * baseRate(Float64Array.of(1, 1, 1, -1)); // 0.75
 */
export function baseRate(labels: ArrayLike<number>): number {
  const list = checkedLabels(labels);
  const share = list.reduce((count, label) => (label === 1 ? count + 1 : count), 0) / list.length;
  return Math.max(share, 1 - share);
}

/** How many rows of a true label there are. @throws EbitError 'range' for what are no counts */
function sizeOf(row: ConfusionRow | undefined): number {
  let size = 0;
  for (const name of ['positive', 'negative', 'undecided'] as const) {
    size += checkedWhole(`The number of rows labelled ${name}`, row?.[name], 0, Number.MAX_SAFE_INTEGER);
  }
  return size;
}

/**
 * Returns the mean over the classes of the share of a class's rows that got its label.
 *
 *     1/2 (right_+ / n_+ + right_- / n_-)
 *
 * Always giving one label reaches 1/2, however unequal the classes are. Where a class has no row it is the share of the
 * other alone.
 *
 * @param confusion - as {@link confusionTable} returns it, of at least one row
 * @returns in [0, 1]
 * @throws EbitError 'labels' for a table without rows, 'config' or 'range' for what is no such table
 * @example
 * const table = confusionTable(Float64Array.of(0.3, 0.2, 0.1, 0.4), Float64Array.of(1, 1, 1, -1));
 * balancedAccuracy(table); // 0.5
 */
export function balancedAccuracy(confusion: ConfusionTable): number {
  checkOptions('balancedAccuracy', confusion, { positive: true, negative: true });
  const { positive, negative } = confusion;
  const shares: number[] = [];
  if (sizeOf(positive) > 0) shares.push(positive.positive / sizeOf(positive));
  if (sizeOf(negative) > 0) shares.push(negative.negative / sizeOf(negative));
  if (shares.length === 0) throw new EbitError('labels', 'The table counts no row; give at least one.');
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** What {@link evaluate} takes. */
export interface EvaluateOptions extends RowOptions {
  /** `mse` unless told; of more than two classes it is `cross-entropy`. */
  readonly loss?: PlainLoss;
}

/**
 * Returns how well a model classifies a labelled set.
 *
 * A row counts as undecided, and as wrong, where E is 0 to rounding: |E| <= 1e-12 max_a |w_a|, as in `Model.predict`.
 *
 * @param model - at its own parameters
 * @param data - at least one row
 * @param options - `loss`: `mse` unless told; of more than two classes it is `cross-entropy`. Log loss, Brier score and
 *   calibration are of the probability that it takes E for: the logistic one of its own, all others of (1 + E) / 2. `rows`:
 *   in which form they are, as `Model.predict` takes it
 * @throws EbitError 'shape', 'not-finite', 'labels' or 'range' for rows that do not fit the model, 'range' for a number of
 *   shots beyond its limits, 'config' for an unknown
 *   option or loss and for what is no data set, 'model' for what is no model
 * @example
 * const { accuracy, confusion, counts } = evaluate(model, validation);
 * accuracy; // about 0.406: 13 of 32
 * counts.length; // 2
 * confusion?.negative; // { positive: 11, negative: 6, undecided: 0 }
 */
export function evaluate(model: Model, data: Dataset, options: EvaluateOptions = {}): Evaluation {
  checkModel(model);
  checkOptions('evaluate', options, { loss: true, rows: true });
  const { loss = defaultLoss(model.classes), ...form } = options;
  lossOfClasses(loss, model.classes);
  const checked = checkedDataset('The set to evaluate on', data);
  checkClasses(model, checked, 'The set to evaluate on');
  const { labels } = checked;
  const rows = embeddedRows(model, checked.rows, form);
  return evaluationOf(
    model,
    {
      expectations: () => model.expectations(rows, SCALED),
      probabilities: () => model.probabilities(rows, SCALED),
      logits: () => model.logits(rows, SCALED),
    },
    labels,
    loss,
  );
}

/** What a model said of rows, asked for where it is needed. */
export interface ModelAnswers {
  /** E of two classes, as `Model.expectations`. */
  expectations(): Float64Array;
  /** P(a) of a loss of shots, as `Model.probabilities`. */
  probabilities(): Float64Array;
  /** Of more than two classes, as `Model.logits`. */
  logits(): Float64Array;
}

/** Does what {@link evaluate} does, of what a model said of rows that may be gone; nothing is checked. */
export function evaluationOf(model: Model, answers: ModelAnswers, labels: Float64Array, loss: PlainLoss): Evaluation {
  if (!isTwoClassLoss(loss)) return classEvaluation(model, answers.logits(), labels);
  const expectations = answers.expectations();
  const weights = decidingWeights(model, model.parameters);
  const decided = decidedValues(expectations, weights);
  const confusion = confusionTable(decided, labels);
  return {
    ...classMetrics(decided, labels, { link: linkOf(loss) }),
    baseRate: baseRate(labels),
    loss: meanModelLoss(
      {
        form: model.weightForm,
        outcomeWeights: weights,
        expectations,
        probabilities: () =>
          decidingProbabilities(
            model,
            weights,
            () => expectations,
            () => answers.probabilities(),
          ),
      },
      labels,
      loss,
    ),
    confusion,
    counts: [confusion.positive, confusion.negative].map(({ positive, negative }) => [positive, negative]),
  };
}

/** What a model of more than two classes makes of rows that fit it. */
function classEvaluation(model: Model, logits: Float64Array, labels: Float64Array): Evaluation {
  const { classes } = model;
  const given = classLabels(logits, model.parameters.subarray(model.angles), classes);
  const probabilities = softmaxRows(logits, classes);
  return {
    ...metricsAnswered({
      given: Int32Array.from(given),
      scores: probabilities,
      probabilities,
      truth: Int32Array.from(labels),
      classes,
    }),
    baseRate: largestShare(labels, classes),
    loss: crossEntropy(logits, labels, classes),
    confusion: null,
    counts: classCounts(given, labels, classes),
  };
}

/** @throws EbitError 'config' for a loss that there is not */
export function checkLoss(loss: LossName): void {
  checkedWord('loss', loss, lossNames);
}
