import { expect, test } from 'vitest';
import { parseBenchmark } from '../../src/benchmark/report.js';
import { refusal } from '../refusal.js';
import { reportOf } from './reports.js';

const whole = reportOf({ a: [1, 2, 3], b: null });
const changed = (change: object) => JSON.stringify({ ...whole, ...change });

test('a report comes back as it was', () => {
  expect(parseBenchmark(JSON.stringify(whole))).toEqual(whole);
});

test.each([
  ['{"format":', 'is not whole JSON'],
  ['[1, 2]', 'give what ebit bench --json prints'],
  ['null', 'is none'],
  ['{"format":"ebit-model"}', 'is none'],
  [changed({ version: 2 }), 'is of version 2'],
  [changed({ version: 'x' }), '"version"'],
  [changed({ clock: 0 }), '"clock"'],
  [changed({ machines: [] }), '"machines"'],
  [changed({ machine: { ...whole.machine, load: -1 } }), '"machine.load"'],
  [changed({ results: [{ ...whole.results[0], rate: { lower: 3, median: 2, upper: 1 } }] }), 'quartiles out of order'],
  [changed({ results: [{ ...whole.results[0], rate: { lower: 0, median: 2, upper: 3 } }] }), 'rate.lower'],
  [changed({ results: [whole.results[0], whole.results[0]] }), 'has "a" twice'],
])('%s is refused', (text, words) => {
  const { code, message } = refusal(() => parseBenchmark(text));
  expect(code).toBe('file');
  expect(message).toContain(words);
});
