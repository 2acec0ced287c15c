import { answersFor, classesAmong, classNumbers, type MetricOptions } from './class-answers.js';

/** The share of pairs of a row of the class and another in which the first has the larger score; null without such pairs. */
function areaOf(one: number, scores: Float64Array, truth: Int32Array): number | null {
  const order = Int32Array.from(scores.keys()).sort((i, j) => scores[i] - scores[j]);
  // Twice the number of pairs, so that a tie is a whole number too.
  let [twice, members, others] = [0, 0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    let own = 0;
    for (; to < order.length && scores[order[to]] === scores[order[from]]; to++) if (truth[order[to]] === one) own += 1;
    twice += own * (2 * others + (to - from - own));
    members += own;
    others += to - from - own;
    from = to;
  }
  return members === 0 || others === 0 ? null : twice / (2 * members * others);
}

/** As {@link rocAuc}, of classes as numbers from 0 on. */
export function areaAmong(scores: Float64Array, truth: Int32Array, classes: number): number | null {
  if (classes === 2) return areaOf(1, scores, truth);
  const areas: number[] = [];
  for (let one = 0; one < classes; one++) {
    const own = Float64Array.from(truth, (_, n) => scores[n * classes + one]);
    const area = areaOf(one, own, truth);
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
