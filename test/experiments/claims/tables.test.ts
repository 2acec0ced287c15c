import { expect, test } from 'vitest';
import { comparison, finding, verdictOn } from './made-up.js';

test.each([
  ['confirmed', 0.83, 0.79],
  ['bounded', 0.83, 0.9],
  ['corrected', 0.6, 0.9],
] as const)('the numbers of a table: %s', (verdict, first, second) => {
  const means = [
    comparison('Table S5, mixing, Bell-0', 0.8, first, 0.02),
    comparison('Table S5, mixing, Bell-1', 0.8, second, 0.02),
    { ...comparison('Table S5, mixing, Bell-4', 0.8, 0.1, 0.02), matched: true },
  ];
  const found = [finding('fig4e', [], means), finding('table-s5', [], means)];
  expect(verdictOn('The numbers of Table S5', found)).toBe(verdict);
  expect(verdictOn('The numbers of Table S4', found)).toBe('unmeasured');
});

test('what was matched by choice alone tests nothing', () => {
  const means = [{ ...comparison('Table S3, A, Bell-0', 0.8, 0.8, 0.02), matched: true }];
  expect(verdictOn('The numbers of Table S3', [finding('table-s3', [], means)])).toBe('unmeasured');
});
