// XOR games of three and more players: joint questions with the sign of the product that wins.
import { EbitError } from '../errors.js';
import { isList } from '../number-list.js';
import { cutShort, shownValue } from '../shown-value.js';
import { checkedQuestion, checkedSum, type Question } from './game.js';
import { MOST_PAIRS, roomOf } from './game-size.js';
import { namedPartyGame } from './named-party-games.js';

/** Players of a game at most: as many as a network has processors. */
export const MOST_PLAYERS = 16;
/** Two players have games of their own, see `game`. */
export const FEWEST_PLAYERS = 3;

/** One joint question of a game of several players: they win if the product of their answers is the label. */
export interface JointQuestion {
  /** One a player, in the players' order. */
  readonly questions: readonly Question[];
  readonly label: 1 | -1;
  /** How often it is asked, against the others; above 0, 1 unless told. */
  readonly weight?: number;
}

/**
 * An XOR game of K players, three or more: player p is asked q_p and answers +1 or -1, and only the product of all answers
 * counts.
 *
 * value = sum_q M_q E_q, E_q the mean of the product; success = (1 + value) / 2
 */
export interface PartyGame {
  /** What it is called: the words that it was made by, or `table`. */
  readonly name: string;
  /** For each player what the questions are called. */
  readonly players: readonly (readonly string[])[];
  /**
   * M, shape [questions of the first player, ..., of the last], row-major: probability x label, 0 for what is not asked;
   * sum |M| = 1. Not to be written to.
   */
  readonly weights: Float64Array;
}

/**
 * Makes an XOR game of three to sixteen players of a name, or of a list of joint questions.
 *
 *     value = sum_q M_q E_q,    success = (1 + value) / 2
 *
 * with M_q = probability x label, the weights being scaled to probabilities that sum to 1. What is not listed is not asked.
 * The names:
 *
 * - `mermin K`: every player is asked 0 or 1, with an even sum, all such equally often; label (-1)^(sum / 2). Without a
 *   shared state, and with any fully separable one, 1/2 + 2^-ceil(K/2) of the shots are won, with a GHZ state all;
 * - `chsh-ring K`: a CHSH game on each edge of a ring; a player is asked the two questions that its neighbours' games have
 *   for it, `01` for 0 with the one before and 1 with the next, and the label is the product of the games' labels. Without
 *   a shared state 1/2 + 2^-K of the shots are won, with an ebit on every edge 1/2 + 2^-(K/2) / 2.
 *
 * @param given - one of these names with its number, or the joint questions
 * @throws EbitError 'game' for another name, with the nearest one, another number of players, questions of other lengths, a
 *   joint question that is given twice, a label other than +1 and -1, or a weight that is not above 0; 'memory' for more
 *   than 2^24 joint questions, with what they would take
 * @example
 * partyGame('mermin 3').weights; // [0.25, 0, 0, -0.25, 0, -0.25, -0.25, 0]
 * partyGame([{ questions: ['x', 'y', 'z'], label: 1 }]).players; // [['x'], ['y'], ['z']]
 * @see N. D. Mermin, Phys. Rev. Lett. 65, 1838 (1990); Brassard, Broadbent and Tapp (2005), arXiv:quant-ph/0408052
 */
export function partyGame(given: string | readonly JointQuestion[]): PartyGame {
  if (typeof given === 'string') {
    const { name, players, labels } = namedPartyGame(given);
    return { name, players, weights: scaled(labels) };
  }
  if (!Array.isArray(given)) {
    throw new EbitError(
      'game',
      `A game is ${shownValue(given)}; give a name such as "mermin 3", or a list of { questions, label }.`,
    );
  }
  return gameOfJointQuestions(given, 'table', (i) => `Joint question ${i}`);
}

/**
 * The game of a list of joint questions.
 *
 * @param where - the place of one in what the caller gave, as the beginning of a sentence
 * @throws EbitError as {@link partyGame}
 */
