import { describe, expect, it } from 'vitest';
import { game } from '../../../../src/games/game.js';
import { firstWords, gameOfWords, namedGames } from '../../../../src/playground/panels/games/named.js';

describe('namedGames', () => {
  it('are games of the library at their first, least and greatest numbers', () => {
    for (const kind of namedGames) {
      const all = [
        firstWords(kind),
        ...(['min', 'max'] as const).map((end) => [kind.id, ...kind.numbers.map((number) => number[end])].join(' ')),
      ];
      for (const words of all) {
        expect(game(words).name).toBe(words);
        expect(gameOfWords(words)?.kind).toBe(kind);
      }
    }
  });

  it.each(['', 'chsh 2', 'odd-cycle', 'odd-cycle 4', 'odd-cycle 101', 'access 0x3', 'chained 1', 'tictactoe 3'])(
    'takes no %j',
    (words) => {
      expect(gameOfWords(words)).toBeNull();
    },
  );
});
