import { Engine, type EngineInput, halfQubits } from '../core/engine.js';
import { type Program, prepareProgram, workOf } from '../core/program.js';
import { EbitError } from '../errors.js';
import type { Model } from './model-types.js';
import type { LossName, Session, SessionOptions } from './session-types.js';
import { signProducts } from './weights.js';

/** First angle of each processor, and the end: a processor's angles are those its circuits name. */
function angleStarts(model: Model): number[] {
  const starts = [0];
  for (const program of model.programs) {
    const counts = [program.mixing?.parameters ?? 0, program.trainable.parameters, starts[starts.length - 1]];
    starts.push(Math.max(...counts));
  }
  return starts;
}

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
 * @param rows - shape [n, features], row-major, finite
 * @param labels - +1 or -1 a row, or null where only probabilities and the Fisher matrix are asked for
 * @throws EbitError 'circuit' if the engine asked for cannot run the model; 'memory' if it does not fit; 'shape' if the
 *   rows and the labels do not fit the model
 */
export function openSession(
  model: Model,
  rows: Float64Array,
  labels: Float64Array | null,
  options: SessionOptions = {},
): Session {
  const features = model.features.reduce((sum, n) => sum + n, 0);
  const samples = features === 0 ? (labels?.length ?? 1) : rows.length / features;
  if (!Number.isInteger(samples) || samples === 0 || (labels !== null && labels.length !== samples)) {
    throw new EbitError(
      'shape',
      `the model reads ${features} features a row; ${rows.length} numbers with ${labels?.length ?? 'no'} labels are not ` +
        'whole rows with one label each.',
    );
  }
  const halves = halfQubits(model.network);
  const programs = model.programs.map((program, p) =>
    prepareProgram({ ...program, qubits: model.network.processors[p].qubits, halves: halves[p] }),
  );
  const engine = chooseEngine(programs, samples, options);
  const input: EngineInput = {
    network: model.network,
    programs,
    angles: model.angles,
    angleStart: angleStarts(model),
    rows,
    samples,
    labels,
  };
  const main = new Engine(input, engine);
  let fisherEngine: Engine | null = null;
  const forJacobian = (): Engine => {
    fisherEngine ??= new Engine(input, 'jacobian');
    return fisherEngine;
  };
  const checked = (parameters: Float64Array): Float64Array => {
    checkCount(model, parameters);
    return parameters;
  };
  const outcomes = 1 << model.network.processors.length;
  const signs = signProducts(model.network.processors.length);
  const weights = Float64Array.from(signs);
  const weightGradient = new Float64Array(outcomes);
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
    checkCount(model, parameters);
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
    probabilities: (parameters) => main.probabilities(checked(parameters)),
    fisher: (parameters) => forJacobian().fisher(checked(parameters)),
    jacobian: (parameters) => forJacobian().jacobian(checked(parameters)),
    close() {
      main.close();
      fisherEngine?.close();
    },
  };
}

function checkCount(model: Model, parameters: Float64Array): void {
  const count = model.angles + model.weightCount;
  if (parameters.length !== count) {
    throw new EbitError('shape', `${parameters.length} parameters were given; the model has ${count}.`);
  }
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
