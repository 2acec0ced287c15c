import { expect, test } from 'vitest';
import { asRows } from '../../src/data/rows.js';
import { refusal } from '../refusal.js';

test('a list of rows becomes one flat array, a flat array stays itself', () => {
  expect(asRows([[1, 2], Float32Array.of(3, 4)], 2)).toEqual(Float64Array.of(1, 2, 3, 4));
  const flat = Float64Array.of(1, 2, 3, 4);
  expect(asRows(flat, 2)).toBe(flat);
  for (const list of [[1, 2, 3, 4], Float32Array.of(1, 2, 3, 4), Int32Array.of(1, 2, 3, 4)]) {
    expect(asRows(list, 2)).toEqual(flat);
  }
});

test.each([
  ['no rows', [], 'shape', 'There is no row'],
  ['no flat rows', new Float64Array(0), 'shape', 'There is no row'],
  ['half a row', Float64Array.of(1, 2, 3), 'shape', '3 numbers do not divide into rows of 2'],
  ['a short row', [[1, 2], [3]], 'shape', 'Row 1 has 1 features'],
  ['a missing row', [[1, 2], null], 'shape', 'Row 1 has no features'],
  ['something else', 'ab', 'shape', 'neither'],
  [
    'NaN',
    [
      [1, 2],
      [3, Number.NaN],
    ],
    'not-finite',
    'Feature 1 of row 1',
  ],
  ['infinity', Float64Array.of(1, 2, Number.NEGATIVE_INFINITY, 4), 'not-finite', 'Feature 0 of row 1'],
  ['half a flat row', [1, 2, 3], 'shape', '3 numbers do not divide into rows of 2'],
  ['a flat list with a word', [1, '2'], 'not-finite', 'Feature 1 of row 0'],
  ['a function', () => 7, 'shape', 'a function is neither'],
  ['a word', [['1', 2]], 'not-finite', 'Feature 0 of row 0'],
])('refuses %s', (_, rows, code, words) => {
  const error = refusal(() => asRows(rows as number[][], 2));
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
});
