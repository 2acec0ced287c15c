// Angles in radians: a constant, a trainable parameter, or a product of affine functions of the input's features.
import { EbitError } from '../errors.js';

/** One factor offset + slope * x[feature] of a data angle. */
export interface DataFactor {
  readonly feature: number;
  readonly offset: number;
  readonly slope: number;
}

/**
 * An angle in radians.
 *
 * - `constant`: a number.
 * - `parameter`: theta[index]; several gates may share one index.
 * - `data`: scale * prod_k (offset_k + slope_k * x[feature_k]).
 */
export type Angle =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'data'; readonly scale: number; readonly factors: readonly DataFactor[] };

/**
 * A fixed angle.
 *
 * @param value - radians
 * @throws EbitError 'not-finite' if value is NaN or infinite
 * @example
 * circuit(1).rx(constant(Math.PI / 2), 0); // as is rx(Math.PI / 2, 0)
 */
export function constant(value: number): Angle {
  return checkedAngle({ kind: 'constant', value });
}

/**
 * The trainable angle theta[index]; gates that name the same index share it.
 *
 * @param index - counted from 0
 * @throws EbitError 'range' if index is not an integer of 0 or more
 * @example
 * circuit(2).rx(parameter(0), 0).rx(parameter(0), 1).parameters; // 1
 */
export function parameter(index: number): Angle {
  return checkedAngle({ kind: 'parameter', index });
}

/**
 * The angle x[feature], one number of the input, in radians.
 *
 * @param feature - counted from 0 among the circuit's own features
 * @throws EbitError 'range' if feature is not an integer of 0 or more
 * @example
 * circuit(1).rz(data(0), 0).features; // 1
 */
export function data(feature: number): Angle {
  return dataProduct(1, { feature, offset: 0, slope: 1 });
}

/**
 * The angle, in radians, of several features together:
 *
 *     scale prod_k (offset_k + slope_k x[feature_k])
 *
 * @param scale - the number in front
 * @param factors - one or more
 * @throws EbitError 'range' if a feature is not an integer of 0 or more; 'not-finite' if a number is NaN or infinite;
 *   'circuit' if there is no factor
 * @example
 * // (pi - x0)(pi - x1) / 2
 * const from = (feature: number) => ({ feature, offset: Math.PI, slope: -1 });
 * circuit(2).rzz(dataProduct(0.5, from(0), from(1)), 0, 1);
 */
export function dataProduct(scale: number, ...factors: readonly DataFactor[]): Angle {
  return checkedAngle({ kind: 'data', scale, factors: factors.map((factor) => ({ ...factor })) });
}

/**
 * Returns the angle itself if it is well formed.
 *
 * @throws EbitError as {@link constant}, {@link parameter} and {@link dataProduct}
 */
export function checkedAngle(angle: Angle): Angle {
  switch (angle.kind) {
    case 'constant':
      checkFinite('A constant angle', angle.value);
      return angle;
    case 'parameter':
      checkIndex('A parameter', angle.index);
      return angle;
    case 'data':
      if (!Array.isArray(angle.factors) || angle.factors.length === 0) {
        throw new EbitError('circuit', 'A data angle has no factor; name at least one feature, or use constant().');
      }
      checkFinite('The scale of a data angle', angle.scale);
      for (const factor of angle.factors) {
        checkIndex('The feature of a data angle', factor.feature);
        checkFinite('The offset of a data angle', factor.offset);
        checkFinite('The slope of a data angle', factor.slope);
      }
      return angle;
    default:
      throw new EbitError(
        'circuit',
        `An angle has the kind ${JSON.stringify((angle as { kind?: unknown }).kind)}; it must be "constant", "parameter" or "data".`,
      );
  }
}

/** How many parameters an angle needs: 1 + its index, or 0. */
export function parametersOf(angle: Angle | null): number {
  return angle?.kind === 'parameter' ? angle.index + 1 : 0;
}

/** How many features an angle needs: 1 + its greatest feature, or 0. */
export function featuresOf(angle: Angle | null): number {
  return angle?.kind === 'data' ? Math.max(...angle.factors.map((factor) => factor.feature + 1)) : 0;
}

/** The same angle, its parameter and features counted from the given offsets. */
export function shiftedAngle(angle: Angle, parameterOffset: number, featureOffset: number): Angle {
  switch (angle.kind) {
    case 'constant':
      return angle;
    case 'parameter':
      return parameter(angle.index + parameterOffset);
    case 'data':
      return dataProduct(
        angle.scale,
        ...angle.factors.map((factor) => ({ ...factor, feature: factor.feature + featureOffset })),
      );
  }
}

/** How to write the parts of an angle. */
export interface AngleStyle {
  readonly number: (value: number) => string;
  readonly parameter: (index: number) => string;
  readonly feature: (feature: number) => string;
  /** What stands between the factors of a product. */
  readonly times: string;
}

/** An angle as an expression. */
export function angleText(angle: Angle, style: AngleStyle): string {
  switch (angle.kind) {
    case 'constant':
      return style.number(angle.value);
    case 'parameter':
      return style.parameter(angle.index);
    case 'data': {
      const factors = angle.factors.map((factor) => factorText(factor, style));
      if (angle.scale === 1 && factors.length === 1) return factors[0];
      const product = factors.map((text) => (/[+-]/.test(text) ? `(${text})` : text));
      if (angle.scale !== 1) product.unshift(coefficient(angle.scale, style));
      return product.join(style.times);
    }
  }
}

/** A number as a simple multiple of pi where it is exactly that, and null elsewhere. */
export function multipleOfPi(value: number, pi: string, times: string): string | null {
  for (const denominator of [1, 2, 3, 4, 6, 8]) {
    const numerator = Math.round((value * denominator) / Math.PI);
    if (numerator === 0 || Math.abs(numerator) > 16 || (numerator * Math.PI) / denominator !== value) continue;
    const size = Math.abs(numerator) === 1 ? '' : `${Math.abs(numerator)}${times}`;
    return `${numerator < 0 ? '-' : ''}${size}${pi}${denominator === 1 ? '' : `/${denominator}`}`;
  }
  return null;
}

function factorText({ feature, offset, slope }: DataFactor, style: AngleStyle): string {
  const size = Math.abs(slope) === 1 ? '' : `${coefficient(Math.abs(slope), style)}${style.times}`;
  const term = `${size}${style.feature(feature)}`;
  if (offset !== 0) return `${style.number(offset)}${slope < 0 ? '-' : '+'}${term}`;
  return slope < 0 ? `-${term}` : term;
}

/** A number in front of a product: pi/2 in parentheses, lest pi/2x0 be read as pi/(2x0). */
function coefficient(value: number, style: AngleStyle): string {
  const text = style.number(value);
  return text.includes('/') ? `(${text})` : text;
}

function checkFinite(what: string, value: number): void {
  if (!Number.isFinite(value)) {
    throw new EbitError('not-finite', `${what} is ${String(value)}; it must be a finite number.`);
  }
}

function checkIndex(what: string, index: number): void {
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new EbitError('range', `${what} has the index ${String(index)}; it must be an integer of 0 or more.`);
  }
}
