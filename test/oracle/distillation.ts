// A round of distillation as it is done: four qubits, their density matrix, gates, a measurement. It imports nothing from src.
import { adjoint, type Complex, distance, gateMatrix, identity, type Matrix, product, times } from './dense.js';

/** Of the four Bell states in the order Phi+, Phi-, Psi+, Psi-, as amplitudes. */
const R = Math.SQRT1_2;
const BELL: readonly (readonly number[])[] = [
  [R, 0, 0, R],
  [R, 0, 0, -R],
  [0, R, R, 0],
  [0, R, -R, 0],
];

export function tensor(a: Matrix, b: Matrix): Matrix {
  return a.flatMap((rowA) => b.map((rowB) => rowA.flatMap((x) => rowB.map((y) => times(x, y)))));
}

export function scaled(a: Matrix, factor: number): Matrix {
  return a.map((row) => row.map(([re, im]): Complex => [re * factor, im * factor]));
}

export function sum(matrices: readonly Matrix[]): Matrix {
  return matrices.reduce((a, b) =>
    a.map((row, i) => row.map(([re, im], j): Complex => [re + b[i][j][0], im + b[i][j][1]])),
  );
}

const conjugated = (a: Matrix): Matrix => a.map((row) => row.map(([re, im]): Complex => [re, -im]));
/** U rho U^+ */
export const acted = (u: Matrix, rho: Matrix): Matrix => product(product(u, rho), adjoint(u));

/** The Bell-diagonal pair of four weights. */
export function bellPair(weights: readonly number[]): Matrix {
  return sum(BELL.map((state, k) => state.map((x) => state.map((y): Complex => [weights[k] * x * y, 0]))));
}

/** <Bell| rho |Bell> of all four. */
export function bellWeights(rho: Matrix): number[] {
  return BELL.map((state) =>
    state.reduce((total, x, i) => total + state.reduce((part, y, j) => part + x * y * rho[i][j][0], 0), 0),
  );
}

/** All gates that H and S generate, up to a phase: 24. */
function cliffords(): Matrix[] {
  const same = (a: Matrix, b: Matrix) => distance(tensor(a, conjugated(a)), tensor(b, conjugated(b))) < 1e-9;
  const found: Matrix[] = [identity(2)];
  for (let at = 0; at < found.length; at++) {
    for (const name of ['h', 's']) {
      const next = product(gateMatrix(name, 0), found[at]);
      if (!found.some((known) => same(known, next))) found.push(next);
    }
  }
  return found;
}

const CLIFFORDS = cliffords();

/** Both halves turned by U and its conjugate, for a random U: what is left is a Werner state. */
export function twirled(rho: Matrix): Matrix {
  return scaled(sum(CLIFFORDS.map((u) => acted(tensor(u, conjugated(u)), rho))), 1 / CLIFFORDS.length);
}

/** A permutation of basis states as a matrix. */
function permutation(size: number, to: (index: number) => number): Matrix {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column): Complex => [to(column) === row ? 1 : 0, 0]),
  );
}

/**
 * One round: qubits A1 B1 A2 B2, turns of both halves for DEJMPS, CNOTs from the first pair to the second, and the second read.
 *
 * @returns the probability that both read the same, and the first pair's state then
 */
export function slowRound(
  protocol: 'bbpssw' | 'dejmps',
  first: Matrix,
  second: Matrix,
): { success: number; pair: Matrix } {
  const ready = (rho: Matrix): Matrix =>
    protocol === 'bbpssw'
      ? twirled(rho)
      : acted(tensor(gateMatrix('rx', Math.PI / 2), gateMatrix('rx', -Math.PI / 2)), rho);
  const bit = (index: number, qubit: number) => (index >> (3 - qubit)) & 1;
  const cnots = permutation(16, (index) => index ^ (bit(index, 0) << 1) ^ bit(index, 1));
  const rho = acted(cnots, tensor(ready(first), ready(second)));
  const kept = Array.from({ length: 4 }, (_, i) =>
    Array.from({ length: 4 }, (_, j): Complex => {
      const [re, im] = [0, 3].reduce(
        (total, read) => [total[0] + rho[4 * i + read][4 * j + read][0], total[1] + rho[4 * i + read][4 * j + read][1]],
        [0, 0],
      );
      return [re, im];
    }),
  );
  const success = kept.reduce((total, row, i) => total + row[i][0], 0);
  return { success, pair: scaled(kept, 1 / success) };
}

/** The channel of relaxing and dephasing on a qubit, by its Kraus operators: populations keep x, coherences y. */
function thermalKraus(x: number, y: number): Matrix[] {
  const flip = (1 - y / Math.sqrt(x)) / 2;
  const damping: Matrix[] = [
    [
      [
        [1, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [Math.sqrt(x), 0],
      ],
    ],
    [
      [
        [0, 0],
        [Math.sqrt(1 - x), 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ],
  ];
  return damping.flatMap((kraus) => [
    scaled(kraus, Math.sqrt(1 - flip)),
    scaled(product(gateMatrix('z', 0), kraus), Math.sqrt(Math.max(0, flip))),
  ]);
}

/** A pair whose halves have waited, each in a memory that leaves x of populations and y of coherences. */
export function waited(rho: Matrix, halves: readonly [{ x: number; y: number }, { x: number; y: number }]): Matrix {
  const [a, b] = halves.map(({ x, y }) => thermalKraus(x, y));
  return sum(a.flatMap((left) => b.map((right) => acted(tensor(left, right), rho))));
}

/** Tr[rho P(x)Q] for P and Q in I, X, Y, Z. */
export function expectations(rho: Matrix): number[][] {
  const paulis = [identity(2), gateMatrix('x', 0), gateMatrix('y', 0), gateMatrix('z', 0)];
  return paulis.map((p) =>
    paulis.map((q) => product(tensor(p, q), rho).reduce((total, row, i) => total + row[i][0], 0)),
  );
}
