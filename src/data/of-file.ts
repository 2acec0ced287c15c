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
    if (!isEbitError(error) || !ABOUT.includes(error.code)) throw error;
    throw new EbitError(error.code, `"${path}": ${error.message}`, { cause: error });
  }
}
