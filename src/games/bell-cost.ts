import { parsedNumber } from '../data/numbers.js';
import { tableCells } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import { isList } from '../number-list.js';
import { checkedWord, nearestHint } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';
import type { Question } from './game.js';
import { refuseSize } from './game-size.js';

/**
 * One term of a Bell cost.
 *
 * With `a` and `b` it is weight <A_a B_b>, with one of them weight <A_a> or weight <B_b>, with neither a constant. With
 * outcomes it is weight P(x, y | a, b), weight P(x | a) or weight P(y | b).
 */
export interface BellTerm {
  /** A question of the first player. */
  readonly a?: Question;
  /** A question of the second player. */
  readonly b?: Question;
  /** The first player's outcome. */
  readonly x?: 1 | -1;
  /** The second player's outcome. */
  readonly y?: 1 | -1;
  readonly weight: number;
}

/**
 * A cost that is linear in two players' probabilities, with what each of them does alone:
 *
 *     cost = constant + sum_a first_a <A_a> + sum_b second_b <B_b> + sum_ab weights_ab <A_a B_b>
 */
export interface BellCost {
  /** What it is called: its name, or `table`. */
  readonly name: string;
  /** The questions of the first player. */
  readonly a: readonly string[];
  /** The questions of the second player. */
  readonly b: readonly string[];
  /** [a x b], row-major. */
  readonly weights: Float64Array;
  /** [a]. */
  readonly first: Float64Array;
  /** [b]. */
  readonly second: Float64Array;
  readonly constant: number;
}

/** Collins and Gisin's table of I3322: weights of P(+1, +1 | a, b), of P(+1 | a) and of P(+1 | b). */
const joint = [
  [1, 1, 1],
  [1, 1, -1],
  [1, -1, 0],
] as const;
const single = { a: [-1, 0, 0], b: [-2, -1, 0] } as const;

function i3322(): BellTerm[] {
  return [
    ...joint.flatMap((row, a) => row.map((weight, b): BellTerm => ({ a, b, x: 1, y: 1, weight }))),
    ...single.a.map((weight, a): BellTerm => ({ a, x: 1, weight })),
    ...single.b.map((weight, b): BellTerm => ({ b, y: 1, weight })),
  ];
}

/**
 * Makes a Bell cost, with terms on marginals, of a name or of its terms.
 *
 * Probabilities become means: P(x, y | a, b) = (1 + x <A> + y <B> + x y <A B>) / 4 and P(x | a) = (1 + x <A>) / 2. The only
 * name is `i3322`, the inequality of three questions each that CHSH does not imply, in Collins and Gisin's form: nothing that
 * shares coins alone exceeds 0, and one ebit reaches 1/4.
 *
 * @param given - `i3322`, or terms; see {@link BellTerm}
 * @throws EbitError 'game' for another name, a term of another form, one given twice, one outcome where there are two
 *   questions, an outcome without its question, a weight that is not finite, or a cost without a question; 'memory' for too
 *   large a table
 * @example
 * bellCost([{ a: 0, b: 0, weight: 2 }, { a: 0, x: 1, weight: 1 }]).first; // [0.5]
 * @see Collins and Gisin, "A relevant two qubit Bell inequality inequivalent to the CHSH inequality", J. Phys. A 37 (2004)
 */
export function bellCost(given: string | readonly BellTerm[]): BellCost {
  if (typeof given === 'string') {
    const name = checkedWord('Bell cost', given, ['i3322'], 'game');
    return costOfTerms(i3322(), name, (i) => `Term ${i}`);
  }
  if (!Array.isArray(given)) {
    throw new EbitError('game', `A Bell cost is ${shownValue(given)}; give "i3322", or a list of { a, b, weight }.`);
  }
  return costOfTerms(given, 'table', (i) => `Term ${i}`);
}

const columns = ['a', 'b', 'x', 'y', 'weight'];

