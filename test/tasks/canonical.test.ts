import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../src/tasks/canonical.js';
import { refusal } from '../refusal.js';

test.each([
  [0.1, '0.1'],
  [1e-7, '1e-7'],
  [1e21, '1e+21'],
  [100, '100'],
  [-0, '0'],
  [2 ** 53 - 1, '9007199254740991'],
  [5e-324, '5e-324'],
  [1 / 3, '0.3333333333333333'],
  ['ü "\n', '"ü \\"\\n"'],
  [true, 'true'],
  [[], '[]'],
  [[1, null, undefined, 'a'], '[1,null,null,"a"]'],
  [{}, '{}'],
  [{ b: 1, a: { d: [0], c: '' } }, '{"a":{"c":"","d":[0]},"b":1}'],
  // By UTF-16 code units, in which small letters come after capital ones and a surrogate before U+FF01.
  [{ a: 1, B: 2, '\uff01': 3, '\ud83d\ude00': 4 }, '{"B":2,"a":1,"\ud83d\ude00":4,"\uff01":3}'],
  [{ a: undefined, b: null, c: 0 }, '{"c":0}'],
])('%j is %s', (value, text) => {
  expect(canonicalText(value)).toBe(text);
});

describe('refused are', () => {
  test.each([
    [Number.NaN, 'not-finite'],
    [{ a: [Number.POSITIVE_INFINITY] }, 'not-finite'],
    [{ a: Float64Array.of(1) }, 'config'],
    [new Map(), 'config'],
    [{ a: () => 1 }, 'config'],
    [1n, 'config'],
  ])('%s', (value, code) => {
    expect(refusal(() => canonicalText(value)).code).toBe(code);
  });
});
