import type { PauliMasks } from '../core/joint-engine.js';
import { EbitError } from '../errors.js';

/** A sum of Pauli strings with real coefficients: one string, or a list of terms. */
export type Observable = string | readonly { readonly coefficient: number; readonly pauli: string }[];

/**
 * Reads a Pauli string: one letter of I, X, Y, Z a qubit, qubit 0 first.
 *
 * @throws EbitError 'shape' for another length, 'circuit' for another letter
 */
export function pauliMasks(pauli: string, qubits: number): PauliMasks {
  if (pauli.length !== qubits) {
    throw new EbitError(
      'shape',
      `the Pauli string "${pauli}" has ${pauli.length} letters; the state has ${qubits} qubits, one letter each.`,
    );
  }
  let x = 0;
  let z = 0;
  let phase = 0;
  for (let qubit = 0; qubit < qubits; qubit++) {
    const bit = 1 << (qubits - 1 - qubit);
    const letter = pauli[qubit];
    if (letter === 'X' || letter === 'Y') x |= bit;
    if (letter === 'Z' || letter === 'Y') z |= bit;
    if (letter === 'Y') phase++;
    if (!'IXYZ'.includes(letter)) {
      throw new EbitError('circuit', `"${letter}" in the Pauli string "${pauli}" is none of I, X, Y, Z.`);
    }
  }
  return { x, z, phase };
}

/** An observable as coefficients and masks. */
export function observableTerms(
  observable: Observable,
  qubits: number,
): { readonly coefficient: number; readonly pauli: PauliMasks }[] {
  const terms = typeof observable === 'string' ? [{ coefficient: 1, pauli: observable }] : observable;
  return terms.map(({ coefficient, pauli }) => {
    if (!Number.isFinite(coefficient)) {
      throw new EbitError('not-finite', `the coefficient of "${pauli}" is ${coefficient}; give a finite number.`);
    }
    return { coefficient, pauli: pauliMasks(pauli, qubits) };
  });
}
