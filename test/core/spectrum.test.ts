import { describe, expect, test } from 'vitest';
import { pivotedCholesky, symmetricEigenvalues } from '../../src/core/spectrum.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

/** A symmetric matrix from its entries by row and column. */
const matrixOf = (size: number, entry: (i: number, j: number) => number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, at) => entry(Math.floor(at / size), at % size));

/** 2 on the diagonal, -1 beside it: the eigenvalues are 2 - 2 cos(pi k / (size + 1)). */
const chain = (size: number): Float64Array => matrixOf(size, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));

/** min(i, j) + 1: the determinant is 1, the inverse is tridiagonal with 2, ..., 2, 1 on the diagonal. */
const minima = (size: number): Float64Array => matrixOf(size, (i, j) => Math.min(i, j) + 1);

/** G^T G for a G of rank rows: a matrix of exactly this rank, but for rounding. */
const gram = fc
  .record({ size: fc.integer({ min: 1, max: 40 }), rank: fc.integer({ min: 1, max: 40 }), seed: fc.integer() })
  .map(({ size, rank, seed }) => {
    const rows = Math.min(rank, size);
    const g = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: size }, (_, j) => Math.sin(seed + 37 * i + 11 * j * j + i * j) + (i === j ? 3 : 0)),
    );
    return { size, matrix: matrixOf(size, (i, j) => g.reduce((sum, row) => sum + row[i] * row[j], 0)) };
  });

describe('symmetricEigenvalues', () => {
  test.each([1, 2, 3, 4, 5, 17, 64, 131])('finds those of a chain of %i', (size) => {
    const values = symmetricEigenvalues(chain(size), size);
    for (let k = 0; k < size; k++) {
      expect(values[k]).toBeCloseTo(2 - 2 * Math.cos((Math.PI * (size - k)) / (size + 1)), 12);
    }
  });

  test('finds negative, repeated and zero ones, and leaves the matrix alone', () => {
    const flat = matrixOf(5, () => 1);
    expect([...symmetricEigenvalues(flat, 5)].map((value) => Number(value.toFixed(13)) + 0)).toEqual([5, 0, 0, 0, 0]);
    expect(flat).toEqual(matrixOf(5, () => 1));
    const [greatest, least] = symmetricEigenvalues(Float64Array.of(0, 3, 3, 0), 2);
    expect(greatest).toBeCloseTo(3, 13);
    expect(least).toBeCloseTo(-3, 13);
    expect([...symmetricEigenvalues(Float64Array.of(-2, 0, 0, 0, 7, 0, 0, 0, 1), 3)]).toEqual([7, 1, -2]);
    expect([...symmetricEigenvalues(new Float64Array(16), 4)]).toEqual([0, 0, 0, 0]);
  });

  test('keeps the sums of the eigenvalues and of their squares', () => {
    fc.assert(
      fc.property(gram, ({ size, matrix }) => {
        const values = symmetricEigenvalues(matrix, size);
        const trace = matrix.reduce((sum, value, at) => sum + (at % (size + 1) === 0 ? value : 0), 0);
        const squares = matrix.reduce((sum, value) => sum + value * value, 0);
        expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - trace)).toBeLessThan(1e-12 * trace);
        expect(Math.abs(values.reduce((sum, value) => sum + value * value, 0) - squares)).toBeLessThan(1e-12 * squares);
      }),
      { numRuns: 50 },
    );
  });

  test.each([-1021, -700, -530, 3, 530, 1019])('finds the same bits at 2^%i times the size', (power) => {
    const scaled = (numbers: Float64Array): Float64Array => numbers.map((number) => number * 2 ** power);
    const matrix = matrixOf(5, (i, j) => ((3 + i * j + i + j) % 7) / 8);
    expect(symmetricEigenvalues(scaled(matrix), 5)).toEqual(scaled(symmetricEigenvalues(matrix, 5)));
    const ones = matrixOf(3, () => 2 ** power);
    const [greatest, ...others] = symmetricEigenvalues(ones, 3);
    expect(greatest / 2 ** power).toBeCloseTo(3, 14);
    for (const other of others) expect(other / 2 ** power).toBeCloseTo(0, 14);
  });

  test('finds those of the smallest numbers there are, to the last bit of such a number', () => {
    const least = Number.MIN_VALUE;
    expect([...symmetricEigenvalues(Float64Array.of(0, 3 * least, 3 * least, 0), 2)]).toEqual([3 * least, -3 * least]);
    expect(
      [
        ...symmetricEigenvalues(
          matrixOf(4, () => least),
          4,
        ),
      ].map((value) => value + 0),
    ).toEqual([4 * least, 0, 0, 0]);
  });

  test.each([1e308, Number.POSITIVE_INFINITY, Number.NaN])('refuses a matrix of numbers %d', (number) => {
    expect(
      refusal(() =>
        symmetricEigenvalues(
          matrixOf(3, () => number),
          3,
        ),
      ).code,
    ).toBe('not-finite');
  });
});

describe('pivotedCholesky', () => {
  test.each([1, 2, 5, 16, 17, 33, 70])(
    'gives the determinant and the trace of the inverse of a matrix of %i',
    (size) => {
      const { steps, pivots, inverseSquares } = pivotedCholesky(minima(size), size, 1e-12);
      expect(steps).toBe(size);
      expect(pivots.reduce((product, pivot) => product * pivot, 1)).toBeCloseTo(1, 9);
      expect(inverseSquares).toBeCloseTo(2 * size - 1, 8);
      expect(pivots[0]).toBe(size);
    },
  );

  test('takes the largest pivot of what is left', () => {
    const { pivots } = pivotedCholesky(Float64Array.of(1, 0, 0, 0, 4, 2, 0, 2, 9), 3, 1e-12);
    expect([...pivots]).toEqual([9, 4 - 4 / 9, 1]);
  });

  test('stops at a pivot below its limit and leaves the rest of the diagonal behind the pivots', () => {
    const { steps, pivots, inverseSquares } = pivotedCholesky(
      Float64Array.of(1e-7, 0, 0, 0, 1, 0, 0, 0, 1e-5),
      3,
      1e-6,
    );
    expect(steps).toBe(2);
    expect([...pivots]).toEqual([1, 1e-5, 1e-7]);
    expect(inverseSquares).toBeCloseTo(1e5 + 1, 4);
  });

  test('makes no step on a zero matrix', () => {
    expect(pivotedCholesky(new Float64Array(9), 3, 1e-12)).toMatchObject({ steps: 0, inverseSquares: 0 });
  });

  test('bounds the eigenvalues from both sides', () => {
    fc.assert(
      fc.property(gram, ({ size, matrix }) => {
        const values = symmetricEigenvalues(matrix, size);
        const { steps, pivots, inverseSquares } = pivotedCholesky(matrix, size, 1e-9);
        const error = 1e-13 * values[0];
        expect(values[steps - 1] + error).toBeGreaterThanOrEqual(1 / inverseSquares);
        if (steps === size) return;
        const left = pivots.subarray(steps).reduce((sum, value) => sum + value, 0);
        expect(values[steps]).toBeLessThanOrEqual(left + error);
      }),
      { numRuns: 50 },
    );
  });
});
