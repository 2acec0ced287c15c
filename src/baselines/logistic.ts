import { sigmoid, softplus } from '../core/math.js';
import { type Dataset, twoClassDataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type ClassWeights, completeClassWeights, weighing } from '../training/row-weights.js';

/** What `fitLogistic` takes. */
export interface LogisticOptions {
  /** How much the rows count against the weights' squares: the inverse of the regularisation; 1 unless told. */
  readonly c?: number;
  /** What rows of each label weigh in the loss; all the same unless told. */
  readonly classWeights?: ClassWeights;
  /** What each row weighs in the loss, shape [rows]; all the same unless told. */
  readonly sampleWeights?: ArrayLike<number>;
}

/** A logistic regression that was fitted. */
export interface LogisticResult {
  /** The intercept, then a weight a feature; shape [1 + features]. */
  readonly parameters: Float64Array;
  /** The objective at them. */
  readonly objective: number;
  /** The objective before every step of Newton's, and at the end. */
  readonly course: readonly number[];
  /** The largest entry of its gradient, of either sign. */
  readonly gradient: number;
}

const OPTION_NAMES: OptionNames<LogisticOptions> = { c: true, classWeights: true, sampleWeights: true };

/** Where a step is shorter than that, relative to its start, the parameters are as exact as they get. */
const SETTLED = 1e-14;
/** Newton's method takes about ten steps; data that need so many have features of wildly different sizes. */
const MOST_STEPS = 200;
const MOST_HALVINGS = 60;

/** @throws EbitError 'range' for another number */
export function checkedC(c: unknown): number {
  if (typeof c === 'number' && c > 0 && Number.isFinite(c)) return c;
  throw new EbitError('range', `The inverse regularisation c is ${shownValue(c)}; give a number above 0, such as 1.`);
}

/** b + w . x of every row. */
export function logisticScores(parameters: ArrayLike<number>, { rows, features, length }: Dataset): Float64Array {
  if (parameters.length !== features + 1) {
    throw new EbitError(
      'shape',
      `${parameters.length} parameters were given; a logistic regression of ${features} features has ${features + 1}.`,
    );
  }
  return Float64Array.from({ length }, (_, n) => {
    let z = parameters[0];
    for (let j = 0; j < features; j++) z += parameters[1 + j] * rows[n * features + j];
    return z;
  });
}

/** 2 P(+1) - 1 of every row: of the sign of its label, from -1 to 1. */
export function logisticExpectations(parameters: ArrayLike<number>, data: Dataset): Float64Array {
  return logisticScores(parameters, data).map((z) => 2 * sigmoid(z) - 1);
}

/** The mean of log(1 + exp(-y z)) over rows, each with what it weighs. */
export function logisticLoss(parameters: ArrayLike<number>, data: Dataset, weights: Float64Array | null): number {
  let [sum, total] = [0, 0];
  logisticScores(parameters, data).forEach((z, n) => {
    const weight = weights === null ? 1 : weights[n];
    sum += weight * softplus(-data.labels[n] * z);
    total += weight;
  });
  return sum / total;
}

/** Solves A x = b of a positive matrix, row by row, by Cholesky's factors; both are overwritten, b with x. */
function solve(a: Float64Array, b: Float64Array): void {
  const size = b.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j];
      for (let k = 0; k < j; k++) sum -= a[i * size + k] * a[j * size + k];
      a[i * size + j] = i === j ? Math.sqrt(sum) : sum / a[j * size + j];
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) b[i] -= a[i * size + k] * b[k];
    b[i] /= a[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) b[i] -= a[k * size + i] * b[k];
    b[i] /= a[i * size + i];
  }
}

