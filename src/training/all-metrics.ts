import { type Link, positiveProbabilities } from '../models/positive-probabilities.js';
import { checkOptions } from '../options.js';
import { answersFor, classesAmong, classNumbers, givenClasses, type MetricOptions } from './class-answers.js';
import { shareRight } from './class-counts.js';
import { f1Among } from './f1.js';
import { brierAmong, calibrationAmong, checkedProbabilities, logLossAmong } from './probability-scores.js';
import { areaAmong } from './roc-auc.js';

/** How well rows are classified, by the measures that are usual. */
export interface ClassMetrics {
  /** The share of rows with the right label. */
  readonly accuracy: number;
  /** The mean over the classes that have rows of the share that got its label. */
  readonly balancedAccuracy: number;
  /** See {@link f1Score}. */
  readonly f1: number;
  /** See {@link rocAuc}; null where all rows are of one class. */
  readonly auc: number | null;
  /** See {@link logLoss}. */
  readonly logLoss: number;
  /** See {@link brierScore}. */
  readonly brier: number;
  /** See {@link calibrationError}, of 10 bins. */
  readonly calibrationError: number;
}

/**
 * Returns the mean over the classes that have rows of the share that got its label.
 *
 * @param given - numbers of classes, shape [rows]; -1 for what is undecided
 * @param truth - numbers of classes, shape [rows]
 */
export function balancedAmong(given: ArrayLike<number>, truth: ArrayLike<number>, classes: number): number {
  const sizes = new Float64Array(classes);
  const right = new Float64Array(classes);
  for (let n = 0; n < truth.length; n++) {
    sizes[truth[n]] += 1;
    if (given[n] === truth[n]) right[truth[n]] += 1;
  }
  const shares = Array.from(right, (count, label) => count / sizes[label]).filter((_, label) => sizes[label] > 0);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** What a classifier says of rows that were checked, beside what is true of them. */
export interface Answered {
  /** Numbers of classes, shape [rows]; -1 for what is undecided. */
  readonly given: Int32Array;
  /** By which rows are ordered: of two classes [rows], of more [rows, classes]. */
  readonly scores: Float64Array;
  /** Of the classes: of two that of the positive one, [rows], of more [rows, classes]. */
  readonly probabilities: Float64Array;
  /** Numbers of classes, shape [rows]. */
  readonly truth: Int32Array;
  readonly classes: number;
}

const measures: { readonly [Name in keyof ClassMetrics]: (answered: Answered) => ClassMetrics[Name] } = {
  accuracy: ({ given, truth }) => shareRight(given, truth),
  balancedAccuracy: ({ given, truth, classes }) => balancedAmong(given, truth, classes),
  f1: ({ given, truth, classes }) => f1Among(given, truth, classes),
  auc: ({ scores, truth, classes }) => areaAmong(scores, truth, classes),
  logLoss: ({ probabilities, truth, classes }) => logLossAmong(probabilities, truth, classes),
  brier: ({ probabilities, truth, classes }) => brierAmong(probabilities, truth, classes),
  calibrationError: ({ probabilities, truth, classes }) => calibrationAmong(probabilities, truth, classes),
};

/** Returns all metrics of labels that were given, whatever rule gave them. */
export function metricsAnswered(answered: Answered): ClassMetrics {
  const names = Object.keys(measures) as (keyof ClassMetrics)[];
  return Object.fromEntries(names.map((name) => [name, measures[name](answered)])) as unknown as ClassMetrics;
}

/** Returns one metric of labels that were given; null for the AUC of rows of one class. */
export function metricAnswered(name: keyof ClassMetrics, answered: Answered): number | null {
  return measures[name](answered);
}

/**
 * Returns all metrics of what a classifier says of rows.
 *
 * Of two classes it says E: the label is its sign, 0 counts as wrong, rows are ordered by E for the AUC, and P(+1) is that of
 * {@link positiveProbabilities}. Of more it says a probability for each: the label is the largest, the first of equal ones.
 *
 * @param answers - E, shape [rows]; of more than two classes P of each, shape [rows, classes]
 * @param labels - shape [rows], at least one: +1 or -1, of more than two classes the numbers from 0 on
 * @param options - `classes`: 2 unless told; `link`: how E stands for a probability, `linear` unless told
 * @throws EbitError 'labels' without a label or for another label, 'shape' unless there are as many answers as the rows need,
 *   'not-finite' for one that is no number, 'range' for what is no probability of more than two classes, 'config' for an
 *   unknown option
 * @example
 * const { accuracy, auc, brier } = classMetrics([0.5, -0.5, 0.1], [1, -1, -1]);
 * [accuracy, auc]; // [0.6666666666666666, 1]
 */
export function classMetrics(
  answers: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: MetricOptions & { readonly link?: Link } = {},
): ClassMetrics {
  checkOptions('classMetrics', options, { classes: true, link: true });
  const { link, ...rest } = options;
  const classes = classesAmong('classMetrics', rest);
  const truth = classNumbers(labels, classes);
  const rows = truth.length;
  const said = answersFor(classes === 2 ? 'The expectations' : 'The probabilities', answers, rows, classes);
  const probabilities =
    classes === 2 ? positiveProbabilities(said, { link }) : checkedProbabilities(said, rows, classes);
  return metricsAnswered({ given: givenClasses(said, rows, classes), scores: said, probabilities, truth, classes });
}
