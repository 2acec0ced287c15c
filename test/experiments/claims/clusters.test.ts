import { describe, expect, test } from 'vitest';
import type { NumberRecord } from '../../../src/experiments/experiment.js';
import { around, finding, verdictOn } from './made-up.js';

/** A gain on each data set over nothing shared, by an ebit and by a coin. */
function five(ebit: readonly number[], coin: readonly number[]) {
  const records = ebit.flatMap((gain, i) =>
    [
      ['Bell-0', 0.7],
      ['Bell-1', 0.7 + gain],
      ['1 coin', 0.7 + coin[i]],
    ].map(([learner, accuracy]) => ({ dataSet: 'ABCDE'[i], learner, accuracy }) as NumberRecord),
  );
  return [finding('fig4b', records)];
}

/** Accuracies by the names of learners, over data sets of the population. */
function population(means: Readonly<Record<string, readonly number[]>>) {
  const records = Object.entries(means).flatMap(([learner, own]) =>
    own.map((accuracy, dataSeed) => ({ of: 'population', learner, dataSeed, accuracy })),
  );
  return [finding('table-s3', records)];
}

/** Rivals by the rule for corners: those that stand for A to E, and others. */
function rivals(rules: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>) {
  const records = Object.entries(rules).flatMap(([corners, own]) =>
    Object.entries(own).flatMap(([shared, values]) =>
      values.flatMap((accuracy, dataSeed) =>
        ['A', null].map((standsFor) => ({ corners, shared, standsFor, dataSeed, accuracy })),
      ),
    ),
  );
  return [finding('rivals', records)];
}

const flat = (value: number) => [value, value, value, value, value];

describe('verdicts on the clusters', () => {
  test.each([
    ['confirmed', [0.1, 0.11, 0.12, 0.1, 0.1], [0.03, 0.01, 0, 0.02, 0.01]],
    ['bounded', [0.1, 0.11, 0.12, 0.1, 0.1], [0.09, 0.08, 0.09, 0.08, 0.09]],
    ['corrected', [0.1, 0.11, -0.01, 0.1, 0.1], [0, 0, 0, 0, 0]],
  ] as const)('an ebit that helps: %s', (verdict, ebit, coin) => {
    expect(verdictOn('Entanglement improves', five(ebit, coin))).toBe(verdict);
  });

  test.each([
    ['bounded', 0.9, 0.95],
    ['corrected', 0.9, 0.9],
    ['confirmed', 0.7, 0.9],
    ['corrected', 0.7, 0.7],
  ] as const)('a gain that is nonlocal: %s', (verdict, coin, ebit) => {
    const found = rivals({ grid: { nothing: flat(0.7), '2 coins': around(coin), '2 ebits': flat(ebit) } });
    expect(verdictOn('The gain is one of nonlocality', found)).toBe(verdict);
  });

  test('a separable pair counts among the coins', () => {
    const one = { nothing: flat(0.7), '1 coin': around(0.75), '1 ebit': flat(0.9), 'F = 0.5': around(0.9) };
    expect(verdictOn('The gain is one of nonlocality', rivals({ grid: one }))).toBe('corrected');
  });

  test.each([
    ['confirmed', around(0.8)],
    ['bounded', [0.76, 0.84, 0.8, 0.82, 0.78]],
    ['corrected', around(0.85)],
  ] as const)('the classical network beside nothing shared: %s', (verdict, dnn) => {
    expect(verdictOn('A classical network', population({ dnn, bell0: flat(0.8) }))).toBe(verdict);
  });

  test.each([
    ['confirmed', 0.9, 0.81],
    ['bounded', 0.9, 0.88],
    ['corrected', 0.8, 0.8],
  ] as const)('an ebit beside the classical network: %s', (verdict, ebit, coin) => {
    const found = population({ dnn: around(0.8), bell1: flat(ebit), coin1: flat(coin) });
    expect(verdictOn('With one ebit the classifier', found)).toBe(verdict);
  });

  test.each([
    ['confirmed', 0.2, 0.5],
    ['bounded', 0.2, 0.3],
    ['corrected', 0.6, 0.6],
  ] as const)('the training loss: %s', (verdict, ebit, coin) => {
    const losses = { 'Bell-1': ebit, '1 coin': coin, 'Bell-0': 0.55, DNN: 0.56 };
    const records = Object.entries(losses).flatMap(([learner, last]) => [
      { learner, run: 1, iteration: 0, trainingLoss: 1 },
      { learner, run: 1, iteration: 2000, trainingLoss: last },
    ]);
    expect(verdictOn('With an ebit the training loss', [finding('fig4c', records)])).toBe(verdict);
  });

  test('fewer than five data sets are too little', () => {
    const found = population({ dnn: [0.8, 0.81], bell1: [0.9, 0.9], bell0: [0.8, 0.8], coin1: [0.9, 0.9] });
    expect(verdictOn('With one ebit the classifier', found)).toBe('unmeasured');
    expect(verdictOn('A classical network', found)).toBe('unmeasured');
  });
});
