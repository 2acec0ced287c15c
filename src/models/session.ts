import { Engine } from '../core/engine.js';
import { type Program, workOf } from '../core/program.js';
import { EbitError } from '../errors.js';
import { checkedParameters, engineInput } from './engine-input.js';
import { type FisherSession, fisherSessionOver } from './fisher-session.js';
import type { Model } from './model-types.js';
import type { LossName, Session, SessionOptions } from './session-types.js';
import { signProducts } from './weights.js';

/**
 * Rows for which a session without labels counts the work. It is the same for any number of rows, so that a row's
 * probabilities have the same bits in whatever company it is asked for.
 */
const predictionRows = 64;

function chooseEngine(programs: readonly Program[], samples: number, options: SessionOptions): 'observable' | 'state' {
  const able = programs.every((program) => program.sampleKind !== 'state');
  if (options.engine === 'observable' && !able) {
    throw new EbitError(
      'circuit',
      "the observable engine needs a trainable part without data angles; use engine 'state' or 'auto' for this model.",
    );
  }
  if (options.engine === 'observable' || options.engine === 'state') return options.engine;
  const work = (engine: 'observable' | 'state'): number =>
    programs.reduce((sum, program) => sum + workOf(program, samples, engine), 0);
  return able && work('observable') <= work('state') ? 'observable' : 'state';
}

/**
 * Compiles a model over rows: circuits once, samples laid out once; then each step is one call into the core.
 *
 * @param model - its parameters do not matter; each call brings its own
 * @param rows - shape [n, features], row-major, finite
 * @param labels - +1 or -1 a row, or null where only probabilities and the Fisher matrix are asked for
 * @throws EbitError 'circuit' if the engine asked for cannot run the model; 'memory' if it does not fit; 'shape' if the
 *   rows and the labels do not fit the model
 * @example
 * const session = openSession(model, training.rows, training.labels);
 * const gradient = new Float64Array(model.parameters.length);
 * session.step(model.parameters, null, 'mse', gradient); // about 1.026
 * session.close();
 */
export function openSession(
  model: Model,
  rows: Float64Array,
  labels: Float64Array | null,
  options: SessionOptions = {},
): Session {
  const input = engineInput(model, rows, labels);
  const { programs, samples } = input;
  const engine = chooseEngine(programs, labels === null ? predictionRows : samples, options);
  const main = new Engine(input, engine);
  let derivatives: FisherSession | null = null;
  const differentiated = (): FisherSession => {
    derivatives ??= fisherSessionOver(model, input);
    return derivatives;
  };
  const outcomes = 1 << model.network.processors.length;
  const signs = signProducts(model.network.processors.length);
  const weights = Float64Array.from(signs);
  const weightGradient = new Float64Array(outcomes);
  // As outcomeWeights, but in place: this stands in every step.
  const setWeights = (parameters: Float64Array): void => {
    if (model.weightForm === 'fixed') return;
    const parity = model.weightForm === 'parity';
    for (let a = 0; a < outcomes; a++)
      weights[a] = parity ? signs[a] * parameters[model.angles] : parameters[model.angles + a];
  };

  const step = (
    parameters: Float64Array,
    indices: Int32Array | null,
    loss: LossName,
    gradient: Float64Array,
  ): number => {
    checkedParameters(model, parameters);
    if (labels === null) throw new EbitError('labels', 'a loss needs labels; open the session with one label a row.');
    if (gradient.length !== parameters.length) {
      throw new EbitError(
        'shape',
        `the gradient has ${gradient.length} places; the model has ${parameters.length} parameters.`,
      );
    }
    if (indices !== null) checkIndices(indices, samples, main.largestBatch);
    setWeights(parameters);
    const value = main.step(parameters, weights, indices, loss, gradient, weightGradient);
    if (model.weightForm === 'free') gradient.set(weightGradient, model.angles);
    else if (model.weightForm === 'parity') {
      let sum = 0;
      for (let a = 0; a < outcomes; a++) sum += signs[a] * weightGradient[a];
      gradient[model.angles] = sum;
    }
    return value;
  };
  return {
    engine,
    samples,
    step,
    probabilities: (parameters) => main.probabilities(checkedParameters(model, parameters)),
    fisher: (parameters, into) => differentiated().fisher(parameters, into),
    jacobian: (parameters) => differentiated().jacobian(parameters),
    close() {
      main.close();
      derivatives?.close();
    },
  };
}

function checkIndices(indices: Int32Array, samples: number, largest: number): void {
  if (indices.length === 0 || indices.length > largest) {
    throw new EbitError('shape', `a batch of ${indices.length} rows was asked for; it takes from 1 to ${largest}.`);
  }
  // An index loop: this stands in every step, where an iterator would cost more than the check.
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i];
    if (index < 0 || index >= samples) {
      throw new EbitError('range', `row ${index} was asked for; there are rows 0 to ${samples - 1}.`);
    }
  }
}
