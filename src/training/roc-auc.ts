import { answersFor, classesAmong, classNumbers, type MetricOptions } from './class-answers.js';

/**
 * The share of pairs of a row of the class and another in which the first has the larger score; null without such pairs.
 *
 * The scores of each side are put in order by themselves, which takes no more memory than they do, and then counted as two
 * sorted lists are merged.
 */
function areaOf(one: number, scores: (row: number) => number, truth: Int32Array): number | null {
  const members = truth.reduce((count, label) => (label === one ? count + 1 : count), 0);
  const others = truth.length - members;
  if (members === 0 || others === 0) return null;
  const [own, rest] = [new Float64Array(members), new Float64Array(others)];
  for (let n = 0, i = 0, k = 0; n < truth.length; n++) {
    if (truth[n] === one) own[i++] = scores(n);
    else rest[k++] = scores(n);
  }
  own.sort();
  rest.sort();
  // Twice the number of pairs, so that a tie is a whole number too.
  let twice = 0;
  for (let i = 0, below = 0, upTo = 0; i < members; i++) {
    while (below < others && rest[below] < own[i]) below += 1;
    upTo = Math.max(upTo, below);
    while (upTo < others && rest[upTo] === own[i]) upTo += 1;
    twice += below + upTo;
  }
  return twice / (2 * members * others);
}

/** As {@link rocAuc}, of classes as numbers from 0 on. */
export function areaAmong(scores: Float64Array, truth: Int32Array, classes: number): number | null {
  if (classes === 2) return areaOf(1, (n) => scores[n], truth);
  const areas: number[] = [];
  for (let one = 0; one < classes; one++) {
    const area = areaOf(one, (n) => scores[n * classes + one], truth);
    if (area !== null) areas.push(area);
  }
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

/**
 * Returns the area under the curve of hits against false alarms: how well scores order rows, wherever a label begins.
 *
 *     AUC = P(s > s') + P(s = s') / 2     of a row s of the class and a row s' of another
 *
 * With two classes that of the positive one; with more the mean over the classes, each against the rest, of those that have
 * rows on both sides.
 *
 * @param scores - shape [rows]: E, or whatever grows with the positive class; of more than two classes [rows, classes]
 * @param labels - shape [rows], at least one: +1 or -1, of more than two classes the numbers from 0 on
 * @param options - `classes`: 2 unless told
 * @returns in [0, 1], 1/2 for scores that tell nothing; null where all rows are of one class
 * @throws EbitError 'labels' without a label or for another label, 'shape' unless there are as many scores as the rows need,
 *   'not-finite' for a score that is no number, 'config' for an unknown option, 'range' for fewer than two classes
 * @example
 * rocAuc([0.9, 0.2, 0.2, -0.5], [1, 1, -1, -1]); // 0.875
 * @see scikit-learn's `roc_auc_score`, for more than two classes with `multi_class="ovr"`
 */
export function rocAuc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: MetricOptions = {},
): number | null {
  const classes = classesAmong('rocAuc', options);
  const truth = classNumbers(labels, classes);
  return areaAmong(answersFor('The scores', scores, truth.length, classes), truth, classes);
}
