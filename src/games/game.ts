import { EbitError } from '../errors.js';
import { isList } from '../number-list.js';
import { cutShort, shownValue } from '../shown-value.js';
import { MOST_PAIRS, refuseSize } from './game-size.js';
import { namedTable } from './named-games.js';

/** A question: whole numbers and words are told apart by how they are written. */
export type Question = string | number;

/** One pair of questions of a game with labels: the players win if the product of their answers is the label. */
export interface LabelledPair {
  readonly a: Question;
  readonly b: Question;
  readonly label: 1 | -1;
  /** How often the pair is asked, against the others; above 0, 1 unless told. */
  readonly weight?: number;
}

/** One pair of questions of a Bell expression: its real weight. */
export interface WeightedPair {
  readonly a: Question;
  readonly b: Question;
  readonly weight: number;
}

/**
 * An XOR game: one player is asked a, the other b, each answers +1 or -1, and only the product of the answers counts.
 *
 * value = sum_ab M_ab E_ab, E_ab the mean of the product
 */
export interface Game {
  /** What it is called: the words that it was made by, or `table`. */
  readonly name: string;
  /** The questions of the first player, in the order of the table's rows. */
  readonly a: readonly string[];
  /** The questions of the second player, in the order of the columns. */
  readonly b: readonly string[];
  /** M, row-major, [a x b]; 0 for a pair that is not asked. Not to be written to. */
  readonly weights: Float64Array;
  /** True for a game with labels: sum |M_ab| = 1, and the chance to win is (1 + value) / 2. */
  readonly labelled: boolean;
}

/**
 * Makes an XOR game of a name, or of a table of pairs of questions.
 *
 * With labels, M_ab = probability x label, the weights being scaled to probabilities that sum to 1, and
 *
 *     success = (1 + value) / 2,    value = sum_ab M_ab E_ab
 *
 * Without labels the weights stay as they are and there is a value only, as of a Bell expression. A pair that is not in
 * the table is not asked. The names:
 *
 * - `chsh`: questions 0 and 1, label -1 for the pair (1, 1);
 * - `odd-cycle n`, n odd from 3: a circle of n points that cannot be coloured by two colours: pairs (i, i) with label +1
 *   and (i, i+1) with -1;
 * - `chained n`, n from 2: pairs (i, i) and (i+1, i) with +1, (0, n-1) with -1;
 * - `access n`, a random access code: a is n bits, b one of their places, from 1 on, the label (-1)^(that bit);
 * - `inner-product n`: a and b are n bits each, the label (-1)^(a.b);
 * - `random S T seed`: S by T questions, every label by the toss of a coin.
 *
 * In all of them every pair is asked equally often. One question is enough for a player.
 *
 * @param given - one of these names with its numbers, or the pairs: all with a label, or all without
 * @throws EbitError 'game' for another name, with the nearest one, a number outside its limits, a pair without a label or
 *   a weight where the others have one, a pair that is given twice, a label other than +1 and -1, a weight that is not
 *   finite, a weight beside a label that is not above 0, or weights that are all 0; 'memory' for more than 2^24 pairs of
 *   questions, with what they would take
 * @example
 * game('chsh').weights; // [0.25, 0.25, 0.25, -0.25]
 * game([{ a: 'x', b: 'y', label: 1, weight: 3 }, { a: 'x', b: 'z', label: -1 }]).weights; // [0.75, -0.25]
 * @see Cleve, Hoyer, Toner and Watrous, "Consequences and limits of nonlocal strategies", CCC 2004, for XOR games
 */
export function game(given: string | readonly LabelledPair[] | readonly WeightedPair[]): Game {
  if (typeof given === 'string') {
    const { name, a, b, labels } = namedTable(given);
    return finishedGame(name, a, b, labels, true);
  }
  if (!Array.isArray(given)) {
    throw new EbitError(
      'game',
      `A game is ${shownValue(given)}; give a name such as "chsh" or "odd-cycle 5", or a list of { a, b, label }.`,
    );
  }
  return gameOfPairs(given, 'table', (i) => `Pair ${i}`);
}

