import { expect, test } from 'vitest';
import { isEntangled } from '../../../../src/playground/entangled.js';
import { chanceToWin, match, sharings } from '../../../../src/playground/scenes/wall/rounds.js';
import { EMPTY, playedTo, wonBy } from '../../../../src/playground/scenes/wall/tally.js';
import { wilson } from '../../../../src/playground/scenes/wall/wilson.js';
import {
  allWords,
  count,
  laneWords,
  share,
  standing,
  verdictWords,
} from '../../../../src/playground/scenes/wall/words.js';

const settings = [1, 0.97, 0.85, 0.79, 0.78, 0.7, 0.51, 0.5, 0.3, 0.25].flatMap((fidelity) =>
  [1, 2, 3].flatMap((seed) => [0, 1, 7, 100, 1000, 20_000].map((rounds) => [fidelity, seed, rounds] as const)),
);

test.each(settings)('with F = %d, seed %d and %d rounds every sentence is true', (fidelity, seed, rounds) => {
  const tally = playedTo(EMPTY, match(seed, fidelity), rounds);
  for (const sharing of sharings) {
    const words = laneWords(tally, sharing, fidelity);
    const won = wonBy(tally, sharing);
    const bounds = wilson(won, rounds);
    if (bounds === null) {
      expect(words).toBe('No round yet');
      continue;
    }
    expect(words).toContain(
      `${count(won)} of ${count(rounds)} won, ${share(bounds.low)} to ${share(bounds.high)} (95 %)`,
    );
    const chance = chanceToWin(sharing, fidelity);
    if (/above 3\/4/.test(words)) expect(bounds.low > 3 / 4).toBe(true);
    if (/below 3\/4/.test(words)) expect(bounds.high < 3 / 4).toBe(true);
    if (/inside/.test(words)) expect(bounds.low <= 3 / 4 && bounds.high >= 3 / 4).toBe(true);
    expect(words).toMatch(/(above|below) 3\/4|3\/4 is inside/);
    expect(words.includes('misses the average')).toBe(chance < bounds.low || chance > bounds.high);
  }
  const verdict = verdictWords(tally, fidelity);
  expect(verdict.includes('separable. Like coins')).toBe(!isEntangled(fidelity));
  expect(verdict.includes('too weakly')).toBe(isEntangled(fidelity) && chanceToWin('ebit', fidelity) <= 3 / 4);
  if (/more than 3 of 4: on average no coin/.test(verdict)) {
    expect(standing(tally, 'ebit')).toBe('above');
    expect(chanceToWin('ebit', fidelity)).toBeGreaterThan(3 / 4);
  }
  expect(allWords(tally, fidelity)).toContain(verdict);
  expect(allWords(tally, fidelity)).not.toMatch(/NaN|undefined|null/);
});

test('a thousand rounds of seed 1', () => {
  const tally = playedTo(EMPTY, match(1, 1), 1000);
  expect(sharings.map((sharing) => laneWords(tally, sharing, 1))).toMatchInlineSnapshot(`
    [
      "757 of 1 000 won, .729 to .783 (95 %), 3/4 is inside",
      "743 of 1 000 won, .715 to .769 (95 %), 3/4 is inside",
      "863 of 1 000 won, .840 to .883 (95 %), above 3/4",
    ]
  `);
  expect(verdictWords(tally, 1)).toMatchInlineSnapshot(
    `"The ebit wins .863 of the rounds, more than 3 of 4: on average no coin and no separable state does."`,
  );
});

test('an interval that misses by chance is said to', () => {
  const won = (n: number) => ({ asked: 250, won: n });
  const lucky = { rounds: 1000, by: { nothing: [won(200), won(200), won(200), won(200)], coin: [], ebit: [] } };
  expect(laneWords(lucky, 'nothing', 1)).toBe(
    '800 of 1\u202f000 won, .774 to .824 (95 %), above 3/4; it misses the average, .750, by chance, as 1 in 20 does',
  );
  const ebit = { ...lucky, by: { nothing: [], coin: [], ebit: [won(225), won(225), won(225), won(225)] } };
  expect(laneWords(ebit, 'ebit', 1)).toMatch(/above 3\/4; it misses the average, \.854, by chance/);
  expect(verdictWords(EMPTY, 0.78)).toMatch(/wins \.7498 on average, and fixed answers \.75\.$/);
});
