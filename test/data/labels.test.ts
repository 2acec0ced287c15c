import { describe, expect, test } from 'vitest';
import { checkClasses, classesOf, labelsOf, twoClassesOf } from '../../src/data/labels.js';
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
    [['a', 'a'], undefined, 'has 1 different value(s) ("a"); it must have two, or more up to 128.'],
    [
      Array.from({ length: 129 }, (_, i) => `${i}`),
      undefined,
      '129 different value(s) ("0", "1", "2", "3", "4", "5", ...)',
    ],
    [
      ['a', 'b', 'A'],
      'b',
      'The positive label "b" is one of 3 values ("A", "a", "b"), and +1 and -1 are the labels of two',
    ],
    [['a', 'b'], 'c', 'The positive label "c" is not in the label column; its values are "a" and "b".'],
  ])('refuses %j, %s', (cells, positive, words) => {
    const error = refusal(() => classesOf(cells, positive));
    expect(error.code).toBe('labels');
    expect(error.message).toContain(words);
  });
});

describe('more than two classes', () => {
  test.each([
    ['words by their letters', ['setosa', 'virginica', 'Versicolor', 'setosa'], ['Versicolor', 'setosa', 'virginica']],
    ['numbers by their size', ['10', '9', '2.0', '2'], ['2', '9', '10']],
    ['numbers before words', ['b', '10', '!', '9'], ['9', '10', '!', 'b']],
  ])('are %s', (_, cells, classes) => {
    expect(classesOf(cells)).toEqual({ classes });
  });

  test('have their places for labels', () => {
    const classes = { classes: ['2', 'a', 'b'] };
    expect(labelsOf(['b', '2.0', 'a', 'b'], classes)).toEqual(Float64Array.of(2, 0, 1, 2));
    const error = refusal(() => labelsOf(['b', 'c'], classes));
    expect([error.code, error.message]).toEqual([
      'labels',
      'Row 2 below the header has the label "c"; the classes are "2", "a", "b".',
    ]);
  });

  test.each([
    ['two', ['a', 'b']],
    ['one twice', ['a', '1', '1.0']],
    ['no text', ['a', 'b', 1]],
    ['no list', 'abc'],
  ])('are not %s', (_, classes) => {
    expect(refusal(() => checkClasses({ classes })).message).toContain('three different texts or more');
  });

  test('are refused where there have to be two', () => {
    expect(refusal(() => twoClassesOf(['a', 'b', 'c'])).message).toContain('it must have exactly two');
    expect(twoClassesOf(['a', 'b'], 'a')).toEqual({ positive: 'a', negative: 'b' });
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
