import type { EngineInput } from '../engine/plan.js';
import { EbitError } from '../errors.js';
import { finiteList, isFloat64Array, numberList } from '../number-list.js';
import { shownValue } from '../shown-value.js';
import { checkModel } from './checked-model.js';
import { askedOf } from './deciding.js';
import type { Model } from './model-types.js';
import { rowLength } from './rows.js';
import { compiledModel } from './structure.js';

/**
 * Returns what the core's engines are made of: the model's circuits in their normal form, and the rows.
 *
 * @param rows - shape [n, features], row-major, finite
 * @param weights - what each row weighs in a loss, as many as there are labels; null where all weigh 1
 * @throws EbitError 'model' for what is no model, 'shape' if the rows and the labels do not fit it
 */
export function engineInput(
  model: Model,
  rows: Float64Array,
  labels: Float64Array | null,
  weights: Float64Array | null = null,
): EngineInput {
  checkModel(model);
  const features = rowLength(model);
  const samples = features === 0 ? (labels?.length ?? 1) : rows.length / features;
  if (!Number.isInteger(samples) || samples === 0 || (labels !== null && labels.length !== samples)) {
    throw new EbitError(
      'shape',
      `the model reads ${features} features a row; ${rows.length} numbers with ${labels?.length ?? 'no'} labels are ` +
        'not whole rows with one label each.',
    );
  }
  const classes = model.classes === 2 ? null : model.classes;
  return { model: compiledModel(model), rows, samples, labels, classes, weights, asked: askedOf(model) };
}

/** The parameters. @throws EbitError 'shape' unless they are a list of as many as the model has */
export function parameterList(model: Model, parameters: ArrayLike<number>): Float64Array {
  const list = numberList('The parameters', parameters);
  const count = model.angles + model.weightCount;
  if (list.length !== count) {
    throw new EbitError('shape', `${list.length} parameters were given; the model has ${count}.`);
  }
  return list;
}

/** The parameters. @throws EbitError as {@link parameterList}, and 'not-finite' for one that is no finite number */
export function checkedParameters(model: Model, parameters: ArrayLike<number>): Float64Array {
  return finiteList('Parameter', parameterList(model, parameters));
}

/** The matrix to fill, if one was given. */
export function checkedMatrix(model: Model, into: Float64Array | undefined): Float64Array | undefined {
  if (into === undefined) return into;
  if (!isFloat64Array(into) || into.length !== model.angles * model.angles) {
    throw new EbitError(
      'shape',
      `The matrix to fill is ${shownValue(into)}; give a Float64Array of ${model.angles * model.angles} numbers, ` +
        `for ${model.angles} angles.`,
    );
  }
  return into;
}
