import { EbitError } from '../errors.js';
import { checkMargins } from './check-margins.js';
import { classicalMargin } from './classical-margin.js';
import { checkedGame, type Game } from './game.js';
import { levelVectors, unitRows } from './level-vectors.js';
import type { Margins, QuantumMargin } from './margin-types.js';
import { quantumBest, type Vectors } from './quantum-ceiling.js';
import { type MarginPair, quantumMargin } from './quantum-margin.js';
import { type Weights, weightsOf } from './table.js';

/** Pairs of questions for which a step of the quantum side takes a tenth of a second. */
const MOST_PAIRS = 512;
/** Questions on the shorter side, all of whose answers are looked at in every round. */
const MOST_SHORTER = 20;
/** The gap at which the uniform distribution is taken for a best one. */
const GAP = 1e-9;

/**
 * Returns the largest margin with any coins and with any ebits: the most that the least y_ab E_ab can be over the pairs
 * that the game asks, y their labels, however often it asks them.
 *
 *     m = max over strategies of min over pairs of y_ab E_ab
 *       = min over distributions q of the largest sum_ab q_ab y_ab E_ab
 *
 * The label of a pair is found from so many shots as its margin asks for, so the margin is what a strategy is worth that has
 * to serve every pair. Each side comes between a lower end, by answers and their probabilities or by unit vectors, and an
 * upper end, by a distribution over the pairs and what is reached under it; the two differ by about 1e-9 and are what
 * `checkMargins` finds. Without shared coins strategies cannot be mixed, and the margin is another.
 *
 *     m_quantum <= sin(pi m_classical / 2) <= (pi / 2) m_classical
 *
 * CHSH, chained games and odd cycles reach the first of these.
 *
 * Cost: a step takes (questions + pairs)^3 / 3 operations with ebits, and of 10 to 30 steps; 2^(shorter side) (longer side)
 * in each of 3 to 12 rounds with coins, whose matrix games take thousands x pairs^2. Games in which pairs can be exchanged with
 * one another, as all the named ones but `random`, take milliseconds up to 100 pairs and seconds up to 512; others seconds
 * from 100 pairs on, and minutes at 512.
 *
 * @param game - with labels; see `game`
 * @throws EbitError 'game' for what is no game, one without labels, more than 512 pairs, or more than 20 questions for both
 *   players; 'memory' if there is not enough
 * @example
 * const { classical, quantum } = margins(game('chsh'));
 * classical.lower; // about 0.5
 * quantum.upper; // about 0.7071
 * @see Gondzio, Gonzalez-Brevis and Munari, "New developments in the primal-dual column generation technique", EJOR 224
 *   (2013), for the rounds with coins; Krivine's and Tsirelson's rounding for the first inequality
 */
export function margins(game: Game): Margins {
  const checked = checkedGame(game);
  const table = weightsOf(checked);
  if (!checked.labelled) {
    throw new EbitError('game', 'The game has no labels, so there is no margin; give each pair a label.');
  }
  const places = Array.from(table.weights.keys()).filter((place) => table.weights[place] !== 0);
  if (places.length > MOST_PAIRS || Math.min(table.rows, table.columns) > MOST_SHORTER) {
    throw new EbitError(
      'game',
      `The game asks ${places.length} pairs of ${table.rows} by ${table.columns} questions; margins are found for at most ` +
        `${MOST_PAIRS} pairs, and ${MOST_SHORTER} questions on the shorter side.`,
    );
  }
  const found = { classical: classicalMargin(table, places), quantum: quantumSide(table, places) };
  // What is said is what somebody else finds, to the last bit.
  const ends = checkMargins(checked, found);
  return {
    classical: { ...found.classical, ...ends.classical },
    quantum: { ...found.quantum, ...ends.quantum },
  };
}

type QuantumProof = Pick<QuantumMargin, 'vectors' | 'distribution' | 'certificate'>;

/**
 * In many games pairs can be exchanged with one another and the uniform distribution is a best one. Then the ceiling under
 * it has the margin already: its vectors are as symmetric as the game.
 */
function quantumSide(table: Weights, places: readonly number[]): QuantumProof {
  const uniform = new Float64Array(table.weights.length);
  for (const place of places) uniform[place] = 1 / places.length;
  const best = quantumBest({ ...table, weights: signed(table, uniform) });
  if (best.lower - leastProduct(table, places, best.vectors) < GAP) {
    return { vectors: best.vectors, distribution: uniform, certificate: best.certificate };
  }
  return general(table, places);
}

/** M = q y. */
function signed({ weights }: Weights, distribution: Float64Array): Float64Array {
  return distribution.map((p, place) => (weights[place] < 0 ? -p : p));
}

function leastProduct({ columns, weights }: Weights, places: readonly number[], { dimension, a, b }: Vectors): number {
  return places.reduce((least, place) => {
    const [i, j] = [Math.floor(place / columns) * dimension, (place % columns) * dimension];
    let product = 0;
    for (let k = 0; k < dimension; k++) product += a[i + k] * b[j + k];
    return Math.min(least, weights[place] < 0 ? -product : product);
  }, 1);
}

function general(table: Weights, places: readonly number[]): QuantumProof {
  const { rows, columns, weights } = table;
  const asked = new Set(places.flatMap((p) => [Math.floor(p / columns), rows + (p % columns)]));
  // The first player's before the second's: matrices are filled below the diagonal.
  const questions = Array.from({ length: rows + columns }, (_, question) => question).filter((question) =>
    asked.has(question),
  );
  const n = questions.length;
  const numbers = new Map(questions.map((question, i) => [question, i]));
  const numberOf = (question: number) => numbers.get(question) as number;
  const pairs = places.map((place): MarginPair => {
    const [a, b] = [numberOf(Math.floor(place / columns)), numberOf(rows + (place % columns))];
    return { a, b, label: weights[place] < 0 ? -1 : 1 };
  });
  const { factor, q } = quantumMargin(pairs, n);
  for (let i = 0; i < n; i++) factor.fill(0, i * n + i + 1, (i + 1) * n);
  const level = levelVectors(unitRows(factor, n), pairs, q, n);
  const vectors = new Float64Array((rows + columns) * n);
  for (let p = 0; p < rows + columns; p++) vectors[p * n] = 1;
  questions.forEach((question, i) => {
    vectors.set(level.subarray(i * n, (i + 1) * n), question * n);
  });
  const distribution = new Float64Array(weights.length);
  places.forEach((place, p) => {
    distribution[place] = q[p];
  });
  return {
    vectors: { dimension: n, a: vectors.slice(0, rows * n), b: vectors.slice(rows * n) },
    distribution,
    // Of the ceiling of the game under this distribution: tighter than what the margin's own steps end with.
    certificate: quantumBest({ ...table, weights: signed(table, distribution) }).certificate,
  };
}
