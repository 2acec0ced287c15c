import { dirname, resolve } from 'node:path';
import { parseDocument, visit } from 'yaml';
import { isRoundedInteger } from '../../data/numbers.js';
import { EbitError } from '../../errors.js';
import { readText } from '../files.js';
import { checkedSettings } from './check.js';
import { dataKind } from './data-kind.js';
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
  const document = parseDocument(readText(path), { prettyErrors: true });
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
  const settings = checkedSettings(document.toJS(), source, 'config');
  if (settings.data === undefined || dataKind(settings.data) !== 'table') return settings;
  return { ...settings, data: resolve(dirname(path), settings.data) };
}
