import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';

/** The text of plain data that was written before. */
class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Returns a function for what stands for a part in {@link canonicalText}: its identity, written when the part is first met
 * and found again for every task that shares it.
 *
 * @param identity - of parts that nobody changes afterwards, as those of a complete task
 */
export function writtenOnce<T extends object>(identity: (part: T) => unknown): (part: T) => unknown {
  const known = new WeakMap<T, Written>();
  return (part) => {
    const found = known.get(part) ?? new Written(canonicalText(identity(part)));
    known.set(part, found);
    return found;
  };
}

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
  if (value instanceof Written) return value.text;
  if (Array.isArray(value)) return `[${value.map((part) => canonicalText(part ?? null)).join(',')}]`;
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new EbitError('config', `${shownValue(value)} is part of a task, which holds plain data only.`);
  }
  let inside = '';
  for (const key of Object.keys(value).sort()) {
    const part = (value as Readonly<Record<string, unknown>>)[key];
    if (part === undefined || part === null) continue;
    inside += `${inside === '' ? '' : ','}${JSON.stringify(key)}:${canonicalText(part)}`;
  }
  return `{${inside}}`;
}
