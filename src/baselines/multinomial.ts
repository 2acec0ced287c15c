// Logistic regression of more than two classes: its objective, derivatives and minimum.
import { exp, log } from '../core/math.js';
import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';

/** Rows with what they weigh, and how much they count against the weights' squares. */
interface Problem {
  readonly data: Dataset;
  readonly classes: number;
  readonly c: number;
  readonly weights: Float64Array | null;
}

/** A minimum that was found. */
export interface MultinomialMinimum {
  /** By class its intercept, then a weight a feature; shape [classes, 1 + features]. */
  readonly parameters: Float64Array;
  readonly objective: number;
  readonly course: readonly number[];
  readonly gradient: number;
}

/** Where a step is shorter than that, relative to its start, the parameters are as exact as they get. */
const SETTLED = 1e-13;
/** How much of an objective is rounding: a sum of thousands of terms. */
const ROUNDING = 1e-12;
/** What a step leaves of the gradient at least: the next one takes it up. */
const LEAST_LEFT = 1e-2;
/**
 * A gradient so much smaller than the first is rounding. What all intercepts have in common bends nothing, so that steps along
 * what rounding says of it lead anywhere, and would be taken for ever.
 */
const LEAST_SLOPE = 1e-13;
const MOST_STEPS = 200;
const MOST_HALVINGS = 60;

/** u[n][c] = v_c0 + sum_j v_cj x_nj, shape [rows, classes]. */
function products(v: Float64Array, { rows, features, length }: Dataset, classes: number): Float64Array {
  const out = new Float64Array(length * classes);
  const stride = 1 + features;
  for (let n = 0; n < length; n++) {
    const x = n * features;
    let k = 0;
    // Two classes a trip: their sums do not wait for each other.
    for (; k + 1 < classes; k += 2) {
      const [one, other] = [k * stride, (k + 1) * stride];
      let first = v[one];
      let second = v[other];
      for (let j = 0; j < features; j++) {
        first += v[one + 1 + j] * rows[x + j];
        second += v[other + 1 + j] * rows[x + j];
      }
      out[n * classes + k] = first;
      out[n * classes + k + 1] = second;
    }
    if (k === classes) continue;
    let sum = v[k * stride];
    for (let j = 0; j < features; j++) sum += v[k * stride + 1 + j] * rows[x + j];
    out[n * classes + k] = sum;
  }
  return out;
}

/** out_cj += sum_n t[n][c] x_nj, the intercept's x being 1: the transpose of {@link products}. */
function addBack(t: Float64Array, { rows, features, length }: Dataset, classes: number, out: Float64Array): void {
  const stride = 1 + features;
  for (let n = 0; n < length; n++) {
    for (let k = 0; k < classes; k++) {
      const value = t[n * classes + k];
      out[k * stride] += value;
      for (let j = 0; j < features; j++) out[k * stride + 1 + j] += value * rows[n * features + j];
    }
  }
}

/**
 * Turns rows of logits into probabilities, in place, and returns log sum_c exp of each row.
 *
 * @param logits - shape [rows, classes]
 */
export function softmaxRows(logits: Float64Array, classes: number): Float64Array {
  const sums = new Float64Array(logits.length / classes);
  for (let n = 0; n < sums.length; n++) {
    const own = logits.subarray(n * classes, (n + 1) * classes);
    let most = own[0];
    for (let k = 1; k < classes; k++) most = Math.max(most, own[k]);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      own[k] = exp(own[k] - most);
      sum += own[k];
    }
    for (let k = 0; k < classes; k++) own[k] /= sum;
    sums[n] = most + log(sum);
  }
  return sums;
}

/** P of every class for rows, shape [rows, classes]. */
export function multinomialProbabilities(parameters: Float64Array, data: Dataset, classes: number): Float64Array {
  const out = products(parameters, data, classes);
  softmaxRows(out, classes);
  return out;
}

/** What is known at some parameters. */
interface Point {
  readonly objective: number;
  readonly gradient: Float64Array;
  /** P of every class, shape [rows, classes]. */
  readonly p: Float64Array;
}

function pointAt(parameters: Float64Array, { data, classes, c, weights }: Problem): Point {
  const { labels, length } = data;
  const stride = 1 + data.features;
  const p = products(parameters, data, classes);
  const right = Float64Array.from(labels, (label, n) => p[n * classes + label]);
  const sums = softmaxRows(p, classes);
  let objective = 0;
  const gradient = parameters.slice();
  for (let k = 0; k < classes; k++) gradient[k * stride] = 0;
  for (const weight of gradient) objective += (weight * weight) / 2;
  const slopes = p.slice();
  for (let n = 0; n < length; n++) {
    const weight = c * (weights === null ? 1 : weights[n]);
    objective += weight * (sums[n] - right[n]);
    slopes[n * classes + labels[n]] -= 1;
    for (let k = 0; k < classes; k++) slopes[n * classes + k] *= weight;
  }
  addBack(slopes, data, classes, gradient);
  return { objective, gradient, p };
}

