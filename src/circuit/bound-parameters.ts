// Parameter values that a drawing or an export writes in place of the parameters' names.
import { EbitError } from '../errors.js';
import type { Circuit } from './circuit.js';

/**
 * Throws unless the values serve the circuit: at least as many as it has parameters, all of them finite.
 *
 * @throws EbitError 'shape' if there are too few; 'not-finite' if one is NaN or infinite
 */
export function checkBoundParameters(circuit: Circuit, values: ArrayLike<number> | undefined): void {
  if (values === undefined) return;
  if (values.length < circuit.parameters) {
    throw new EbitError(
      'shape',
      `${values.length} parameter values are given, but the circuit has ${circuit.parameters}; give one for each.`,
    );
  }
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) {
      throw new EbitError('not-finite', `Parameter ${index} is ${String(values[index])}; it must be a finite number.`);
    }
  }
}