/**
 * Reads a Bell cost from a table of text (CSV) with the columns `a`, `b` and `weight`, and `x` and `y` for outcomes.
 *
 * A row is a term as of `bellCost`; an empty cell is what the term does not have.
 *
 * @param text - the whole table
 * @throws EbitError 'csv' for text that is no table, or a number that is none, with its row (1 is the first below the
 *   header); 'columns' for other columns; 'game' as `bellCost`
 * @example
 * bellCostFromCsv('a,b,weight\n0,0,1\n0,,-0.5\n,0,-0.5').second; // [-0.5]
 */
export function bellCostFromCsv(text: string): BellCost {
  if (typeof text !== 'string') throw new EbitError('csv', `The table is ${shownValue(text)}; give its text.`);
  const { header, body } = tableCells(text);
  const strange = header.find((name, i) => !columns.includes(name) || header.indexOf(name) < i);
  if (strange !== undefined) {
    const what = columns.includes(strange) ? 'twice.' : `that is not known.${nearestHint(strange, columns)}`;
    throw new EbitError(
      'columns',
      `The cost's table has a column "${cutShort(strange)}" ${what} Its columns are a, b, x, y and weight.`,
    );
  }
  const missing = ['a', 'b', 'weight'].find((name) => !header.includes(name));
  if (missing !== undefined) throw new EbitError('columns', `The cost's table lacks the column "${missing}"; add it.`);
  const where = (i: number): string => `Row ${i + 1} below the header`;
  const terms = body.map((cells, i) =>
    Object.fromEntries(
      header.flatMap((name, place): [string, unknown][] => {
        const cell = cells[place];
        if (cell === '' && name !== 'weight') return [];
        if (name === 'a' || name === 'b') return [[name, cell]];
        const value = parsedNumber(cell);
        if (value !== null) return [[name, value]];
        throw new EbitError('csv', `${where(i)} has the ${name} ${shownValue(cell)}; give a finite number.`);
      }),
    ),
  );
  return costOfTerms(terms, 'table', where);
}

/** A player's questions and what is added up for each. */
class Player {
  readonly names: string[] = [];
  readonly sums: number[] = [];

  place(question: string): number {
    const known = this.names.indexOf(question);
    if (known >= 0) return known;
    this.sums.push(0);
    return this.names.push(question) - 1;
  }
}

function costOfTerms(terms: readonly unknown[], name: string, where: (i: number) => string): BellCost {
  const first = new Player();
  const second = new Player();
  const products: { readonly a: number; readonly b: number; readonly weight: number }[] = [];
  const met = new Set<string>();
  let constant = 0;
  terms.forEach((term, i) => {
    const { a, b, x, y, weight } = checkedTerm(term, () => where(i));
    const key = JSON.stringify([a ?? null, b ?? null, x ?? null, y ?? null]);
    if (met.has(key)) throw new EbitError('game', `${where(i)} was given before; give each term once.`);
    met.add(key);
    const [p, q] = [a === undefined ? null : first.place(a), b === undefined ? null : second.place(b)];
    // A mean is as it is; a probability is shared out among the means that it is made of.
    const share = x === undefined && y === undefined ? null : weight / (p !== null && q !== null ? 4 : 2);
    if (share === null) {
      if (p !== null && q !== null) products.push({ a: p, b: q, weight });
      else if (p !== null) first.sums[p] += weight;
      else if (q !== null) second.sums[q] += weight;
      else constant += weight;
      return;
    }
    constant += share;
    if (p !== null) first.sums[p] += share * (x ?? 0);
    if (q !== null) second.sums[q] += share * (y ?? 0);
    if (p !== null && q !== null) products.push({ a: p, b: q, weight: share * (x ?? 0) * (y ?? 0) });
  });
  if (first.names.length === 0 || second.names.length === 0) {
    throw new EbitError('game', 'The cost lacks a question for one of the players; give each at least one.');
  }
  refuseSize(first.names.length, second.names.length);
  const weights = new Float64Array(first.names.length * second.names.length);
  for (const { a, b, weight } of products) weights[a * second.names.length + b] += weight;
  const made = { name, a: first.names, b: second.names, weights, constant };
  return checkedBellCost({ ...made, first: Float64Array.from(first.sums), second: Float64Array.from(second.sums) });
}

