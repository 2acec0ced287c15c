import * as v from 'valibot';
import { EbitError, type EbitErrorCode } from './errors.js';

function place(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? '' : `"${path}"`;
}

/** One sentence for a person who wrote the value by hand: where it is wrong, what it is, what belongs there. */
function sentence(issue: v.BaseIssue<unknown>, what: string): string {
  const where = place(issue);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return `${what} has an unknown key ${where}; remove it or correct its spelling.`;
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined' && where !== '') {
    return `${what} lacks ${where}; add it.`;
  }
  const expected = issue.expected === null ? issue.message : `${issue.received} where ${issue.expected} belongs`;
  return `${what} is not valid${where === '' ? '' : ` at ${where}`}: ${expected}.`;
}

/**
 * Checks an untrusted value against a schema and returns it with the schema's type.
 *
 * All objects of the project that people write by hand (network descriptions, model files) pass through here, so that
 * a misspelt key is refused in one way and with one wording everywhere.
 *
 * @param schema - a valibot schema; its objects should be strict
 * @param value - anything
 * @param code - the code of the error
 * @param what - how the value is called in the message, as the beginning of a sentence
 * @returns the checked value
 * @throws EbitError `code` naming the first place that does not fit, what stands there and what belongs there
 */
export function checked<TSchema extends v.GenericSchema>(
  schema: TSchema,
  value: unknown,
  code: EbitErrorCode,
  what: string,
): v.InferOutput<TSchema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new EbitError(code, sentence(result.issues[0], what));
}
