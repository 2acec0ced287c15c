import { describe, expect, test } from 'vitest';
import { game } from '../../src/games/game.js';
import { gameFromCsv } from '../../src/games/game-from-csv.js';
import { refusal } from '../refusal.js';

/** The pairs of a game with their weights, by the names of the questions. */
function pairsOf(words: string): Record<string, number> {
  const { a, b, weights } = game(words);
  const pairs = a.flatMap((first, i) =>
    b.map((second, j) => [`${first},${second}`, weights[i * b.length + j]] as const),
  );
  return Object.fromEntries(pairs.filter(([, weight]) => weight !== 0));
}

describe('a game by its name', () => {
  test.each([
    ['chsh', { '0,0': 1, '0,1': 1, '1,0': 1, '1,1': -1 }],
    ['odd-cycle 3', { '0,0': 1, '1,1': 1, '2,2': 1, '0,1': -1, '1,2': -1, '2,0': -1 }],
    ['chained 2', { '0,0': 1, '1,1': 1, '1,0': 1, '0,1': -1 }],
    ['chained 3', { '0,0': 1, '1,1': 1, '2,2': 1, '1,0': 1, '2,1': 1, '0,2': -1 }],
    ['access 2', { '00,1': 1, '00,2': 1, '01,1': 1, '01,2': -1, '10,1': -1, '10,2': 1, '11,1': -1, '11,2': -1 }],
    ['inner-product 1', { '0,0': 1, '0,1': 1, '1,0': 1, '1,1': -1 }],
  ])('%s asks these pairs equally often', (words, labels) => {
    const count = Object.keys(labels).length;
    const pairs = pairsOf(words);
    expect(Object.keys(pairs).sort()).toEqual(Object.keys(labels).sort());
    for (const [pair, label] of Object.entries(labels)) expect(pairs[pair]).toBeCloseTo(label / count, 15);
  });

  test('inner-product 3 has the sign of the number of common ones', () => {
    const pairs = pairsOf('inner-product 3');
    expect(Object.keys(pairs)).toHaveLength(64);
    expect([pairs['111,111'], pairs['110,011'], pairs['110,110'], pairs['000,111']]).toEqual(
      [-1, -1, 1, 1].map((sign) => sign / 64),
    );
  });

  test('random S T seed is one game a seed', () => {
    const first = game('random 4 6 8');
    expect([first.a.length, first.b.length, first.name]).toEqual([4, 6, 'random 4 6 8']);
    expect(game(' random  4 6 8 ').weights).toEqual(first.weights);
    expect(game('random 4 6 9').weights).not.toEqual(first.weights);
    expect(new Set(first.weights)).toEqual(new Set([1 / 24, -1 / 24]));
  });

  test.each([
    ['chhs', 'Did you mean "chsh"?'],
    ['odd-cycle 4', 'give an odd number from 3'],
    ['odd-cycle 1', 'give an odd number from 3'],
    ['odd-cycle', 'write "odd-cycle n"'],
    ['chained 1', 'from 2'],
    ['chsh 3', 'one number behind its name; write "chsh"'],
    ['access 1.5', '"1.5"'],
    ['random 4 6 -8', '"-8"'],
    ['', 'Use "chsh"'],
  ])('"%s" is refused', (words, sentence) => {
    const error = refusal(() => game(words));
    expect(error.code).toBe('game');
    expect(error.message).toContain(sentence);
  });

  test.each([
    ['odd-cycle 1000001', '7.28 TiB'],
    ['inner-product 30', '8.00 EiB'],
    ['random 1000000 1000000 1', '7.28 TiB'],
  ])('"%s" is refused with what it would take, %s', (words, size) => {
    const error = refusal(() => game(words));
    expect(error.code).toBe('memory');
    expect(error.message).toContain(size);
  });
});

