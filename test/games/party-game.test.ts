import { describe, expect, test } from 'vitest';
import { chshRing } from '../../src/data/chsh-ring.js';
import { type PartyGame, partyGame } from '../../src/games/party-game.js';
import { partyGameFromCsv } from '../../src/games/party-game-from-csv.js';
import { refusal } from '../refusal.js';

/** The places of the players' questions for a place in the table, the last player's running fastest. */
function askedAt({ players }: PartyGame, place: number): number[] {
  const asked: number[] = [];
  for (let p = players.length - 1, rest = place; p >= 0; p--) {
    asked[p] = rest % players[p].length;
    rest = Math.floor(rest / players[p].length);
  }
  return asked;
}

test.each([3, 4, 5, 8])("Mermin's game of %i asks words of even sum, with the sign of their half", (players) => {
  const game = partyGame(`mermin ${players}`);
  expect([game.name, game.players.length]).toEqual([`mermin ${players}`, players]);
  for (const [place, weight] of game.weights.entries()) {
    const sum = askedAt(game, place).reduce((all, question) => all + question, 0);
    expect(weight).toBe(sum % 2 === 1 ? 0 : (sum % 4 === 0 ? 1 : -1) / 2 ** (players - 1));
  }
});

test('the ring of CHSH games is that of the data set', () => {
  const game = partyGame('chsh-ring 3');
  const data = chshRing({ parties: 3 });
  const bits = Array.from(data.rows, (x) => Math.round(x / (Math.PI / 2)));
  for (let n = 0; n < data.length; n++) {
    const own = bits.slice(9 * n, 9 * (n + 1));
    const place = [0, 1, 2].reduce((at, p) => 4 * at + 2 * own[3 * p + 1] + own[3 * p], 0);
    const flips = own[2] * own[5] * own[8];
    expect(Math.sign(game.weights[place])).toBe(data.labels[n] * flips);
  }
});

test('a list asks what it says, as often as it says', () => {
  const game = partyGame([
    { questions: ['x', 0, 'u'], label: 1, weight: 3 },
    { questions: ['y', 0, 'u'], label: -1 },
  ]);
  expect(game.players).toEqual([['x', 'y'], ['0'], ['u']]);
  expect([...game.weights]).toEqual([0.75, -0.25]);
});

test('a table has a column for each player', () => {
  const game = partyGameFromCsv('label,a,b,c,weight\n1,0,0,0,1\n-1,0,1,1,1\n-1,1,0,1,1\n-1,1,1,0,1\n');
  expect([...game.weights]).toEqual([...partyGame('mermin 3').weights]);
  expect(game.players).toEqual([
    ['0', '1'],
    ['0', '1'],
    ['0', '1'],
  ]);
  expect(refusal(() => partyGameFromCsv('a,b,c\n1,2,3')).message).toContain('lacks the column "label"');
  expect(refusal(() => partyGameFromCsv('a,a,b,label\n1,2,3,1')).message).toContain('"a" twice');
  expect(refusal(() => partyGameFromCsv('a,b,c,label\n1,2,3,x')).message).toContain(
    'Row 1 below the header has the label "x"',
  );
});

const three = (more: object) => [{ questions: ['x', 'y', 'z'], label: 1, ...more }] as never;

describe('what is no game of several players is refused', () => {
  test.each([
    ['mermin', 'not told'],
    ['mermin 2', 'from 3 to 16'],
    ['mermin 17', 'from 3 to 16'],
    ['chsh-ring 11', 'from 3 to 10'],
    ['mermim 3', 'Did you mean "mermin"?'],
    [[] as never, 'no joint question'],
    [7 as never, 'give a name such as "mermin 3"'],
    [[{ questions: ['x', 'y'], label: 1 }] as never, 'two players have game() and ceiling()'],
    [three({ label: 0 }), 'has the label 0; give 1 or -1'],
    [three({ weight: -1 }), 'has the weight -1'],
    [three({ questions: 'xyz' }), 'give a list of one a player'],
    [[...three({}), ...three({})] as never, 'was given before'],
    [[...three({}), ...three({ questions: ['x', 'y'] })] as never, 'has 2 questions, the first has 3'],
  ])('%j', (given, words) => {
    const error = refusal(() => partyGame(given));
    expect([error.code, error.message.includes(words)]).toEqual(['game', true]);
  });

  test('and one that is too large', () => {
    const asked = Array.from({ length: 300 }, (_, i) => ({ questions: [i, i, i], label: 1 as const }));
    const error = refusal(() => partyGame(asked));
    expect([error.code, error.message]).toEqual(['memory', expect.stringContaining('300 x 300 x 300 questions takes')]);
  });
});
