import { describe, expect, test } from 'vitest';
import { ceiling } from '../../src/games/ceiling.js';
import { type GameFromTableOptions, gameFromTable } from '../../src/games/game-from-table.js';
import { refusal } from '../refusal.js';

const players = { columns: { A: ['s'], B: ['t'] }, label: 'win' };
const chsh = 's,t,win\n0,0,yes\n0,1,yes\n1,0,yes\n1,1,no';

/** Rows of numbers, and a label that is one bit. */
function table(rows: readonly (readonly (string | number)[])[]): string {
  return ['s,t,win', ...rows.map((row) => row.join(','))].join('\n');
}

describe('rows as pairs of questions', () => {
  test('chsh as a table is chsh', () => {
    const { game, agreement, rows, alone, cuts } = gameFromTable(chsh, players);
    expect([...game.weights]).toEqual([0.25, 0.25, 0.25, -0.25]);
    expect([game.a, game.b, agreement, rows, alone, cuts]).toEqual([['0', '1'], ['0', '1'], 1, 4, 4, {}]);
    expect(ceiling(game).classical.success).toBe(0.75);
  });

  test('a pair with rows of both labels weighs the difference, and less can be won', () => {
    const made = gameFromTable(
      table([...Array(6).fill([0, 0, 1]), ...Array(2).fill([0, 0, 0]), [0, 1, 0], [0, 1, 0]]),
      players,
    );
    // Shares .6 and .2 of one pair, .2 of the other: M = .4 and -.2 before they are scaled.
    expect(made.agreement).toBeCloseTo(0.6, 14);
    expect(made.game.weights[0]).toBeCloseTo(2 / 3, 14);
    expect(made.game.weights[1]).toBeCloseTo(-1 / 3, 14);
    expect(made.alone).toBe(0);
    const { classical } = ceiling(made.game);
    // Right in 8 of 10 rows is the most that these questions allow.
    expect((1 + made.agreement * classical.value) / 2).toBeCloseTo(0.8, 14);
  });

  test('a pair with as many of both is not asked', () => {
    const { game, agreement } = gameFromTable(
      table([
        [0, 0, 1],
        [0, 0, 0],
        [0, 1, 0],
        [0, 1, 0],
      ]),
      players,
    );
    expect([game.b, agreement]).toEqual([['1'], 0.5]);
  });

  test('several columns make one question; equal numbers and words are equal', () => {
    const text = 'x,y,z,win\n1,a,p,1\n1.0,a,q,0\n2,"b,c",p,0\n2,b,q,1';
    const { game } = gameFromTable(text, { columns: { A: ['x', 'y'], B: ['z'] }, label: 'win', positive: '0' });
    expect(game.a).toEqual(['1, a', '2, "b,c"', '2, b']);
    expect([...game.weights]).toEqual([-0.25, 0.25, 0.25, 0, 0, -0.25]);
  });

  test('bins hold as many rows each, and equal numbers stay together', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i * i, i % 3, i < 20 ? 1 : 0]);
    const { game, cuts } = gameFromTable(table(rows), { ...players, bins: 4 });
    expect(cuts).toEqual({ s: [100, 400, 900] });
    expect(game.a).toEqual(['1', '2', '3', '4']);
    expect(game.b).toEqual(['0', '1', '2']);
    const same = Array.from({ length: 40 }, (_, i) => [i < 30 ? 5 : i, 0, i % 2]);
    expect(gameFromTable(table([...same, [5, 1, 1]]), { ...players, bins: 2 }).cuts).toEqual({ s: [] });
  });
});

describe('refused', () => {
  const many = table(Array.from({ length: 30 }, (_, i) => [i / 7, i % 2, i % 2]));
  test('continuous columns, with what they would come to', () => {
    const { code, message } = refusal(() => gameFromTable(many, players));
    expect(code).toBe('columns');
    expect(message).toContain('every row would be its own question and the ceiling 1');
    expect(message).toContain('--bins');
  });

  test('words of which nearly every row has its own', () => {
    const names = table(Array.from({ length: 30 }, (_, i) => [`n${i}`, i % 2, i % 2]));
    expect(refusal(() => gameFromTable(names, { ...players, bins: 3 })).message).toContain('its own question');
  });

  test.each<[string, string, Partial<Record<keyof GameFromTableOptions, unknown>>, string]>([
    ['a column that is not there', chsh, { columns: { A: ['s'], B: ['u'] } }, 'columns'],
    ['one player', chsh, { columns: { A: ['s'] } }, 'columns'],
    ['three players', chsh, { columns: { A: ['s'], B: ['t'], C: ['s'] } }, 'columns'],
    ['a player without columns', chsh, { columns: { A: ['s'], B: [] } }, 'columns'],
    ['a column twice', chsh, { columns: { A: ['s', 's'], B: ['t'] } }, 'columns'],
    ['the label as a question', chsh, { columns: { A: ['s'], B: ['win'] } }, 'columns'],
    ['columns of another form', chsh, { columns: 'A' }, 'columns'],
    ['a label that is no name', chsh, { label: 3 }, 'config'],
    ['no label', chsh, { label: undefined }, 'config'],
    ['three labels', 's,t,win\n0,0,1\n0,1,2\n1,1,3', {}, 'labels'],
    ['a positive label that there is not', chsh, { positive: 'maybe' }, 'labels'],
    ['an empty cell', 's,t,win\n0,,1\n0,1,0', {}, 'csv'],
    ['one bin', chsh, { bins: 1 }, 'range'],
    ['half a bin', chsh, { bins: 2.5 }, 'range'],
    ['an unknown option', chsh, { bin: 2 } as never, 'config'],
    ['no text', 3 as never, {}, 'csv'],
    ['labels that contradict one another everywhere', 's,t,win\n0,0,1\n0,0,0', {}, 'labels'],
  ])('%s', (_, text, change, code) => {
    expect(refusal(() => gameFromTable(text, { ...players, ...change } as never)).code).toBe(code);
  });
});
