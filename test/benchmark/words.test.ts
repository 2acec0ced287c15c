import { expect, test } from 'vitest';
import { compareBenchmarks } from '../../src/benchmark/compare.js';
import {
  comparisonTable,
  differenceTable,
  factsOf,
  rateTable,
  rateText,
  reportLines,
} from '../../src/benchmark/words.js';
import { reportOf } from './reports.js';

test.each([
  [0.01234, '0.0123'],
  [1, '1.00'],
  [40.56, '40.6'],
  [999.6, '1,000'],
  [8014, '8,010'],
  [214_321, '214,000'],
  [5_433_000, '5,430,000'],
])('%d is written %s', (rate, text) => {
  expect(rateText(rate)).toBe(text);
});

test('a report in words', () => {
  const report = reportOf({ a: [90, 100, 105], b: null }, { quick: true });
  expect(rateTable(report).rows).toEqual([
    ['a in words', '100', 'things/s', '-10 +5 %', 'equal'],
    ['b in words', '–', 'things/s', '', 'not computed'],
  ]);
  expect(reportLines(report)).toEqual([
    'equal bits: all 1 workloads compute what they do on every machine',
    'b: No worker starts here.',
  ]);
  const { machine } = report;
  const untold = { ...report, date: null, machine: { ...machine, load: null, processor: null } };
  expect(Object.fromEntries(factsOf(untold))).toMatchObject({
    runtime: 'Node 20.20.2',
    'load before': 'not told',
    processor: 'not told',
    date: 'not told',
    samples: 'few and short (quick)',
  });
});

test('other bits are shouted', () => {
  const report = reportOf({ a: [1, 2, 3] });
  const wrong = { ...report, results: [{ ...report.results[0], equalBits: false, rate: null, fault: 'other' }] };
  expect(reportLines(wrong)[0]).toBe('OTHER BITS: 1 of 1 workloads compute other numbers than they should');
  expect(rateTable(wrong).rows[0][4]).toBe('OTHER');
});

test('two reports in words', () => {
  const first = reportOf({ a: [90, 100, 110], b: [9, 10, 11], c: [1, 2, 3], d: null });
  const second = reportOf(
    { a: [180, 200, 220], b: [5, 6, 7], c: [2, 2.5, 4], d: [1, 2, 3] },
    { machine: { ...first.machine, runtime: 'Bun 1', load: null }, quick: true },
  );
  const comparison = compareBenchmarks(first, second);
  expect(comparisonTable(comparison).rows.map((row) => row.slice(1))).toEqual([
    ['100', '200', 'things/s', '2.00 (1.64 to 2.44)', 'second faster'],
    ['10.0', '6.00', 'things/s', '0.60 (0.45 to 0.78)', 'first faster'],
    ['2.00', '2.50', 'things/s', '1.25 (0.67 to 4.00)', 'no difference seen'],
    ['–', '2.00', 'things/s', '–', 'not measured in both'],
  ]);
  expect(differenceTable(comparison).rows).toEqual([
    ['runtime', 'Node 20.20.2', 'Bun 1'],
    ['load before', '0.1', 'not told'],
    ['quick', 'no', 'yes'],
  ]);
});
