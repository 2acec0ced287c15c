// What stands inside `controlled` and `when`.
import { EbitError } from '../errors.js';
import { checkedWhole } from '../options.js';
import { shownValue } from '../shown-value.js';
import { maxFeatures, maxParameters } from './angle.js';
import { type Circuit, type Control, checkKeys, type Operation } from './circuit.js';

/** Two lists of controls; what is no list is left for the check of the whole gate to refuse. */
function joined(outer: readonly Control[], inner: readonly Control[]): readonly Control[] {
  return Array.isArray(inner) ? [...outer, ...inner] : inner;
}

/** What stands inside a guard: its operations are checked where they are added, its form here. */
export function checkedBody(what: string, body: Circuit): Circuit {
  const isCircuit = typeof body === 'object' && body !== null && Array.isArray(body.operations);
  if (!isCircuit) {
    throw new EbitError(
      'circuit',
      `${what} takes a circuit or a function that returns one, not ${shownValue(body)}; write (b) => b.x(1).`,
    );
  }
  checkedWhole(`The number of parameters in ${what}`, body.parameters, 0, maxParameters);
  checkedWhole(`The number of features in ${what}`, body.features, 0, maxFeatures);
  for (const operation of body.operations) checkKeys(operation);
  return body;
}

/**
 * Returns an operation that acts only where these controls and conditions hold too.
 *
 * @throws EbitError 'circuit' for a measurement, and for noise that would be controlled
 */
export function guardedOperation(
  what: string,
  operation: Operation,
  controls: readonly Control[],
  conditions: readonly Control[],
): Operation {
  if (operation.kind === 'measure') {
    throw new EbitError(
      'circuit',
      `A measurement of qubit ${operation.qubit} stands inside ${what}; measure before or after it.`,
    );
  }
  const held = joined(conditions, operation.conditions);
  if (operation.kind === 'gate') {
    return { ...operation, controls: joined(controls, operation.controls), conditions: held };
  }
  if (controls.length === 0) return { ...operation, conditions: held };
  throw new EbitError(
    'circuit',
    `The channel ${operation.channel} stands inside ${what}; noise has no controls, put it before or behind, or use when().`,
  );
}
