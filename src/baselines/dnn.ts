import { exp } from '../core/math.js';
import { type Dataset, twoClassDataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { losses } from '../models/losses.js';
import type { LossName } from '../models/session-types.js';
import { randomStream } from '../random.js';

/** Units of a branch's layers: its features, two hidden layers, and the one number that it tells. */
const UNITS = [4, 8, 8, 1] as const;
/** 4 x 8 + 8, 8 x 8 + 8, 8 x 1 + 1. */
const BRANCH_PARAMETERS = 121;
/** Two branches, and the head's weights of 1, a, b and a b. */
export const DNN_PARAMETERS = 2 * BRANCH_PARAMETERS + 4;
const HEAD = 2 * BRANCH_PARAMETERS;
const FEATURES = 2 * UNITS[0];

/** A network compiled for one set of rows; the parameters are arguments. */
export interface DnnSession {
  /** Number of rows. */
  readonly samples: number;
  /** +1 or -1 a row. */
  readonly labels: Float64Array;
  /**
   * Returns the loss over some rows and fills its gradient.
   *
   * @param parameters - shape [246]
   * @param indices - the rows; null for all of them
   * @param gradient - filled; shape [246]
   */
  step(parameters: Float64Array, indices: Int32Array | null, loss: LossName, gradient: Float64Array): number;
  /** Returns E for every row, shape [samples]. */
  expectations(parameters: Float64Array): Float64Array;
}

/** The hyperbolic tangent with the same bits on every runtime; its error is about 1e-16, whatever x is. */
function tanh(x: number): number {
  return 1 - 2 / (exp(2 * x) + 1);
}

/**
 * Returns a start: weights uniform in +-sqrt(6 / (inputs + outputs)) of their layer, biases 0.
 *
 * Order: branch a, branch b, each layer by layer, the weights by unit and then by input before the biases; then the head.
 *
 * @param seed - integer from 0 to 2^53 - 1
 * @returns shape [246]
 * @throws EbitError 'range' for another seed
 * @see Glorot and Bengio, AISTATS 2010. The paper does not say how its network starts; this choice is ours.
 */
export function initialDnn(seed: number): Float64Array {
  const stream = randomStream(seed, 'dnn');
  const parameters = new Float64Array(DNN_PARAMETERS);
  const fill = (start: number, count: number, fans: number) => {
    const limit = Math.sqrt(6 / fans);
    for (let i = start; i < start + count; i++) parameters[i] = limit * (2 * stream.uniform(i) - 1);
  };
  for (const branch of [0, BRANCH_PARAMETERS]) {
    let at = branch;
    for (let layer = 1; layer < UNITS.length; layer++) {
      const [inputs, outputs] = [UNITS[layer - 1], UNITS[layer]];
      fill(at, inputs * outputs, inputs + outputs);
      at += (inputs + 1) * outputs;
    }
  }
  fill(HEAD + 1, 3, 4);
  return parameters;
}

/** What one branch holds for a batch: activations of every layer, unit after unit, and their derivatives. */
interface Branch {
  readonly firstFeature: number;
  readonly firstParameter: number;
  readonly values: readonly Float64Array[];
  readonly slopes: readonly Float64Array[];
}

function branch(side: 0 | 1, rows: number): Branch {
  const planes = () => UNITS.map((units) => new Float64Array(units * rows));
  return {
    firstFeature: side * UNITS[0],
    firstParameter: side * BRANCH_PARAMETERS,
    values: planes(),
    slopes: planes(),
  };
}

/** out += w * planes, over four neighbouring units from `first` on: with four at a time sums stay in registers. */
function addFour(out: Float64Array, planes: Float64Array, first: number, w: Float64Array, at: number): void {
  const count = out.length;
  const [w0, w1, w2, w3] = [w[at], w[at + 1], w[at + 2], w[at + 3]];
  let p0 = first * count;
  let p1 = p0 + count;
  let p2 = p1 + count;
  let p3 = p2 + count;
  for (let n = 0; n < count; n++) {
    out[n] += w0 * planes[p0++] + w1 * planes[p1++] + (w2 * planes[p2++] + w3 * planes[p3++]);
  }
}

/** The reverse of {@link addFour}: the gradient of the four weights, and what comes back to the four planes. */
function addFourBack(
  slope: Float64Array,
  planes: Float64Array,
  back: Float64Array,
  first: number,
  w: Float64Array,
  gradient: Float64Array,
  at: number,
): void {
  const count = slope.length;
  const [w0, w1, w2, w3] = [w[at], w[at + 1], w[at + 2], w[at + 3]];
  let g0 = 0;
  let g1 = 0;
  let g2 = 0;
  let g3 = 0;
  let p0 = first * count;
  let p1 = p0 + count;
  let p2 = p1 + count;
  let p3 = p2 + count;
  for (let n = 0; n < count; n++, p0++, p1++, p2++, p3++) {
    const d = slope[n];
    g0 += d * planes[p0];
    g1 += d * planes[p1];
    g2 += d * planes[p2];
    g3 += d * planes[p3];
    back[p0] += w0 * d;
    back[p1] += w1 * d;
    back[p2] += w2 * d;
    back[p3] += w3 * d;
  }
  gradient[at] = g0;
  gradient[at + 1] = g1;
  gradient[at + 2] = g2;
  gradient[at + 3] = g3;
}

/** Fills the values of every layer for the rows chosen, `count` of them. */
function runForwards(
  { values, firstFeature, firstParameter }: Branch,
  data: Dataset,
  parameters: Float64Array,
  indices: Int32Array | null,
  count: number,
): void {
  for (let unit = 0; unit < UNITS[0]; unit++) {
    for (let n = 0; n < count; n++) {
      values[0][unit * count + n] = data.rows[(indices === null ? n : indices[n]) * FEATURES + firstFeature + unit];
    }
  }
  let at = firstParameter;
  for (let layer = 1; layer < UNITS.length; layer++) {
    const inputs = UNITS[layer - 1];
    const biases = at + inputs * UNITS[layer];
    for (let unit = 0; unit < UNITS[layer]; unit++) {
      const out = values[layer].subarray(unit * count, (unit + 1) * count);
      out.fill(parameters[biases + unit]);
      for (let input = 0; input < inputs; input += 4) {
        addFour(out, values[layer - 1], input, parameters, at + unit * inputs + input);
      }
      for (let n = 0; n < count; n++) out[n] = tanh(out[n]);
    }
    at = biases + UNITS[layer];
  }
}

/** Adds a branch's part of the gradient; the last layer's slopes are dLoss/d(its value) and every slope is overwritten. */
function runBackwards(
  { values, slopes, firstParameter }: Branch,
  parameters: Float64Array,
  gradient: Float64Array,
  count: number,
): void {
  let end = firstParameter + BRANCH_PARAMETERS;
  for (let layer = UNITS.length - 1; layer > 0; layer--) {
    const inputs = UNITS[layer - 1];
    const biases = end - UNITS[layer];
    const start = biases - inputs * UNITS[layer];
    slopes[layer - 1].fill(0, 0, inputs * count);
    for (let unit = 0; unit < UNITS[layer]; unit++) {
      const slope = slopes[layer].subarray(unit * count, (unit + 1) * count);
      const value = values[layer].subarray(unit * count, (unit + 1) * count);
      let sum = 0;
      for (let n = 0; n < count; n++) {
        slope[n] *= 1 - value[n] * value[n];
        sum += slope[n];
      }
      gradient[biases + unit] = sum;
      for (let input = 0; input < inputs; input += 4) {
        const place = start + unit * inputs + input;
        addFourBack(slope, values[layer - 1], slopes[layer - 1], input, parameters, gradient, place);
      }
    }
    end = start;
  }
}

/**
 * Compiles the classical baseline for a data set of eight features.
 *
 * Each party reduces its four features to one number by a network 4-8-8-1 of its own, tanh in every layer, and the head
 * is E = h_0 + h_1 a + h_2 b + h_3 a b: 2 x 121 + 4 = 246 parameters, the paper's count. No party sees the other's
 * features, as no processor does. What limits it are those two numbers, not that it is classical: a network that tells
 * its party's features whole can be as good as any.
 *
 * @param what - which data set, as the beginning of a sentence
 * @param weights - what each row weighs in the loss; null where all weigh 1
 * @throws EbitError 'shape' for a data set of another number of features, 'labels' for one of more than two classes, and as `dataset` for what is none
 * @see arXiv:2605.03864, whose text gives the sizes but neither activation nor start; tanh is our choice
 */
export function openDnn(given: Dataset, what = 'The data set', weights: Float64Array | null = null): DnnSession {
  const data = twoClassDataset(what, given, 'The DNN');
  if (data.features !== FEATURES) {
    throw new EbitError('shape', `${what} has ${data.features} features; the DNN takes ${FEATURES}, four a party.`);
  }
  const [a, b] = [branch(0, data.length), branch(1, data.length)];
  const run = (parameters: Float64Array, indices: Int32Array | null): number => {
    if (parameters.length !== DNN_PARAMETERS) {
      throw new EbitError('shape', `${parameters.length} parameters were given; the DNN has ${DNN_PARAMETERS}.`);
    }
    const count = indices === null ? data.length : indices.length;
    runForwards(a, data, parameters, indices, count);
    runForwards(b, data, parameters, indices, count);
    return count;
  };
  const last = UNITS.length - 1;
  const [outA, outB] = [a.values[last], b.values[last]];
  const expectation = (parameters: Float64Array, n: number): number =>
    parameters[HEAD] +
    parameters[HEAD + 1] * outA[n] +
    parameters[HEAD + 2] * outB[n] +
    parameters[HEAD + 3] * outA[n] * outB[n];
  return {
    samples: data.length,
    labels: data.labels,
    step(parameters, indices, loss, gradient) {
      const count = run(parameters, indices);
      const { value: valueAt, slope: slopeAt } = losses[loss];
      let total = count;
      if (weights !== null) {
        total = 0;
        for (let n = 0; n < count; n++) total += weights[indices === null ? n : indices[n]];
      }
      let sum = 0;
      const head = [0, 0, 0, 0];
      for (let n = 0; n < count; n++) {
        const row = indices === null ? n : indices[n];
        const label = data.labels[row];
        const weight = weights === null ? 1 : weights[row];
        const value = expectation(parameters, n);
        sum += weight * valueAt(value, label);
        const slope = (weight * slopeAt(value, label)) / total;
        head[0] += slope;
        head[1] += slope * outA[n];
        head[2] += slope * outB[n];
        head[3] += slope * outA[n] * outB[n];
        a.slopes[last][n] = slope * (parameters[HEAD + 1] + parameters[HEAD + 3] * outB[n]);
        b.slopes[last][n] = slope * (parameters[HEAD + 2] + parameters[HEAD + 3] * outA[n]);
      }
      runBackwards(a, parameters, gradient, count);
      runBackwards(b, parameters, gradient, count);
      gradient.set(head, HEAD);
      return sum / total;
    },
    expectations(parameters) {
      const count = run(parameters, null);
      return Float64Array.from({ length: count }, (_, n) => expectation(parameters, n));
    },
  };
}
