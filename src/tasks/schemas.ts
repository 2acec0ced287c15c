// The shapes of numbers and words that settings are made of.
import * as v from 'valibot';

export const finiteSchema = v.pipe(v.number(), v.finite());
export const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
export const positiveSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
export const seedSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** YAML reads the label 1, or the name of a numbered column, as a number; in a table it is text. */
export const wordSchema = v.union([v.string(), v.pipe(v.number(), v.transform(String))]);
