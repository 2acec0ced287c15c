import { checkedLabels } from '../data/dataset.js';
import type { Rows } from '../data/rows.js';
import { disposable } from '../disposal.js';
import { ClassifierEngine } from '../engine/classifier-engine.js';
import { EbitError } from '../errors.js';
import { isFloat64Array, isList, numberList } from '../number-list.js';
import { checkedWord, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { checkModel } from './checked-model.js';
import { classLogits, requireLogits, requireTwoClasses } from './class-logits.js';
import { askedOf, saidExpectations } from './deciding.js';
import { chooseEngine, predictionRows } from './engine-choice.js';
import { checkedParameters, engineInput, parameterList } from './engine-input.js';
import { type FisherSession, fisherSessionOver } from './fisher-session.js';
import { lossOfClasses } from './losses.js';
import type { Model } from './model-types.js';
import { handedOut } from './predict.js';
import { checkListedBits, outcomeBits } from './readouts.js';
import { modelRows } from './rows.js';
import { allRows, SEGMENT_ROWS, SegmentSum, segmentCount, segmentOf } from './segments.js';
import {
  engineChoices,
  type LossFunction,
  type PlainLoss,
  type Session,
  type SessionOptions,
} from './session-types.js';
import { momentLoss } from './shots-loss.js';
import { signProducts } from './weights.js';

/**
 * Compiles a model over rows: circuits once, samples laid out once; then each step is one call into the core.
 *
 * @param model - its parameters do not matter; each call brings its own
 * @param rows - shape [n, features]: flat and row-major, of which a Float64Array is not copied, or a list of rows
 * @param labels - +1 or -1 a row, of more than two classes their numbers, or null where only probabilities and the Fisher matrix are asked for
 * @throws EbitError 'circuit' if the engine asked for cannot run the model; 'memory' if it does not fit; 'shape',
 *   'not-finite', 'range' or 'labels' if the rows, the labels and the weights do not fit the model; 'model' for what is no
 *   model; 'config' for an unknown option or engine
 * @example
 * const session = openSession(model, training.rows, training.labels);
 * const gradient = new Float64Array(model.parameters.length);
 * session.step(model.parameters, null, 'mse', gradient); // about 1.026
 * session.close();
 */
export function openSession(
  model: Model,
  rows: Rows,
  labels: ArrayLike<number> | null = null,
  options: SessionOptions = {},
): Session {
  checkModel(model);
  checkOptions('openSession', options, { engine: true, weights: true });
  const { engine: choice = engineChoices[0] } = options;
  checkedWord('engine', choice, engineChoices);
  const checked = labels === null ? null : checkedLabels(labels, model.classes);
  const rowWeights = options.weights === undefined ? null : checkedRowWeights(options.weights, checked);
  const input = engineInput(model, sessionRows(model, rows), checked, rowWeights);
  const { samples } = input;
  const engine = chooseEngine(input.model.programs, labels === null ? predictionRows : samples, choice);
  const main = new ClassifierEngine(input, engine);
  let isOpen = true;
  const requireOpen = (): void => {
    if (!isOpen) throw new EbitError('closed', 'The session is closed; open another one.');
  };
  let outcomesOfAll: ClassifierEngine | null = null;
  let derivatives: FisherSession | null = null;
  const differentiated = (): FisherSession => {
    requireOpen();
    derivatives ??= fisherSessionOver(model, input);
    return derivatives;
  };
  const isParity = askedOf(model) === 'parity';
  // Of a parity there are its mean and 1.
  const signs = isParity ? Float64Array.of(1, 0) : signProducts(outcomeBits(model));
  const outcomes = signs.length;
  const isMany = model.classes > 2;
  const weights = isMany ? new Float64Array(model.weightCount) : Float64Array.from(signs);
  const weightGradient = new Float64Array(weights.length);
  // As outcomeWeights, but in place: this stands in every step.
  const setWeights = (parameters: Float64Array): void => {
    if (model.weightForm === 'fixed') return;
    const parity = model.weightForm === 'parity';
    for (let a = 0; a < weights.length; a++)
      weights[a] = parity ? signs[a] * parameters[model.angles] : parameters[model.angles + a];
  };

  /** Of at most a segment's rows, which were checked, as the rest was. */
  const segmentStep = (
    parameters: Float64Array,
    batch: Int32Array | null,
    loss: PlainLoss | LossFunction,
    gradient: Float64Array,
  ): number => {
    const rowLoss = typeof loss === 'object' ? { ofMoments: momentLoss(loss, model.weightForm) } : loss;
    const value = main.step(parameters, weights, batch, rowLoss, gradient, weightGradient);
    if (model.weightForm === 'free') gradient.set(weightGradient, model.angles);
    else if (model.weightForm === 'parity') {
      let sum = 0;
      for (let a = 0; a < outcomes; a++) sum += signs[a] * weightGradient[a];
      gradient[model.angles] = sum;
    }
    return value;
  };

  const step = (
    given: ArrayLike<number>,
    indices: ArrayLike<number> | null,
    loss: PlainLoss | LossFunction,
    gradient: Float64Array,
  ): number => {
    requireOpen();
    const parameters = parameterList(model, given);
    if (labels === null) throw new EbitError('labels', 'A loss needs labels; open the session with one label a row.');
    lossOfClasses(loss, model.classes);
    if (!isFloat64Array(gradient) || gradient.length !== parameters.length) {
      throw new EbitError(
        'shape',
        `The gradient to fill is ${shownValue(gradient)}; give a Float64Array of ${parameters.length} numbers, one for ` +
          'each parameter.',
      );
    }
    const batch = indices === null ? null : checkedIndices(indices, samples, main.largestBatch);
    setWeights(parameters);
    if ((batch?.length ?? samples) <= SEGMENT_ROWS) return segmentStep(parameters, batch, loss, gradient);
    const rowsOfStep = batch ?? allRows(samples);
    const sum = new SegmentSum(rowWeights, gradient);
    const part = new Float64Array(gradient.length);
    for (let segment = 0; segment < segmentCount(rowsOfStep.length); segment++) {
      const rowsOfSegment = segmentOf(rowsOfStep, segment);
      sum.add(rowsOfSegment, segmentStep(parameters, rowsOfSegment, loss, part), part);
    }
    return sum.finish();
  };
  /** P(a), or the mean of the parity and 1. */
  const unrounded = (parameters: Float64Array): Float64Array => {
    requireOpen();
    return main.probabilities(parameters);
  };
  const listed = (parameters: Float64Array): Float64Array => {
    if (!isParity) return unrounded(parameters);
    requireOpen();
    checkListedBits(outcomeBits(model));
    outcomesOfAll ??= new ClassifierEngine({ ...input, labels: null, asked: 'outcomes' }, engine);
    return outcomesOfAll.probabilities(parameters);
  };
  return disposable<Omit<Session, typeof Symbol.dispose>>({
    engine,
    samples,
    step,
    probabilities: (parameters) => handedOut(listed(checkedParameters(model, parameters))),
    // Of what the core found, not of what is handed out: a training that looks at them keeps its bits.
    expectations(parameters) {
      requireTwoClasses(model, 'An expectation value');
      const checked = checkedParameters(model, parameters);
      return saidExpectations(model, unrounded(checked), checked);
    },
    logits(parameters) {
      requireLogits(model);
      const checked = checkedParameters(model, parameters);
      return classLogits(unrounded(checked), checked.subarray(model.angles), model.classes);
    },
    fisher: (parameters, into) => differentiated().fisher(parameters, into),
    jacobian: (parameters) => differentiated().jacobian(parameters),
    close() {
      isOpen = false;
      main.close();
      outcomesOfAll?.close();
      derivatives?.close();
    },
  });
}

/** What each row weighs. Sums over any number of rows stay far from what a double cannot hold. */
function checkedRowWeights(given: ArrayLike<number>, labels: Float64Array | null): Float64Array {
  const weights = numberList('The weights of the rows', given);
  if (weights.length !== labels?.length) {
    throw new EbitError(
      'shape',
      `There are ${weights.length} weights of rows and ${labels?.length ?? 'no'} labels; give one each a row.`,
    );
  }
  for (let n = 0; n < weights.length; n++) {
    if (weights[n] >= 1e-100 && weights[n] <= 1e100) continue;
    throw new EbitError(
      'range',
      `The weight of row ${n} is ${shownValue(given[n])}; give a number above 0, from 1e-100 to 1e100.`,
    );
  }
  return weights;
}

/** The rows as one flat array; a model without features reads none, however many labels there are. */
function sessionRows(model: Model, rows: Rows): Float64Array {
  const reads = model.features.some((count) => count > 0);
  return reads || !isList(rows) || rows.length > 0 ? modelRows(model, rows) : new Float64Array(0);
}

/** The rows of a step. What is no Int32Array is copied into one, after a look at whether its numbers are whole. */
function checkedIndices(indices: ArrayLike<number>, samples: number, largest: number): Int32Array {
  const whole = indices instanceof Int32Array;
  if (!whole && !isList(indices)) {
    throw new EbitError(
      'shape',
      `The batch is ${shownValue(indices)}; give a list of row numbers, or null for all rows.`,
    );
  }
  if (indices.length === 0 || indices.length > largest) {
    throw new EbitError('shape', `A batch of ${indices.length} rows was asked for; it takes from 1 to ${largest}.`);
  }
  // An index loop: this stands in every step, where an iterator would cost more than the check.
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i];
    if (!(whole || Number.isInteger(index)) || index < 0 || index >= samples) {
      throw new EbitError('range', `Row ${shownValue(index)} was asked for; there are rows 0 to ${samples - 1}.`);
    }
  }
  return whole ? indices : Int32Array.from(indices);
}
