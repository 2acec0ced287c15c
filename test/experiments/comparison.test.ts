import { expect, test } from 'vitest';
import {
  agreement,
  compared,
  comparedScores,
  comparisonTable,
  deviations,
  deviationsText,
  eachOnce,
  placeAmong,
} from '../../src/experiments/comparison.js';
import { refusal } from '../refusal.js';

const published = { mean: 0.9, deviation: 0.02 };
const near = compared({ what: 'near', number: 'Table, near' }, published, [0.9, 0.92]);
const far = compared({ what: 'far', number: 'Table, far' }, published, [0.83, 0.85]);

test('a published number beside ours, in published deviations', () => {
  expect(near.ours).toBeCloseTo(0.91, 12);
  expect(near.oursDeviation).toBeCloseTo(Math.SQRT2 / 100, 12);
  expect(deviations(near)).toBeCloseTo(0.5, 10);
  expect(deviations(far)).toBeCloseTo(-3, 10);
  expect(deviations(compared({ what: 'rank', number: 'rank' }, 200, [200]))).toBeNull();
  expect(comparisonTable('', [far]).rows).toEqual([['far', '0.900 ± 0.020', '0.840 ± 0.014', '−0.060', '−3.0']]);
});

test('the agreement in words counts and names the worst', () => {
  const words = agreement([near, far]);
  expect(words).toContain(
    'Of 2 published numbers, ours is within one published standard deviation of 1 and within two of 1.',
  );
  expect(words).toContain('The farthest is far: 0.840 against 0.900, −3.0 published standard deviations.');
  expect(words).toContain('On average ours is −0.025 off.');
  expect(agreement([])).toContain('Nothing');
  expect(deviationsText(far)).toBe('−3.0');
});

test('where a value falls among others', () => {
  expect(placeAmong(5, [1, 2, 9])).toBe('above 2 of 3');
  expect(placeAmong(0, [1, 2, 9])).toBe('below all 3');
  expect(placeAmong(10, [1, 2, 9])).toBe('above all 3');
});

test('what was matched by choice is shown apart and not counted', () => {
  const words = agreement([near, { ...far, matched: true }]);
  expect(words).toContain('Of 1 published numbers, ours is within one published standard deviation of 1');
  expect(words).toContain('1 more is matched by choice and not counted');
  expect(agreement([{ ...far, matched: true }])).toContain('Nothing here tests a published number.');
  expect(comparisonTable('', [near, { ...far, matched: true }]).rows.map((row) => row.at(-1))).toEqual([
    '',
    'matched by choice',
  ]);
});

test('a published number that stands in two tables is counted once, by its own name', () => {
  const again = { ...near, what: 'no mixing' };
  expect(eachOnce([near, far, again]).map(({ what }) => what)).toEqual(['Table, near', 'Table, far']);
});

test('ranks are met or not', () => {
  const rank = (name: string, published: number, ours: number) =>
    compared({ what: name, number: name }, published, [ours]);
  expect(agreement([rank('a', 32, 32), rank('b', 40, 41)])).toBe(
    '1 of 2 published ranks are met exactly; not so b: 41 for 40.',
  );
});

test('balanced accuracy and base rate stand beside an accuracy', () => {
  const score = { accuracy: 0.9, balancedAccuracy: 0.88, baseRate: 0.52 };
  const { head, rows } = comparisonTable('', [comparedScores({ what: 'x', number: 'x' }, published, [score, score])]);
  expect(head.slice(-2)).toEqual(['balanced accuracy', 'base rate']);
  expect(rows[0].slice(-2)).toEqual(['0.880', '0.520']);
});

test('a missing measurement is refused, and never becomes 0', () => {
  for (const values of [[], [Number.NaN], [0.9, Number.NaN]]) {
    expect(refusal(() => compared({ what: 'x', number: 'x' }, published, values)).code).toBe('range');
  }
});
