import { describe, expect, test } from 'vitest';
import {
  type Angle,
  angleText,
  checkedAngle,
  constant,
  data,
  dataProduct,
  featuresOf,
  multipleOfPi,
  parameter,
  parametersOf,
  shiftedAngle,
} from '../../src/circuit/angle.js';
import { refusal } from '../refusal.js';

const product = dataProduct(0.5, { feature: 2, offset: Math.PI, slope: -1 }, { feature: 0, offset: 0, slope: 3 });

test('the three kinds are plain data', () => {
  expect(constant(0.25)).toEqual({ kind: 'constant', value: 0.25 });
  expect(parameter(3)).toEqual({ kind: 'parameter', index: 3 });
  expect(data(2)).toEqual({ kind: 'data', scale: 1, factors: [{ feature: 2, offset: 0, slope: 1 }] });
  expect(product).toEqual({
    kind: 'data',
    scale: 0.5,
    factors: [
      { feature: 2, offset: Math.PI, slope: -1 },
      { feature: 0, offset: 0, slope: 3 },
    ],
  });
});

test('a data angle keeps its own copy of the factors', () => {
  const factor = { feature: 0, offset: 1, slope: 1 };
  const angle = dataProduct(1, factor);
  factor.offset = 9;
  expect(angle).toEqual(dataProduct(1, { feature: 0, offset: 1, slope: 1 }));
});

test('parametersOf and featuresOf count up to the greatest index', () => {
  expect([parameter(4), data(4), constant(1), null].map(parametersOf)).toEqual([5, 0, 0, 0]);
  expect([parameter(4), product, constant(1), null].map(featuresOf)).toEqual([0, 3, 0, 0]);
});

test('shiftedAngle moves parameters and features, each by its own offset', () => {
  expect(shiftedAngle(constant(1), 5, 7)).toEqual(constant(1));
  expect(shiftedAngle(parameter(1), 5, 7)).toEqual(parameter(6));
  expect(shiftedAngle(product, 5, 7)).toEqual(
    dataProduct(0.5, { feature: 9, offset: Math.PI, slope: -1 }, { feature: 7, offset: 0, slope: 3 }),
  );
});

describe('text', () => {
  const style = {
    number: (value: number) => multipleOfPi(value, 'pi', '*') ?? String(value),
    parameter: (index: number) => `p${index}`,
    feature: (feature: number) => `f${feature}`,
    times: '*',
  };
  const factor = (offset: number, slope: number) => dataProduct(1, { feature: 0, offset, slope });
  test.each<[Angle, string]>([
    [constant(0.3), '0.3'],
    [parameter(2), 'p2'],
    [data(1), 'f1'],
    [product, '0.5*(pi-f2)*3*f0'],
    [factor(0, -1), '-f0'],
    [factor(0, -2), '-2*f0'],
    [factor(1, 0.5), '1+0.5*f0'],
    [factor(-1, -1), '-1-f0'],
    [factor(0, Math.PI / 2), '(pi/2)*f0'],
    [dataProduct(Math.PI / 4, { feature: 0, offset: Math.PI / 2, slope: -1 }), '(pi/4)*(pi/2-f0)'],
    [dataProduct(2, { feature: 0, offset: 1, slope: 1 }), '2*(1+f0)'],
    [dataProduct(1, { feature: 0, offset: 0, slope: -1 }, { feature: 1, offset: 0, slope: 1 }), '(-f0)*f1'],
    [dataProduct(-Math.PI, { feature: 0, offset: 0, slope: 1 }), '-pi*f0'],
  ])('%j', (angle, expected) => {
    expect(angleText(angle, style)).toBe(expected);
  });

  test.each([
    [Math.PI, 'π'],
    [-Math.PI, '-π'],
    [Math.PI / 2, 'π/2'],
    [(-3 * Math.PI) / 4, '-3π/4'],
    [Math.PI / 8, 'π/8'],
    [(2 * Math.PI) / 3, '2π/3'],
    [2 * Math.PI, '2π'],
    [0, null],
    [1, null],
    [Math.PI + 1e-9, null],
    [17 * Math.PI, null],
  ])('multipleOfPi(%d) is %s', (value, expected) => {
    expect(multipleOfPi(value, 'π', '')).toBe(expected);
  });
});

describe('bad input', () => {
  test.each([
    ['constant(NaN)', () => constant(Number.NaN), 'not-finite', 'NaN'],
    ['constant(infinite)', () => constant(Number.POSITIVE_INFINITY), 'not-finite', 'Infinity'],
    ['parameter(-1)', () => parameter(-1), 'range', '-1'],
    ['parameter(1.5)', () => parameter(1.5), 'range', '1.5'],
    ['data(-2)', () => data(-2), 'range', '-2'],
    ['no factor', () => dataProduct(1), 'circuit', 'no factor'],
    ['scale', () => dataProduct(Number.NaN, { feature: 0, offset: 0, slope: 1 }), 'not-finite', 'scale'],
    ['offset', () => dataProduct(1, { feature: 0, offset: Number.NaN, slope: 1 }), 'not-finite', 'offset'],
    ['slope', () => dataProduct(1, { feature: 0, offset: 0, slope: Number.NEGATIVE_INFINITY }), 'not-finite', 'slope'],
    ['kind', () => checkedAngle({ kind: 'pi' } as unknown as Angle), 'circuit', '"pi"'],
    ['shifted below 0', () => shiftedAngle(parameter(1), -2, 0), 'range', '-1'],
  ])('%s', (_, act, code, part) => {
    const error = refusal(act);
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });
});
