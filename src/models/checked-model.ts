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
