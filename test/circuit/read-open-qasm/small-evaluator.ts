// A second reader for programs of the simplest kind, which shares nothing with the library: statements by regular
// expressions, arithmetic by JavaScript itself, gates as matrices from their definitions over U.
import {
  adjoint,
  applyMatrix,
  basisState,
  type Complex,
  cis,
  identity,
  type Matrix,
  product,
  type State,
  times,
} from '../../oracle/dense.js';

/** U of OpenQASM 3, by the formula of its specification. */
export function matrixU(theta: number, phi: number, lambda: number): Matrix {
  const turn = cis(theta);
  const half = (a: Complex): Complex => [a[0] / 2, a[1] / 2];
  const sum: Complex = [1 + turn[0], turn[1]];
  const gap: Complex = [1 - turn[0], -turn[1]];
  return [
    [half(sum), half(times(times([0, -1], cis(lambda)), gap))],
    [half(times(times([0, 1], cis(phi)), gap)), half(times(cis(phi + lambda), sum))],
  ];
}

const phased = (angle: number, matrix: Matrix): Matrix =>
  matrix.map((row) => row.map((entry) => times(cis(angle), entry)));
const diagonal = (...entries: Complex[]): Matrix =>
  entries.map((entry, i) => entries.map((_, j): Complex => (i === j ? entry : [0, 0])));
const pi = Math.PI;

/** Gates of stdgates.inc on one qubit or two, by what the file says of them; the first qubit is the more significant. */
export const baseGates: Readonly<
  Record<string, { angles: number; qubits: number; matrix: (...a: number[]) => Matrix }>
> = {
  U: { angles: 3, qubits: 1, matrix: matrixU },
  x: { angles: 0, qubits: 1, matrix: () => phased(-pi / 2, matrixU(pi, 0, pi)) },
  y: { angles: 0, qubits: 1, matrix: () => phased(-pi / 2, matrixU(pi, pi / 2, pi / 2)) },
  z: { angles: 0, qubits: 1, matrix: () => diagonal([1, 0], [-1, 0]) },
  h: { angles: 0, qubits: 1, matrix: () => phased(-pi / 4, matrixU(pi / 2, 0, pi)) },
  s: { angles: 0, qubits: 1, matrix: () => diagonal([1, 0], [0, 1]) },
  sdg: { angles: 0, qubits: 1, matrix: () => diagonal([1, 0], [0, -1]) },
  t: { angles: 0, qubits: 1, matrix: () => diagonal([1, 0], cis(pi / 4)) },
  tdg: { angles: 0, qubits: 1, matrix: () => diagonal([1, 0], cis(-pi / 4)) },
  sx: { angles: 0, qubits: 1, matrix: () => phased(pi / 4, matrixRx(pi / 2)) },
  p: { angles: 1, qubits: 1, matrix: (a) => diagonal([1, 0], cis(a)) },
  rx: { angles: 1, qubits: 1, matrix: (a) => matrixRx(a) },
  ry: { angles: 1, qubits: 1, matrix: (a) => phased(-a / 2, matrixU(a, 0, 0)) },
  rz: { angles: 1, qubits: 1, matrix: (a) => phased(-a / 2, matrixU(0, 0, a)) },
  u2: { angles: 2, qubits: 1, matrix: (a, b) => phased(-(a + b + pi / 2) / 2, matrixU(pi / 2, a, b)) },
  u3: { angles: 3, qubits: 1, matrix: (a, b, c) => phased(-(a + b + c) / 2, matrixU(a, b, c)) },
  swap: {
    angles: 0,
    qubits: 2,
    matrix: () => [0, 2, 1, 3].map((k) => identity(4)[k]),
  },
};

function matrixRx(angle: number): Matrix {
  return phased(-angle / 2, matrixU(angle, -pi / 2, pi / 2));
}

/** A call: `ctrl @`, `negctrl @`, `inv @` and `pow(n) @` from left to right, and the qubits in their order. */
export interface SmallCall {
  readonly modifiers: readonly ('ctrl' | 'negctrl' | 'inv' | number)[];
  readonly gate: string;
  readonly angles: readonly number[];
  readonly qubits: readonly number[];
}

/** The state that calls make of |0...0>. */
export function smallState(calls: readonly SmallCall[], qubits: number): State {
  return calls.reduce<State>(
    (state, { modifiers, gate, angles, qubits: on }) => {
      let matrix = baseGates[gate].matrix(...angles);
      const controls: { qubit: number; value: number }[] = [];
      for (const modifier of modifiers) {
        if (modifier === 'ctrl') controls.push({ qubit: on[controls.length], value: 1 });
        else if (modifier === 'negctrl') controls.push({ qubit: on[controls.length], value: 0 });
      }
      // Of a unitary gate, inverses and powers may come in any order.
      for (const modifier of modifiers) {
        if (modifier === 'inv') matrix = adjoint(matrix);
        else if (typeof modifier === 'number') {
          const base = modifier < 0 ? adjoint(matrix) : matrix;
          matrix = Array.from({ length: Math.abs(modifier) }).reduce<Matrix>(
            (all) => product(base, all),
            identity(base.length),
          );
        }
      }
      return applyMatrix(state, matrix, on.slice(controls.length), controls, qubits);
    },
    basisState(0, qubits),
  );
}

/** The calls of a program of one register and gates with numbers, and how many qubits it has; null for any other. */
export function smallProgram(text: string): { calls: SmallCall[]; qubits: number } | null {
  const statements = text.split(';').map((statement) => statement.trim());
  if (statements.pop() !== '' || statements.length < 3) return null;
  const [version, include, register, ...rest] = statements;
  const size = /^qubit\[([1-9])\] q$/.exec(register)?.[1];
  if (version !== 'OPENQASM 3.0' || include !== 'include "stdgates.inc"' || size === undefined) return null;
  const calls: SmallCall[] = [];
  for (const statement of rest) {
    const found =
      /^((?:(?:ctrl|negctrl|inv|pow\(-?\d\)) @ )*)([A-Za-z]\w*)(?:\(([^a-oq-z;]*)\))? (q\[\d\](?:, q\[\d\])*)$/.exec(
        statement,
      );
    if (found === null || !Object.hasOwn(baseGates, found[2])) return null;
    const numbers = (found[3] ?? '')
      .split(',')
      .filter((one) => one.trim() !== '')
      .map(smallNumber);
    const qubits = [...found[4].matchAll(/\d/g)].map(([digit]) => Number(digit));
    const modifiers = [...found[1].matchAll(/(ctrl|negctrl|inv|pow\((-?\d)\)) @/g)].map(([, word, power]) =>
      power === undefined ? (word as 'ctrl' | 'negctrl' | 'inv') : Number(power),
    );
    if (numbers.some((one) => one === null)) return null;
    calls.push({ modifiers, gate: found[2], angles: numbers as number[], qubits });
  }
  return { calls, qubits: Number(size) };
}

/** A number, or numbers with signs between them; null for what JavaScript might take otherwise. */
function smallNumber(text: string): number | null {
  if (!/^[\d.+\-*/() pie]*$/.test(text) || /\*\*|\/\/|\+\+|--|\/\*|(?:^|[^\d.])0\d/.test(text)) return null;
  if (/[a-z]/.test(text.replaceAll('pi', '').replaceAll(/\de-?\d/g, ''))) return null;
  try {
    return new Function('pi', `return (${text});`)(Math.PI) as number;
  } catch {
    return null;
  }
}
