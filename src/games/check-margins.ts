// The proof of both ends of a margin, checked without knowing where it came from.
import { bestSigns } from '../core/signs.js';
import { EbitError } from '../errors.js';
import { finiteList } from '../number-list.js';
import { shownValue } from '../shown-value.js';
import { checkCertificate } from './certificate.js';
import { checkedGame, type Game } from './game.js';
import type { Margins } from './margin-types.js';
import { UNIT_ROUNDOFF } from './positive.js';

/** What a margin reaches, and what it does not exceed. */
export interface MarginEnds {
  readonly lower: number;
  readonly upper: number;
}

/** By how much probabilities may miss a sum of 1, and vectors a length of 1. */
const CLOSE = 1e-9;
/** Questions on the shorter side up to which all answers are looked at. */
const MOST_SHORTER = 24;

/**
 * Returns the margins that a mixture, vectors and distributions prove of an XOR game, whoever made them.
 *
 * - coins, lower end: the least mean of y a b over the pairs, of answers and their probabilities;
 * - coins, upper end: the largest value of all answers to the game with weights `distribution` times the labels, every one
 *   looked at, for a mixture's least mean is no more than its mean under any distribution;
 * - ebits, lower end: the least y u_a . v_b of unit vectors, divided by their lengths;
 * - ebits, upper end: what `checkCertificate` finds for the game with those weights.
 *
 * Rounding is paid for at both ends: a few times (questions + pairs) 2^-53. `lower` and `upper` of what is given are not
 * looked at, and no code is shared with what finds them but the search through all answers.
 *
 * @param game - with labels; see `game`
 * @param proof - as of `margins(game)`
 * @throws EbitError 'game' for what is no game, one without labels, answers other than +1 and -1, probabilities that are
 *   negative or do not sum to 1, a distribution over pairs that are not asked, vectors that are not of unit length, a
 *   certificate that proves nothing, or more than 24 questions for both players; 'shape' for lists of other lengths;
 *   'not-finite' for a number that is not finite
 * @example
 * const made = game('chsh');
 * checkMargins(made, margins(made)).classical; // about { lower: 0.5, upper: 0.5 }
 */
export function checkMargins(
  game: Game,
  proof: {
    readonly classical: Pick<Margins['classical'], 'mixture' | 'distribution'>;
    readonly quantum: Pick<Margins['quantum'], 'vectors' | 'distribution' | 'certificate'>;
  },
): { readonly classical: MarginEnds; readonly quantum: MarginEnds } {
  const checked = checkedGame(game);
  if (!checked.labelled) {
    throw new EbitError('game', 'The game has no labels, so there is no margin; give each pair a label.');
  }
  const { classical, quantum } = (proof ?? {}) as Partial<typeof proof>;
  if (typeof classical !== 'object' || classical === null || typeof quantum !== 'object' || quantum === null) {
    throw new EbitError('game', `The proof is ${shownValue(proof)}; give what margins() returns.`);
  }
  return {
    classical: { lower: mixtureEnd(checked, classical.mixture), upper: answersEnd(checked, classical.distribution) },
    quantum: {
      lower: vectorsEnd(checked, quantum.vectors),
      upper: checkCertificate(askedAs(checked, quantum.distribution), quantum.certificate) + sumEnd(checked),
    },
  };
}

/** The least of what each pair that is asked has, times its label. */
function leastOf({ b, weights }: Game, meanOf: (first: number, second: number) => number): number {
  let least = Number.POSITIVE_INFINITY;
  weights.forEach((weight, place) => {
    if (weight === 0) return;
    const mean = meanOf(Math.floor(place / b.length), place % b.length);
    least = Math.min(least, weight < 0 ? -mean : mean);
  });
  return least;
}

function mixtureEnd(game: Game, mixture: unknown): number {
  if (!Array.isArray(mixture) || mixture.length === 0) {
    throw new EbitError('game', `The mixture is ${shownValue(mixture)}; give a list of { probability, strategy }.`);
  }
  const parts = mixture.map((part: Partial<Margins['classical']['mixture'][number]> | null, k) => {
    const probability = part?.probability;
    if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1 + CLOSE)) {
      throw new EbitError('game', `Probability ${k} of the mixture is ${shownValue(probability)}; give 0 to 1.`);
    }
    return {
      probability,
      a: answersOf(`Strategy ${k}`, part?.strategy?.a, game.a.length),
      b: answersOf(`Strategy ${k}`, part?.strategy?.b, game.b.length),
    };
  });
  const sum = checkedTotal(
    'mixture',
    parts.map(({ probability }) => probability),
  );
  const means = new Float64Array(game.weights.length);
  for (const { probability, a, b } of parts) {
    a.forEach((first, i) => {
      b.forEach((second, j) => {
        means[i * b.length + j] += (probability / sum) * first * second;
      });
    });
  }
  return leastOf(game, (i, j) => means[i * game.b.length + j]) - 2 * (parts.length + 2) * UNIT_ROUNDOFF;
}