/** @throws EbitError 'game' for a term of another form */
function checkedTerm(term: unknown, where: () => string) {
  if (typeof term !== 'object' || term === null) {
    throw new EbitError('game', `${where()} is ${shownValue(term)}; give { a, b, weight }.`);
  }
  const { a, b, x, y, weight } = term as { readonly [Name in keyof BellTerm]: unknown };
  if (typeof weight !== 'number' || !Number.isFinite(weight)) {
    throw new EbitError('game', `${where()} has the weight ${shownValue(weight)}; give a finite number.`);
  }
  const questions = [a, b].map((question) => {
    if (question === undefined || (typeof question === 'string' && question !== '')) return question;
    if (typeof question === 'number' && Number.isSafeInteger(question)) return String(question);
    throw new EbitError('game', `${where()} has the question ${shownValue(question)}; give a word or a whole number.`);
  });
  const outcomes = [x, y].map((outcome) => {
    if (outcome === undefined || outcome === 1 || outcome === -1) return outcome;
    throw new EbitError('game', `${where()} has the outcome ${shownValue(outcome)}; give 1 or -1.`);
  });
  const lost = [0, 1].some((p) => outcomes[p] !== undefined && questions[p] === undefined);
  const half = questions.every((question) => question !== undefined) && (x === undefined) !== (y === undefined);
  if (lost || half) {
    throw new EbitError(
      'game',
      `${where()} has ${lost ? 'an outcome without its question' : 'one outcome for two questions'}; give an outcome for each ` +
        'question, or none.',
    );
  }
  return { a: questions[0], b: questions[1], x: outcomes[0], y: outcomes[1], weight };
}

/**
 * Returns a Bell cost after checking that it is one, wherever it came from.
 *
 * @throws EbitError 'game' for anything else
 */
export function checkedBellCost(given: BellCost): BellCost {
  const { a, b, weights, first, second, constant } = (given ?? {}) as { readonly [Name in keyof BellCost]: unknown };
  if (!Array.isArray(a) || !Array.isArray(b) || !isList(weights) || !isList(first) || !isList(second)) {
    throw new EbitError('game', `The cost is ${shownValue(given)}; make one by bellCost().`);
  }
  refuseSize(a.length, b.length);
  const fits = weights.length === a.length * b.length && first.length === a.length && second.length === b.length;
  if (!fits || a.length === 0 || b.length === 0) {
    throw new EbitError(
      'game',
      `The cost has ${weights.length}, ${first.length} and ${second.length} weights for ${a.length} by ${b.length} questions; ` +
        'make one by bellCost().',
    );
  }
  const lists = [weights, first, second].map((list) => Float64Array.from(list, Number));
  const alone = typeof constant === 'number' ? constant : Number.NaN;
  const numbers = [...lists.flatMap((list) => Array.from(list)), alone];
  const wrong = numbers.find((weight) => !Number.isFinite(weight));
  if (wrong !== undefined) {
    throw new EbitError('game', `The cost has the weight ${wrong}; give finite numbers, as bellCost() does.`);
  }
  const sum = numbers.slice(0, -1).reduce((all, weight) => all + Math.abs(weight), 0);
  if (!(sum >= 1e-100 && sum <= 1e100)) {
    throw new EbitError(
      'game',
      `The magnitudes of the cost's weights sum to ${sum}; give weights whose sum lies between 1e-100 and 1e100.`,
    );
  }
  return { ...given, weights: lists[0], first: lists[1], second: lists[2], constant: alone };
}
