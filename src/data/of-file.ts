import { EbitError, type EbitErrorCode, isEbitError } from '../errors.js';

/** The refusals that are about what stands in a table. */
const ABOUT: readonly EbitErrorCode[] = ['csv', 'columns', 'labels'];

/**
 * Returns what `act` makes of a table; a refusal of what stands in it begins with the table's file.
 *
 * @throws EbitError as `act`
 */
export function ofFile<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw withFile(path, error);
  }
}

/** An error as {@link ofFile} throws it. */
export function withFile(path: string, error: unknown): unknown {
  if (!isEbitError(error) || !ABOUT.includes(error.code)) return error;
  return new EbitError(error.code, `"${path}": ${error.message}`, { cause: error });
}