/** The objective with its gradient and its Hessian's lower half. */
interface Derivatives {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

function objectiveAt(parameters: Float64Array, data: Dataset, c: number, weights: Float64Array | null): number {
  let objective = 0;
  for (let j = 1; j < parameters.length; j++) objective += (parameters[j] * parameters[j]) / 2;
  logisticScores(parameters, data).forEach((z, n) => {
    objective += c * (weights === null ? 1 : weights[n]) * softplus(-data.labels[n] * z);
  });
  return objective;
}

function derivativesAt(parameters: Float64Array, data: Dataset, c: number, weights: Float64Array | null): Derivatives {
  const { rows, features, labels } = data;
  const size = features + 1;
  const gradient = parameters.slice();
  gradient[0] = 0;
  const hessian = new Float64Array(size * size);
  for (let j = 1; j < size; j++) hessian[j * size + j] = 1;
  const x = new Float64Array(size);
  x[0] = 1;
  logisticScores(parameters, data).forEach((z, n) => {
    x.set(rows.subarray(n * features, (n + 1) * features), 1);
    const weight = c * (weights === null ? 1 : weights[n]);
    const slope = -weight * labels[n] * sigmoid(-labels[n] * z);
    const bend = weight * sigmoid(z) * sigmoid(-z);
    for (let i = 0; i < size; i++) {
      gradient[i] += slope * x[i];
      for (let j = 0; j <= i; j++) hessian[i * size + j] += bend * x[i] * x[j];
    }
  });
  return { gradient, hessian };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * Fits a logistic regression, the classical baseline of fewest assumptions: it sees all features at once, as no processor does.
 *
 *     min over b, w of   |w|^2 / 2 + c sum_n log(1 + exp(-y_n (b + w . x_n)))
 *
 * by Newton's method with halved steps, to the end: the objective is strictly convex, so there is one minimum, and neither a
 * start nor a number of steps that decides on it. The intercept b is not regularised. This is scikit-learn's
 * `LogisticRegression(C=c)`, whose `class_weight` and `sample_weight` the weights here are.
 *
 * @param training - rows of both labels
 * @param options - see {@link LogisticOptions}
 * @throws EbitError 'range' for a c that is not above 0; 'labels' for rows of one label or of more than two classes; 'shape' for what is no data set;
 *   'config' for an unknown option; 'not-finite' for features so large that the minimum is out of reach
 * @example
 * const { parameters } = fitLogistic(dataset([[-1], [0], [1], [2]], [-1, -1, 1, 1]));
 * parameters.map((value) => Math.round(1000 * value) / 1000); // [-0.479, 0.958]
 */
export function fitLogistic(training: Dataset, options: LogisticOptions = {}): LogisticResult {
  checkOptions('fitLogistic', options, OPTION_NAMES);
  const data = twoClassDataset('The training set', training, 'This logistic regression');
  const c = checkedC(options.c ?? 1);
  if (!data.labels.includes(1) || !data.labels.includes(-1)) {
    throw new EbitError(
      'labels',
      'All rows have the same label, so there is nothing to tell apart; give rows of both.',
    );
  }
  const classWeights = completeClassWeights(options.classWeights);
  const { weights } = weighing({ classWeights, sampleWeights: options.sampleWeights ?? null }, data.labels, null);
  let parameters = new Float64Array(data.features + 1);
  let objective = objectiveAt(parameters, data, c, weights);
  const course = [objective];
  for (let taken = 0; ; taken++) {
    const { gradient, hessian } = derivativesAt(parameters, data, c, weights);
    const step = gradient.slice();
    solve(hessian, step);
    if (!step.every(Number.isFinite) || taken === MOST_STEPS) {
      throw new EbitError(
        'not-finite',
        'The logistic regression does not converge; scale the features to similar sizes.',
      );
    }
    const end = { parameters, objective, course, gradient: largest(gradient) };
    if (largest(step) <= SETTLED * (1 + largest(parameters))) return end;
    const after = (share: number) => parameters.map((value, j) => value - share * step[j]);
    let share = 1;
    let moved = after(share);
    let next = objectiveAt(moved, data, c, weights);
    for (let halving = 0; halving < MOST_HALVINGS && !(next < objective); halving++) {
      share /= 2;
      moved = after(share);
      next = objectiveAt(moved, data, c, weights);
    }
    if (!(next < objective)) {
      // Rounding hides what the objective has left to gain, and its gradient still shows it.
      moved = after(1);
      if (largest(derivativesAt(moved, data, c, weights).gradient) >= end.gradient) return end;
      next = objectiveAt(moved, data, c, weights);
    }
    parameters = moved;
    objective = next;
    course.push(objective);
  }
}
