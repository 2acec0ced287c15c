import { describe, expect, test } from 'vitest';
import { around, finding, verdictOn } from './made-up.js';

interface Kind {
  readonly on?: 'A' | 'population';
  readonly ebits: number;
  readonly coins?: number;
  readonly depth: number;
  readonly mixing?: number;
  readonly accuracies: readonly number[];
}

function trained(name: string, ...kinds: readonly Kind[]) {
  const records = kinds.flatMap(({ on = 'A', ebits, coins = 0, depth, mixing = 0, accuracies }) =>
    accuracies.map((accuracy, number) => ({ on, ebits, coins, depth, mixing, number, accuracy })),
  );
  return [finding(name, records)];
}

const flat = (value: number) => [value, value, value, value, value];

describe('verdicts on depth, ebits and mixing', () => {
  test.each([
    ['confirmed', 0.8, 0.9],
    ['bounded', 0.7, 0.9],
    ['corrected', 0.7, 0.8],
  ] as const)('depth: %s', (verdict, nothing, ebit) => {
    const found = trained(
      'fig4d',
      { ebits: 0, depth: 5, accuracies: flat(0.7) },
      { ebits: 0, depth: 25, accuracies: around(nothing) },
      { ebits: 1, depth: 5, accuracies: flat(0.8) },
      { ebits: 1, depth: 25, accuracies: around(ebit) },
    );
    expect(verdictOn('Deeper circuits', found)).toBe(verdict);
  });

  test.each([
    ['confirmed', 0.95, 0.95],
    ['bounded', 0.85, 0.95],
    ['bounded', 0.9, 0.85],
    ['corrected', 0.85, 0.85],
  ] as const)('a second ebit: %s', (verdict, onA, overall) => {
    const found = trained(
      'table-s4',
      { ebits: 1, depth: 25, accuracies: flat(0.9) },
      { ebits: 2, depth: 25, accuracies: around(onA) },
      { on: 'population', ebits: 1, depth: 25, accuracies: flat(0.9) },
      { on: 'population', ebits: 2, depth: 25, accuracies: around(overall) },
    );
    expect(verdictOn('A second ebit', found)).toBe(verdict);
  });

  test.each([
    ['confirmed', 0.8],
    ['bounded', 0.9],
    ['corrected', 0.95],
  ] as const)('too much entanglement: %s', (verdict, four) => {
    const found = trained(
      'fig4d',
      { ebits: 2, depth: 25, accuracies: flat(0.9) },
      { ebits: 4, depth: 25, accuracies: around(four) },
    );
    expect(verdictOn('Too much entanglement', found)).toBe(verdict);
  });

  test.each([
    ['confirmed', 0.9],
    ['bounded', 0.8],
    ['corrected', 0.7],
  ] as const)('mixing layers and four ebits: %s', (verdict, mixed) => {
    const found = trained(
      'fig4e',
      { ebits: 4, depth: 10, accuracies: flat(0.8) },
      { ebits: 4, depth: 7, mixing: 3, accuracies: around(mixed) },
    );
    expect(verdictOn('Mixing layers', found)).toBe(verdict);
  });

  test.each([
    ['confirmed', 0.7, 0.9],
    ['bounded', 0.7, 0.95],
    ['corrected', 0.75, 0.95],
  ] as const)('mixing layers and the others: %s', (verdict, nothing, ebit) => {
    const found = trained(
      'fig4e',
      { ebits: 0, depth: 10, accuracies: flat(0.7) },
      { ebits: 0, depth: 7, mixing: 3, accuracies: around(nothing) },
      { ebits: 1, depth: 10, accuracies: flat(0.9) },
      { ebits: 1, depth: 7, mixing: 3, accuracies: around(ebit) },
    );
    expect(verdictOn('The other networks', found)).toBe(verdict);
  });
});
