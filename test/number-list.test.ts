import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { finiteList, isFloat64Array, isList, numberList, roomFor } from '../src/number-list.js';
import { refusal } from './refusal.js';

test('a Float64Array stays itself, also one of another realm; every other list of numbers is copied', () => {
  const own = Float64Array.of(1, 2);
  expect(numberList('The numbers', own)).toBe(own);
  const foreign: unknown = runInNewContext('Float64Array.of(1, 2)');
  expect(foreign).not.toBeInstanceOf(Float64Array);
  expect(isFloat64Array(foreign)).toBe(true);
  expect(numberList('The numbers', foreign)).toBe(foreign);
  for (const list of [[1, 2], Float32Array.of(1, 2), Int32Array.of(1, 2), Uint8Array.of(1, 2)]) {
    expect(numberList('The numbers', list)).toEqual(own);
  }
  expect(Array.from(numberList('The numbers', runInNewContext('[1, 2]')))).toEqual([1, 2]);
});

test.each([
  undefined,
  null,
  7,
  '12',
  {},
  { length: 2 },
  new Map(),
  new DataView(new ArrayBuffer(8)),
  BigInt64Array.of(1n),
])('%s is no list of numbers', (value) => {
  expect(isList(value)).toBe(false);
  const { code, message } = refusal(() => numberList('The numbers', value));
  expect([code, message.slice(0, 16)]).toEqual(['shape', 'The numbers are ']);
});

test('what is no finite number is refused with its place', () => {
  const words = (list: unknown) => refusal(() => finiteList('Parameter', list)).message;
  expect(words([1, Number.NaN])).toBe('Parameter 1 is NaN; every parameter is a finite number.');
  expect(words(['3'])).toBe('Parameter 0 is "3"; every parameter is a finite number.');
  expect(words(Float32Array.of(1, 2, Number.POSITIVE_INFINITY))).toContain('Parameter 2 is Infinity');
  expect(words([1n])).toContain('Parameter 0 is the bigint 1n');
});

test('more numbers than anyone waits for are refused before any is touched', () => {
  expect(refusal(() => roomFor('The rows', 2 ** 40)).message).toBe(
    'The rows are 1099511627776 numbers; at most 268435456 fit, 2 GiB. Ask for fewer.',
  );
  // biome-ignore lint/suspicious/noSparseArray: a list that says it is long and holds nothing
  const long = [,];
  long.length = 2 ** 32 - 1;
  expect(refusal(() => numberList('The labels', long)).code).toBe('memory');
});
