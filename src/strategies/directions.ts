// Where one ebit is measured: a direction of the Bloch sphere for each question.
import { cos, sin } from '../core/math.js';

/** Unit vectors (x, y, z), one a question. */
export interface Directions {
  /** Shape [questions of the first player, 3]. */
  readonly a: Float64Array;
  /** Shape [questions of the second player, 3]. */
  readonly b: Float64Array;
}

type Vector = readonly [number, number, number];

/** Below it a part of a vector is rounding, or what training left over. */
const SMALL = 1e-3;

/**
 * The observable of a question: with U = RX(beta) RZ(alpha),
 *
 *     U^+ Z U = sin beta sin alpha X + sin beta cos alpha Y + cos beta Z
 */
function measured(alpha: number, beta: number): Vector {
  return [sin(beta) * sin(alpha), sin(beta) * cos(alpha), cos(beta)];
}

const dot = (u: Vector, v: Vector): number => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];

/** |Phi+> has E = u . (x, -y, z) of v. */
const mirrored = ([x, y, z]: Vector): Vector => [x, 0 - y, z];

/** The part of u across some unit vectors that stand at right angles, scaled to length 1; null where it is small. */
function across(u: Vector, axes: readonly Vector[]): Vector | null {
  const rest = axes.reduce<Vector>((left, axis) => {
    const along = dot(left, axis);
    return [left[0] - along * axis[0], left[1] - along * axis[1], left[2] - along * axis[2]];
  }, u);
  const length = Math.sqrt(dot(rest, rest));
  return length < SMALL ? null : [rest[0] / length, rest[1] / length, rest[2] / length];
}

/** The first three right angles that the vectors themselves give, filled up with any. */
function frameOf(vectors: readonly Vector[]): Vector[] {
  const frame: Vector[] = [];
  for (const vector of [...vectors, [0, 0, 1] as const, [1, 0, 0] as const, [0, 1, 0] as const]) {
    const axis = frame.length < 3 ? across(vector, frame) : null;
    if (axis !== null) frame.push(axis);
  }
  return frame;
}

/**
 * Returns the directions that two players measure one ebit in.
 *
 * An ebit of any fidelity, E_ab = f u_a . (x, -y, z)_b, stays the same if both players turn, or mirror, all of their directions
 * together. So they are given in the frame whose z axis is the first player's first direction, and in whose x-z plane, on
 * the side of x, lies the first other one.
 *
 * @param angles - (alpha, beta) of the first player's questions, then of the second's
 * @param questions - how many the first player has
 */
export function directionsOf(angles: Float64Array, questions: number): Directions {
  const count = angles.length / 2;
  const vectors = Array.from({ length: count }, (_, i) => measured(angles[2 * i], angles[2 * i + 1]));
  const seen = vectors.map((vector, i) => (i < questions ? vector : mirrored(vector)));
  const [z, x, y] = frameOf(seen);
  const turned = seen.map((vector, i): Vector => {
    const within: Vector = [dot(vector, x), dot(vector, y), dot(vector, z)];
    return i < questions ? within : mirrored(within);
  });
  return {
    a: Float64Array.from(turned.slice(0, questions).flat()),
    b: Float64Array.from(turned.slice(questions).flat()),
  };
}
