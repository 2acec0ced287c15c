import { expect, test } from 'vitest';
import { applyScale, fitScale } from '../../src/data/scale.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

const { PI } = Math;
const training = Float64Array.of(1, -5, 7, 3, 0, 7, 2, 5, 7);

test('a scale is the least and greatest value of every column', () => {
  expect(fitScale(training, 3)).toEqual({ minimum: [1, -5, 7], maximum: [3, 5, 7] });
});

test('training rows are mapped linearly onto [-pi/2, pi/2], a constant column to 0', () => {
  expect(applyScale(training, fitScale(training, 3))).toEqual(
    Float64Array.of(-PI / 2, -PI / 2, 0, PI / 2, 0, 0, 0, PI / 2, 0),
  );
});

test('other rows go on along the same line; a constant column stays 0', () => {
  expect(applyScale(Float64Array.of(5, -10, 9), fitScale(training, 3))).toEqual(Float64Array.of(1.5 * PI, -PI, 0));
});

test('the ends are met exactly and the order is kept, for any column', () => {
  const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 20 }), (column) => {
      fc.pre(Math.max(...column) - Math.min(...column) > 1e-300);
      const rows = Float64Array.from(column);
      const angles = applyScale(rows, fitScale(rows, 1));
      expect(Math.min(...angles)).toBe(-PI / 2);
      expect(Math.max(...angles)).toBe(PI / 2);
      for (let i = 1; i < column.length; i++)
        if (column[i] > column[0]) expect(angles[i]).toBeGreaterThanOrEqual(angles[0]);
    }),
  );
});

test.each([
  ['no row', () => fitScale(new Float64Array(0), 2), 'shape', 'no row'],
  ['half a row', () => fitScale(new Float64Array(3), 2), 'shape', 'rows of 2'],
  ['NaN', () => fitScale(Float64Array.of(1, Number.NaN), 2), 'not-finite', 'Feature 1 of row 0'],
  ['a column too wide', () => fitScale(Float64Array.of(-1e308, 1e308), 1), 'range', 'from -1e+308 to 1e+308'],
  ['another width', () => applyScale(new Float64Array(3), { minimum: [0, 0], maximum: [1, 1] }), 'shape', 'rows of 2'],
  ['a value too far', () => applyScale(Float64Array.of(1e308), { minimum: [0], maximum: [1e-9] }), 'range', '1e+308'],
])('refuses %s', (_, act, code, words) => {
  const error = refusal(act);
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
});

test('a scale that is upside down is refused', () => {
  const error = refusal(() => applyScale([1, 2], { minimum: [0, 2], maximum: [1, 1] }));
  expect([error.code, error.message]).toEqual(['range', expect.stringContaining('minimum of column 1')]);
});