describe('a game of pairs', () => {
  test('with labels is scaled to probabilities', () => {
    const made = game([
      { a: 'x', b: 'y', label: 1, weight: 3 },
      { a: 'x', b: 'z', label: -1 },
      { a: 7, b: 'z', label: -1, weight: 4 },
    ]);
    expect(made).toMatchObject({ name: 'table', a: ['x', '7'], b: ['y', 'z'], labelled: true });
    expect([...made.weights]).toEqual([3 / 8, -1 / 8, 0, -1 / 2]);
  });

  test('without labels stays as it is', () => {
    const made = game([
      { a: 0, b: 0, weight: 2.5 },
      { a: 1, b: 1, weight: -40 },
      { a: 1, b: 0, weight: 0 },
    ]);
    expect(made.labelled).toBe(false);
    expect([...made.weights]).toEqual([2.5, 0, 0, -40]);
  });

  test('may have one question a player', () => {
    expect([...game([{ a: 0, b: 0, label: -1 }]).weights]).toEqual([-1]);
  });

  const fine = { a: 0, b: 0, label: 1 } as const;
  test.each<[string, unknown, string]>([
    ['no pair', [], 'at least one'],
    ['a pair twice', [fine, { ...fine, label: -1 }], 'Pair 1, ("0", "0"), was given before'],
    ['a number for a word', [fine, { ...fine, a: '0' }], 'was given before'],
    ['a label of 0', [{ ...fine, label: 0 }], 'label 0'],
    ['a weight of 0', [{ ...fine, weight: 0 }], 'weight 0'],
    ['a negative weight', [{ ...fine, weight: -1 }], 'above 0'],
    ['an infinite weight', [{ ...fine, weight: Number.POSITIVE_INFINITY }], 'Infinity'],
    ['no number', [{ a: 0, b: 0, weight: Number.NaN }], 'NaN'],
    ['a label here and none there', [fine, { a: 1, b: 0, weight: 1 }], 'Pair 1 has no label'],
    ['none here and a label there', [{ a: 1, b: 0, weight: 1 }, fine], 'Pair 1 has a label'],
    ['nothing but zeros', [{ a: 0, b: 0, weight: 0 }], 'sum to 0'],
    ['too large a sum', [{ a: 0, b: 0, weight: 1e300 }], '1e+300'],
    ['half a question', [{ ...fine, a: 0.5 }], 'question 0.5'],
    ['something else', [7], 'Pair 0 is 7'],
    ['no list', 7, 'A game is 7'],
  ])('with %s is refused', (_, pairs, sentence) => {
    const error = refusal(() => game(pairs as never));
    expect(error.code).toBe('game');
    expect(error.message).toContain(sentence);
  });
});

describe('a game of a table of text', () => {
  test('is that of its pairs', () => {
    expect(gameFromCsv('b;label;a;weight\n1;+1;x;3\n2;-1;x;1').weights).toEqual(
      game([
        { a: 'x', b: 1, label: 1, weight: 3 },
        { a: 'x', b: 2, label: -1, weight: 1 },
      ]).weights,
    );
    expect(gameFromCsv('a,b,weight\n0,0,2.5\n1,0,-4')).toMatchObject({
      labelled: false,
      weights: Float64Array.of(2.5, -4),
    });
  });

  test.each([
    ['a,b,lable\n0,0,1', 'columns', 'Did you mean "label"?'],
    ['a,b\n0,0', 'columns', '"label"'],
    ['b,label\n0,1', 'columns', '"a"'],
    ['a,b,b,label\n0,0,0,1', 'columns', '"b" twice'],
    ['a,b,label\n0,0,1\n0,1,yes', 'csv', 'Row 2 below the header has the label "yes"'],
    ['a,b,label\n0,0,1\n0,0,1', 'game', 'Row 2 below the header, ("0", "0"), was given before'],
    ['a,b,label\n0,0,2', 'game', 'Row 1 below the header has the label 2'],
    ['a,b,label\n,0,1', 'game', 'question ""'],
  ])('%j is refused', (text, code, sentence) => {
    const error = refusal(() => gameFromCsv(text));
    expect(error.code).toBe(code);
    expect(error.message).toContain(sentence);
  });
});
