// What waiting does to a shared state: each end decays in the memory of its processor.
import { channels } from '../circuit/channels.js';
import { EbitError } from '../errors.js';
import { type PauliTerm, sortedTerms, stringDigits, stringNumber } from './pauli-terms.js';

/** How long a processor's qubits keep a state, in seconds. */
export interface Memory {
  /** Relaxation time. */
  readonly t1: number;
  /** Coherence time, at most 2 t1. */
  readonly t2: number;
}

/** @throws EbitError 'network' for times that are not above 0, and for t2 above 2 t1 */
export function checkMemory(processor: string, { t1, t2 }: Memory): void {
  const fault = channels.thermal.fault([t1, t2, 0]);
  if (fault !== null) throw new EbitError('network', `The memory of processor "${processor}" has ${fault}.`);
}

/**
 * Returns one age an end, in seconds; null where none is above 0.
 *
 * @param what - as the beginning of a sentence: `The ebit between A.0 and B.0`
 * @param age - one number for all ends, or one an end
 * @throws EbitError 'network' for another number of ages, and for one that is no time
 */
export function agesOf(what: string, age: number | readonly number[], ends: number): readonly number[] | null {
  const ages = typeof age === 'number' ? new Array<number>(ends).fill(age) : age;
  if (ages.length !== ends) {
    throw new EbitError('network', `${what} has ${ages.length} ages for ${ends} ends; give one number, or one an end.`);
  }
  const wrong = ages.find((own) => !(own >= 0 && Number.isFinite(own)));
  if (wrong !== undefined) {
    throw new EbitError('network', `${what} has an age of ${wrong}; it is a time in seconds, give one of at least 0.`);
  }
  return ages.every((own) => own === 0) ? null : ages;
}

/** The terms behind a channel on one end: c'_P = sum_Q R_PQ c_Q. */
function behind(terms: readonly PauliTerm[], end: number, transfer: readonly number[]): PauliTerm[] {
  const sums = new Map<number, number>();
  for (const { digits, weight } of terms) {
    for (let row = 0; row < 4; row++) {
      const factor = transfer[4 * row + digits[end]];
      if (factor === 0) continue;
      const at = stringNumber(digits.map((digit, i) => (i === end ? row : digit)));
      sums.set(at, (sums.get(at) ?? 0) + factor * weight);
    }
  }
  return Array.from(sums, ([at, weight]) => ({ digits: stringDigits(at, terms[0].digits.length), weight }));
}

/**
 * Returns the coefficients of a state whose ends have waited: the channel `thermal` on each of them.
 *
 * @param memories - of the processors at the ends
 * @param ages - in seconds, one an end
 */
export function waitedTerms(
  terms: readonly PauliTerm[],
  memories: readonly (Memory | undefined)[],
  ages: readonly number[],
): PauliTerm[] {
  return sortedTerms(
    ages.reduce<readonly PauliTerm[]>((waited, age, end) => {
      const memory = memories[end];
      if (age === 0 || memory === undefined) return waited;
      return behind(waited, end, channels.thermal.transfer([memory.t1, memory.t2, age]));
    }, terms),
  );
}