export function gameOfJointQuestions(list: readonly unknown[], name: string, where: (i: number) => string): PartyGame {
  if (list.length === 0) throw new EbitError('game', 'The game has no joint question; give at least one.');
  const read = Array.from(list, (one, i) => checkedJoint(one, () => where(i)));
  const count = read[0].questions.length;
  checkPlayers(count);
  const places = Array.from({ length: count }, () => new Map<string, number>());
  for (const [i, { questions }] of read.entries()) {
    if (questions.length !== count) {
      throw new EbitError(
        'game',
        `${where(i)} has ${questions.length} questions, the first has ${count}; give all as many.`,
      );
    }
    questions.forEach((question, p) => {
      if (!places[p].has(question)) places[p].set(question, places[p].size);
    });
  }
  const players = places.map((known) => [...known.keys()]);
  refuseTable(players);
  const weights = new Float64Array(tableSize(players));
  for (const [i, { questions, weight }] of read.entries()) {
    const place = questions.reduce((at, question, p) => at * players[p].length + (places[p].get(question) ?? 0), 0);
    if (weights[place] !== 0) {
      const shown = questions.map((question) => `"${cutShort(question)}"`).join(', ');
      throw new EbitError('game', `${where(i)}, (${shown}), was given before; give each once.`);
    }
    weights[place] = weight;
  }
  return { name, players, weights: scaled(weights) };
}

/** @throws EbitError 'game' for two players, or more than there may be */
function checkPlayers(count: number): void {
  if (count >= FEWEST_PLAYERS && count <= MOST_PLAYERS) return;
  const mend =
    count === 2 ? 'two players have game() and ceiling()' : `give questions for ${FEWEST_PLAYERS} to ${MOST_PLAYERS}`;
  throw new EbitError('game', `The game has ${count} players; ${mend}.`);
}

function tableSize(players: PartyGame['players']): number {
  return players.reduce((size, questions) => size * questions.length, 1);
}

/** @throws EbitError 'memory' for a table of more joint questions than 2^24 */
export function refuseTable(players: PartyGame['players']): void {
  const size = tableSize(players);
  if (size <= MOST_PAIRS) return;
  const sizes = players.map((questions) => questions.length).join(' x ');
  throw new EbitError(
    'memory',
    `A game of ${sizes} questions takes ${roomOf(size)} for its table; give at most ${MOST_PAIRS} joint questions, 128 MiB.`,
  );
}

/** @throws EbitError 'game' for one of another form */
function checkedJoint(joint: unknown, where: () => string) {
  if (typeof joint !== 'object' || joint === null) {
    throw new EbitError('game', `${where()} is ${shownValue(joint)}; give { questions, label }.`);
  }
  const { questions, label, weight = 1 } = joint as { readonly [Name in keyof JointQuestion]: unknown };
  if (!Array.isArray(questions)) {
    throw new EbitError('game', `${where()} has the questions ${shownValue(questions)}; give a list of one a player.`);
  }
  if (label !== 1 && label !== -1) {
    throw new EbitError('game', `${where()} has the label ${shownValue(label)}; give 1 or -1.`);
  }
  if (typeof weight !== 'number' || !Number.isFinite(weight) || weight <= 0) {
    throw new EbitError(
      'game',
      `${where()} has the weight ${shownValue(weight)}; give a finite number above 0, how often it is asked.`,
    );
  }
  return { questions: questions.map((question) => checkedQuestion(question, where)), weight: label * weight };
}

function scaled(weights: Float64Array): Float64Array {
  const sum = checkedSum(weights);
  return weights.map((weight) => weight / sum);
}

/**
 * Returns a game of several players after checking that it is one, wherever it came from.
 *
 * @throws EbitError 'game' for anything else
 */
export function checkedPartyGame(given: PartyGame): PartyGame {
  const { name, players, weights } = (given ?? {}) as { readonly [Name in keyof PartyGame]: unknown };
  const areNames = (list: unknown) =>
    Array.isArray(list) && list.length > 0 && list.every((question) => typeof question === 'string');
  if (typeof name !== 'string' || !Array.isArray(players) || !players.every(areNames) || !isList(weights)) {
    throw new EbitError('game', `The game is ${shownValue(given)}; make one by partyGame().`);
  }
  checkPlayers(players.length);
  refuseTable(players);
  const size = tableSize(players);
  if (weights.length !== size) {
    throw new EbitError(
      'game',
      `The game has ${weights.length} weights for ${size} joint questions; make one by partyGame().`,
    );
  }
  const numbers = Float64Array.from(weights, Number);
  const wrong = numbers.findIndex((weight) => !Number.isFinite(weight));
  if (wrong >= 0) {
    throw new EbitError(
      'game',
      `Weight ${wrong} of the game is ${shownValue(weights[wrong])}; make one by partyGame().`,
    );
  }
  const sum = checkedSum(numbers);
  if (Math.abs(sum - 1) > 1e-9) {
    throw new EbitError(
      'game',
      `The magnitudes of the game's weights sum to ${sum}, not to 1; make one by partyGame().`,
    );
  }
  return { ...given, weights: numbers };
}
