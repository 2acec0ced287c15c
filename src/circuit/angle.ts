// Angles in radians: a constant, an affine function of a trainable parameter, a product of affine functions of the
// input's features, or such a product times a trainable parameter.
import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';

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
 * - `parameter`: offset + scale * theta[index], scale 1 and offset 0 unless told; several gates may share one index.
 * - `data`: scale * prod_k (offset_k + slope_k * x[feature_k]).
 * - `scaled`: theta[index] times what `data` is.
 */
export type Angle =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'parameter'; readonly index: number; readonly scale?: number; readonly offset?: number }
  | { readonly kind: 'data'; readonly scale: number; readonly factors: readonly DataFactor[] }
  | {
      readonly kind: 'scaled';
      readonly index: number;
      readonly scale: number;
      readonly factors: readonly DataFactor[];
    };

/** An angle that the input alone makes. */
export type DataAngle = Extract<Angle, { kind: 'data' }>;

/** An angle that the input makes together with a trainable scale. */
export type ScaledAngle = Extract<Angle, { kind: 'scaled' }>;

/** An angle that is trained. */
export type ParameterAngle = Extract<Angle, { kind: 'parameter' }>;

/** The most parameters of one circuit or model: a slip in an index cannot fill the memory. */
export const maxParameters = 1_000_000;
/** The most features of one circuit or model. */
export const maxFeatures = 32_000_000;
/** Beyond this a number in an angle means nothing any more, and a sum of a few such angles would overflow. */
const LARGEST = 1e150;

/**
 * A fixed angle.
 *
 * @param value - radians
 * @throws EbitError 'not-finite' if value is not a finite number; 'range' if it is beyond 1e150
 * @example
 * circuit(1).rx(constant(Math.PI / 2), 0); // as is rx(Math.PI / 2, 0)
 */
export function constant(value: number): Angle {
  return checkedAngle({ kind: 'constant', value });
}

/** What {@link parameter} takes besides the index. */
export interface ParameterOptions {
  /** What the parameter is multiplied by; 1 unless told. */
  readonly scale?: number;
  /** Radians that are added; 0 unless told. */
  readonly offset?: number;
}

const parameterOptionNames: OptionNames<ParameterOptions> = { scale: true, offset: true };

/**
 * The trainable angle
 *
 *     offset + scale theta[index]
 *
 * Gates that name the same index share it, each with a scale and an offset of its own; a derivative over theta[index] is
 * the sum of theirs, each times its scale.
 *
 * @param index - counted from 0, below 10^6
 * @param options - see {@link ParameterOptions}
 * @throws EbitError 'range' if index is not an integer from 0 to 999999, or a number is beyond 1e150; 'not-finite' if the
 *   scale or the offset is not a finite number; 'config' for an unknown option
 * @example
 * circuit(2).rx(parameter(0), 0).rx(parameter(0), 1).parameters; // 1
 * const there = circuit(1).ry(parameter(0), 0).ry(parameter(0, { scale: -1 }), 0);
 * amplitudes(there, { parameters: [0.4] }); // about [1, 0, 0, 0]: the two undo each other
 */
export function parameter(index: number, options: ParameterOptions = {}): Angle {
  checkOptions('parameter()', options, parameterOptionNames);
  return withScaleAndOffset(index, options);
}

/** Scale 1 and offset 0 are left out, so that equal angles are equal data. */
function withScaleAndOffset(index: number, { scale = 1, offset = 0 }: ParameterOptions): Angle {
  return checkedAngle({
    kind: 'parameter',
    index,
    ...(scale === 1 ? {} : { scale }),
    ...(offset === 0 ? {} : { offset }),
  });
}

/**
 * The angle x[feature], one number of the input, in radians.
 *
 * @param feature - counted from 0 among the circuit's own features, below 3.2 10^7
 * @throws EbitError 'range' if feature is not an integer from 0 to 31999999
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
 * @throws EbitError 'range' if a feature is not an integer from 0 to 31999999, or a number is beyond 1e150; 'not-finite'
 *   if a number is not finite; 'circuit' if there is no factor, or one is no object of feature, offset and slope
 * @example
 * // (pi - x0)(pi - x1) / 2
 * const from = (feature: number) => ({ feature, offset: Math.PI, slope: -1 });
 * circuit(2).rzz(dataProduct(0.5, from(0), from(1)), 0, 1);
 */
