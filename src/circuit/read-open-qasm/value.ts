// What an expression comes to: a number, or a sum of products of inputs, which is all that angles can hold.
import { type Angle, type DataFactor, dataProduct, parameter, scaledData } from '../angle.js';
import { fault, type Place } from './fault.js';

/** coefficient * prod theta[parameter] * prod (offset + slope * x[feature]), with at most one parameter. */
interface Product {
  readonly coefficient: number;
  readonly parameter: number | null;
  readonly factors: readonly DataFactor[];
}

/** constant + the sum of the products. */
export interface Value {
  readonly constant: number;
  readonly products: readonly Product[];
  /** Whether it is of an integer type, so that a division by another asks what is meant. */
  readonly whole: boolean;
}

/** The most products of one value: an angle is a gate for each. */
const MAX_PRODUCTS = 16;

/** A number. */
export function numberValue(constant: number, whole = false): Value {
  return { constant, products: [], whole };
}

/** theta[index] */
export function parameterValue(index: number): Value {
  return { constant: 0, products: [{ coefficient: 1, parameter: index, factors: [] }], whole: false };
}

/** x[feature] */
export function featureValue(feature: number): Value {
  const factors = [{ feature, offset: 0, slope: 1 }];
  return { constant: 0, products: [{ coefficient: 1, parameter: null, factors }], whole: false };
}

/** Whether it is a number, whatever the inputs. */
export function isNumber(value: Value): boolean {
  return value.products.length === 0;
}

/** a + b, products of the same inputs as one. */
export function plus(a: Value, b: Value, at: Place): Value {
  const whole = a.whole && b.whole;
  const constant = checkedSize(a.constant + b.constant, whole, at);
  if (b.products.length === 0) return { constant, products: a.products, whole };
  const products = [...a.products];
  for (const product of b.products) {
    const same = products.findIndex((other) => keyOf(other) === keyOf(product));
    if (same < 0) products.push(product);
    else {
      const coefficient = checkedSize(products[same].coefficient + product.coefficient, false, at);
      products[same] = { ...product, coefficient };
    }
  }
  return { constant, products: checkedCount(products, at), whole };
}

/** -a */
export function negative(a: Value): Value {
  const products = a.products.map((product) => ({ ...product, coefficient: -product.coefficient }));
  return { constant: 0 - a.constant, products, whole: a.whole };
}

/** a * b; where one is a number, a factor such as pi - x0 in the other stays one. */
export function times(a: Value, b: Value, at: Place): Value {
  if (isNumber(a) && isNumber(b)) {
    const whole = a.whole && b.whole;
    return numberValue(checkedSize(a.constant * b.constant, whole, at), whole);
  }
  const [left, right] = [singleOf(a), singleOf(b)];
  if (left !== null && right !== null) return { constant: 0, products: [joined(left, right, at)], whole: false };
  let sum = numberValue(0);
  for (const one of partsOf(a)) {
    for (const other of partsOf(b)) {
      const product = joined(one, other, at);
      const isConstant = product.parameter === null && product.factors.length === 0;
      const part = isConstant ? numberValue(product.coefficient) : { constant: 0, products: [product], whole: false };
      sum = plus(sum, part, at);
    }
  }
  return sum;
}

/**
 * The angles that make a gate of angle `value` when the gate is done with one after another: rotations about one axis add.
 *
 * A parameter takes the constant as its offset, a feature alone takes it into its factor; else it is an angle of its own.
 */
export function anglesOf(value: Value): readonly Angle[] {
  const { constant, products } = value;
  if (products.length === 0) return [{ kind: 'constant', value: constant }];
  const factor = factorOf(value);
  if (factor !== null && constant !== 0) return [dataProduct(1, factor)];
  const carrier = products.findIndex(({ parameter: index, factors }) => index !== null && factors.length === 0);
  const angles = products.map(({ coefficient, parameter: index, factors }, k) => {
    if (index === null) return dataProduct(coefficient, ...factors);
    if (factors.length > 0) return scaledData(index, dataProduct(coefficient, ...factors));
    return parameter(index, { scale: coefficient, offset: k === carrier ? constant : 0 });
  });
  return constant === 0 || carrier >= 0 ? angles : [...angles, { kind: 'constant', value: constant }];
}

/** A value that is offset + slope * x as one factor, or null. */
function factorOf({ constant, products }: Value): DataFactor | null {
  if (products.length !== 1) return null;
  const [{ coefficient, parameter: index, factors }] = products;
  if (index !== null || factors.length !== 1 || factors[0].offset !== 0) return null;
  return { feature: factors[0].feature, offset: constant, slope: coefficient * factors[0].slope };
}

/** A value as one product, or null where it is a sum of several. */
function singleOf(value: Value): Product | null {
  if (isNumber(value)) return { coefficient: value.constant, parameter: null, factors: [] };
  if (value.constant === 0) return value.products.length === 1 ? value.products[0] : null;
  const factor = factorOf(value);
  return factor && { coefficient: 1, parameter: null, factors: [factor] };
}

function partsOf({ constant, products }: Value): readonly Product[] {
  return constant === 0 ? products : [{ coefficient: constant, parameter: null, factors: [] }, ...products];
}

function joined(a: Product, b: Product, at: Place): Product {
  if (a.parameter !== null && b.parameter !== null) {
    throw fault(at, 'Two trainable inputs are multiplied; an angle takes one of them, times numbers and features.');
  }
  const factors = checkedCount([...a.factors, ...b.factors], at);
  const coefficient = checkedSize(a.coefficient * b.coefficient, false, at);
  return { coefficient, parameter: a.parameter ?? b.parameter, factors };
}

function keyOf({ parameter: index, factors }: Product): string {
  return `${index} ${factors.map(({ feature, offset, slope }) => `${feature},${offset},${slope}`).join(' ')}`;
}

function checkedCount<T>(parts: readonly T[], at: Place): readonly T[] {
  if (parts.length <= MAX_PRODUCTS) return parts;
  throw fault(at, `An expression has ${parts.length} terms or factors; the limit is ${MAX_PRODUCTS}. Simplify it.`);
}

/** A number that is still exact, if it is an integer, and finite. */
export function checkedSize(value: number, whole: boolean, at: Place): number {
  if (!Number.isFinite(value)) throw fault(at, `An expression comes to ${value}; it must be finite.`, 'not-finite');
  if (whole && !Number.isSafeInteger(value)) {
    throw fault(at, `An integer comes to ${value}, beyond 2^53; write it as a float.`, 'range');
  }
  return value;
}
