import type { Game } from './game.js';

/** The numbers of a game: M, row-major. */
export interface Weights {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns]. */
  readonly weights: Float64Array;
}

export function weightsOf({ a, b, weights }: Game): Weights {
  return { rows: a.length, columns: b.length, weights };
}

/** M^T. */
export function transposed({ rows, columns, weights }: Weights): Weights {
  const turned = new Float64Array(weights.length);
  for (let a = 0; a < rows; a++) for (let b = 0; b < columns; b++) turned[b * rows + a] = weights[a * columns + b];
  return { rows: columns, columns: rows, weights: turned };
}

/** sum |M_ab|, which no strategy exceeds. */
export function magnitude({ weights }: Weights): number {
  let sum = 0;
  for (const weight of weights) sum += Math.abs(weight);
  return sum;
}

/** Answers to all questions: +1 or -1 each. */
export interface Signs {
  /** [rows]. */
  readonly a: Float64Array;
  /** [columns]. */
  readonly b: Float64Array;
}

/** sum_ab M_ab a_a b_b. */
export function valueOfSigns({ rows, columns, weights }: Weights, { a, b }: Signs): number {
  let value = 0;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += weights[i * columns + j] * b[j];
    value += a[i] * sum;
  }
  return value;
}

/** The best answers of the second player to those of the first. */
export function bestReply({ rows, columns, weights }: Weights, a: Float64Array): Float64Array {
  const reply = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) reply[j] += a[i] * weights[i * columns + j];
  return reply.map((sum) => (sum < 0 ? -1 : 1));
}
