import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { type RandomStream, randomStream } from '../random.js';
import { type BellCost, checkedBellCost } from './bell-cost.js';
import { checkedGame, type Game, successOf } from './game.js';
import { hermitianSign } from './hermitian-sign.js';

/** How {@link reachedWithEbits} searches. */
export interface ReachedOptions {
  /** Ebits that the players share, 1 to 4; 1 unless told. */
  readonly ebits?: number;
  /** Random observables from which the search starts anew; 20 unless told. */
  readonly starts?: number;
  /** Of the starts; 1 unless told. */
  readonly seed?: number;
}

/** What a search found that a number of perfect ebits reaches: a lower bound, for there may be better. */
export interface Reached {
  readonly ebits: number;
  readonly starts: number;
  readonly seed: number;
  /** The value of the observables: the players reach it, and perhaps more. */
  readonly lower: number;
  /** (1 + lower) / 2 of a game with labels, else null. */
  readonly success: number | null;
  /** Starts that ended within 1e-7 of `lower`: few are a sign that more starts are worth while. */
  readonly agreeing: number;
  /** 2^ebits, the dimension of each player's halves. */
  readonly dimension: number;
  /** The first player's observables, [a, dimension, dimension, 2]: Hermitian, of eigenvalues +1 and -1. */
  readonly a: Float64Array;
  /** The second player's, [b, dimension, dimension, 2]. */
  readonly b: Float64Array;
}

const OPTION_NAMES: OptionNames<ReachedOptions> = { ebits: true, starts: true, seed: true };
const MOST_EBITS = 4;
const MOST_STARTS = 100_000;
/** Numbers in all observables: 32 MiB. */
const MOST_NUMBERS = 4_194_304;
/** The gain of a round, against the sum of magnitudes, at which a start ends. */
const GAIN = 1e-14;
const MOST_ROUNDS = 3000;
/** Starts that end closer than this have found the same. */
const AGREEING = 1e-7;

/**
 * Returns what a search found that players reach with so many perfect ebits and no more: a lower bound.
 *
 *     value = sum_ab M_ab <A_a B_b> + sum_a l_a <A_a> + sum_b r_b <B_b>,    <A B> = tr(A B^T) / d, <A> = tr(A) / d, d = 2^ebits
 *
 * With the second player's observables fixed, the best of the first are A_a = sign(sum_b M_ab B_b^T + l_a), and so in turn
 * (see-saw). The value never falls; where it ends depends on the start, and the best of many starts need not be the largest
 * value that there is. Players may add qubits of their own and toss coins without gaining anything: two outcomes are measured
 * best by observables of eigenvalues +1 and -1.
 *
 * @param given - a game, see `game`, or a Bell cost with terms on marginals, see `bellCost`
 * @param options - see {@link ReachedOptions}
 * @throws EbitError 'game' for what is neither; 'config' for an unknown option; 'range' for a number of ebits, starts or a
 *   seed outside its limits; 'memory' for too many questions
 * @example
 * reachedWithEbits(game('chsh')).success; // about 0.853553
 * reachedWithEbits(bellCost('i3322')).lower; // about 0.25
 * @see Werner and Wolf, "Bell inequalities and entanglement", Quantum Inf. Comput. 1 (2001), for the see-saw
 */
