// The largest margin with coins: max over mixtures of answers of the least mean y a b over the pairs of a game.
import { bestSigns } from '../core/signs.js';
import { randomStream } from '../random.js';
import { means, solvedMatrixGame } from './matrix-game.js';
import { bestReply, type Signs, transposed, valueOfSigns, type Weights } from './table.js';

/** What coins reach for certain, and what they cannot exceed. */
export interface ClassicalMargin {
  /** The least y E of the mixture. */
  readonly lower: number;
  /** The value of the game with the pairs asked as in `distribution`. */
  readonly upper: number;
  readonly mixture: readonly { readonly probability: number; readonly strategy: Signs }[];
  /** [rows, columns]. */
  readonly distribution: Float64Array;
}

/** The gap at which the search ends. */
const GAP = 1e-9;
/** The gap to which a matrix game is solved at least and, at first, a part of the search's own gap. */
const LEAST_GAP = 2e-11;
const PART = 0.05;
/** More rounds than it ever takes: 3 to 12 are usual. */
const MOST_ROUNDS = 60;
/** New answers of a round, for each pair that is asked. */
const NEW_A_PAIR = 2;
/** Values that differ by less are equally good. */
const CLOSE = 1e-9;
/** A sum below this is 0 but for rounding, and both answers to it are as good. */
const TIED = 1e-12;

/**
 * Returns a mixture of answers and a distribution over the pairs that agree to about 1e-10.
 *
 * Answers are added to a matrix game between them and the pairs (column generation). Two things keep the rounds few. The
 * distribution for which answers are sought lies amid the best ones, not at a corner of them, until the gap is small. And
 * a round adds the best replies of many answers of the shorter side at once, ties decided by seeded coins: in symmetric
 * games, where the uniform distribution is a best one, thousands of answers are equally good and the first round ends it.
 *
 * @param table - of at most 20 questions on the shorter side; the signs of its weights are the labels, 0 is not asked
 * @param places - of the pairs that are asked
 */
export function classicalMargin(table: Weights, places: readonly number[]): ClassicalMargin {
  if (table.rows > table.columns) return turnedBack(classicalMargin(...turned(table, places)), table);
  const count = places.length;
  const payoffOf = ({ a, b }: Signs) =>
    Float64Array.from(places, (place) => {
      const product = a[Math.floor(place / table.columns)] * b[place % table.columns];
      return table.weights[place] < 0 ? -product : product;
    });
  const strategies: Signs[] = [];
  const payoffs: Float64Array[] = [];
  const known = new Set<string>();
  let mixture: ClassicalMargin['mixture'] = [];
  let q: Float64Array = new Float64Array(count).fill(1 / count);
  let [lower, upper] = [-1, Number.POSITIVE_INFINITY];
  let distribution = new Float64Array(0);
  let last = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const signed = { ...table, weights: new Float64Array(table.weights.length) };
    places.forEach((place, p) => {
      signed.weights[place] = table.weights[place] < 0 ? -q[p] : q[p];
    });
    const a = bestSigns(signed.weights, table.rows, table.columns);
    const best = { a, b: bestReply(signed, a) };
    const value = valueOfSigns(signed, best);
    if (value < upper) {
      upper = value;
      distribution = signed.weights.map(Math.abs);
    }
    if (upper - lower < GAP) break;
    const before = payoffs.length;
    for (const found of [best, ...goodReplies(signed, NEW_A_PAIR * count, lower, round)]) {
      const payoff = payoffOf(found);
      if (known.has(String(payoff))) continue;
      known.add(String(payoff));
      strategies.push(found);
      payoffs.push(payoff);
    }
    // With nothing new and no gap closed, what is left of it is rounding.
    if (payoffs.length === before && upper - lower > last / 2) break;
    last = upper - lower;
    const solved = solvedMatrixGame(payoffs, Math.max(LEAST_GAP, PART * Math.min(0.1, last)));
    q = solved.columns;
    const least = means(payoffs, solved.rows, count).reduce((all, mean) => Math.min(all, mean), 1);
    if (least > lower) {
      lower = least;
      mixture = strategies.map((strategy, k) => ({ probability: solved.rows[k], strategy }));
    }
  }
  return { lower, upper: Math.max(lower, upper), mixture, distribution };
}

/** Answers of the first player with best replies that have values above a limit: the best ones, and others by chance. */
function goodReplies(signed: Weights, most: number, limit: number, round: number): Signs[] {
  const { rows, columns, weights } = signed;
  const stream = randomStream(round + 1, 'answers');
  const count = 1 << (rows - 1);
  const values = new Float64Array(count);
  const sums = new Float64Array(columns);
  const signs = new Float64Array(rows).fill(1);
  for (let a = 0; a < rows; a++) for (let b = 0; b < columns; b++) sums[b] += weights[a * columns + b];
  for (let step = 0; ; ) {
    let size = 0;
    for (let b = 0; b < columns; b++) size += Math.abs(sums[b]);
    values[step ^ (step >> 1)] = size;
    step++;
    if (step === count) break;
    const flipped = rows - 1 - (31 - Math.clz32(step & -step));
    signs[flipped] = -signs[flipped];
    for (let b = 0; b < columns; b++) sums[b] += 2 * signs[flipped] * weights[flipped * columns + b];
  }
  const greatest = values.reduce((all, value) => Math.max(all, value), 0);
  let good = codesAbove(values, limit);
  // Sorting all of half a million would take longer than finding them.
  for (let bar = limit, few = good; few.length >= most; few = codesAbove(values, bar)) {
    good = few;
    if (few.length < 8 * most || greatest - bar < CLOSE) break;
    bar += (greatest - bar) / 2;
  }
  const chance = Float64Array.from(good, (code) => stream.uniform(code));
  const order = Array.from(good.keys()).sort((i, j) => {
    const difference = values[good[j]] - values[good[i]];
    return Math.abs(difference) > CLOSE ? difference : chance[i] - chance[j];
  });
  return order.slice(0, most).flatMap((place) => {
    const code = good[place];
    const a = Float64Array.from({ length: rows }, (_, i) => ((code >> (rows - 1 - i)) & 1 ? -1 : 1));
    const reply = new Float64Array(columns);
    for (let i = 0; i < rows; i++) for (let b = 0; b < columns; b++) reply[b] += a[i] * weights[i * columns + b];
    let tied = false;
    const tossed = (turn: number) =>
      reply.map((sum, b) => {
        if (Math.abs(sum) > TIED) return sum < 0 ? -1 : 1;
        tied = true;
        return stream.uniform(count + code * columns + b) < 0.5 ? turn : -turn;
      });
    const first = { a, b: tossed(1) };
    return tied ? [first, { a, b: tossed(-1) }] : [first];
  });
}

function codesAbove(values: Float64Array, bar: number): number[] {
  const codes: number[] = [];
  for (let code = 0; code < values.length; code++) if (values[code] > bar) codes.push(code);
  return codes;
}

function turned(table: Weights, places: readonly number[]): [Weights, number[]] {
  const { rows, columns } = table;
  return [transposed(table), places.map((place) => (place % columns) * rows + Math.floor(place / columns))];
}

function turnedBack(found: ClassicalMargin, { rows, columns }: Weights): ClassicalMargin {
  return {
    ...found,
    mixture: found.mixture.map(({ probability, strategy: { a, b } }) => ({ probability, strategy: { a: b, b: a } })),
    distribution: transposed({ rows: columns, columns: rows, weights: found.distribution }).weights,
  };
}
