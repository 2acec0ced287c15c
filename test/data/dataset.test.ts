import { describe, expect, test } from 'vitest';
import { checkedDataset, dataset, subset, twoClassDataset } from '../../src/data/dataset.js';
import { refusal } from '../refusal.js';

const rows = [
  [1, 2],
  [3, 4],
  [5, 6],
];

describe('dataset', () => {
  test('numbers more than two classes from 0', () => {
    const data = dataset(rows, [2, 0, 2], { classes: 4 });
    expect([data.classes, data.labels]).toEqual([4, Float64Array.of(2, 0, 2)]);
    expect(subset(data, [1, 1]).classes).toBe(4);
    expect(checkedDataset('It', data)).toEqual(data);
    expect(dataset(rows, [1, -1, 1], { classes: 2 })).not.toHaveProperty('classes');
  });

  test.each([
    ['a label beyond the classes', [0, 1, 3], 3, 'labels', 'is 3; of 3 classes a label is an integer from 0 to 2'],
    ['a sign', [0, -1, 1], 3, 'labels', 'is -1; of 3 classes'],
    ['a fraction', [0, 0.5, 1], 3, 'labels', 'is 0.5; of 3 classes'],
    ['one class', [0, 0, 0], 1, 'range', 'The number of classes is 1; give an integer from 2 to 128.'],
  ])('refuses %s', (_, labels, classes, code, words) => {
    const error = refusal(() => dataset(rows, labels, { classes }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  test('of more than two classes is refused where two are meant', () => {
    const error = refusal(() => twoClassDataset('The game', dataset(rows, [0, 1, 2], { classes: 3 }), 'A score'));
    expect([error.code, error.message]).toEqual([
      'labels',
      'The game has 3 classes. A score is defined for two, with the labels 1 and -1; put classes together, or tell one ' +
        'from the rest.',
    ]);
  });

  test('takes rows flat or nested', () => {
    const expected = {
      rows: Float64Array.of(1, 2, 3, 4, 5, 6),
      labels: Float64Array.of(1, -1, 1),
      features: 2,
      length: 3,
    };
    expect(dataset(rows, [1, -1, 1])).toEqual(expected);
    expect(dataset(Float64Array.of(1, 2, 3, 4, 5, 6), Int8Array.of(1, -1, 1))).toEqual(expected);
    expect(dataset([1, 2, 3, 4, 5, 6], Int32Array.of(1, -1, 1))).toEqual(expected);
    expect(dataset(Float32Array.of(1, 2, 3, 4, 5, 6), [1, -1, 1])).toEqual(expected);
  });

  test('does not share the labels with its caller', () => {
    const labels = Float64Array.of(1, -1, 1);
    const data = dataset(rows, labels);
    labels[0] = -1;
    expect(data.labels[0]).toBe(1);
  });

  test.each([
    ['no labels', rows, [], 'shape', 'no labels'],
    ['too few labels', rows, [1, -1], 'shape', '3 rows and 2 labels'],
    ['flat rows that do not divide', new Float64Array(5), [1, -1], 'shape', '2.5 features'],
    ['rows without a feature', [[], []], [1, -1], 'shape', '0 features'],
    ['flat rows without a feature', new Float64Array(0), [1, -1], 'shape', '0 features'],
    ['a ragged row', [[1, 2], [3]], [1, -1], 'shape', 'Row 1'],
    ['NaN', [[1], [Number.NaN]], [1, -1], 'not-finite', 'row 1'],
    ['a label 0', rows, [1, 0, -1], 'labels', 'row 1 (counted from 0) is 0'],
    ['a label NaN', rows, [1, -1, Number.NaN], 'labels', 'row 2 (counted from 0) is NaN'],
    ['no list of labels', rows, undefined as unknown as number[], 'labels', 'There are no labels'],
    ['a label that is a word', rows, [1, '1', -1] as number[], 'labels', 'row 1 (counted from 0) is "1"'],
    ['no rows', undefined as unknown as number[], [1], 'shape', 'undefined is neither'],
    ['null for a row', [null] as unknown as number[][], [1], 'shape', '0 features'],
  ])('refuses %s', (_, given, labels, code, words) => {
    const error = refusal(() => dataset(given, labels));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });
});

describe('subset', () => {
  const data = dataset(rows, [1, -1, 1]);

  test('takes rows in the order asked for, repeats too', () => {
    expect(subset(data, [2, 1, 2])).toEqual(
      dataset(
        [
          [5, 6],
          [3, 4],
          [5, 6],
        ],
        [1, -1, 1],
      ),
    );
  });

  test('refuses what is no data set, and one that does not say what it is', () => {
    for (const none of [undefined, null, 7, [], {}]) {
      expect(refusal(() => subset(none as typeof data, [0])).code).toBe('config');
    }
    expect(refusal(() => subset({ ...data, labels: null as unknown as Float64Array }, [0])).code).toBe('labels');
    expect(refusal(() => subset({ ...data, features: 3 }, [0])).message).toBe(
      'The data set says features: 3; its rows and labels make 2.',
    );
    expect(refusal(() => subset(data, 1 as unknown as number[])).code).toBe('shape');
  });

  test.each([-1, 3, 0.5, Number.NaN])('refuses the row %s', (row) => {
    const error = refusal(() => subset(data, [0, row]));
    expect(error.code).toBe('range');
    expect(error.message).toBe(`There is no row ${row}; the data set's rows are 0 to 2.`);
  });
});