function answersOf(what: string, given: unknown, count: number): Float64Array {
  const answers = numbersOf(`${what}'s answer`, given, count);
  const wrong = answers.find((answer) => answer !== 1 && answer !== -1);
  if (wrong === undefined) return answers;
  throw new EbitError('game', `${what} has the answer ${wrong}; give 1 or -1.`);
}

function answersEnd(game: Game, distribution: unknown): number {
  const { a, b, weights } = askedAs(game, distribution);
  const [rows, columns] = [a.length, b.length];
  if (Math.min(rows, columns) > MOST_SHORTER) {
    throw new EbitError(
      'game',
      `The game has ${rows} by ${columns} questions; margins are checked for at most ${MOST_SHORTER} on the shorter side.`,
    );
  }
  const turned = rows > columns;
  const shorter = turned ? weights.map((_, p) => weights[(p % rows) * columns + Math.floor(p / rows)]) : weights;
  const [few, many] = turned ? [columns, rows] : [rows, columns];
  const signs = bestSigns(shorter, few, many);
  let value = 0;
  for (let j = 0; j < many; j++) {
    let sum = 0;
    for (let i = 0; i < few; i++) sum += signs[i] * shorter[i * many + j];
    value += Math.abs(sum);
  }
  // The sums that chose the answers are those of 4096 additions, the value's those of rows and columns.
  return value + (2 * 4096 + rows + columns) * UNIT_ROUNDOFF + sumEnd(game);
}

/** By how much the probabilities of a distribution that was divided by its sum may miss 1. */
function sumEnd({ weights }: Game): number {
  return (weights.length + 2) * UNIT_ROUNDOFF;
}

/** The game with its pairs asked as in a distribution. */
function askedAs(game: Game, given: unknown): Game {
  const distribution = numbersOf('Probability', given, game.weights.length);
  distribution.forEach((p, place) => {
    const [a, b] = [game.a[Math.floor(place / game.b.length)], game.b[place % game.b.length]];
    if (p < 0) throw new EbitError('game', `The pair ("${a}", "${b}") has the probability ${p}; give 0 or more.`);
    if (p > 0 && game.weights[place] === 0) {
      throw new EbitError('game', `The pair ("${a}", "${b}") has the probability ${p}, but the game does not ask it.`);
    }
  });
  const sum = checkedTotal('distribution', distribution);
  return { ...game, weights: distribution.map((p, place) => (game.weights[place] < 0 ? -p : p) / sum) };
}

function vectorsEnd(game: Game, given: unknown): number {
  const { dimension, a, b } = (given ?? {}) as Partial<Margins['quantum']['vectors']>;
  if (typeof dimension !== 'number' || !Number.isSafeInteger(dimension) || dimension < 1) {
    throw new EbitError('game', `The vectors have the dimension ${shownValue(dimension)}; give { dimension, a, b }.`);
  }
  const first = numbersOf('Coordinate', a, game.a.length * dimension);
  const second = numbersOf('Coordinate', b, game.b.length * dimension);
  const product = (u: Float64Array, i: number, v: Float64Array, j: number): number => {
    let sum = 0;
    for (let k = 0; k < dimension; k++) sum += u[i * dimension + k] * v[j * dimension + k];
    return sum;
  };
  const lengthsOf = (vectors: Float64Array, count: number) =>
    Float64Array.from({ length: count }, (_, i) => {
      const length = Math.sqrt(product(vectors, i, vectors, i));
      if (Math.abs(length - 1) <= CLOSE) return length;
      throw new EbitError('game', `A vector has the length ${length}; give unit vectors.`);
    });
  const [lengths, others] = [lengthsOf(first, game.a.length), lengthsOf(second, game.b.length)];
  const least = leastOf(game, (i, j) => product(first, i, second, j) / (lengths[i] * others[j]));
  return least - 4 * (dimension + 2) * UNIT_ROUNDOFF;
}

function numbersOf(what: string, given: unknown, count: number): Float64Array {
  const numbers = finiteList(what, given);
  if (numbers.length === count) return numbers;
  throw new EbitError('shape', `The proof has a list of ${numbers.length} numbers where ${count} are needed.`);
}

function checkedTotal(what: string, probabilities: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) sum += probabilities[i];
  if (Math.abs(sum - 1) <= CLOSE) return sum;
  throw new EbitError('game', `The probabilities of the ${what} sum to ${sum}, not to 1.`);
}
