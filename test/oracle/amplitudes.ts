// State vectors as two arrays of numbers, changed in place. As plain as dense.ts and checked against it, but fast enough
// for a joint state of eight qubits in every step of a finite difference.
import { angleValue, type DenseCircuit, type DenseControl, gateMatrix, type Matrix, refuseChannel } from './dense.js';

export interface Amplitudes {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Where a circuit's qubits stand in a larger register: its qubit q is the register's qubit `first + q`. */
export interface Register {
  readonly qubits: number;
  readonly first: number;
}

/** |index> on so many qubits. */
export function basisAmplitudes(index: number, qubits: number): Amplitudes {
  const state = { re: new Float64Array(1 << qubits), im: new Float64Array(1 << qubits) };
  state.re[index] = 1;
  return state;
}

export function copyOf(state: Amplitudes): Amplitudes {
  return { re: state.re.slice(), im: state.im.slice() };
}

/** The real part of <a|b>. */
export function overlap(a: Amplitudes, b: Amplitudes): number {
  let sum = 0;
  for (let k = 0; k < a.re.length; k++) sum += a.re[k] * b.re[k] + a.im[k] * b.im[k];
  return sum;
}

/** Sets amplitudes to 0 where a qubit has not the value: a projection, not normalised. */
export function applyProjector(state: Amplitudes, qubits: number, qubit: number, value: number): void {
  for (let k = 0; k < state.re.length; k++) {
    if (((k >> (qubits - 1 - qubit)) & 1) !== value) {
      state.re[k] = 0;
      state.im[k] = 0;
    }
  }
}

/** The matrix on the targets (the first is the most significant bit of its index) where all the controls hold. */
export function applyTo(
  state: Amplitudes,
  qubits: number,
  matrix: Matrix,
  targets: readonly number[],
  controls: readonly DenseControl[],
): void {
  const mask = (qubit: number): number => 1 << (qubits - 1 - qubit);
  const targetMask = targets.reduce((all, qubit) => all | mask(qubit), 0);
  const controlMask = controls.reduce((all, { qubit }) => all | mask(qubit), 0);
  const wanted = controls.reduce((all, { qubit, value }) => (value === 1 ? all | mask(qubit) : all), 0);
  const size = matrix.length;
  // The offset of each row of the matrix from the amplitude whose targets are all 0.
  const offsets = matrix.map((_, row) =>
    targets.reduce((all, qubit, t) => (row & (1 << (targets.length - 1 - t)) ? all | mask(qubit) : all), 0),
  );
  const matrixRe = new Float64Array(size * size);
  const matrixIm = new Float64Array(size * size);
  for (let i = 0; i < matrixRe.length; i++) {
    [matrixRe[i], matrixIm[i]] = matrix[Math.floor(i / size)][i % size];
  }
  const { re, im } = state;
  const oldRe = new Float64Array(size);
  const oldIm = new Float64Array(size);
  for (let k = 0; k < re.length; k++) {
    if ((k & targetMask) !== 0 || (k & controlMask) !== wanted) continue;
    for (let column = 0; column < size; column++) {
      oldRe[column] = re[k + offsets[column]];
      oldIm[column] = im[k + offsets[column]];
    }
    for (let row = 0; row < size; row++) {
      let x = 0;
      let y = 0;
      for (let column = 0; column < size; column++) {
        const a = matrixRe[row * size + column];
        const b = matrixIm[row * size + column];
        x += a * oldRe[column] - b * oldIm[column];
        y += a * oldIm[column] + b * oldRe[column];
      }
      re[k + offsets[row]] = x;
      im[k + offsets[row]] = y;
    }
  }
}

/** A history of measurement outcomes, by the register's qubits, and the state it leaves; |state|^2 is its probability. */
export interface Branch {
  readonly outcomes: ReadonlyMap<number, number>;
  readonly state: Amplitudes;
}

/** Runs a circuit on every branch; a measurement projects, so it doubles the branches. The branches given are spent. */
export function branched(
  branches: readonly Branch[],
  circuit: DenseCircuit,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
  register: Register,
): readonly Branch[] {
  const { qubits, first } = register;
  const placed = (switches: readonly DenseControl[]) =>
    switches.map(({ qubit, value }) => ({ qubit: first + qubit, value }));
  let now = branches;
  for (const operation of circuit.operations) {
    if (operation.kind === 'measure') {
      const qubit = first + operation.qubit;
      now = now.flatMap(({ outcomes, state }) =>
        [0, 1].map((outcome) => {
          const projected = copyOf(state);
          applyProjector(projected, qubits, qubit, outcome);
          return { outcomes: new Map(outcomes).set(qubit, outcome), state: projected };
        }),
      );
      continue;
    }
    if (operation.kind === 'channel') refuseChannel(operation);
    const angle = operation.angle === null ? 0 : angleValue(operation.angle, parameters, features);
    const matrix = gateMatrix(operation.gate, angle);
    const targets = operation.targets.map((qubit) => first + qubit);
    const controls = placed(operation.controls);
    const conditions = placed(operation.conditions);
    for (const { outcomes, state } of now) {
      if (conditions.every(({ qubit, value }) => outcomes.get(qubit) === value)) {
        applyTo(state, qubits, matrix, targets, controls);
      }
    }
  }
  return now;
}
