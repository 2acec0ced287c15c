import { describe, expect, test } from 'vitest';
import { bestSigns } from '../../src/core/signs.js';
import { randomStream } from '../../src/random.js';

/** sum_b |sum_a s_a M_ab|. */
function valueWith(matrix: Float64Array, columns: number, signs: ArrayLike<number>): number {
  let value = 0;
  for (let b = 0; b < columns; b++) {
    let sum = 0;
    for (let a = 0; a < signs.length; a++) sum += signs[a] * matrix[a * columns + b];
    value += Math.abs(sum);
  }
  return value;
}

/** The largest value of all, one assignment after another. */
function largest(matrix: Float64Array, rows: number, columns: number): number {
  let most = 0;
  for (let word = 0; word < 2 ** rows; word++) {
    const signs = Array.from({ length: rows }, (_, a) => ((word >> a) & 1 ? -1 : 1));
    most = Math.max(most, valueWith(matrix, columns, signs));
  }
  return most;
}

function drawn(count: number, seed: number): Float64Array {
  const stream = randomStream(seed, 'signs');
  return Float64Array.from({ length: count }, (_, i) => 2 * stream.uniform(i) - 1);
}

describe('bestSigns', () => {
  test.each([
    [1, 1],
    [1, 4],
    [2, 1],
    [2, 3],
    [3, 3],
    [4, 2],
    [4, 7],
    [5, 5],
    [8, 11],
    [10, 6],
  ])('finds the largest of all assignments of %d rows by %d columns', (rows, columns) => {
    for (let seed = 0; seed < 12; seed++) {
      const matrix = drawn(rows * columns, seed);
      const signs = bestSigns(matrix, rows, columns);
      expect(signs).toHaveLength(rows);
      expect(signs[0]).toBe(1);
      expect(valueWith(matrix, columns, signs)).toBeCloseTo(largest(matrix, rows, columns), 12);
    }
  });

  test('goes from one slice of steps to the next', () => {
    // The only best assignment has every sign turned against its neighbour's, wherever that stands in the code.
    const rows = 17;
    for (const word of [0, 1, 2 ** 16 - 1, 0b1010101010101010, 0b1100000000000000, 0b0110011001100110]) {
      const planted = Array.from({ length: rows }, (_, a) => (a > 0 && (word >> (a - 1)) & 1 ? -1 : 1));
      const matrix = Float64Array.from(planted, (sign, a) => sign * (1 + a / 100));
      expect([...bestSigns(matrix, rows, 1)]).toEqual(planted);
    }
  });
});
