import { describe, expect, test } from 'vitest';
import { readTable } from '../../src/data/csv.js';
import { stratifiedFolds } from '../../src/data/folds.js';
import { scaledSplit } from '../../src/data/scaled-split.js';
import { refusal } from '../refusal.js';

const labels = Array.from({ length: 47 }, (_, n) => (n % 4 === 0 ? 1 : -1));
const classes = Array.from({ length: 47 }, (_, n) => n % 3);

describe('folds', () => {
  test.each([
    [labels, 2],
    [labels, 5],
    [classes, 5],
    [classes, 7],
  ])('validate every row once and deal the classes evenly', (given, k) => {
    const folds = stratifiedFolds(given, k, 3);
    expect(folds).toHaveLength(k);
    const seen = folds.flatMap(({ validationIndices }) => [...validationIndices]).sort((a, b) => a - b);
    expect(seen).toEqual(given.map((_, n) => n));
    const sizes = folds.map(({ validationIndices }) => validationIndices.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    for (const label of new Set(given)) {
      const counts = folds.map(
        ({ validationIndices }) => [...validationIndices].filter((n) => given[n] === label).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    for (const { trainingIndices, validationIndices } of folds) {
      expect([...trainingIndices, ...validationIndices].sort((a, b) => a - b)).toEqual(seen);
      expect([...trainingIndices]).toEqual([...trainingIndices].sort((a, b) => a - b));
    }
  });

  test('are the same for a seed, and others for another', () => {
    expect(stratifiedFolds(labels, 5, 3)).toEqual(stratifiedFolds(Float64Array.from(labels), 5, 3));
    expect(stratifiedFolds(labels, 5, 3)).not.toEqual(stratifiedFolds(labels, 5, 4));
    expect(stratifiedFolds(labels, 5)).toEqual(stratifiedFolds(labels, 5, 0));
  });

  test('are refused where there is no row of a class for each', () => {
    const { code, message } = refusal(() => stratifiedFolds([1, 1, 1, -1, -1], 3));
    expect([code, message]).toEqual(['labels', expect.stringContaining('class -1 has 2 row(s) for 3 folds')]);
    expect(message).toContain('give 2 folds or fewer');
    expect(refusal(() => stratifiedFolds([1, 1, -1], 2)).message).toContain('leave the class out');
    expect(refusal(() => stratifiedFolds([], 2)).code).toBe('labels');
    for (const k of [1, 2.5, 1001]) expect(refusal(() => stratifiedFolds(labels, k)).code).toBe('range');
    expect(refusal(() => stratifiedFolds(labels, 2, -1)).code).toBe('range');
    expect(refusal(() => stratifiedFolds('many' as never, 2)).code).toBe('shape');
  });
});

describe('a table in folds', () => {
  const text = ['a,b,y', ...labels.map((label, n) => `${n},${(7 * n) % 11},${label > 0 ? 'ill' : 'well'}`)].join('\n');
  const table = readTable(text, { columns: { A: ['a'], B: ['b'] }, label: 'y' });

  test('has each row in one validation set, scaled by its training rows', () => {
    const parts = Array.from({ length: 5 }, (_, fold) => scaledSplit(table, { seed: 2, folds: 5, fold }));
    expect(parts.reduce((sum, { validation }) => sum + validation.length, 0)).toBe(47);
    for (const { training, validation, scale } of parts) {
      expect(training.length + validation.length).toBe(47);
      expect(Math.max(...training.rows)).toBeCloseTo(Math.PI / 2, 15);
      expect(scale.minimum).toHaveLength(2);
    }
  });

  test('may keep rows for testing apart from them', () => {
    const parts = Array.from({ length: 3 }, (_, fold) => scaledSplit(table, { folds: 3, fold, test: 0.2 }));
    const tests = parts.map(({ test }) => [...(test?.labels ?? [])].length);
    expect(tests).toEqual([9, 9, 9]);
    expect(parts.reduce((sum, { validation }) => sum + validation.length, 0)).toBe(47 - 9);
  });

  test('is refused for a fold that there is not, and names the classes', () => {
    expect(refusal(() => scaledSplit(table, { folds: 5, fold: 5 })).code).toBe('range');
    expect(refusal(() => scaledSplit(table, { folds: 5 })).message).toContain('The fold is undefined');
    expect(refusal(() => scaledSplit(table, { folds: 13, fold: 0 })).message).toContain('class "ill" has 12 row(s)');
  });
});
