// One reader for every list of numbers that a caller hands over, whatever kind of list it is and whichever realm made it.
import { EbitError } from './errors.js';
import { shownValue } from './shown-value.js';

/** More numbers than these, 2 GiB, are a slip of the keyboard; the loop over them would end long after anyone waits. */
const MOST_NUMBERS = 268_435_456;

/** The kinds of typed array whose entries are numbers. */
const numberArrays: readonly unknown[] = [
  'Float64Array',
  'Float32Array',
  'Float16Array',
  'Int32Array',
  'Uint32Array',
  'Int16Array',
  'Uint16Array',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
];

/** The kind of a typed array by the name that it carries in itself: `instanceof` fails for one of another realm. */
function kindOf(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? (value as unknown as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] : '';
}

/** Whether a value is a Float64Array, of this realm or of another. */
export function isFloat64Array(value: unknown): value is Float64Array {
  return value instanceof Float64Array || kindOf(value) === 'Float64Array';
}

/** Whether a value is an array or a typed array of numbers; what an array holds is not looked at. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || value instanceof Float64Array || numberArrays.includes(kindOf(value));
}

/**
 * Returns room for so many numbers, all 0.
 *
 * @param what - what they are, as the beginning of a sentence in the plural: `The rows`
 * @throws EbitError 'memory' beyond 2^28 numbers, or where the machine has no room for them
 */
export function roomFor(what: string, count: number): Float64Array {
  if (count > MOST_NUMBERS) {
    throw new EbitError('memory', `${what} are ${count} numbers; at most ${MOST_NUMBERS} fit, 2 GiB. Ask for fewer.`);
  }
  try {
    return new Float64Array(count);
  } catch (cause) {
    throw new EbitError('memory', `${what} are ${count} numbers, and there is no memory for them; ask for fewer.`, {
      cause,
    });
  }
}

/**
 * Returns a list of numbers as a Float64Array: the same array if it is one, not a copy; a copy of any other list.
 *
 * What is in an array but is no number becomes NaN, for the caller to refuse with the name of its place.
 *
 * @param what - what they are, as the beginning of a sentence in the plural: `The labels`
 * @throws EbitError 'shape' for what is neither an array nor a typed array of numbers; 'memory' for too long a one
 */
export function numberList(what: string, list: unknown): Float64Array {
  if (isFloat64Array(list)) return list;
  if (!isList(list)) {
    throw new EbitError('shape', `${what} are ${shownValue(list)}; give an array or a typed array of numbers.`);
  }
  const numbers = roomFor(what, list.length);
  for (let i = 0; i < numbers.length; i++) {
    const value = list[i];
    numbers[i] = typeof value === 'number' ? value : Number.NaN;
  }
  return numbers;
}

/**
 * Returns a list of finite numbers as {@link numberList} does.
 *
 * @param one - what one of them is, as the beginning of a sentence: `Parameter`
 * @throws EbitError 'not-finite' for an entry that is no finite number, naming its place
 */
export function finiteList(one: string, list: unknown): Float64Array {
  const numbers = numberList(`The ${one.toLowerCase()}s`, list);
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isFinite(numbers[i])) continue;
    const value = shownValue((list as ArrayLike<unknown>)[i]);
    throw new EbitError('not-finite', `${one} ${i} is ${value}; every ${one.toLowerCase()} is a finite number.`);
  }
  return numbers;
}
