import type { PauliMasks } from '../engine/joint-engine.js';
import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';

interface Term {
  readonly coefficient: number;
  readonly pauli: string;
}

/** A sum of Pauli strings with real coefficients: one string, or a list of terms. */
export type Observable = string | readonly Term[];

const termNames: OptionNames<Term> = { coefficient: true, pauli: true };
/** Beyond it a sum of a few terms would overflow. */
const LARGEST_COEFFICIENT = 1e150;

/**
 * Reads a Pauli string: one letter of I, X, Y, Z a qubit, qubit 0 first.
 *
 * @throws EbitError 'shape' for another length, 'circuit' for another letter
 */
export function pauliMasks(pauli: string, qubits: number): PauliMasks {
  if (typeof pauli !== 'string') {
    throw new EbitError('circuit', `A Pauli string is ${shownValue(pauli)}; give one letter of I, X, Y, Z a qubit.`);
  }
  if (pauli.length !== qubits) {
    throw new EbitError(
      'shape',
      `The Pauli string "${cutShort(pauli)}" has ${pauli.length} letters; the state has ${qubits} qubits, one letter each.`,
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
      throw new EbitError('circuit', `${shownValue(letter)} in the Pauli string "${pauli}" is none of I, X, Y, Z.`);
    }
  }
  return { x, z, phase };
}

/**
 * An observable as coefficients and masks.
 *
 * @throws EbitError 'circuit' for what is no text and no list of terms, and for a name that a term has not; 'not-finite'
 *   or 'range' for a coefficient; as {@link pauliMasks}
 */
export function observableTerms(
  observable: Observable,
  qubits: number,
): { readonly coefficient: number; readonly pauli: PauliMasks }[] {
  const terms = typeof observable === 'string' ? [{ coefficient: 1, pauli: observable }] : observable;
  if (!Array.isArray(terms)) {
    throw new EbitError(
      'circuit',
      `An observable is ${shownValue(observable)}; give a Pauli string such as "ZZ", or a list of terms such as ` +
        '[{ coefficient: 0.5, pauli: "ZZ" }].',
    );
  }
  // A hole in a list is a term that is missing; map alone would pass over it.
  return Array.from(terms, (term: Term) => {
    checkOptions('A term of an observable', term, termNames, 'circuit');
    const { coefficient, pauli } = term;
    if (!Number.isFinite(coefficient)) {
      throw new EbitError(
        'not-finite',
        `The coefficient of a term is ${shownValue(coefficient)}; give a finite number.`,
      );
    }
    if (Math.abs(coefficient) > LARGEST_COEFFICIENT) {
      throw new EbitError('range', `The coefficient of a term is ${coefficient}; give at most ${LARGEST_COEFFICIENT}.`);
    }
    return { coefficient, pauli: pauliMasks(pauli, qubits) };
  });
}
