import { describe, expect, test } from 'vitest';
import { partyCeiling } from '../../src/games/party-ceiling.js';
import { partyGame } from '../../src/games/party-game.js';
import { trainPlayers } from '../../src/strategies/train-players.js';
import { refusal, rejection } from '../refusal.js';

test.each([3, 4, 6, 8])("a GHZ state wins every shot of Mermin's game of %i", async (players) => {
  const { success, worstSuccess, ghz, model } = await trainPlayers(partyGame(`mermin ${players}`));
  expect(success).toBeGreaterThan(1 - 1e-9);
  expect(success).toBeLessThanOrEqual(1 + 1e-12);
  expect(worstSuccess).toBeGreaterThan(1 - 1e-8);
  expect([ghz, model.network.shares.length]).toEqual([1, 1]);
});

test('with nothing shared, and with coins, no more is reached than the ceiling, and that is', async () => {
  const made = partyGame('mermin 4');
  const { success: most } = partyCeiling(made).classical;
  for (const options of [{ ghz: 0 }, { coins: 1 }, { coins: 2 }]) {
    const { success } = await trainPlayers(made, { ...options, starts: 5 });
    expect(success).toBeLessThanOrEqual(most + 1e-12);
    expect(success).toBeGreaterThan(most - 1e-6);
  }
});

test('white noise takes its share: (1 + v) / 2', async () => {
  const { success } = await trainPlayers(partyGame('mermin 3'), { visibility: 0.8, starts: 3 });
  expect(Math.abs(success - 0.9)).toBeLessThan(1e-9);
});

test('an ebit on each edge wins the ring of CHSH games as often as CHSH each', async () => {
  const { success, model } = await trainPlayers(partyGame('chsh-ring 3'), { topology: 'ring', starts: 12 });
  const most = 1 / 2 + 2 ** -1.5 / 2;
  expect(success).toBeLessThanOrEqual(most + 1e-9);
  expect(success).toBeGreaterThan(most - 1e-5);
  expect(model.network.ebits).toHaveLength(3);
});

test('the numbers are those of the model', async () => {
  const made = partyGame('mermin 3');
  const { correlators, value, model } = await trainPlayers(made, { starts: 1, seed: 5 });
  expect(model.expectations([[0, 1, 1]])[0]).toBeCloseTo(correlators[3], 12);
  expect(correlators.reduce((sum, mean, place) => sum + mean * made.weights[place], 0)).toBeCloseTo(value, 12);
});

describe('what cannot be is refused', () => {
  const made = partyGame('mermin 3');
  test.each([
    [{ ebits: 1 }, 'config', 'Give a topology'],
    [{ topology: 'circle' }, 'config', '"circle"'],
    [{ gzh: 1 }, 'config', 'Did you mean "ghz"?'],
    [{ ghz: -1 }, 'range', 'GHZ states is -1'],
    [{ visibility: 2 }, 'network', 'visibility'],
    [{ starts: 0 }, 'range', 'starts is 0'],
    [{ topology: 'line', fidelity: 0.1 }, 'network', 'fidelity'],
    [{ topology: 'star', ebits: 5 }, 'game', 'Player A takes 11 qubits'],
  ])('%j', async (options, code, words) => {
    const error = await rejection(trainPlayers(made, options as never));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  test('a GHZ state of nine', async () => {
    const error = await rejection(trainPlayers(partyGame('mermin 9')));
    expect(error.message).toContain('a share joins at most 8 processors');
    expect(refusal(() => partyGame('mermin 1')).code).toBe('game');
  });
});
