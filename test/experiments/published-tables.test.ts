import { expect, test } from 'vitest';
import { named, source, tableS2, tableS3, tableS4, tableS5, tableS6 } from '../../src/experiments/published-tables.js';
import { refusal } from '../refusal.js';

test('cells have their names', () => {
  expect(source).toContain('arXiv:2605.03864v1');
  expect(tableS2.bell1).toHaveLength(10);
  expect(tableS2.bell0[6]).toBe(0.7364);
  expect(tableS3.A).toEqual({
    dnn: { mean: 0.733, deviation: 0.013 },
    bell0: { mean: 0.739, deviation: 0.007 },
    bell1: { mean: 0.936, deviation: 0.015 },
  });
  expect(tableS4['20'].bell2).toEqual({ mean: 0.961, deviation: 0.005 });
  expect(tableS5.bell4).toEqual({
    mixing: { mean: 0.903, deviation: 0.013 },
    noMixing: { mean: 0.806, deviation: 0.005 },
  });
  expect(tableS6.noMixing.bell0['22']).toBe(200);
  expect(tableS6.mixing.bell4['33']).toBe(100);
  expect(Object.keys(tableS6.mixing.bell2)).toHaveLength(30);
});

test.each([
  ['a column without a number', [[0.7, 0.01]]],
  ['a mean without a deviation', [[0.7, 0.01], [0.9]]],
  [
    'what is no number',
    [
      [0.7, 0.01],
      [0.9, Number.NaN],
    ],
  ],
])('%s is refused', (_, cells) => {
  const error = refusal(() => named({ columns: ['bell0', 'bell1'], rows: { A: cells } }));
  expect(error.code).toBe('config');
  expect(error.message).toContain('"A"');
});
