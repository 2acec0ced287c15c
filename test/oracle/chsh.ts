// The most that two qubits reach in the CHSH game with one traceless observable a question, S = sum of the four correlators
// with one minus: by Horodecki's formula, and by looking for it.
import { type Matrix, product } from './dense.js';
import { pauliMatrix } from './shared.js';

type Vector = readonly number[];

const dot = (a: Vector, b: Vector): number => a.reduce((total, x, i) => total + x * b[i], 0);
const length = (a: Vector): number => Math.sqrt(dot(a, a));

/** Tr[rho P] of a Pauli string. */
export function meanOf(rho: Matrix, word: string): number {
  return product(rho, pauliMatrix(word)).reduce((trace, row, i) => trace + row[i][0], 0);
}

/** T_PQ = Tr[rho P(x)Q] over X, Y and Z. */
export function correlationsOfState(rho: Matrix): readonly Vector[] {
  return [...'XYZ'].map((p) => [...'XYZ'].map((q) => meanOf(rho, p + q)));
}

/** Eigenvalues of a symmetric 3 x 3 matrix by Jacobi rotations, in no order. */
function eigenvalues(matrix: readonly Vector[]): Vector {
  const a = matrix.map((row) => [...row]);
  for (let sweep = 0; sweep < 30; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      if (a[p][q] === 0) continue;
      const angle = Math.atan2(2 * a[p][q], a[q][q] - a[p][p]) / 2;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (let k = 0; k < 3; k++) [a[k][p], a[k][q]] = [c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]];
      for (let k = 0; k < 3; k++) [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]];
    }
  }
  return a.map((row, i) => row[i]);
}

/**
 * 2 sqrt(m1 + m2) with the two greatest eigenvalues of T^T T.
 *
 * @see R., P. and M. Horodecki, Phys. Lett. A 200, 340 (1995)
 */
export function greatestChsh(rho: Matrix): number {
  const t = correlationsOfState(rho);
  const square = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) =>
      dot(
        t.map((row) => row[i]),
        t.map((row) => row[j]),
      ),
    ),
  );
  const [, second, first] = [...eigenvalues(square)].sort((a, b) => a - b);
  return 2 * Math.sqrt(first + second);
}

/** The same by search: the best directions of one player follow from the other's, in turns, from random starts. */
export function foundChsh(rho: Matrix, next: () => number, starts = 20): number {
  const t = correlationsOfState(rho);
  const back = [0, 1, 2].map((j) => t.map((row) => row[j]));
  const through = (matrix: readonly Vector[], v: Vector): Vector => matrix.map((row) => dot(row, v));
  const unit = (v: Vector): Vector => v.map((x) => x / (length(v) || 1));
  // S = (T(b0 + b1)) . a0 + (T(b0 - b1)) . a1
  const answers = (matrix: readonly Vector[], [u, v]: readonly Vector[]): readonly Vector[] => [
    through(
      matrix,
      u.map((x, i) => x + v[i]),
    ),
    through(
      matrix,
      u.map((x, i) => x - v[i]),
    ),
  ];
  let best = 0;
  for (let start = 0; start < starts; start++) {
    let b: readonly Vector[] = [0, 1].map(() => unit([0, 1, 2].map(() => next() - 0.5)));
    for (let turn = 0; turn < 500; turn++) b = answers(back, answers(t, b).map(unit)).map(unit);
    best = Math.max(
      best,
      answers(t, b).reduce((total, v) => total + length(v), 0),
    );
  }
  return best;
}