/** The questions of one player, numbered in the order in which they first come. */
class Questions {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  place(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/**
 * The game of a list of pairs.
 *
 * @param where - the place of a pair in what the caller gave, as the beginning of a sentence
 * @throws EbitError as {@link game}
 */
export function gameOfPairs(pairs: readonly unknown[], name: string, where: (i: number) => string): Game {
  if (pairs.length === 0) throw new EbitError('game', 'The game has no pair of questions; give at least one.');
  if (pairs.length > MOST_PAIRS) refuseSize(pairs.length, 1);
  const rows = new Questions();
  const columns = new Questions();
  const labelled = hasLabel(pairs[0]);
  const read = Array.from(pairs, (pair, i) => {
    const { a, b, weight } = checkedPair(pair, labelled, () => where(i));
    return { a: rows.place(a), b: columns.place(b), weight };
  });
  refuseSize(rows.names.length, columns.names.length);
  const weights = new Float64Array(rows.names.length * columns.names.length);
  const asked = new Uint8Array(weights.length);
  read.forEach(({ a, b, weight }, i) => {
    const place = a * columns.names.length + b;
    if (asked[place] === 1) {
      const [first, second] = [cutShort(rows.names[a]), cutShort(columns.names[b])];
      throw new EbitError('game', `${where(i)}, ("${first}", "${second}"), was given before; give each pair once.`);
    }
    asked[place] = 1;
    weights[place] = weight;
  });
  return finishedGame(name, rows.names, columns.names, weights, labelled);
}

function hasLabel(pair: unknown): boolean {
  return typeof pair === 'object' && pair !== null && 'label' in pair && pair.label !== undefined;
}

/** @throws EbitError 'game' for a pair of another form */
function checkedPair(pair: unknown, labelled: boolean, where: () => string) {
  if (typeof pair !== 'object' || pair === null) {
    throw new EbitError('game', `${where()} is ${shownValue(pair)}; give { a, b, label } or { a, b, weight }.`);
  }
  const { a, b, label, weight } = pair as { readonly [Name in keyof LabelledPair]: unknown };
  if (hasLabel(pair) !== labelled) {
    const [has, others] = labelled ? ['no label', 'a label'] : ['a label', 'none'];
    throw new EbitError('game', `${where()} has ${has}, the first has ${others}; give all pairs one, or none.`);
  }
  if (labelled && label !== 1 && label !== -1) {
    throw new EbitError('game', `${where()} has the label ${shownValue(label)}; give 1 or -1.`);
  }
  const size = weight === undefined && labelled ? 1 : weight;
  if (typeof size !== 'number' || !Number.isFinite(size)) {
    throw new EbitError('game', `${where()} has the weight ${shownValue(size)}; give a finite number.`);
  }
  if (labelled && size <= 0) {
    const mend = 'a weight beside a label says how often the pair is asked and is above 0; leave out what is not asked';
    throw new EbitError('game', `${where()} has the weight ${size}; ${mend}.`);
  }
  return { a: checkedQuestion(a, where), b: checkedQuestion(b, where), weight: labelled ? Number(label) * size : size };
}

export function checkedQuestion(question: unknown, where: () => string): string {
  if (typeof question === 'string' && question !== '') return question;
  if (typeof question === 'number' && Number.isSafeInteger(question)) return String(question);
  throw new EbitError('game', `${where()} has the question ${shownValue(question)}; give a word or a whole number.`);
}

/** The game of a table that is right in all but its scale. @throws EbitError 'game' if no scale is possible */
function finishedGame(
  name: string,
  a: readonly string[],
  b: readonly string[],
  weights: Float64Array,
  labelled: boolean,
): Game {
  const sum = checkedSum(weights);
  return { name, a, b, weights: labelled ? weights.map((weight) => weight / sum) : weights, labelled };
}

/** sum |M|. @throws EbitError 'game' if it is 0, so small that numbers lose digits, or too large for a double */
export function checkedSum(weights: Float64Array): number {
  const sum = weights.reduce((all, weight) => all + Math.abs(weight), 0);
  if (sum >= 1e-100 && sum <= 1e100) return sum;
  throw new EbitError(
    'game',
    `The magnitudes of the game's weights sum to ${sum}; give weights whose sum lies between 1e-100 and 1e100.`,
  );
}

/**
 * Returns a game after checking that it is one, wherever it came from.
 *
 * @throws EbitError 'game' for anything else
 */
export function checkedGame(given: Game): Game {
  const { a, b, weights, labelled } = (given ?? {}) as { readonly [Name in keyof Game]: unknown };
  if (!Array.isArray(a) || !Array.isArray(b) || !isList(weights) || typeof labelled !== 'boolean') {
    throw new EbitError('game', `The game is ${shownValue(given)}; make one by game().`);
  }
  refuseSize(a.length, b.length);
  if (a.length === 0 || b.length === 0 || weights.length !== a.length * b.length) {
    throw new EbitError(
      'game',
      `The game has ${weights.length} weights for ${a.length} by ${b.length} questions; make one by game().`,
    );
  }
  const numbers = Float64Array.from(weights, Number);
  const wrong = numbers.findIndex((weight) => !Number.isFinite(weight));
  if (wrong >= 0) {
    throw new EbitError('game', `Weight ${wrong} of the game is ${shownValue(weights[wrong])}; make one by game().`);
  }
  const sum = checkedSum(numbers);
  if (labelled && Math.abs(sum - 1) > 1e-9) {
    throw new EbitError(
      'game',
      `The magnitudes of the weights of a game with labels sum to ${sum}, not to 1; make one by game().`,
    );
  }
  return { ...given, weights: numbers };
}

/** The chance to win a shot of a game with labels, (1 + value) / 2; null without labels. */
export function successOf({ labelled }: Game, value: number): number | null {
  return labelled ? (1 + value) / 2 : null;
}
