import { describe, expect, test } from 'vitest';
import * as ebit from '../../src/index.js';
import { validCalls } from './valid-calls.js';

/** What slips into an argument's place. */
const junk: readonly unknown[] = [
  undefined,
  null,
  true,
  7,
  -1,
  0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 40,
  2 ** 53 - 1,
  3n,
  '',
  'x',
  'constructor',
  Symbol('x'),
  [],
  [[]],
  [null],
  [Number.NaN],
  {},
  { nonsense: 1 },
  { length: 2 ** 40 },
  () => 7,
  new Date(0),
  new Map(),
  new Uint8Array(3),
  Object.create(null),
];

const shown = (value: unknown) => {
  if (typeof value === 'object' && value !== null)
    return `${Object.prototype.toString.call(value)} ${Object.keys(value)}`;
  return String(value);
};

/** The same value with one place inside it, at any depth, exchanged for another. */
function* spoilt(value: unknown, by: unknown, depth = 0): Generator<unknown> {
  yield by;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth >= 5) return;
  const keys = Object.keys(value).slice(0, 8);
  for (const key of keys) {
    for (const part of spoilt((value as Record<string, unknown>)[key], by, depth + 1)) {
      const copy: Record<string, unknown> = Array.isArray(value)
        ? (Object.assign([], value) as never)
        : Object.assign(Object.create(Object.getPrototypeOf(value)), value);
      copy[key] = part;
      yield copy;
    }
  }
}

/** Gives back what a call opened, so that thousands of them do not fill the memory. */
async function released(answer: unknown): Promise<void> {
  const value = await answer;
  if (typeof value !== 'object' || value === null) return;
  if (Symbol.asyncIterator in value) {
    for await (const _ of value as AsyncIterable<unknown>);
  }
  if ('close' in value && typeof value.close === 'function') await value.close();
}

/** Leaves everything to a function that then measures for minutes, as it should. */
const leavesAll = (name: string, by: unknown) =>
  name === 'benchmark' &&
  (by === undefined || (typeof by === 'object' && by !== null && !Array.isArray(by) && Object.keys(by).length === 0));

type Call = (...given: readonly unknown[]) => unknown;

const functions = Object.entries(ebit as Readonly<Record<string, unknown>>).flatMap(
  ([name, value]): [string, Call][] =>
    typeof value === 'function' && !/^[A-Z]/.test(name) ? [[name, value as Call]] : [],
);

test('every public function has a valid call to be spoilt', () => {
  expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(validCalls).sort());
});

describe('a plain mistake is answered or refused with an EbitError:', () => {
  test.each(functions)('%s', { timeout: 120_000 }, async (name, call) => {
    const valid = validCalls[name];
    await released(call(...valid));
    const raw: string[] = [];
    for (const by of junk.filter((one) => !leavesAll(name, one))) {
      for (let place = 0; place < Math.max(1, valid.length); place++) {
        for (const argument of spoilt(valid[place], by)) {
          const given = [...valid];
          given[place] = argument;
          try {
            await released(call(...given));
          } catch (error) {
            if (!ebit.isEbitError(error)) raw.push(`argument ${place} with ${shown(by)}: ${String(error)}`);
          }
        }
      }
    }
    expect([...new Set(raw)].slice(0, 20)).toEqual([]);
  });
});
