// Mermin's parity game of K parties: a GHZ state wins always, and whatever is separable 1/2 + 2^-ceil(K/2) of the rounds.
import { describe, expect, test } from 'vitest';
import { allQuestions, merminQuestions, playersOf, trainedMeans } from './question-players.js';

const sizes = [3, 4, 5, 6];
const separable = (players: number): number => 1 / 2 + 2 ** -Math.ceil(players / 2);
const players = (count: number) => Array.from({ length: count }, () => ({ qubits: 1 }));

/** The chances to win of training from each seed. */
async function won(count: number, shared: Parameters<typeof playersOf>[1], seeds: readonly number[]) {
  const means = await trainedMeans(playersOf(players(count), shared), merminQuestions(count), seeds);
  return means.map((mean) => (1 + mean) / 2);
}

test.each(sizes)('the best of all fixed answers of %i players is 1/2 + 2^-ceil(K/2)', (count) => {
  const { rows, labels } = merminQuestions(count);
  // An answer is its sign at question 0, and whether it changes; of the signs only their product matters.
  const means = allQuestions(count).map((changes) => {
    const signs = Array.from(labels, (label, n) =>
      changes.reduce((sign, change, p) => (change * rows[n * count + p] === 1 ? -sign : sign), label),
    );
    return Math.abs(signs.reduce((sum, sign) => sum + sign, 0)) / labels.length;
  });
  expect((1 + Math.max(...means)) / 2).toBe(separable(count));
});

const places = (count: number): string[] => Array.from({ length: count }, (_, p) => `${'ABCDEF'[p]}.0`);

describe('training', () => {
  test.each(sizes)('of %i players who share a GHZ state wins always', async (count) => {
    const shares = [{ between: places(count), state: 'ghz' as const }];
    const found = await won(count, { shares }, [1, 2, 3, 4]);
    expect(Math.max(...found)).toBeGreaterThan(1 - 1e-6);
    expect(Math.max(...found)).toBeLessThan(1 + 1e-9);
  });

  test.each(sizes)('of %i players with a visibility v of it wins (1 + v) / 2', async (count) => {
    const shares = [{ between: places(count), state: 'ghz' as const, visibility: 0.9 }];
    const found = await won(count, { shares }, [1, 2, 3, 4]);
    expect(Math.max(...found)).toBeGreaterThan(0.95 - 1e-6);
    expect(Math.max(...found)).toBeLessThan(0.95 + 1e-9);
  });

  test.each(sizes)('of %i players with a coin for all comes to the best of fixed answers too', async (count) => {
    const found = await won(count, { coins: [{ between: places(count) }] }, [1, 2, 3, 4, 5, 6]);
    expect(Math.max(...found)).toBeLessThan(separable(count) + 1e-9);
  });

  test.each(sizes)('of %i players who share nothing comes to the best of fixed answers, never above', async (count) => {
    const found = await won(count, {}, [1, 2, 3, 4, 5, 6]);
    expect(Math.max(...found)).toBeGreaterThan(separable(count) - 2e-3);
    expect(Math.max(...found)).toBeLessThan(separable(count) + 1e-9);
  });
});
