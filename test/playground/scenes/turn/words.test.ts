import { expect, test } from 'vitest';
import { ceiling } from '../../../../src/games/ceiling.js';
import { game } from '../../../../src/games/game.js';
import { BEST_DIRECTIONS, BEST_S, chshOf } from '../../../../src/playground/scenes/turn/arrows.js';
import { handsOf, score, tableOf } from '../../../../src/playground/scenes/turn/fixed.js';
import { gameNames } from '../../../../src/playground/scenes/turn/settings.js';
import { shownAfter } from '../../../../src/playground/scenes/turn/use-playing.js';
import {
  arrowWords,
  bestWords,
  ceilingWords,
  fixedWords,
  handWords,
  signed,
  sWords,
  triedWords,
} from '../../../../src/playground/scenes/turn/words.js';

const chsh = tableOf('chsh');

test('of all sixteen strategies it is told how many pairs they lose', () => {
  for (let i = 0; i < 16; i++) {
    const hands = handsOf(i, chsh);
    const lost = 4 - score(chsh, hands).won;
    expect(fixedWords(chsh, hands)).toMatch(
      lost === 1 ? /^You lose one of the four .* win 3 of 4/ : /^You lose 3 of the four/,
    );
  }
  expect(fixedWords(chsh, handsOf(0, chsh))).toContain('1 and 1');
  expect([triedWords(3), triedWords(16)]).toEqual([
    '3 of 16 tried.',
    'All 16 tried: 8 win 3 of 4, 8 win 1 of 4, none wins all.',
  ]);
});

test.each([
  [[0, 45, 0, 90], /^S = 1\.000: .* \.625, no more than fixed answers/],
  [[0, 0, 0, 0], /^S = 2\.000: .* \.750, no more than/],
  [[0, 180, 0, 180], /^S = −2\.000: .* \.250, no more than/],
  [[0, 90, 45, 300], /^S = 2\.780: .* \.848, more than any fixed answers and any coins/],
  [BEST_DIRECTIONS, /^S = 2\.828: .* \.854, the most that any number of ebits can do/],
])('arrows at %j', (directions, words) => {
  expect(arrowWords(directions)).toMatch(words);
});

test('whatever the arrows, the sentence is true of S', () => {
  for (let i = 0; i < 500; i++) {
    const directions = [(i * 37) % 360, (i * 91) % 360, (i * 53) % 360, (i * 173) % 360];
    const s = chshOf(directions);
    expect(arrowWords(directions).includes('no more than')).toBe(s <= 2 + 1e-9);
    expect(arrowWords(directions).includes('the most')).toBe(s > BEST_S - 1e-9);
  }
});

test('numbers are written with a real minus, and never as minus nothing', () => {
  expect([signed(-0.004), signed(-0.5), signed(1), sWords(-2.8), sWords(-0.0001)]).toEqual([
    '0.00',
    '−0.50',
    '1.00',
    '−2.800',
    '0.000',
  ]);
  expect(bestWords(2.5)).toBe('Your best: 2.500. Best possible: 2√2 = 2.828.');
});

test.each(gameNames)('the sentences about %s agree with its certified ceilings', (name) => {
  const { classical, quantum } = ceiling(game(name));
  const [least, most] = [classical.success ?? Number.NaN, quantum.success?.upper ?? Number.NaN];
  const words = ceilingWords({ ceiling: { classical: least, quantum: most } });
  expect(words).toContain(`coins: at most ${least.toFixed(3).slice(1)}`);
  expect(words).toContain(`ebits: at most ${most.toFixed(3).slice(1)} (certified)`);
  expect(words.includes('no ebit gains anything')).toBe(name === 'inner-product 2');
  const table = tableOf(name);
  expect(handWords(table, handsOf(0, table))).toMatch(/^Your answers win \d+ of \d+ question pairs: \.\d{3}\.$/);
});

test('before the ceilings are known, and where they cannot be, that is said', () => {
  expect(ceilingWords(null)).toBe('The ceilings are being certified …');
  expect(ceilingWords({ fault: 'No worker.' })).toBe('The ceilings could not be certified here: No worker.');
});

test('a slide shows all strategies, then the way to the best arrows, then the games', () => {
  expect(shownAfter(0, null)).toMatchObject({ part: 'fixed', strategy: 0 });
  expect(shownAfter(19.9, null).tried.size).toBe(16);
  expect(shownAfter(20, null)).toMatchObject({ part: 'ebit', directions: [0, 45, 0, 90] });
  expect(shownAfter(31, null).directions).toEqual(BEST_DIRECTIONS);
  expect([33, 38, 43, 48, 53].map((seconds) => shownAfter(seconds, null).game)).toEqual([...gameNames]);
  expect(shownAfter(57, null)).toMatchObject({ part: 'fixed', strategy: 0 });
  expect(shownAfter(100, 'games').part).toBe('games');
});
