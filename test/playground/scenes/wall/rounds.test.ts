import { expect, test } from 'vitest';
import {
  type Answer,
  chanceToWin,
  chanceToWinAsked,
  FIXED,
  match,
  OTHER,
  type Question,
  sharings,
  wanted,
} from '../../../../src/playground/scenes/wall/rounds.js';
import { EMPTY, placeOf, playedTo, wonBy } from '../../../../src/playground/scenes/wall/tally.js';

const questions: readonly Question[] = [0, 1];
const pairs = questions.flatMap((x) => questions.map((y) => [x, y] as const));
const ROUNDS = 20_000;

/** Five standard deviations of a share. */
const margin = (chance: number, n: number) => 5 * Math.sqrt((chance * (1 - chance)) / n) + 1e-12;

test('the fixed answers in use are as good as any of the sixteen, and lose different question pairs', () => {
  const signs: readonly Answer[] = [1, -1];
  const all = signs.flatMap((a0) => signs.flatMap((a1) => signs.flatMap((b0) => signs.map((b1) => [a0, a1, b0, b1]))));
  const wins = ([a0, a1, b0, b1]: readonly number[]) =>
    pairs.filter(([x, y]) => (x ? a1 : a0) * (y ? b1 : b0) === (x && y ? -1 : 1));
  expect(Math.max(...all.map((one) => wins(one).length))).toBe(3);
  const lost = [FIXED, OTHER].map(({ a, b }) => {
    const won = wins([...a, ...b]);
    expect(won).toHaveLength(3);
    return pairs.find((pair) => !won.some(([x, y]) => x === pair[0] && y === pair[1]));
  });
  expect(lost).toEqual([
    [1, 1],
    [1, 0],
  ]);
});

test.each([
  [1, 0.8535533905932737],
  [0.5, 0.6178511301977579],
  [0.25, 0.5],
  [0.78033, 0.75],
])('a pair of fidelity %d wins with chance %d', (fidelity, chance) => {
  expect(chanceToWin('ebit', fidelity)).toBeCloseTo(chance, 5);
});

test.each([1, 0.9, 0.5, 0.25])('rounds with a pair of fidelity %d are won as often as they are to be', (fidelity) => {
  const tally = playedTo(EMPTY, match(11, fidelity), ROUNDS);
  for (const sharing of sharings) {
    const chance = chanceToWin(sharing, fidelity);
    expect(Math.abs(wonBy(tally, sharing) / ROUNDS - chance)).toBeLessThan(margin(chance, ROUNDS));
    for (const [x, y] of pairs) {
      const { asked, won } = tally.by[sharing][placeOf(x, y)];
      const expected = chanceToWinAsked(sharing, fidelity, x, y);
      expect(Math.abs(asked / ROUNDS - 1 / 4)).toBeLessThan(margin(1 / 4, ROUNDS));
      expect(Math.abs(won / asked - expected)).toBeLessThan(margin(expected, asked));
    }
  }
});

test('what one player of an ebit answers tells nothing of what the other was asked', () => {
  const { round } = match(3, 1);
  const plus = { a: [0, 0, 0, 0], b: [0, 0, 0, 0] };
  const asked = [0, 0, 0, 0];
  for (let i = 0; i < ROUNDS; i++) {
    const { x, y, played } = round(i);
    asked[placeOf(x, y)]++;
    if (played.ebit.a === 1) plus.a[placeOf(x, y)]++;
    if (played.ebit.b === 1) plus.b[placeOf(x, y)]++;
  }
  for (const counts of [plus.a, plus.b]) {
    for (const [i, count] of counts.entries()) {
      expect(Math.abs(count / asked[i] - 1 / 2)).toBeLessThan(margin(1 / 2, asked[i]));
    }
  }
});

test('all pairs of players are asked the same, a round is won by its rule, and a seed always gives the same rounds', () => {
  const [one, again, other] = [match(5, 0.9), match(5, 0.9), match(6, 0.9)];
  let differs = false;
  for (let i = 0; i < 200; i++) {
    const round = one.round(i);
    expect(again.round(i)).toEqual(round);
    differs ||= JSON.stringify(other.round(i)) !== JSON.stringify(round);
    for (const { a, b, isWon } of Object.values(round.played)) expect(isWon).toBe(a * b === wanted(round.x, round.y));
  }
  expect(differs).toBe(true);
});

test('a tally is the same, whether its rounds were counted at once or bit by bit', () => {
  const played = match(7, 1);
  let tally = EMPTY;
  for (const rounds of [1, 2, 40, 39, 40, 333, 1000]) tally = playedTo(tally, played, rounds);
  expect(tally).toEqual(playedTo(EMPTY, played, 1000));
  expect(EMPTY.by.ebit.every(({ asked }) => asked === 0)).toBe(true);
});
