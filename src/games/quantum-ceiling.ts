// The most that ebits reach in an XOR game: max over unit vectors of sum_ab M_ab u_a . v_b, with a certificate.
import type { Certificate } from './certificate.js';
import { interiorPoint } from './interior-point.js';
import { magnitude, type Weights } from './table.js';

/** Unit vectors, one a question: E_ab = u_a . v_b, which enough ebits give (Tsirelson). */
export interface Vectors {
  readonly dimension: number;
  /** [rows, dimension]. */
  readonly a: Float64Array;
  /** [columns, dimension]. */
  readonly b: Float64Array;
}

/** What ebits reach, and the numbers that prove that they reach no more. */
export interface QuantumBest {
  /** sum M_ab u_a . v_b of the vectors. */
  readonly lower: number;
  readonly vectors: Vectors;
  readonly certificate: Certificate;
}

/**
 * Returns vectors for the largest value and a certificate for nearly the same number.
 *
 * Both are `interiorPoint` of C = [[0, M], [M^T, 0]] / 2. Its number of steps does not depend on the game, unlike that of
 * alternating u_a ~ sum_b M_ab v_b and v_b ~ sum_a M_ab u_a, whose rate is that of the smallest gap in the spectrum of Z.
 * Questions that are never asked are left out, and given any vector.
 */
export function quantumBest(table: Weights): QuantumBest {
  const { rows, columns, weights } = table;
  const scale = magnitude(table);
  const asked = askedQuestions(table);
  const n = asked.length;
  const half = new Float64Array(n * n);
  asked.forEach((p, i) => {
    asked.forEach((q, j) => {
      if (p < rows && q >= rows) {
        half[i * n + j] = weights[p * columns + q - rows] / (2 * scale);
        half[j * n + i] = half[i * n + j];
      }
    });
  });
  const { factor, z } = interiorPoint(half, n);
  const dimension = n;
  const vectors = new Float64Array((rows + columns) * dimension);
  const diagonal = new Float64Array(rows + columns);
  for (let p = 0; p < rows + columns; p++) vectors[p * dimension] = 1;
  asked.forEach((p, i) => {
    let square = 0;
    for (let k = 0; k <= i; k++) square += factor[i * n + k] * factor[i * n + k];
    const length = Math.sqrt(square);
    for (let k = 0; k <= i; k++) vectors[p * dimension + k] = factor[i * n + k] / length;
    diagonal[p] = 2 * scale * z[i];
  });
  const found: Vectors = {
    dimension,
    a: vectors.slice(0, rows * dimension),
    b: vectors.slice(rows * dimension),
  };
  return {
    lower: valueOfVectors(table, found),
    vectors: found,
    certificate: { x: diagonal.slice(0, rows), y: diagonal.slice(rows) },
  };
}

/** sum_ab M_ab u_a . v_b. */
export function valueOfVectors({ rows, columns, weights }: Weights, { dimension, a, b }: Vectors): number {
  let value = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const weight = weights[i * columns + j];
      if (weight === 0) continue;
      let product = 0;
      for (let k = 0; k < dimension; k++) product += a[i * dimension + k] * b[j * dimension + k];
      value += weight * product;
    }
  }
  return value;
}

/** Questions with a weight other than 0: the first player's, then the second's from `rows` on. */
function askedQuestions({ rows, columns, weights }: Weights): number[] {
  const asked = new Uint8Array(rows + columns);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < columns; b++) if (weights[a * columns + b] !== 0) asked[a] = asked[rows + b] = 1;
  }
  return Array.from(asked.keys()).filter((question) => asked[question] === 1);
}
