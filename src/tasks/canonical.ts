import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';

/**
 * Writes plain data as one text, so that equal data are equal text on every runtime.
 *
 * It is JSON without blanks, with the keys of every object in the order of their UTF-16 code units. Numbers are as
 * ECMAScript writes them, the shortest text that reads back as the same double: `0.1`, `1e-7`, `100`, `1e+21`; -0 is 0.
 * What is undefined or null is left out of an object: a setting that is not there and one that is none are the same.
 *
 * @throws EbitError 'not-finite' for a number that JSON cannot write; 'config' for what is no plain data
 * @example
 * canonicalText({ b: [1, 0.1, -0], a: null, c: 'x' }); // '{"b":[1,0.1,0],"c":"x"}'
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value);
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return JSON.stringify(value);
    throw new EbitError('not-finite', `${value} is part of a task, which holds finite numbers only.`);
  }
  if (Array.isArray(value)) return `[${value.map((part) => canonicalText(part ?? null)).join(',')}]`;
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new EbitError('config', `${shownValue(value)} is part of a task, which holds plain data only.`);
  }
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined && part !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalText(part)}`).join(',')}}`;
}
