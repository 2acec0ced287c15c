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
  scaledData,
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

test('a parameter angle has a scale and an offset where they say something', () => {
  expect(parameter(3, { scale: -1, offset: 0.5 })).toEqual({ kind: 'parameter', index: 3, scale: -1, offset: 0.5 });
  expect(Object.keys(parameter(3, { scale: 1, offset: 0 }))).toEqual(['kind', 'index']);
  expect(parameter(0, { scale: 0 })).toEqual({ kind: 'parameter', index: 0, scale: 0 });
});

test('a data angle keeps its own copy of the factors', () => {
  const factor = { feature: 0, offset: 1, slope: 1 };
  const angle = dataProduct(1, factor);
  factor.offset = 9;
  expect(angle).toEqual(dataProduct(1, { feature: 0, offset: 1, slope: 1 }));
});

test('a scaled angle is a data angle times a parameter', () => {
  expect(scaledData(3, 1)).toEqual({ ...data(1), kind: 'scaled', index: 3 });
  expect(scaledData(3, product)).toEqual({ ...product, kind: 'scaled', index: 3 });
  expect([scaledData(3, product)].map(parametersOf)).toEqual([4]);
  expect([scaledData(3, product)].map(featuresOf)).toEqual([3]);
  expect(shiftedAngle(scaledData(3, product), 5, 7)).toEqual(scaledData(8, shiftedAngle(product, 0, 7)));
  expect(refusal(() => scaledData(0, parameter(0))).message).toContain('"parameter"');
  expect(refusal(() => scaledData(-1, 0)).message).toContain('-1');
  expect(refusal(() => checkedAngle({ kind: 'scaled', index: 0, scale: 1, factors: [] })).message).toContain(
    'no factor',
  );
});

test('parametersOf and featuresOf count up to the greatest index', () => {
  expect([parameter(4), data(4), constant(1), null].map(parametersOf)).toEqual([5, 0, 0, 0]);
  expect([parameter(4), product, constant(1), null].map(featuresOf)).toEqual([0, 3, 0, 0]);
});

test('shiftedAngle moves parameters and features, each by its own offset', () => {
  expect(shiftedAngle(constant(1), 5, 7)).toEqual(constant(1));
  expect(shiftedAngle(parameter(1), 5, 7)).toEqual(parameter(6));
  expect(shiftedAngle(parameter(1, { scale: 2, offset: -1 }), 5, 7)).toEqual(parameter(6, { scale: 2, offset: -1 }));
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
  const valued = { ...style, values: [0.25, Math.PI] };
  const factor = (offset: number, slope: number) => dataProduct(1, { feature: 0, offset, slope });
  test.each<[Angle, string]>([
    [constant(0.3), '0.3'],
    [parameter(2), 'p2'],
    [parameter(2, { scale: -1 }), '-p2'],
    [parameter(2, { scale: 0.5, offset: Math.PI / 2 }), 'pi/2+0.5*p2'],
    [parameter(2, { scale: -Math.PI / 2, offset: 1 }), '1-(pi/2)*p2'],
    [parameter(2, { offset: -1 }), '-1+p2'],
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
    [scaledData(2, 1), 'p2*f1'],
    [scaledData(2, factor(0, -1)), 'p2*(-f0)'],
    [scaledData(2, product), '0.5*p2*(pi-f2)*3*f0'],
  ])('%j', (angle, expected) => {
    expect(angleText(angle, style)).toBe(expected);
  });

  test.each<[Angle, string]>([
    [parameter(0), '0.25'],
    [parameter(0, { scale: -2, offset: 1 }), '0.5'],
    [parameter(1, { scale: 0.5 }), 'pi/2'],
    [scaledData(0, 1), '0.25*f1'],
    [scaledData(1, dataProduct(0.5, { feature: 0, offset: 0, slope: 1 })), '(pi/2)*f0'],
  ])('with values %j is %s', (angle, expected) => {
    expect(angleText(angle, valued)).toBe(expected);
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
    ['no object', () => checkedAngle('theta' as never), 'circuit', 'An angle is "theta"; give a number, constant()'],
    [
      'sclae',
      () => parameter(0, { sclae: 2 } as never),
      'config',
      'parameter() has no option "sclae". Did you mean "scale"?',
    ],
    ['a bare scale', () => parameter(0, -1 as never), 'config', 'not -1; write { scale: … }.'],
    [
      'scale of a parameter',
      () => parameter(0, { scale: Number.NaN }),
      'not-finite',
      'The scale of a parameter angle is NaN',
    ],
    ['offset of a parameter', () => parameter(0, { offset: '1' as never }), 'not-finite', 'angle is "1"; it must be'],
    [
      'a scale beyond all use',
      () => parameter(0, { scale: 1e200 }),
      'range',
      '1e+200; give a number from -1e+150 to 1e+150',
    ],
    [
      'an index beyond all use',
      () => parameter(2 ** 53 - 1),
      'range',
      '9007199254740991; give an integer from 0 to 999999',
    ],
    ['a feature beyond all use', () => data(2 ** 53 - 1), 'range', 'an integer from 0 to 31999999'],
    [
      'a key of a parameter angle',
      () => checkedAngle({ kind: 'parameter', index: 0, sclae: 2 } as Angle),
      'circuit',
      'A parameter angle has no option "sclae". Did you mean "scale"?',
    ],
    [
      'a key of a constant angle',
      () => checkedAngle({ kind: 'constant', value: 0, scale: 2 } as Angle),
      'circuit',
      'A constant angle has no option "scale".',
    ],
    [
      'a key of a data angle',
      () => checkedAngle({ ...product, factor: [] } as never),
      'circuit',
      'A data angle has no option "factor". Did you mean "factors"?',
    ],
    [
      'a key of a factor',
      () => dataProduct(1, { feature: 0, offset: 0, slope: 1, Scale: 2 } as never),
      'circuit',
      'A factor of a data angle has no option "Scale".',
    ],
    ['a factor that is none', () => dataProduct(1, null as never), 'circuit', 'not null; write { feature: … }.'],
    ['shifted below 0', () => shiftedAngle(parameter(1), -2, 0), 'range', '-1'],
  ])('%s', (_, act, code, part) => {
    const error = refusal(act);
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });
});
