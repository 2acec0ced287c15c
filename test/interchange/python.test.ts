import { describe, expect, test } from 'vitest';
import { indented, pythonMatrix, pythonNumber, pythonNumbers, pythonText } from '../../src/interchange/python.js';

describe('a number', () => {
  test.each([
    [0, '0.0'],
    [-0, '0.0'],
    [3, '3.0'],
    [-2.5, '-2.5'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
    [5e-324, '5e-324'],
    [0.1 + 0.2, '0.30000000000000004'],
  ])('%s is written as a float that gives it back', (value, text) => {
    expect(pythonNumber(value)).toBe(text);
    expect(Number(text)).toBe(value + 0);
  });
});

test('long lists take several lines, lists of lists one or more each', () => {
  expect(pythonNumbers([1, 2])).toBe('[1.0, 2.0]');
  expect(pythonNumbers([1, 2, 3, 4, 5], '  ')).toBe('[\n      1.0, 2.0, 3.0, 4.0,\n      5.0,\n  ]');
  expect(pythonMatrix([[1], [2]])).toBe('[\n    [1.0],\n    [2.0],\n]');
});

test('texts are escaped, and empty lines are not moved', () => {
  expect(pythonText('a"\\\n')).toBe('"a\\"\\\\\\n"');
  expect(indented('a\n\nb\n')).toBe('    a\n\n    b\n');
});