export function dataProduct(scale: number, ...factors: readonly DataFactor[]): Angle {
  const angle = checkedAngle({ kind: 'data', scale, factors });
  return angle.kind === 'data' ? { ...angle, factors: angle.factors.map((factor) => ({ ...factor })) } : angle;
}

/**
 * The angle, in radians, of the input times a trainable scale:
 *
 *     theta[index] scale prod_k (offset_k + slope_k x[feature_k])
 *
 * Its derivative over theta[index] is what the input alone makes of it. Gates that name the same index share it, be it here
 * or in {@link parameter}.
 *
 * @param index - of the parameter, counted from 0, below 10^6
 * @param input - a feature, counted from 0, or an angle that `data` or `dataProduct` made
 * @throws EbitError 'range' if index is not an integer from 0 to 999999; 'circuit' if `input` is no data angle; as
 *   {@link data} for a feature
 * @example
 * // RY(s x + o) with a trainable scale s and offset o
 * circuit(1).ry(scaledData(0, 0), 0).ry(parameter(1), 0).parameters; // 2
 * @see Perez-Salinas, Cervera-Lierta, Gil-Fuster and Latorre, Quantum 4, 226 (2020): weights on re-uploaded data
 */
export function scaledData(index: number, input: number | Angle): Angle {
  const angle = typeof input === 'number' ? data(input) : checkedAngle(input);
  if (angle.kind !== 'data') {
    throw new EbitError(
      'circuit',
      `scaledData() is given an angle of the kind "${angle.kind}"; give a feature, data() or dataProduct().`,
    );
  }
  return checkedAngle({ kind: 'scaled', index, scale: angle.scale, factors: angle.factors.map((one) => ({ ...one })) });
}

const constantNames: OptionNames<Extract<Angle, { kind: 'constant' }>> = { kind: true, value: true };
const parameterNames: OptionNames<ParameterAngle> = { kind: true, index: true, scale: true, offset: true };
const dataNames: OptionNames<DataAngle> = { kind: true, scale: true, factors: true };
const scaledNames: OptionNames<ScaledAngle> = { kind: true, index: true, scale: true, factors: true };
const factorNames: OptionNames<DataFactor> = { feature: true, offset: true, slope: true };

/**
 * Returns the angle itself if it is well formed.
 *
 * @throws EbitError as {@link constant}, {@link parameter} and {@link dataProduct}; 'circuit' for anything that is no
 *   angle, and for a name that such an angle has not
 */
export function checkedAngle(angle: Angle): Angle {
  if (typeof angle !== 'object' || angle === null) {
    throw new EbitError(
      'circuit',
      `An angle is ${shownValue(angle)}; give a number, constant(), parameter(), data(), dataProduct() or scaledData().`,
    );
  }
  switch (angle.kind) {
    case 'constant':
      checkOptions('A constant angle', angle, constantNames, 'circuit');
      checkNumber('A constant angle', angle.value);
      return angle;
    case 'parameter':
      checkOptions('A parameter angle', angle, parameterNames, 'circuit');
      checkIndex('A parameter', angle.index, maxParameters);
      if (angle.scale !== undefined) checkNumber('The scale of a parameter angle', angle.scale);
      if (angle.offset !== undefined) checkNumber('The offset of a parameter angle', angle.offset);
      return angle;
    case 'data':
      checkOptions('A data angle', angle, dataNames, 'circuit');
      checkInput('A data angle', angle);
      return angle;
    case 'scaled':
      checkOptions('A scaled angle', angle, scaledNames, 'circuit');
      checkIndex('A parameter', angle.index, maxParameters);
      checkInput('A scaled angle', angle);
      return angle;
    default:
      throw new EbitError(
        'circuit',
        `An angle has the kind ${shownValue((angle as { kind?: unknown }).kind)}; it must be "constant", "parameter", "data" or "scaled".`,
      );
  }
}

/** What the input makes of an angle, checked: `what` names the angle. */
function checkInput(what: string, { scale, factors }: Omit<DataAngle, 'kind'>): void {
  if (!Array.isArray(factors) || factors.length === 0) {
    throw new EbitError('circuit', `${what} has no factor; name at least one feature, or use constant().`);
  }
  const name = what.charAt(0).toLowerCase() + what.slice(1);
  checkNumber(`The scale of ${name}`, scale);
  for (const factor of factors) {
    checkOptions(`A factor of ${name}`, factor, factorNames, 'circuit');
    checkIndex(`The feature of ${name}`, factor.feature, maxFeatures);
    checkNumber(`The offset of ${name}`, factor.offset);
    checkNumber(`The slope of ${name}`, factor.slope);
  }
}

