import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';

/**
 * Makes methods refuse more arguments than they name: one more is a control, an option or a qubit that would be passed over.
 *
 * @param prototype - of the class, which is changed
 * @param names - methods that say each of their arguments, without defaults
 * @param more - what takes controls and conditions instead, by method
 */
export function refuseMoreArguments<Name extends string>(
  prototype: Readonly<Record<Name, unknown>>,
  names: readonly Name[],
  more: (name: Name) => string,
): void {
  for (const name of names) {
    const method = prototype[name] as (...given: unknown[]) => unknown;
    const exact = function (this: unknown, ...given: unknown[]): unknown {
      if (given.length > method.length) {
        const extra = shownValue(given[method.length]);
        throw new EbitError(
          'circuit',
          `${name}() takes ${method.length} argument(s), and ${extra} is one more; for ${more(name)}.`,
        );
      }
      return method.apply(this, given);
    };
    Object.defineProperty(prototype, name, { value: exact, writable: true, configurable: true });
  }
}
