import { refuseAborted } from '../abort.js';
import { sigmoid, softplus } from '../core/math.js';
import { checkedClassCount, checkedDataset, type Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { numberList } from '../number-list.js';
import { checkedSignal, checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { pause, SLICE } from '../pause.js';
import { randomStream } from '../random.js';
import { adam } from '../training/adam.js';
import { batches } from '../training/batches.js';
import { type ClassWeights, completeClassWeights, weighing } from '../training/row-weights.js';
import { numberRule, type Rule, ruled } from '../training/rule.js';
import { softmaxRows } from './multinomial.js';

/** What `fitMlp` takes. */
export interface MlpOptions {
  /** Units of the hidden layer; 16 unless told. */
  readonly hidden?: number;
  /** Steps of Adam; 2000 unless told. */
  readonly iterations?: number;
  /** Of Adam; 0.01 unless told. */
  readonly learningRate?: number;
  /** Rows a step, dealt each once an epoch; 64 unless told, or all where there are fewer. */
  readonly batch?: number;
  /** Of half the weights' squares in the loss of a step; 0.001 unless told. */
  readonly l2?: number;
  /** Of the start and the minibatches; 0 unless told. */
  readonly seed?: number;
  /** What rows of each label weigh in the loss; all the same unless told. */
  readonly classWeights?: ClassWeights;
  /** Ends the fit at the next turn of the event loop. */
  readonly signal?: AbortSignal;
}

/** A network of one hidden layer, as plain data. */
export interface Mlp {
  readonly features: number;
  readonly hidden: number;
  readonly classes: number;
  /** Hidden weights by unit, then by feature; hidden biases; outgoing weights by output, then by unit; their biases. */
  readonly parameters: Float64Array;
}

const OPTION_NAMES: OptionNames<MlpOptions> = {
  hidden: true,
  iterations: true,
  learningRate: true,
  batch: true,
  l2: true,
  seed: true,
  classWeights: true,
  signal: true,
};

const MOST_UNITS = 4096;
const MOST_ITERATIONS = 1_000_000;
const L2: Rule<number> = numberRule('The strength l2', 0.001, 'a number from 0 on, such as 0.001', (x) => x >= 0);

/** How large a network is: one output of two classes, whose sign is the label, else one a class. */
interface Size {
  readonly features: number;
  readonly hidden: number;
  readonly outputs: number;
}

function sizeOf({ features, hidden, classes }: Omit<Mlp, 'parameters'>): Size {
  return { features, hidden, outputs: classes === 2 ? 1 : classes };
}

function parameterCount({ features, hidden, outputs }: Size): number {
  return hidden * (features + 1) + outputs * (hidden + 1);
}

/** Weights uniform in +-sqrt(6 / (inputs + outputs)) of their layer, biases 0. */
function startOf(size: Size, seed: number): Float64Array {
  const { features, hidden, outputs } = size;
  const stream = randomStream(seed, 'mlp');
  const start = new Float64Array(parameterCount(size));
  const fill = (from: number, inputs: number, units: number) => {
    const limit = Math.sqrt(6 / (inputs + units));
    for (let i = from; i < from + inputs * units; i++) start[i] = limit * (2 * stream.uniform(i) - 1);
  };
  fill(0, features, hidden);
  fill(hidden * (features + 1), hidden, outputs);
  return start;
}

/** What the hidden layer and the outputs are for some rows. */
interface Values {
  /** [count, hidden]; 0 where a unit is silent. */
  readonly hidden: Float64Array;
  /** [count, outputs] */
  readonly outputs: Float64Array;
}

function forwards(size: Size, w: Float64Array, { rows }: Dataset, places: ArrayLike<number>): Values {
  const { features, hidden, outputs } = size;
  const values = {
    hidden: new Float64Array(places.length * hidden),
    outputs: new Float64Array(places.length * outputs),
  };
  const biases = hidden * features;
  const second = biases + hidden;
  for (let i = 0; i < places.length; i++) {
    const x = places[i] * features;
    for (let u = 0; u < hidden; u++) {
      let z = w[biases + u];
      for (let j = 0; j < features; j++) z += w[u * features + j] * rows[x + j];
      values.hidden[i * hidden + u] = Math.max(0, z);
    }
    for (let o = 0; o < outputs; o++) {
      let z = w[second + outputs * hidden + o];
      for (let u = 0; u < hidden; u++) z += w[second + o * hidden + u] * values.hidden[i * hidden + u];
      values.outputs[i * outputs + o] = z;
    }
  }
  return values;
}

/** The sum of the weighted losses of rows, and in place of the outputs its slopes by them. */
function lossAndSlopes(
  size: Size,
  out: Float64Array,
  data: Dataset,
  places: Int32Array,
  weightAt: (n: number) => number,
) {
  const { outputs } = size;
  let sum = 0;
  if (outputs === 1) {
    places.forEach((n, i) => {
      const y = data.labels[n];
      sum += weightAt(n) * softplus(-y * out[i]);
      out[i] = -weightAt(n) * y * sigmoid(-y * out[i]);
    });
    return sum;
  }
  const right = Float64Array.from(places, (n, i) => out[i * outputs + data.labels[n]]);
  const sums = softmaxRows(out, outputs);
  places.forEach((n, i) => {
    sum += weightAt(n) * (sums[i] - right[i]);
    out[i * outputs + data.labels[n]] -= 1;
    for (let o = 0; o < outputs; o++) out[i * outputs + o] *= weightAt(n);
  });
  return sum;
}

/**
 * Returns the mean loss of rows with l2 / 2 times the weights' squares, and fills its gradient.
 *
 * @param places - the rows
 * @param rowWeights - null where all weigh 1
 */
export function mlpStep(
  mlp: Omit<Mlp, 'parameters'>,
  w: Float64Array,
  data: Dataset,
  places: Int32Array,
  rowWeights: Float64Array | null,
  l2: number,
  gradient: Float64Array,
): number {
  const size = sizeOf(mlp);
  const { features, hidden, outputs } = size;
  const weightAt = (n: number) => (rowWeights === null ? 1 : rowWeights[n]);
  const values = forwards(size, w, data, places);
  const total = places.reduce((sum, n) => sum + weightAt(n), 0);
  let loss = lossAndSlopes(size, values.outputs, data, places, weightAt) / total;
  const biases = hidden * features;
  const second = biases + hidden;
  const last = second + outputs * hidden;
  gradient.fill(0);
  for (let i = 0; i < places.length; i++) {
    const x = places[i] * features;
    for (let o = 0; o < outputs; o++) {
      const slope = values.outputs[i * outputs + o] / total;
      gradient[last + o] += slope;
      for (let u = 0; u < hidden; u++) gradient[second + o * hidden + u] += slope * values.hidden[i * hidden + u];
    }
    for (let u = 0; u < hidden; u++) {
      if (values.hidden[i * hidden + u] === 0) continue;
      let slope = 0;
      for (let o = 0; o < outputs; o++) {
        slope += (values.outputs[i * outputs + o] / total) * w[second + o * hidden + u];
      }
      gradient[biases + u] += slope;
      for (let j = 0; j < features; j++) gradient[u * features + j] += slope * data.rows[x + j];
    }
  }
  for (const [from, to] of [
    [0, biases],
    [second, last],
  ]) {
    for (let k = from; k < to; k++) {
      loss += (l2 / 2) * w[k] * w[k];
      gradient[k] += l2 * w[k];
    }
  }
  return loss;
}

/**
 * Returns what a network answers for rows.
 *
 * @param mlp - as {@link fitMlp} returns it
 * @param data - rows of as many features
 * @returns of two classes E = 2 P(+1) - 1, shape [rows]; of more P of each, shape [rows, classes]
 * @throws EbitError 'shape' for rows of another number of features, 'config' or 'range' for what is no network, and as
 *   `dataset` for what is no data set
 * @example
 * const mlp = await fitMlp(training, { iterations: 40, seed: 7 });
 * accuracy(mlpAnswers(mlp, training), training.labels); // 0.875
 */
export function mlpAnswers(mlp: Mlp, data: Dataset): Float64Array {
  checkOptions('A network', mlp, { features: true, hidden: true, classes: true, parameters: true });
  const shape = {
    features: checkedWhole('The number of features', mlp.features, 1, Number.MAX_SAFE_INTEGER),
    hidden: checkedWhole('The number of hidden units', mlp.hidden, 1, MOST_UNITS),
    classes: checkedClassCount(mlp.classes),
  };
  const parameters = numberList('The parameters', mlp.parameters);
  const size = sizeOf(shape);
  const set = checkedDataset('The data set', data);
  if (set.features !== shape.features || parameters.length !== parameterCount(size)) {
    throw new EbitError(
      'shape',
      `The rows have ${set.features} features and there are ${parameters.length} parameters; the network reads ` +
        `${shape.features} and has ${parameterCount(size)}.`,
    );
  }
  const { outputs } = forwards(
    size,
    parameters,
    set,
    Int32Array.from({ length: set.length }, (_, n) => n),
  );
  if (size.outputs === 1) return outputs.map((z) => 2 * sigmoid(z) - 1);
  softmaxRows(outputs, size.outputs);
  return outputs;
}

/**
 * Trains a small neural network, the usual rival on tables: it sees all features at once, as no processor does.
 *
 *     h = max(0, V x + a),    z = W h + b
 *
 * Of two classes z is one number and P(+1) = 1 / (1 + exp(-z)), of more the probabilities are the softmax of z. The mean of
 * -log P(label) over minibatches, with l2/2 times the squares of V and W, is brought down by Adam. It starts from weights
 * uniform in +-sqrt(6 / (inputs + outputs)) of their layer, and biases 0.
 *
 * @param training - rows of any number of features and classes
 * @param options - see {@link MlpOptions}
 * @throws EbitError 'aborted' after the signal; 'range' for a number outside its limits; 'config' for an unknown option;
 *   'labels' for rows of one label; 'shape' for what is no data set; 'not-finite' if the loss leaves the finite numbers
 * @example
 * const mlp = await fitMlp(training, { iterations: 40, seed: 7 });
 * mlp.parameters.length; // 161
 * @see scikit-learn's `MLPClassifier(16)`, whose rates and numbers of steps are others
 */
export async function fitMlp(training: Dataset, options: MlpOptions = {}): Promise<Mlp> {
  checkOptions('fitMlp', options, OPTION_NAMES);
  const data = checkedDataset('The training set', training);
  const { labels, features, classes = 2, length } = data;
  const hidden = checkedWhole('The number of hidden units', options.hidden ?? 16, 1, MOST_UNITS);
  const iterations = checkedWhole('The number of iterations', options.iterations ?? 2000, 1, MOST_ITERATIONS);
  const batch = Math.min(length, checkedWhole('The batch', options.batch ?? 64, 1, Number.MAX_SAFE_INTEGER));
  const signal = checkedSignal(options.signal);
  const l2 = ruled(L2, options.l2);
  if (labels.every((label) => label === labels[0])) {
    throw new EbitError('labels', `All ${length} training labels are ${labels[0]}; give rows of more than one label.`);
  }
  const classWeights = completeClassWeights(options.classWeights);
  const { weights } = weighing({ classWeights, sampleWeights: null }, labels, null, classes);
  const { seed = 0, learningRate = 0.01 } = options;
  const shape = { features, hidden, classes };
  const parameters = startOf(sizeOf(shape), seed);
  const gradient = new Float64Array(parameters.length);
  const { init, update } = adam({ learningRate });
  const state = init(parameters.length);
  const minibatches = batches(length, batch, seed, 'epochs');
  const all = Int32Array.from({ length }, (_, n) => n);
  let sliceEnd = performance.now() + SLICE;
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (performance.now() >= sliceEnd) {
      await pause();
      sliceEnd = performance.now() + SLICE;
    }
    refuseAborted(`Stopped at iteration ${iteration} of ${iterations}.`, signal);
    const loss = mlpStep(shape, parameters, data, minibatches.at(iteration) ?? all, weights, l2, gradient);
    if (!Number.isFinite(loss)) {
      throw new EbitError('not-finite', `The loss became ${loss} at iteration ${iteration}; lower the learning rate.`);
    }
    update(state, gradient, parameters);
  }
  return { ...shape, parameters };
}
