import { expect, test } from 'vitest';
import { isRoundedInteger, parsedNumber } from '../../src/data/numbers.js';

test.each([
  ['0', 0],
  ['-1.5', -1.5],
  ['+2', 2],
  ['.5', 0.5],
  ['3.', 3],
  ['1e-3', 0.001],
  ['2.5E+2', 250],
])('%s is a number', (cell, value) => {
  expect(parsedNumber(cell)).toBe(value);
});

test.each(['', ' ', '.', '-', '1,5', '1 000', '0x10', 'Infinity', 'NaN', '1e999', '1e', '1.2.3', 'abc', '1n'])(
  '"%s" is none',
  (cell) => {
    expect(parsedNumber(cell)).toBeNull();
  },
);

test.each([
  ['9007199254740993', true],
  ['-9007199254740993', true],
  ['0009007199254740993', true],
  ['9007199254740992', false],
  ['9007199254740994', false],
  ['1'.padEnd(400, '0'), true],
  ['0.1', false],
  ['1e300', false],
  ['', false],
])('%s is rounded by a double: %s', (text, expected) => {
  expect(isRoundedInteger(text)).toBe(expected);
});