export function reachedWithEbits(given: Game | BellCost, options: ReachedOptions = {}): Reached {
  const cost = linearCost(given);
  checkOptions('reachedWithEbits', options, OPTION_NAMES);
  const ebits = checkedWhole('The number of ebits', options.ebits ?? 1, 1, MOST_EBITS);
  const starts = checkedWhole('The number of starts', options.starts ?? 20, 1, MOST_STARTS);
  const seed = checkedWhole('The seed', options.seed ?? 1, 0, Number.MAX_SAFE_INTEGER);
  const d = 1 << ebits;
  const { rows, columns } = cost;
  const size = 2 * d * d;
  if ((rows + columns) * size > MOST_NUMBERS) {
    throw new EbitError(
      'memory',
      `The observables of ${rows} by ${columns} questions on ${ebits} ebits are ${(rows + columns) * size} numbers; ` +
        `at most ${MOST_NUMBERS} fit.`,
    );
  }
  const scale = [cost.weights, cost.first, cost.second].flatMap((list) => Array.from(list, Math.abs));
  const unit = scale.reduce((sum, weight) => sum + weight, 0);
  const stream = randomStream(seed, 'observables');
  const turned = transposedCost(cost);
  const none: Float64Array = new Float64Array(0);
  let best = { value: Number.NEGATIVE_INFINITY, a: none, b: none };
  const ends: number[] = [];
  for (let start = 0; start < starts; start++) {
    const a = new Float64Array(rows * size);
    const b = drawn(stream, start * columns * size, columns, d);
    let value = Number.NEGATIVE_INFINITY;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      replyInto(a, b, cost, d);
      const now = replyInto(b, a, turned, d);
      const gain = now - value;
      value = now;
      if (gain <= GAIN * unit) break;
    }
    ends.push(value);
    if (value > best.value) best = { value, a, b };
  }
  // What was called B so far is its transpose, and a Hermitian matrix is turned into that by its conjugate.
  const b = best.b.map((x, i) => (i % 2 === 0 ? x : -x));
  const lower = cost.constant + best.value;
  return {
    ebits,
    starts,
    seed,
    lower,
    success: 'labelled' in given ? successOf(given, lower) : null,
    agreeing: ends.filter((end) => best.value - end <= AGREEING * unit).length,
    dimension: d,
    a: best.a,
    b,
  };
}

interface LinearCost {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly constant: number;
}

function linearCost(given: Game | BellCost): LinearCost {
  if (typeof given === 'object' && given !== null && 'constant' in given) {
    const { a, b, weights, first, second, constant } = checkedBellCost(given);
    return { rows: a.length, columns: b.length, weights, first, second, constant };
  }
  const { a, b, weights } = checkedGame(given);
  const [rows, columns] = [a.length, b.length];
  return { rows, columns, weights, first: new Float64Array(rows), second: new Float64Array(columns), constant: 0 };
}

function transposedCost({ rows, columns, weights, first, second, constant }: LinearCost): LinearCost {
  const turned = weights.map((_, p) => weights[(p % rows) * columns + Math.floor(p / rows)]);
  return { rows: columns, columns: rows, weights: turned, first: second, second: first, constant };
}

/** Observables that are the signs of random Hermitian matrices. */
function drawn(stream: RandomStream, place: number, count: number, d: number): Float64Array {
  const size = 2 * d * d;
  const out = new Float64Array(count * size);
  for (let k = 0; k < count; k++) {
    const h = out.subarray(k * size, (k + 1) * size);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        const [at, across] = [2 * (i * d + j), 2 * (j * d + i)];
        h[at] = stream.uniform(place + k * size + at) - 0.5;
        h[at + 1] = i === j ? 0 : stream.uniform(place + k * size + at + 1) - 0.5;
        h[across] = h[at];
        h[across + 1] = -h[at + 1];
      }
    }
    hermitianSign(h, d);
  }
  return out;
}

/** Fills `a` with the best replies to b; returns the value of both, without the constant. */
function replyInto(a: Float64Array, b: Float64Array, cost: LinearCost, d: number): number {
  const { rows, columns, weights, first, second } = cost;
  const size = 2 * d * d;
  let value = 0;
  for (let i = 0; i < rows; i++) {
    const h = a.subarray(i * size, (i + 1) * size).fill(0);
    for (let j = 0; j < columns; j++) {
      const weight = weights[i * columns + j];
      if (weight !== 0) for (let k = 0; k < size; k++) h[k] += weight * b[j * size + k];
    }
    for (let k = 0; k < d; k++) h[2 * k * (d + 1)] += first[i];
    value += hermitianSign(h, d) / d;
  }
  for (let j = 0; j < columns; j++) {
    for (let k = 0; k < d; k++) value += (second[j] * b[j * size + 2 * k * (d + 1)]) / d;
  }
  return value;
}
