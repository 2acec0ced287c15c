// What every public function asks of the options and words that it is given, so that a slip of the keyboard is refused
// everywhere in one way, with the name that was probably meant.
import { EbitError, type EbitErrorCode } from './errors.js';
import { nearestName } from './nearest-name.js';
import { cutShort, shownValue } from './shown-value.js';

/** The names that an options object may have: each of the type's, so that the compiler notices one that is missing. */
export type OptionNames<T extends object> = { readonly [Name in keyof Required<T>]: true };

/** ` Did you mean "seed"?`, or nothing where no known name is near. */
export function nearestHint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null ? '' : ` Did you mean "${nearest}"?`;
}

/**
 * Checks that a value is an object of options, all of whose names are known. What the options hold is not looked at.
 *
 * @param what - who takes them, as the beginning of a sentence: `clusters`, `A gate`
 * @param options - anything
 * @param names - see {@link OptionNames}
 * @param code - of the error; 'config' unless told
 * @throws EbitError `code` for a value that is no such object, and for a name that is not known, with the nearest one
 */
export function checkOptions<T extends object>(
  what: string,
  options: T,
  names: OptionNames<T>,
  code: EbitErrorCode = 'config',
): void {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given) || ArrayBuffer.isView(given)) {
    const known = Object.keys(names);
    throw new EbitError(
      code,
      `${what} takes an object with ${known.join(', ')}, not ${shownValue(given)}; write { ${known[0]}: … }.`,
    );
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(names, name)) continue;
    const known = Object.keys(names);
    throw new EbitError(
      code,
      `${what} has no option "${cutShort(name)}".${nearestHint(name, known)} It takes ${known.join(', ')}.`,
    );
  }
}

/**
 * Returns a word if it is one of a closed list.
 *
 * @param what - what the words name, in the middle of a sentence: `loss`, `way of drawing corners`
 * @param value - anything
 * @param words - the list
 * @param code - of the error; 'config' unless told
 * @throws EbitError `code` for anything else, naming the words and the one that was probably meant
 */
export function checkedWord<const T extends string>(
  what: string,
  value: unknown,
  words: readonly T[],
  code: EbitErrorCode = 'config',
): T {
  if ((words as readonly unknown[]).includes(value)) return value as T;
  const hint = typeof value === 'string' ? nearestHint(value, words) : '';
  const list = words.map((word) => `"${word}"`);
  const choices = list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
  throw new EbitError(code, `There is no ${what} ${shownValue(value)}.${hint} Use ${choices}.`);
}

/**
 * Returns a whole number if it lies between two limits.
 *
 * @param what - its name, as the beginning of a sentence
 * @throws EbitError 'range' for anything else
 */
export function checkedWhole(what: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new EbitError('range', `${what} is ${shownValue(value)}; give an integer from ${least} to ${most}.`);
}

/**
 * Returns an abort signal if it is one, or undefined where none was given.
 *
 * @param signal - told by what it can do: programs of several realms have several AbortSignals
 * @throws EbitError 'config' for anything else
 */
export function checkedSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  const given: Partial<AbortSignal> | null | undefined = signal;
  if (given === undefined) return undefined;
  if (given !== null && typeof given.aborted === 'boolean' && typeof given.addEventListener === 'function')
    return signal;
  throw new EbitError('config', `The signal is ${shownValue(given)}; give an AbortSignal, or leave it out.`);
}

/**
 * Returns true or false if a value is one of them.
 *
 * @param what - its name, as the beginning of a sentence
 * @throws EbitError 'config' for anything else
 */
export function checkedFlag(what: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new EbitError('config', `${what} is ${shownValue(value)}; give true or false.`);
}

/**
 * Returns a function if it is one; what it does when it is called stays its own.
 *
 * @param what - its name, as the beginning of a sentence
 * @throws EbitError 'config' for anything else
 */
export function checkedFunction<T>(what: string, value: T): T {
  if (typeof value === 'function') return value;
  throw new EbitError('config', `${what} is ${shownValue(value)}; give a function.`);
}
