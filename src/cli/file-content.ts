import { EbitError, isEbitError } from '../errors.js';
import { readText } from '../node/files.js';

/**
 * Returns what `parse` makes of a file's text.
 *
 * @throws EbitError 'file' if it cannot be read; as `parse`, with the path in front
 */
export function fileContent<T>(path: string, parse: (text: string) => T): T {
  const text = readText(path);
  try {
    return parse(text);
  } catch (error) {
    if (!isEbitError(error)) throw error;
    throw new EbitError(error.code, `"${path}": ${error.message}`, { cause: error });
  }
}
