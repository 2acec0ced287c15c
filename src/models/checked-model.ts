import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import type { Model } from './model-types.js';

/**
 * The mark of a model that was checked when it was made. It is registered, so that a second copy of this package knows
 * it too, and is not enumerable, so that a copy by `{ ...model }`, of which any part may be another, does not carry it.
 */
const MARK = Symbol.for('ebit-model');

/** Marks a model and freezes it. */
export function marked(model: Model): Model {
  return Object.freeze(Object.defineProperty(model, MARK, { value: true }));
}

/**
 * Checks that a value is a model, made by this package and unchanged since.
 *
 * @throws EbitError 'model' for anything else
 */
export function checkModel(value: unknown): asserts value is Model {
  if (typeof value === 'object' && value !== null && MARK in value) return;
  throw new EbitError(
    'model',
    `A model is needed where ${shownValue(value)} was given; make one by classifier, createModel or parseModel.`,
  );
}

/**
 * Checks that a model tells as many classes apart as a data set has.
 *
 * @param what - which data set, as the beginning of a sentence
 * @throws EbitError 'labels' if not
 */
export function checkClasses(model: Model, { classes = 2 }: Pick<Dataset, 'classes'>, what: string): void {
  if (classes === model.classes) return;
  throw new EbitError(
    'labels',
    `${what} has ${classes} classes and the model ${model.classes}; give a model with classes: ${classes}, or other rows.`,
  );
}
