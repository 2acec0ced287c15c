import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { lazily } from '../schema.js';
import {
  completed,
  flagRule,
  numberRule,
  type Rule,
  type Rules,
  ruled,
  ruledObjectSchema,
  ruleSchema,
} from './rule.js';

/**
 * How strongly the squares of parameters are kept small: one number for all of them, or one for the angles and one for
 * the outcome weights, each 0 unless told. An angle is pulled to 0 although a turn more is the same gate. With `perRow` the
 * numbers are divided by how many rows are trained on: a prior of one strength, which more rows outweigh. `logits` stands in
 * place of `weights` where there are more than two classes, whose weights make logits and have to be large to be sure of one;
 * it is the same unless told.
 */
export type L2Settings =
  | number
  | { readonly angles?: number; readonly weights?: number; readonly logits?: number; readonly perRow?: boolean };

/** {@link L2Settings}, complete. */
export interface L2Plan {
  readonly angles: number;
  readonly weights: number;
  /** Only there where it was said. */
  readonly logits?: number;
  /** Only there where it holds. */
  readonly perRow?: true;
}

const l2Rule = (what: string): Rule<number> => numberRule(what, 0, 'a number from 0 on, such as 1e-4', (x) => x >= 0);
const both = l2Rule('l2');
const rules: Rules<Required<Omit<L2Plan, 'perRow'>> & { readonly perRow: boolean }> = {
  angles: l2Rule('l2.angles'),
  weights: l2Rule('l2.weights'),
  logits: l2Rule('l2.logits'),
  perRow: flagRule('l2.perRow', false),
};
const clipRule = numberRule('clip', 1, 'a number above 0, such as 1', (x) => x > 0);

/** Returns the strengths of L2, checked. @throws EbitError 'config' for an unknown name, 'range' for a number below 0 */
export function completeL2(given: L2Settings | undefined): L2Plan {
  if (typeof given === 'object' && given !== null) {
    const { perRow, logits, ...strengths } = completed('l2', given, rules);
    return {
      ...strengths,
      ...(given.logits === undefined ? {} : { logits }),
      ...(perRow ? { perRow } : {}),
    };
  }
  const strength = ruled(both, given);
  return { angles: strength, weights: strength };
}

/** Returns the largest length of a gradient, checked; null for none. @throws EbitError 'range' unless it is above 0 */
export function completeClip(given: number | null | undefined): number | null {
  return given === undefined || given === null ? null : ruled(clipRule, given);
}

/** The schema of {@link L2Settings} in a file. */
export const l2Schema = lazily(
  (): v.GenericSchema<L2Settings> => v.union([ruleSchema(both), ruledObjectSchema(rules)]),
);

/** The schema of a clip in a file. */
export const clipSchema = lazily((): v.GenericSchema<number | null> => v.nullable(ruleSchema(clipRule)));

/**
 * Shortens a gradient in place to a length: g = g clip / |g| where |g| > clip, over all parameters together.
 *
 * @throws EbitError 'not-finite' for a gradient without a finite length
 */
export function clipGradient(gradient: Float64Array, clip: number): void {
  let squares = 0;
  for (let i = 0; i < gradient.length; i++) squares += gradient[i] * gradient[i];
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length)) {
    throw new EbitError('not-finite', `The gradient's length became ${length}; lower the learning rate.`);
  }
  if (length <= clip) return;
  const share = clip / length;
  for (let i = 0; i < gradient.length; i++) gradient[i] *= share;
}

/** The strengths as they hold for so many training rows, and for weights that make logits or one E. */
export function l2Over(
  { angles, weights: ofE, logits = ofE, perRow }: L2Plan,
  rows: number,
  isLogits: boolean,
): L2Plan {
  const weights = isLogits ? logits : ofE;
  return perRow ? { angles: angles / rows, weights: weights / rows } : { angles, weights };
}

/**
 * Adds the gradient of strength / 2 times the sum of squares: strength times each parameter, as PyTorch's weight_decay.
 *
 * @param angles - so many of the parameters, the first ones, are angles
 */
export function addL2(gradient: Float64Array, parameters: Float64Array, l2: L2Plan, angles: number): void {
  if (l2.angles > 0) for (let i = 0; i < angles; i++) gradient[i] += l2.angles * parameters[i];
  if (l2.weights > 0) for (let i = angles; i < parameters.length; i++) gradient[i] += l2.weights * parameters[i];
}
