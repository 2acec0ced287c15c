import { describe, expect, test } from 'vitest';
import { compareBenchmarks } from '../../src/benchmark/compare.js';
import { reportOf } from './reports.js';

describe('a ratio', () => {
  test('lies between the quartiles of both', () => {
    const { pairs } = compareBenchmarks(reportOf({ a: [90, 100, 110] }), reportOf({ a: [180, 200, 220] }));
    expect(pairs).toEqual([
      {
        name: 'a',
        what: 'a in words',
        unit: 'things/s',
        first: { lower: 90, median: 100, upper: 110 },
        second: { lower: 180, median: 200, upper: 220 },
        ratio: { lower: 180 / 110, median: 2, upper: 220 / 90 },
        faster: 'second',
      },
    ]);
  });

  test.each([
    [[90, 100, 110], [50, 60, 70], 'first'],
    [[90, 100, 110], [105, 120, 130], 'neither'],
    [[90, 100, 110], [110, 120, 130], 'neither'],
    [[90, 100, 110], [111, 120, 130], 'second'],
  ] as const)('of %j and %j: %s is faster', (first, second, faster) => {
    expect(compareBenchmarks(reportOf({ a: first }), reportOf({ a: second })).pairs[0].faster).toBe(faster);
  });

  test('is missing where a rate is, or where only one has the workload, or has it in another unit', () => {
    const first = reportOf({ a: [1, 2, 3], b: null, c: [1, 2, 3], e: [1, 2, 3] });
    const second = reportOf({ d: [1, 2, 3], b: [1, 2, 3], c: [1, 2, 3], e: [1, 2, 3] });
    const other = {
      ...second,
      results: second.results.map((one) => (one.name === 'e' ? { ...one, unit: 'x/s' } : one)),
    };
    const { pairs } = compareBenchmarks(first, other);
    expect(pairs.map(({ name, ratio }) => [name, ratio === null])).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
      ['e', true],
      ['d', true],
    ]);
  });
});

test('differences are named, and nothing that is equal', () => {
  const first = reportOf({ a: [1, 1, 1] });
  const second = { ...first, ebit: '0.2.0', machine: { ...first.machine, runtime: 'Bun 1', load: null } };
  expect(compareBenchmarks(first, first).differences).toEqual([]);
  expect(compareBenchmarks(first, second).differences).toEqual([
    { name: 'runtime', first: 'Node 20.20.2', second: 'Bun 1' },
    { name: 'load', first: 0.1, second: null },
    { name: 'ebit', first: '0.1.0', second: '0.2.0' },
  ]);
});

test('doubts are about machines that were busy or unsteady', () => {
  const quiet = reportOf({ a: [99, 100, 101] });
  expect(compareBenchmarks(quiet, quiet).doubts).toEqual([]);
  const busy = { ...quiet, machine: { ...quiet.machine, load: 2 } };
  const unsteady = reportOf({ a: [80, 100, 120], b: [99, 100, 101], c: null });
  expect(compareBenchmarks(busy, unsteady).doubts).toEqual([
    'The first machine was busy with other work (load 2.00, 4 threads): it may be faster than this says.',
    '1 of 2 rates of the second vary by more than a fifth: measure again on a quiet machine.',
  ]);
  const untold = { ...quiet, machine: { ...quiet.machine, load: null, threads: null } };
  expect(compareBenchmarks(untold, quiet).doubts).toEqual([]);
});

test('what is no report is refused', () => {
  expect(() => compareBenchmarks({} as never, reportOf({}))).toThrow('The first benchmark is none');
  expect(() => compareBenchmarks(reportOf({}), null as never)).toThrow('The second benchmark is none');
});