/** H v, H the Hessian where the probabilities are p. */
function bent(v: Float64Array, p: Float64Array, { data, classes, c, weights }: Problem): Float64Array {
  const stride = 1 + data.features;
  const u = products(v, data, classes);
  for (let n = 0; n < data.length; n++) {
    const at = n * classes;
    let mean = 0;
    for (let k = 0; k < classes; k++) mean += p[at + k] * u[at + k];
    const weight = c * (weights === null ? 1 : weights[n]);
    for (let k = 0; k < classes; k++) u[at + k] = weight * p[at + k] * (u[at + k] - mean);
  }
  const out = v.slice();
  for (let k = 0; k < classes; k++) out[k * stride] = 0;
  addBack(u, data, classes, out);
  return out;
}

/** The diagonal of the Hessian, by which the search for a step is scaled. */
function diagonalAt(p: Float64Array, { data, classes, c, weights }: Problem): Float64Array {
  const { rows, features, length } = data;
  const stride = 1 + features;
  const out = new Float64Array(classes * stride).fill(1);
  for (let k = 0; k < classes; k++) out[k * stride] = 1e-300;
  for (let n = 0; n < length; n++) {
    for (let k = 0; k < classes; k++) {
      const q = p[n * classes + k];
      const bend = c * (weights === null ? 1 : weights[n]) * q * (1 - q);
      out[k * stride] += bend;
      for (let j = 0; j < features; j++) {
        const x = rows[n * features + j];
        out[k * stride + 1 + j] += bend * x * x;
      }
    }
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The step s of H s = g by conjugate gradients, as exactly as the share of g that may be left asks for. */
function stepAt({ gradient, p }: Point, left: number, problem: Problem): Float64Array {
  const diagonal = diagonalAt(p, problem);
  const scaled = (r: Float64Array) => r.map((value, i) => value / diagonal[i]);
  const step = new Float64Array(gradient.length);
  const rest = gradient.slice();
  const goal = left * left * dot(gradient, gradient);
  let towards = scaled(rest);
  let size = dot(rest, towards);
  // In exact numbers as many steps as there are parameters are enough.
  for (let taken = 0; taken < 2 * gradient.length + 10 && dot(rest, rest) > goal; taken++) {
    const bend = bent(towards, p, problem);
    const share = size / dot(towards, bend);
    if (!Number.isFinite(share)) break;
    for (let i = 0; i < step.length; i++) {
      step[i] += share * towards[i];
      rest[i] -= share * bend[i];
    }
    const next = scaled(rest);
    const after = dot(rest, next);
    const kept = after / size;
    const before = towards;
    towards = next.map((value, i) => value + kept * before[i]);
    size = after;
  }
  return step;
}

/**
 * Returns the minimum of
 *
 *     sum_c |w_c|^2 / 2 + c sum_n s_n (log sum_c exp(b_c + w_c . x_n) - b_y - w_y . x_n),    y the label of row n
 *
 * by Newton's method, each of whose steps is found by conjugate gradients, so that no matrix of all parameters is needed. The
 * objective says nothing of a number that all intercepts have in common; it is chosen so that they add up to 0.
 *
 * @throws EbitError 'not-finite' for features so large that the minimum is out of reach
 */
export function multinomialMinimum(problem: Problem): MultinomialMinimum {
  const { data, classes } = problem;
  const stride = 1 + data.features;
  let parameters = new Float64Array(classes * stride);
  let point = pointAt(parameters, problem);
  const course = [point.objective];
  const first = largest(point.gradient);
  for (let taken = 0; ; taken++) {
    const size = largest(point.gradient);
    if (size <= LEAST_SLOPE * first) break;
    const step = stepAt(point, Math.max(LEAST_LEFT, Math.min(0.1, size / first)), problem);
    if (!step.every(Number.isFinite) || taken === MOST_STEPS) {
      throw new EbitError(
        'not-finite',
        'The logistic regression does not converge; scale the features to similar sizes.',
      );
    }
    if (largest(step) <= SETTLED * (1 + largest(parameters))) break;
    const after = (share: number) => parameters.map((value, j) => value - share * step[j]);
    let share = 1;
    let moved = after(share);
    let next = pointAt(moved, problem);
    // Rounding hides what the objective has left to gain, and its gradient still shows it.
    const isNear = next.objective <= point.objective + ROUNDING * Math.abs(point.objective);
    const isBetter = () => next.objective < point.objective;
    if (!(isNear && largest(next.gradient) < size)) {
      for (let halving = 0; halving < MOST_HALVINGS && !isBetter(); halving++) {
        share /= 2;
        moved = after(share);
        next = pointAt(moved, problem);
      }
      if (!isBetter()) break;
    }
    parameters = moved;
    point = next;
    course.push(point.objective);
  }
  let mean = 0;
  for (let k = 0; k < classes; k++) mean += parameters[k * stride] / classes;
  for (let k = 0; k < classes; k++) parameters[k * stride] -= mean;
  return { parameters, objective: point.objective, course, gradient: largest(point.gradient) };
}
