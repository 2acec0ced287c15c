import { dirname, resolve } from 'node:path';
import { parseDocument, visit } from 'yaml';
import { isRoundedInteger } from '../../data/numbers.js';
import { EbitError } from '../../errors.js';
import { readText } from '../../node/files.js';
import { checkedFlatSettings, checkedSettings, isNested } from './check.js';
import type { Settings } from './schema.js';

/**
 * Reads settings from a file in YAML or JSON (which is YAML too).
 *
 * The path of a table in it counts from the file's own folder, so that the file works from everywhere.
 *
 * @throws EbitError 'file' if it cannot be read; 'config' for a fault in its grammar, with the line, and as
 *   {@link checkedSettings} for what it says
 */
export function settingsFromFile(path: string): Settings {
  const source = `The configuration "${path}"`;
  const value = valueFromFile(path, source);
  const isFlat = typeof value === 'object' && value !== null && !Array.isArray(value) && !isNested({ ...value });
  const settings = isFlat ? checkedFlatSettings({ ...value }, source) : checkedSettings(value, source, 'config');
  const { data } = settings;
  if (data?.kind !== 'table' || typeof data.path !== 'string') return settings;
  return { ...settings, data: { ...data, path: resolve(dirname(path), data.path) } };
}

/**
 * Reads what a file in YAML or JSON holds; `<<: *name` merges what was named elsewhere, as in YAML 1.1.
 *
 * @param source - what messages call it, as the beginning of a sentence
 * @throws EbitError 'file' if it cannot be read; 'config' for a fault in its grammar, with the line
 */
export function valueFromFile(path: string, source: string): unknown {
  const document = parseDocument(readText(path), { prettyErrors: true, merge: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line;
    const [why] = fault.message.split(/ at line|\n/);
    throw new EbitError(
      'config',
      `${source} is not valid YAML${line === undefined ? '' : ` in line ${line}`}: ${why}.`,
    );
  }
  visit(document, {
    Scalar(_, { value, source: written = '' }) {
      if (typeof value !== 'number' || !isRoundedInteger(written)) return;
      throw new EbitError(
        'config',
        `${source} has ${written}, which would be rounded to ${value}; give a smaller number, or put a name in quotes.`,
      );
    },
  });
  return document.toJS();
}
