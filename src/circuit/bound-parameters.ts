// Numbers that fill a circuit's angles: parameter values that a drawing or an export writes in place of the parameters'
// names, and what a simulation reads.
import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import type { Circuit } from './circuit.js';

/**
 * Returns the values as they are if they are a list of numbers: a typed array, or an array.
 *
 * @param what - as the beginning of a sentence, in the plural
 * @throws EbitError 'shape' for anything else
 */
export function checkedList(what: string, values: ArrayLike<number>): ArrayLike<number> {
  if (Array.isArray(values) || (ArrayBuffer.isView(values) && 'length' in values)) return values;
  throw new EbitError('shape', `${what} are ${shownValue(values)}; give an array or a typed array of numbers.`);
}

/**
 * Throws unless the values serve the circuit: at least as many as it has parameters, those all of them finite.
 *
 * @throws EbitError 'shape' if they are no list or too few; 'not-finite' if one is NaN or infinite
 */
export function checkBoundParameters(circuit: Circuit, values: ArrayLike<number> | undefined): void {
  if (values === undefined) return;
  const { length } = checkedList('The parameter values', values);
  if (length < circuit.parameters) {
    throw new EbitError(
      'shape',
      `${length} parameter values are given, but the circuit has ${circuit.parameters}; give one for each.`,
    );
  }
  for (let index = 0; index < length; index++) {
    if (!Number.isFinite(values[index])) {
      throw new EbitError(
        'not-finite',
        `Parameter ${index} is ${shownValue(values[index])}; it must be a finite number.`,
      );
    }
  }
}
