// The bits that a model's processors end in: one or more qubits each.
import type { Operation } from '../circuit/circuit.js';
import { EbitError } from '../errors.js';
import type { ProcessorProgram } from './model-types.js';

/** The most bits whose outcomes are listed, 4096. Of the parity of more bits, one a processor, no outcomes are made. */
export const MAX_READOUTS = 12;

/** What reads out: one qubit, or several, the first of which is the most significant bit. */
export type Readout = number | readonly number[];

/** Returns a readout as a list of qubits. */
export function readoutList(readout: Readout): readonly number[] {
  return typeof readout === 'number' ? [readout] : readout;
}

/** Returns how many bits an outcome of a model has, those of all processors. */
export function outcomeBits({
  programs,
}: {
  readonly programs: readonly Pick<ProcessorProgram, 'readouts'>[];
}): number {
  return programs.reduce((sum, { readouts }) => sum + readouts.length, 0);
}

/** Returns the readouts that no operation measures, which are measured at the end. */
export function unmeasured(readouts: readonly number[], operations: readonly Operation[]): readonly number[] {
  return readouts.filter(
    (qubit) => !operations.some((operation) => operation.kind === 'measure' && operation.qubit === qubit),
  );
}

/**
 * Throws unless a readout is of qubits that a processor has, each once.
 *
 * @param what - whose it is, as the subject of a sentence
 * @throws EbitError 'circuit'
 */
export function checkReadout(readouts: readonly number[], qubits: number, what: string): void {
  if (readouts.length === 0) {
    throw new EbitError('circuit', `${what} reads out no qubit; give at least one.`);
  }
  for (const [i, qubit] of readouts.entries()) {
    if (!Number.isInteger(qubit) || qubit < 0 || qubit >= qubits) {
      throw new EbitError('circuit', `${what} reads out qubit ${qubit}; give an integer from 0 to ${qubits - 1}.`);
    }
    if (readouts.indexOf(qubit) !== i) {
      throw new EbitError('circuit', `${what} reads out qubit ${qubit} twice; name it once.`);
    }
  }
}

/** @throws EbitError 'circuit' for more bits than {@link MAX_READOUTS} */
export function checkOutcomeBits(bits: number): void {
  if (bits <= MAX_READOUTS) return;
  throw new EbitError(
    'circuit',
    `All processors read out ${bits} qubits, which is 2^${bits} outcomes; read out at most ${MAX_READOUTS} together, or ` +
      'one a processor with the weights "parity" or "fixed", which need no outcome by itself.',
  );
}

/** Whether so many bits have few enough outcomes to list. */
export function isListed(bits: number): boolean {
  return bits <= MAX_READOUTS;
}

/** @throws EbitError 'memory' for a list of the outcomes of more bits than {@link MAX_READOUTS} */
export function checkListedBits(bits: number): void {
  if (bits <= MAX_READOUTS) return;
  throw new EbitError(
    'memory',
    `The ${bits} bits of the processors have 2^${bits} outcomes, and the probability of each is listed for at most ` +
      `${MAX_READOUTS} bits; expectations(), predict() and evaluate() need only the mean of the bits' product, and work.`,
  );
}
