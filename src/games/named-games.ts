import { EbitError } from '../errors.js';
import { checkedWord } from '../options.js';
import { randomStream } from '../random.js';
import { shownValue } from '../shown-value.js';
import { refuseSize } from './game-size.js';

/** A number behind a name. */
interface NumberRule {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly odd?: true;
}

/** One kind of game that has a name. */
interface NamedGame {
  readonly numbers: readonly NumberRule[];
  /** How many questions each player may be asked. */
  size(numbers: readonly number[]): readonly [number, number];
  /** The labels of the pairs; 0 for one that is not asked. */
  labels(numbers: readonly number[]): (a: number, b: number) => number;
  /** What the players' questions are called; by their numbers from 0 unless told. */
  names?(numbers: readonly number[]): readonly [NameOf, NameOf];
}

type NameOf = (question: number) => string;

/** The most questions that are counted before the table is refused for its size. */
const MANY = 1e9;
const LARGEST_SEED = 9007199254740991;

const bits: readonly NumberRule[] = [{ name: 'n', least: 1, most: 30 }];

/** The bits of a number, the first the most significant. */
const asBits =
  (length: number): NameOf =>
  (question) =>
    question.toString(2).padStart(length, '0');

function parity(word: number): number {
  let ones = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) ones++;
  return ones % 2;
}

const games = {
  chsh: {
    numbers: [],
    size: () => [2, 2],
    labels: () => (a, b) => (a * b === 1 ? -1 : 1),
  },
  'odd-cycle': {
    numbers: [{ name: 'n', least: 3, most: MANY, odd: true }],
    size: ([n]) => [n, n],
    labels:
      ([n]) =>
      (a, b) =>
        a === b ? 1 : b === (a + 1) % n ? -1 : 0,
  },
  chained: {
    numbers: [{ name: 'n', least: 2, most: MANY }],
    size: ([n]) => [n, n],
    labels:
      ([n]) =>
      (a, b) =>
        a === b || a === b + 1 ? 1 : a === 0 && b === n - 1 ? -1 : 0,
  },
  access: {
    numbers: bits,
    size: ([n]) => [1 << n, n],
    labels:
      ([n]) =>
      (a, b) =>
        (a >> (n - 1 - b)) & 1 ? -1 : 1,
    names: ([n]) => [asBits(n), (place) => String(place + 1)],
  },
  'inner-product': {
    numbers: bits,
    size: ([n]) => [1 << n, 1 << n],
    labels: () => (a, b) => (parity(a & b) === 1 ? -1 : 1),
    names: ([n]) => [asBits(n), asBits(n)],
  },
  random: {
    numbers: [
      { name: 'S', least: 1, most: MANY },
      { name: 'T', least: 1, most: MANY },
      { name: 'seed', least: 0, most: LARGEST_SEED },
    ],
    size: ([rows, columns]) => [rows, columns],
    labels: ([, columns, seed]) => {
      const stream = randomStream(seed, 'game');
      return (a, b) => (stream.uniform(a * columns + b) < 0.5 ? 1 : -1);
    },
  },
} satisfies Readonly<Record<string, NamedGame>>;

/** A list made at once would stay in programs that have no games. */
function gameNames(): (keyof typeof games)[] {
  return Object.keys(games) as (keyof typeof games)[];
}

/**
 * Returns the questions and the labels of a game by its name.
 *
 * @param words - the name and its numbers, with blanks between them
 * @returns `labels` row-major, [a x b], +1, -1 or 0 for a pair that is not asked
 * @throws EbitError 'game' for another name or a number outside its limits; 'memory' for too large a table
 */
export function namedTable(words: string): { name: string; a: string[]; b: string[]; labels: Float64Array } {
  const [word, ...given] = words.trim().split(/\s+/);
  const name = checkedWord('game', word, gameNames(), 'game');
  const kind: NamedGame = games[name];
  const numbers = numbersOf(name, given, kind.numbers);
  const [rows, columns] = kind.size(numbers);
  refuseSize(rows, columns);
  const labels = new Float64Array(rows * columns);
  const labelOf = kind.labels(numbers);
  for (let a = 0; a < rows; a++) for (let b = 0; b < columns; b++) labels[a * columns + b] = labelOf(a, b);
  const [nameA, nameB] = kind.names?.(numbers) ?? [String, String];
  return {
    name: [name, ...numbers].join(' '),
    a: Array.from({ length: rows }, (_, a) => nameA(a)),
    b: Array.from({ length: columns }, (_, b) => nameB(b)),
    labels,
  };
}

function numbersOf(name: string, given: readonly string[], rules: readonly NumberRule[]): number[] {
  if (given.length !== rules.length) {
    const form = [name, ...rules.map((rule) => rule.name)].join(' ');
    const count = given.length === 1 ? 'one number' : `${given.length} numbers`;
    throw new EbitError('game', `The game "${name}" has ${count} behind its name; write "${form}".`);
  }
  return rules.map((rule, i) => {
    const value = /^\d{1,16}$/.test(given[i]) ? Number(given[i]) : Number.NaN;
    const fits = Number.isInteger(value) && value >= rule.least && value <= rule.most;
    if (fits && !(rule.odd && value % 2 === 0)) return value;
    const kind = rule.odd ? 'an odd number' : 'a whole number';
    throw new EbitError(
      'game',
      `The ${rule.name} of "${name}" is ${shownValue(given[i])}; give ${kind} from ${rule.least} to ${rule.most}.`,
    );
  });
}
