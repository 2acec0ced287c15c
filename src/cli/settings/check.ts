import * as v from 'valibot';
import { EbitError } from '../../errors.js';
import { nearestName } from '../../nearest-name.js';
import { innermost, isUnknownKey, knownKeys } from '../../schema.js';
import { cutShort } from '../../shown-value.js';
import { flatNameOf, flatPaths, nested } from './flat.js';
import { type Settings, settingGroups, settingsSchema } from './schema.js';

/**
 * Checks settings that a person wrote.
 *
 * @param value - anything, from a file or from flags
 * @param source - what the message calls it, as the beginning of a sentence
 * @param code - 'config' for a file, 'usage' for flags
 * @param nameOf - how the setting at a path such as `data.seed` is written there
 * @throws EbitError `code` naming the first key that is unknown, with the nearest known one, or the first value that does
 *   not fit, with what belongs there
 */
export function checkedSettings(
  value: unknown,
  source: string,
  code: 'config' | 'usage',
  nameOf: (path: string) => string = (path) => path,
): Settings {
  if (!isKeys(value)) {
    throw new EbitError(
      code,
      `${source} holds ${described(value)}; it must hold keys with values, such as "data: clusters".`,
    );
  }
  const result = v.safeParse(settingsSchema(), value);
  if (result.success) {
    const settings = result.output as Settings;
    checkColumnNames(value.data, settings, source, code);
    return settings;
  }
  // A misspelt key often shows as a missing one too; its spelling is the better hint.
  const issues = result.issues.map(innermost);
  const issue = issues.find(isUnknownKey) ?? issues[0];
  const keys = (issue.path ?? []).map((item) => item.key);
  const place = nameOf(
    keys
      .slice(1)
      .reduce<string>(
        (before, key) => before + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
        String(keys[0]),
      ),
  );
  if (isUnknownKey(issue)) {
    const path = issue.path ?? [];
    const known = knownKeys(settingsSchema(), path.slice(0, -1), path.at(-1)?.input);
    throw new EbitError(code, `${source} has an unknown key "${cutShort(place)}". ${spelling(keys, known)}`);
  }
  if (issue.received === 'undefined') throw new EbitError(code, `${source} lacks "${place}"; add it.`);
  throw new EbitError(code, `${source} has ${described(issue.input)} for ${place}; give ${expectation(issue)}.`);
}

function isKeys(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema passes over keys that every object has by itself; no processor's columns are to vanish with them. */
function checkColumnNames(given: unknown, { data }: Settings, source: string, code: 'config' | 'usage'): void {
  const named = isKeys(given) && isKeys(given.columns) ? Object.keys(given.columns) : [];
  const kept = data !== undefined && 'columns' in data ? (data.columns ?? {}) : {};
  const lost = named.find((name) => !Object.hasOwn(kept, name));
  if (lost === undefined) return;
  throw new EbitError(
    code,
    `${source} gives columns to "${lost}", which cannot name a processor; choose another name.`,
  );
}

/** What was meant by an unknown key: where it stands among the others if it is known elsewhere, or the nearest one. */
function spelling(keys: readonly unknown[], known: readonly string[]): string {
  const name = String(keys.at(-1));
  const [group, key] = (Object.hasOwn(flatPaths, name) ? flatPaths[name] : '').split('.');
  if (keys.length === 1 && key !== undefined) return `It stands in "${group}", as "${key}".`;
  return nearestOf(name, known);
}

function nearestOf(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null ? `The keys known there are ${known.join(', ')}.` : `Did you mean "${nearest}"?`;
}

/**
 * Checks settings that a person wrote without groups, by the names of the flags, as all files of version 0.1.0 are.
 *
 * @throws EbitError 'config' as {@link checkedSettings}
 */
export function checkedFlatSettings(value: Readonly<Record<string, unknown>>, source: string): Settings {
  const stray = Object.keys(value).find((name) => !Object.hasOwn(flatPaths, name));
  if (stray === undefined) return checkedSettings(nested(value), source, 'config', flatNameOf);
  const mend = nearestOf(stray, Object.keys(flatPaths));
  throw new EbitError('config', `${source} has an unknown key "${cutShort(stray)}". ${mend}`);
}

/** Whether settings of a file stand in groups: all but those of version 0.1.0 do. */
export function isNested(value: Readonly<Record<string, unknown>>): boolean {
  return isKeys(value.data) || settingGroups.some((name) => name !== 'data' && Object.hasOwn(value, name));
}

function described(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'keys with values';
  return typeof value === 'string' ? JSON.stringify(cutShort(value)) : String(value);
}

/** Valibot's names of types, as a person says them. */
const PLAIN: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'a text',
  Array: 'a list',
  Object: 'keys with values',
  '!0': 'a text that is not empty',
};

function expectation({ expected, type, requirement }: v.BaseIssue<unknown>): string {
  if (type === 'integer') return 'an integer';
  if (type === 'min_value') return `${String(requirement)} or more`;
  if (type === 'max_value') return `at most ${String(requirement)}`;
  // Valibot writes alternatives as (("a" | "b") | number).
  const words = (expected ?? 'another value').replace(/[()]/g, '').split(' | ');
  return words.map((word) => PLAIN[word] ?? word).join(' or ');
}
