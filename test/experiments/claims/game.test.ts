import { describe, expect, test } from 'vitest';
import type { NumberRecord } from '../../../src/experiments/experiment.js';
import { finding, verdictOn } from './made-up.js';

interface Start {
  readonly shared: 'nothing' | 'coin' | 'ebit';
  readonly embedding?: 'original' | 'alternative';
  readonly loss?: 'product' | 'mse';
  readonly accuracy?: number;
  readonly success?: number;
}

/** Starts of the game, two inputs each as it is recorded. */
function game(...starts: readonly Start[]) {
  const records = starts.flatMap(
    ({ shared, embedding = 'original', loss = 'product', accuracy = 0.75, success = 0.74 }, seed): NumberRecord[] =>
      [1, 2].map((input) => ({
        ebits: shared === 'ebit' ? 1 : 0,
        coins: shared === 'coin' ? 1 : 0,
        embedding,
        loss,
        seed,
        input,
        accuracy,
        success,
      })),
  );
  return [finding('fig3', records)];
}

describe('verdicts on the CHSH game', () => {
  test.each([
    ['confirmed', 1, 0.75],
    ['bounded', 1, 1],
    ['corrected', 0.75, 0.75],
  ] as const)('all inputs right: %s', (verdict, ebit, coin) => {
    const findings = game(
      { shared: 'ebit', accuracy: ebit },
      { shared: 'coin', accuracy: coin },
      { shared: 'nothing' },
    );
    expect(verdictOn('With an ebit all 16 inputs', findings)).toBe(verdict);
  });

  test.each([
    ['confirmed', [0.8535, 0.8535], 0.742],
    ['bounded', [0.8535, 0.74], 0.742],
    ['corrected', [0.7499, 0.7], 0.742],
    ['corrected', [0.8535, 0.8535], 0.76],
  ] as const)('single shots: %s', (verdict, ebit, nothing) => {
    const records = [
      ...ebit.map((success, seed) => ({ ebits: 1, seed, success })),
      { ebits: 0, seed: 1, success: nothing },
    ];
    expect(verdictOn('With an ebit a single shot', [finding('table-s2', records)])).toBe(verdict);
  });

  test('a coin that wins more than it can is no confirmation', () => {
    const findings = game({ shared: 'ebit', success: 0.85 }, { shared: 'nothing' }, { shared: 'coin', success: 0.8 });
    expect(verdictOn('With an ebit a single shot', findings)).toBe('corrected');
  });

  test.each([
    ['confirmed', 0.75, 0.67],
    ['bounded', 1, 0.67],
    ['corrected', 1, 0.8],
  ] as const)('the other embedding: %s', (verdict, accuracy, success) => {
    const findings = game(
      { shared: 'ebit', embedding: 'alternative', success: 0.6768 },
      { shared: 'ebit', embedding: 'alternative', loss: 'mse', accuracy, success },
    );
    expect(verdictOn('With the other embedding', findings)).toBe(verdict);
  });

  test.each([
    ['confirmed', 0.85, [0.6, 0.7]],
    ['bounded', 0.85, [0.6, 0.8]],
    ['corrected', 0.85, [0.8, 0.8]],
    ['corrected', 0.7, [0.6, 0.6]],
  ] as const)('the loss: %s', (verdict, product, square) => {
    const findings = game(
      { shared: 'ebit', success: product },
      ...square.map((success) => ({ shared: 'ebit', loss: 'mse', success }) as const),
    );
    expect(verdictOn('The loss decides too', findings)).toBe(verdict);
  });
});
