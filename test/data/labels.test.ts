import { describe, expect, test } from 'vitest';
import { classesOf, labelsOf } from '../../src/data/labels.js';
import { refusal } from '../refusal.js';

describe('classesOf', () => {
  test.each([
    ['the larger number', ['-1', '1', '-1'], undefined, '1', '-1'],
    ['numbers as numbers', ['10', '9'], undefined, '10', '9'],
    ['spellings of one number', ['0', '1.0', '-0', '1', '1e0'], undefined, '1', '0'],
    ['the later word', ['malignant', 'benign'], undefined, 'malignant', 'benign'],
    ['a number and a word as words', ['no', '1'], undefined, 'no', '1'],
    ['the one that is named', ['malignant', 'benign'], 'benign', 'benign', 'malignant'],
    ['the one that is named in another spelling', ['0', '1'], '0.0', '0', '1'],
    ['the one that would be it anyway', ['0', '1'], '1', '1', '0'],
  ])('%s', (_, cells, positive, plus, minus) => {
    expect(classesOf(cells, positive)).toEqual({ positive: plus, negative: minus });
  });

  test.each([
    [['a', 'a'], undefined, 'has 1 different value(s) ("a"); it must have exactly two.'],
    [['a', 'b', 'A'], undefined, 'has 3 different value(s) ("a", "b", "A")'],
    [['1', '2', '3', '4', '5', '6', '7'], undefined, '7 different value(s) ("1", "2", "3", "4", "5", "6", ...)'],
    [['a', 'b'], 'c', 'The positive label "c" is not in the label column; its values are "a" and "b".'],
  ])('refuses %j, %s', (cells, positive, words) => {
    const error = refusal(() => classesOf(cells, positive));
    expect(error.code).toBe('labels');
    expect(error.message).toContain(words);
  });
});

describe('labelsOf', () => {
  test('gives the signs, whether both classes come or one', () => {
    expect(labelsOf(['b', 'a'], { positive: 'b', negative: 'a' })).toEqual(Float64Array.of(1, -1));
    expect(labelsOf(['0.0', '0'], { positive: '0', negative: '1' })).toEqual(Float64Array.of(1, 1));
  });

  test('refuses a third value', () => {
    const error = refusal(() => labelsOf(['b', 'c'], { positive: 'b', negative: 'a' }));
    expect([error.code, error.message]).toEqual([
      'labels',
      'Row 2 below the header has the label "c"; the classes are "b" and "a".',
    ]);
  });
});
