import { describe, expect, test } from 'vitest';
import { ceiling } from '../../src/games/ceiling.js';
import { game } from '../../src/games/game.js';
import { partyCeiling } from '../../src/games/party-ceiling.js';
import { type JointQuestion, type PartyGame, partyGame } from '../../src/games/party-game.js';
import { randomStream } from '../../src/random.js';
import { refusal } from '../refusal.js';

/** The value of answers, from the definition. */
function valueAt({ players, weights }: PartyGame, signs: readonly ArrayLike<number>[]): number {
  let value = 0;
  const visit = (p: number, place: number, product: number): void => {
    if (p === players.length) value += weights[place] * product;
    else for (let q = 0; q < players[p].length; q++) visit(p + 1, place * players[p].length + q, product * signs[p][q]);
  };
  visit(0, 0, 1);
  return value;
}

/** The largest value of all answers of all players. */
function bestOfAll(made: PartyGame): number {
  const bits = made.players.reduce((sum, questions) => sum + questions.length, 0);
  let best = Number.NEGATIVE_INFINITY;
  for (let word = 0; word < 1 << bits; word++) {
    let first = 0;
    const signs = made.players.map((questions) => {
      first += questions.length;
      return questions.map((_, q) => ((word >> (first - questions.length + q)) & 1 ? -1 : 1));
    });
    best = Math.max(best, valueAt(made, signs));
  }
  return best;
}

test.each(Array.from({ length: 14 }, (_, i) => i + 3))("Mermin's game of %i is 1/2 + 2^-ceil(K/2)", (players) => {
  const { classical, quantum } = partyCeiling(partyGame(`mermin ${players}`));
  expect(classical.success).toBeCloseTo(1 / 2 + 2 ** -Math.ceil(players / 2), 14);
  expect(quantum).toBe(null);
});

test.each([3, 4, 5, 6])('the ring of %i CHSH games is 1/2 + 2^-K', (players) => {
  expect(partyCeiling(partyGame(`chsh-ring ${players}`)).classical.success).toBe(1 / 2 + 2 ** -players);
});

describe('random games', () => {
  const stream = randomStream(4, 'test/party-games');
  test.each([
    [2, 2, 2],
    [3, 1, 2],
    [2, 4, 3],
    [1, 1, 5],
    [2, 3, 2, 3],
    [2, 2, 2, 2, 2],
  ])('of %i, %i, %i ... questions have the value of all answers', (...sizes) => {
    const given: JointQuestion[] = [];
    const visit = (questions: number[]): void => {
      if (questions.length < sizes.length) {
        for (let q = 0; q < sizes[questions.length]; q++) visit([...questions, q]);
        return;
      }
      const [sign, weight] = [stream.uniform(2 * given.length), stream.uniform(2 * given.length + 1)];
      given.push({ questions, label: sign < 0.5 ? 1 : -1, weight: weight + 0.01 });
    };
    visit([]);
    const made = partyGame(given);
    const { classical } = partyCeiling(made);
    expect(classical.value).toBeCloseTo(bestOfAll(made), 13);
    expect(valueAt(made, classical.strategy)).toBeCloseTo(classical.value, 13);
  });
});

test('a third player of one question leaves a game of two', () => {
  const { a, b, weights } = game('odd-cycle 5');
  const joint = a.flatMap((first, i) =>
    b.map((second, j) => ({ questions: [first, second, 'only'], weight: weights[i * b.length + j] })),
  );
  const asked = joint
    .filter(({ weight }) => weight !== 0)
    .map(({ questions, weight }) => ({ questions, label: weight > 0 ? (1 as const) : (-1 as const) }));
  const two = ceiling(game('odd-cycle 5')).classical;
  expect(partyCeiling(partyGame(asked)).classical.success).toBeCloseTo(two.success ?? 0, 13);
});

test('what takes too long is refused before, with how long it takes', () => {
  const error = refusal(() => partyCeiling(partyGame('chsh-ring 10')));
  expect(error.code).toBe('memory');
  expect(error.message).toMatch(/additions to enumerate, more than 1073741824; give fewer players or questions/);
  expect(refusal(() => partyCeiling({ ...partyGame('mermin 3'), weights: new Float64Array(7) })).message).toContain(
    '7 weights for 8 joint questions',
  );
  expect(refusal(() => partyCeiling('mermin 3' as never)).code).toBe('game');
});
