import { expect, test } from 'vitest';
import { ceiling } from '../../../../src/games/ceiling.js';
import { game } from '../../../../src/games/game.js';
import {
  bestBits,
  bitsOf,
  handsOf,
  outcomes,
  score,
  tableOf,
  turned,
} from '../../../../src/playground/scenes/turn/fixed.js';
import { gameNames } from '../../../../src/playground/scenes/turn/settings.js';

const chsh = tableOf('chsh');

test('of the sixteen strategies eight lose one question pair and eight lose three', () => {
  const won = Array.from({ length: 16 }, (_, i) => score(chsh, handsOf(i, chsh)).won);
  // Row by row: the product of all four answers decides, and it is A0 A1 B0 B1 with what is asked.
  expect(won).toEqual([3, 3, 1, 1, 3, 1, 3, 1, 1, 3, 1, 3, 1, 1, 3, 3]);
});

test('the products of the four pairs multiply to +1, whatever is answered', () => {
  for (let i = 0; i < 16; i++) {
    const { a, b } = handsOf(i, chsh);
    expect(a[0] * b[0] * (a[0] * b[1]) * (a[1] * b[0]) * (a[1] * b[1])).toBe(1);
    expect(outcomes(chsh, { a, b }).filter((one) => one === 'lost').length % 2).toBe(1);
  }
});

test('which pair is lost', () => {
  expect(outcomes(chsh, { a: [1, 1], b: [1, 1] })).toEqual(['won', 'won', 'won', 'lost']);
  expect(outcomes(chsh, { a: [1, -1], b: [1, 1] })).toEqual(['won', 'won', 'lost', 'won']);
  expect(outcomes(tableOf('odd-cycle 3'), { a: [1, 1, 1], b: [1, 1, 1] })).toEqual([
    'won',
    'lost',
    'unasked',
    'unasked',
    'won',
    'lost',
    'lost',
    'unasked',
    'won',
  ]);
});

test('answers and their bits', () => {
  expect(handsOf(0b0110, chsh)).toEqual({ a: [1, -1], b: [-1, 1] });
  for (let i = 0; i < 16; i++) expect(bitsOf(handsOf(i, chsh))).toBe(i);
  expect(handsOf(turned(0, 1, chsh), chsh)).toEqual({ a: [1, -1], b: [1, 1] });
  expect(handsOf(turned(0, 2, chsh), chsh)).toEqual({ a: [1, 1], b: [-1, 1] });
});

test.each(gameNames)('the best fixed answers of %s reach its ceiling without ebits', (name) => {
  const table = tableOf(name);
  expect(table.a.length + table.b.length).toBeLessThanOrEqual(16);
  const { asked, won } = score(table, handsOf(bestBits(table), table));
  expect(won / asked).toBeCloseTo(ceiling(game(name)).classical.success ?? Number.NaN, 12);
});