/** What the input alone makes of a scaled angle; a data angle itself. */
export function inputOf({ scale, factors }: DataAngle | ScaledAngle): DataAngle {
  return { kind: 'data', scale, factors };
}

/** How many parameters an angle needs: 1 + its index, or 0. */
export function parametersOf(angle: Angle | null): number {
  return angle?.kind === 'parameter' || angle?.kind === 'scaled' ? angle.index + 1 : 0;
}

/** How many features an angle needs: 1 + its greatest feature, or 0. */
export function featuresOf(angle: Angle | null): number {
  return angle?.kind === 'data' || angle?.kind === 'scaled'
    ? Math.max(...angle.factors.map((factor) => factor.feature + 1))
    : 0;
}

/** The same angle, its parameter and features counted from the given offsets. */
export function shiftedAngle(angle: Angle, parameterOffset: number, featureOffset: number): Angle {
  switch (angle.kind) {
    case 'constant':
      return angle;
    case 'parameter':
      return parameterOffset === 0 ? angle : withScaleAndOffset(angle.index + parameterOffset, angle);
    case 'data':
      if (featureOffset === 0) return angle;
      return dataProduct(angle.scale, ...movedFactors(angle.factors, featureOffset));
    case 'scaled':
      if (parameterOffset === 0 && featureOffset === 0) return angle;
      return checkedAngle({
        ...angle,
        index: angle.index + parameterOffset,
        factors: movedFactors(angle.factors, featureOffset),
      });
  }
}

function movedFactors(factors: readonly DataFactor[], offset: number): readonly DataFactor[] {
  return factors.map((factor) => ({ ...factor, feature: factor.feature + offset }));
}

/** How to write the parts of an angle. */
export interface AngleStyle {
  readonly number: (value: number) => string;
  readonly parameter: (index: number) => string;
  /** The parameters' values; an angle that is trained is then written as the number that it comes to. */
  readonly values?: ArrayLike<number>;
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
      return parameterText(angle, style);
    case 'data':
      return productText(angle, [], style);
    case 'scaled': {
      const { index, scale, factors } = angle;
      return style.values === undefined
        ? productText(angle, [style.parameter(index)], style)
        : productText({ scale: scale * style.values[index], factors }, [], style);
    }
  }
}

/** The input's part of an angle, and in front of its factors what multiplies them. */
function productText(
  { scale, factors }: Omit<DataAngle, 'kind'>,
  multipliers: readonly string[],
  style: AngleStyle,
): string {
  const texts = [...multipliers, ...factors.map((factor) => factorText(factor, style))];
  if (scale === 1 && texts.length === 1) return texts[0];
  const product = texts.map((text) => (/[+-]/.test(text) ? `(${text})` : text));
  if (scale !== 1) product.unshift(coefficient(scale, style));
  return product.join(style.times);
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

function parameterText({ index, scale = 1, offset = 0 }: ParameterAngle, style: AngleStyle): string {
  if (style.values !== undefined) return style.number(offset + scale * style.values[index]);
  return affineText(offset, scale, style.parameter(index), style);
}

function factorText({ feature, offset, slope }: DataFactor, style: AngleStyle): string {
  return affineText(offset, slope, style.feature(feature), style);
}

/** offset + slope name, without what says nothing. */
function affineText(offset: number, slope: number, name: string, style: AngleStyle): string {
  const size = Math.abs(slope) === 1 ? '' : `${coefficient(Math.abs(slope), style)}${style.times}`;
  const term = `${size}${name}`;
  if (offset !== 0) return `${style.number(offset)}${slope < 0 ? '-' : '+'}${term}`;
  return slope < 0 ? `-${term}` : term;
}

/** A number in front of a product: pi/2 in parentheses, lest pi/2x0 be read as pi/(2x0). */
function coefficient(value: number, style: AngleStyle): string {
  const text = style.number(value);
  return text.includes('/') ? `(${text})` : text;
}

function checkNumber(what: string, value: number): void {
  if (!Number.isFinite(value)) {
    throw new EbitError('not-finite', `${what} is ${shownValue(value)}; it must be a finite number.`);
  }
  if (Math.abs(value) > LARGEST) {
    throw new EbitError('range', `${what} is ${value}; give a number from -${LARGEST} to ${LARGEST}.`);
  }
}

function checkIndex(what: string, index: number, count: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new EbitError('range', `${what} has the index ${shownValue(index)}; give an integer from 0 to ${count - 1}.`);
  }
}
