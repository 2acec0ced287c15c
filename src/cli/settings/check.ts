import * as v from 'valibot';
import { EbitError } from '../../errors.js';
import { nearestName } from '../../nearest-name.js';
import { knownKeys } from '../../schema.js';
import { cutShort } from '../../shown-value.js';
import { type Settings, settingNames, settingsSchema } from './schema.js';

/** The complaint about the value itself: inside a union, that of the alternative which came furthest. */
function innermost(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const inside = issue.issues?.filter((inner) => (inner.path?.length ?? 0) > 0) ?? [];
  const deeper = inside.find(isUnknownKey) ?? inside[0];
  if (deeper === undefined) return issue;
  const path = [...(issue.path ?? []), ...(deeper.path ?? [])] as unknown as typeof issue.path;
  return innermost({ ...deeper, path });
}

/**
 * Checks settings that a person wrote.
 *
 * @param value - anything, from a file or from flags
 * @param source - what the message calls it, as the beginning of a sentence
 * @param code - 'config' for a file, 'usage' for flags
 * @param nameOf - how a key at the top is written there
 * @throws EbitError `code` naming the first key that is unknown, with the nearest known one, or the first value that does
 *   not fit, with what belongs there
 */
export function checkedSettings(
  value: unknown,
  source: string,
  code: 'config' | 'usage',
  nameOf: (key: string) => string = (key) => key,
): Settings {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const example = `such as "${settingNames[0]}: clusters"`;
    throw new EbitError(code, `${source} holds ${described(value)}; it must hold keys with values, ${example}.`);
  }
  const result = v.safeParse(settingsSchema, value);
  if (result.success) {
    // The schema passes over keys that every object has by itself; no processor's columns are to vanish with them.
    const { columns = {} } = result.output;
    const lost = Object.keys((value as Settings).columns ?? {}).find((name) => !Object.hasOwn(columns, name));
    if (lost === undefined) return result.output;
    throw new EbitError(
      code,
      `${source} gives columns to "${lost}", which cannot name a processor; choose another name.`,
    );
  }
  // A misspelt key often shows as a missing one too; its spelling is the better hint.
  const issues = result.issues.map(innermost);
  const issue = issues.find(isUnknownKey) ?? issues[0];
  const keys = (issue.path ?? []).map((item) => item.key);
  const place = keys
    .slice(1)
    .reduce<string>(
      (before, key) => before + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
      nameOf(String(keys[0])),
    );
  if (isUnknownKey(issue)) {
    const path = issue.path ?? [];
    const known = knownKeys(settingsSchema, path.slice(0, -1), path.at(-1)?.input);
    const nearest = nearestName(String(keys.at(-1)), known);
    const mend = nearest === null ? `The keys known there are ${known.join(', ')}.` : `Did you mean "${nearest}"?`;
    throw new EbitError(code, `${source} has an unknown key "${cutShort(place)}". ${mend}`);
  }
  if (issue.received === 'undefined') throw new EbitError(code, `${source} lacks "${place}"; add it.`);
  throw new EbitError(code, `${source} has ${described(issue.input)} for ${place}; give ${expectation(issue)}.`);
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
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
