import { describe, expect, test } from 'vitest';
import { fisherRank } from '../../src/analysis/fisher-rank.js';
import { rankOf } from '../../src/analysis/rank.js';
import { refusal } from '../refusal.js';

const diagonal = (...values: number[]): Float64Array =>
  Float64Array.from({ length: values.length ** 2 }, (_, at) =>
    at % (values.length + 1) === 0 ? values[at / (values.length + 1)] : 0,
  );

describe('fisherRank', () => {
  test('proves a rank where the gap is wide', () => {
    expect(fisherRank(diagonal(1, 1e-5, 0, 1e-14), 4)).toEqual({ rank: 2, method: 'cholesky' });
    expect(fisherRank(Float64Array.of(1, 1, 1, 1), 2)).toEqual({ rank: 1, method: 'cholesky' });
    expect(fisherRank(diagonal(3, 2, 1), 3)).toEqual({ rank: 3, method: 'cholesky' });
  });

  test('counts eigenvalues where the bounds are too wide', () => {
    expect(fisherRank(diagonal(...Array(30).fill(2e-9), 1), 31)).toEqual({ rank: 31, method: 'eigenvalues' });
    expect(fisherRank(diagonal(1, 1, ...Array(40).fill(3e-12)), 42)).toEqual({ rank: 2, method: 'eigenvalues' });
  });

  test.each([
    ['a value just above the tolerance', diagonal(1, 1, 1.1e-10, 0), 3],
    ['a value just below it', diagonal(1, 0.9e-10, 0), 1],
  ])('leaves it to the singular values with %s', (_, matrix, rank) => {
    const size = Math.sqrt(matrix.length);
    expect(fisherRank(matrix, size)).toEqual({ rank, method: 'svd' });
    expect(rankOf(matrix, size).rank).toBe(rank);
  });

  test('leaves it to them with a tolerance at the rounding error', () => {
    expect(fisherRank(diagonal(1, 0.5, 0), 3, 1e-15)).toEqual({ rank: 2, method: 'svd' });
  });

  test('takes rounding errors alone for nothing', () => {
    expect(fisherRank(diagonal(0, 0), 2).rank).toBe(0);
    expect(fisherRank(diagonal(1e-16, 1e-32), 2).rank).toBe(0);
    expect(fisherRank(diagonal(1e-14, 0), 2).rank).toBe(1);
  });

  test('takes a matrix that is not positive semidefinite as any other', () => {
    expect(fisherRank(diagonal(1, -1, 0), 3)).toEqual({ rank: 2, method: 'svd' });
    expect(fisherRank(Float64Array.of(0, 1, 1, 0), 2)).toEqual({ rank: 2, method: 'svd' });
  });

  test('refuses what has no rank', () => {
    expect(refusal(() => fisherRank(new Float64Array(5), 2)).code).toBe('shape');
    expect(refusal(() => fisherRank(new Float64Array(0), 0)).code).toBe('shape');
    expect(refusal(() => fisherRank(Float64Array.of(1, Number.NaN, 0, 1), 2)).code).toBe('not-finite');
    expect(refusal(() => fisherRank(Float64Array.of(Number.NaN, 0, 0, 1), 2)).code).toBe('not-finite');
    expect(refusal(() => fisherRank(Float64Array.of(1), 1, 0)).message).toContain('The tolerance is 0');
  });
});
