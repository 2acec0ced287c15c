// The games of several players that have a name, in the terms of how many there are.
import { EbitError } from '../errors.js';
import { checkedWord } from '../options.js';
import { shownValue } from '../shown-value.js';

/** One kind of game of several players. */
interface NamedPartyGame {
  /** With more players the table would not fit. */
  readonly most: number;
  /** What each player's questions are called. */
  readonly questions: readonly string[];
  /** The label of a joint question, by the questions' places; 0 for one that is not asked. */
  label(asked: readonly number[]): number;
}

const FEWEST = 3;

const games = {
  mermin: {
    most: 16,
    questions: ['0', '1'],
    label(asked) {
      const ones = asked.reduce((sum, question) => sum + question, 0);
      return ones % 2 === 1 ? 0 : ones % 4 === 2 ? -1 : 1;
    },
  },
  'chsh-ring': {
    most: 10,
    questions: ['00', '01', '10', '11'],
    label(asked) {
      const both = asked.filter((question, p) => (question & 1) * (asked[(p + 1) % asked.length] >> 1) === 1);
      return both.length % 2 === 1 ? -1 : 1;
    },
  },
} satisfies Readonly<Record<string, NamedPartyGame>>;

/** Whether a word names a game of several players. */
export function isPartyGameName(word: string): boolean {
  return Object.hasOwn(games, word);
}

/**
 * Returns the players' questions and the labels of a game by its name.
 *
 * @param words - the name and the number of players, with blanks between them
 * @throws EbitError 'game' for another name or number
 */
export function namedPartyGame(words: string): { name: string; players: string[][]; labels: Float64Array } {
  const [word, ...given] = words.trim().split(/\s+/);
  const name = checkedWord('game of several players', word, Object.keys(games) as (keyof typeof games)[], 'game');
  const kind: NamedPartyGame = games[name];
  const count = given.length === 1 && /^\d{1,3}$/.test(given[0]) ? Number(given[0]) : Number.NaN;
  if (!(count >= FEWEST && count <= kind.most)) {
    throw new EbitError(
      'game',
      `The players of "${name}" are ${given.length === 0 ? 'not told' : shownValue(given.join(' '))}; write "${name} K", K a whole ` +
        `number from ${FEWEST} to ${kind.most}.`,
    );
  }
  const players = Array.from({ length: count }, () => [...kind.questions]);
  const base = kind.questions.length;
  const asked = new Array<number>(count).fill(0);
  const size = players.reduce((product) => product * base, 1);
  const labels = new Float64Array(size);
  for (let place = 0; place < size; place++) {
    for (let p = count - 1, rest = place; p >= 0; p--, rest = Math.floor(rest / base)) asked[p] = rest % base;
    labels[place] = kind.label(asked);
  }
  return { name: `${name} ${count}`, players, labels };
}
