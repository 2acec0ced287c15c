import { roomFor } from '../number-list.js';
import { checkedWhole, checkOptions } from '../options.js';
import { randomStream } from '../random.js';
import { normalInto } from './normal.js';

const LARGEST_QUBITS = 10;

/**
 * Returns random unitary matrices, uniform in the Haar measure.
 *
 * A matrix of independent complex normal numbers is made orthonormal, row after row (Gram-Schmidt). What it is divided
 * by has a positive diagonal, which makes the result unique and the measure Haar's. Each row is projected twice: once
 * loses orthogonality when a row happens to lie close to the earlier ones, twice is enough.
 *
 * @param options.qubits - m, from 1 to 10; a matrix is d x d with d = 2^m
 * @param options.count - how many
 * @param options.seed - integer from 0 to 2^53 - 1
 * @param options.stream - a name; matrices of different names are independent. Matrix i of a name does not depend on
 * the count
 * @returns shape [count x 2 d^2]: row-major, the real and the imaginary part of an entry beside each other
 * @throws EbitError 'range' for another number of qubits, count or seed; 'memory' for more than 2^28 numbers; 'config'
 * for an unknown option or a stream that is no text
 * @example
 * const [re, im] = haarUnitaries({ qubits: 1, count: 1, seed: 1, stream: 'inputs' });
 * [re, im]; // about [0.833, -0.442]: the first entry of the first matrix
 * @see F. Mezzadri, "How to generate random matrices from the classical compact groups", arXiv:math-ph/0609050
 */
export function haarUnitaries(options: {
  readonly qubits: number;
  readonly count: number;
  readonly seed: number;
  readonly stream: string;
}): Float64Array {
  checkOptions('haarUnitaries', options, { qubits: true, count: true, seed: true, stream: true });
  const { seed, stream } = options;
  const qubits = checkedWhole('The number of qubits of a unitary', options.qubits, 1, LARGEST_QUBITS);
  const count = checkedWhole('The number of unitaries', options.count, 0, Number.MAX_SAFE_INTEGER);
  const dimension = 1 << qubits;
  const size = 2 * dimension * dimension;
  const chance = randomStream(seed, stream);
  const unitaries = roomFor('The unitaries', count * size);
  for (let i = 0; i < count; i++) {
    const matrix = unitaries.subarray(i * size, (i + 1) * size);
    normalInto(matrix, chance, i * size);
    applyGramSchmidt(matrix, dimension);
  }
  return unitaries;
}

/** Makes the rows of a complex matrix orthonormal, in place; row k stays in the span of rows 0 .. k. */
function applyGramSchmidt(matrix: Float64Array, dimension: number): void {
  const width = 2 * dimension;
  for (let k = 0; k < dimension; k++) {
    const row = matrix.subarray(k * width, (k + 1) * width);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < k; j++) applyProjection(row, matrix.subarray(j * width, (j + 1) * width));
    }
    let square = 0;
    for (let i = 0; i < width; i++) square += row[i] * row[i];
    const norm = Math.sqrt(square);
    for (let i = 0; i < width; i++) row[i] /= norm;
  }
}

/** Takes away from `row` its part along the complex unit vector `unit`: row -= <unit, row> unit. */
function applyProjection(row: Float64Array, unit: Float64Array): void {
  let re = 0;
  let im = 0;
  for (let i = 0; i < row.length; i += 2) {
    re += unit[i] * row[i] + unit[i + 1] * row[i + 1];
    im += unit[i] * row[i + 1] - unit[i + 1] * row[i];
  }
  for (let i = 0; i < row.length; i += 2) {
    row[i] -= re * unit[i] - im * unit[i + 1];
    row[i + 1] -= re * unit[i + 1] + im * unit[i];
  }
}
