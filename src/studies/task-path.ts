import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';

/** Names that every object has by itself. */
const INHERITED = ['__proto__', 'constructor', 'prototype'];

/** The keys of a path such as `network.processors.0.qubits`. @throws EbitError 'config' for one that is none */
export function keysOf(path: string): string[] {
  const keys = path.split('.');
  if (keys.every((key) => key !== '' && !INHERITED.includes(key))) return keys;
  throw new EbitError('config', `${shownValue(path)} is no path of a task; write one such as model.depth.`);
}

/**
 * Returns plain data with another value at a path; what is on the way there is copied, and made where it is missing.
 *
 * @throws EbitError 'config' for a path that leads through a number or a word, or to no place of a list
 */
export function withValueAt(data: unknown, path: string, value: unknown): unknown {
  const placed = (inside: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) return value;
    if (Array.isArray(inside)) {
      const place = Number(key);
      if (!(Number.isInteger(place) && place >= 0 && place < inside.length)) {
        throw new EbitError(
          'config',
          `The path "${path}" has "${key}" where a list of ${inside.length} stands; give a place from 0 to ${inside.length - 1}.`,
        );
      }
      return inside.map((part, i) => (i === place ? placed(part, rest) : part));
    }
    if (inside !== undefined && (typeof inside !== 'object' || inside === null)) {
      throw new EbitError(
        'config',
        `The path "${path}" leads through ${shownValue(inside)}, which has no "${key}"; give the whole of it as a value.`,
      );
    }
    return { ...inside, [key]: placed((inside as Readonly<Record<string, unknown>> | undefined)?.[key], rest) };
  };
  return placed(data, keysOf(path));
}

/** Returns what stands at a path of plain data, or undefined. */
export function valueAt(data: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, key)
        ? (inside as Readonly<Record<string, unknown>>)[key]
        : undefined,
    data,
  );
}
