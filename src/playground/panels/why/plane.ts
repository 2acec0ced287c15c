import type { Vector } from './answers.js';

/** A plane through the origin: two directions in it, at right angles and of length 1, and the one across. */
export interface Plane {
  readonly right: Vector;
  readonly up: Vector;
  readonly across: Vector;
}

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const scaled = ([x, y, z]: Vector, by: number): Vector => [x * by, y * by, z * by];
const cross = ([a, b, c]: Vector, [d, e, f]: Vector): Vector => [b * f - c * e, c * d - a * f, a * e - b * d];
const unit = (vector: Vector): Vector => scaled(vector, 1 / Math.hypot(...vector));

/** Below this a vector has no direction worth speaking of. */
const TINY = 1e-9;

/** The eigenvector of the least eigenvalue of sum v v^T, by Jacobi's rotations. */
function leastAxis(vectors: readonly Vector[]): Vector {
  const m = [0, 1, 2].map((i) => [0, 1, 2].map((j) => vectors.reduce((sum, v) => sum + v[i] * v[j], 0)));
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < 12; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      if (m[p][q] === 0) continue;
      const angle = Math.atan2(2 * m[p][q], m[q][q] - m[p][p]) / 2;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (const row of m) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
      for (let k = 0; k < 3; k++) [m[p][k], m[q][k]] = [c * m[p][k] - s * m[q][k], s * m[p][k] + c * m[q][k]];
      for (const row of axes) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
    }
  }
  const least = [0, 1, 2].reduce((best, i) => (m[i][i] < m[best][best] ? i : best), 0);
  return [axes[0][least], axes[1][least], axes[2][least]];
}

/**
 * Returns the plane through the origin that holds some vectors best: the sum of their squared distances is least.
 *
 * It is turned so that the first vector that does not stand across it points up, and seen from the side from which the
 * second lies to the right of it. Where neither says anything, Z is up and X to the right.
 *
 * @param vectors - such as the directions of A's two questions and then of B's
 */
export function bestPlane(vectors: readonly Vector[]): Plane {
  const axis: Vector = vectors.every((v) => Math.hypot(...v) < TINY) ? [0, -1, 0] : leastAxis(vectors);
  const within = (v: Vector): Vector => {
    const out = dot(v, axis);
    return [v[0] - out * axis[0], v[1] - out * axis[1], v[2] - out * axis[2]];
  };
  const [first = [0, 0, 1] as Vector, ...others] = [...vectors, [0, 0, 1] as Vector, [1, 0, 0] as Vector].filter(
    (v) => Math.hypot(...within(v)) > TINY,
  );
  const up = unit(within(first));
  const right = cross(up, axis);
  const second = others.find((v) => Math.abs(dot(v, right)) > TINY);
  const side = second !== undefined && dot(second, right) < 0 ? -1 : 1;
  return { right: scaled(right, side), up, across: scaled(axis, side) };
}

/** A vector's coordinates in a plane, to the right and up, and how far it stands out of it. */
export function projected(vector: Vector, { right, up, across }: Plane): { x: number; y: number; out: number } {
  return { x: dot(vector, right), y: dot(vector, up), out: dot(vector, across) };
}
