import { labelsOf, twoClassesOf } from '../data/labels.js';
import { parsedNumber } from '../data/numbers.js';
import { columnPlace, emptyCell, tableCells } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';
import { type Game, gameOfPairs, type LabelledPair } from './game.js';

/** What {@link gameFromTable} is asked for. */
export interface GameFromTableOptions {
  /** For each of two players the columns whose values, taken together, are the question. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** The column of the labels. */
  readonly label: string;
  /** The label that means +1; unless told, the larger of two numbers, or the later of two words. */
  readonly positive?: string;
  /** Parts into which a column of more numbers than that is cut, with about as many rows in each; 2 to 1000. */
  readonly bins?: number;
}

/** A table of rows as a game. */
export interface TableGame {
  /** The game of the pairs that the rows hold, each with the label that more of its rows have. */
  readonly game: Game;
  /**
   * sum over pairs of |share of rows with +1 - share of rows with -1|: 1 where equal questions have equal labels. A strategy
   * of value v in the game is right in a shot of a random row with the chance (1 + agreement v) / 2.
   */
  readonly agreement: number;
  /** Rows of the table. */
  readonly rows: number;
  /** Rows that have their pair of questions to themselves: where these are many the game says little of other rows. */
  readonly alone: number;
  /** The columns that were cut, and the numbers at which a part begins, ascending. */
  readonly cuts: Readonly<Record<string, readonly number[]>>;
}

/** Different values up to which a column is discrete. */
const MOST_VALUES = 16;
const MOST_BINS = 1000;
const OPTION_NAMES: OptionNames<GameFromTableOptions> = { columns: true, label: true, positive: true, bins: true };

/**
 * Makes an XOR game of the rows of a table (CSV): each player's values in a row, taken together, are its question.
 *
 *     M_ab = share of all rows with questions a, b and label +1 - share of those with label -1
 *
 * scaled to sum |M| = 1; what that takes is `agreement`. Its ceilings bound a classifier that decides a row by one shot and
 * by the product of two outcomes (parity or fixed weights), on these rows. They do not bound the sign of a mean of many
 * shots, nor free weights.
 *
 * A column of words or of at most 16 different numbers is discrete. Others are cut by `bins` at quantiles of their rows, equal
 * numbers into the same part. Without it they are refused: nearly every row would be a question of its own, and any table
 * is then learnt by heart.
 *
 * @param text - the whole table, as for `readTable`
 * @param options - see {@link GameFromTableOptions}
 * @throws EbitError 'columns' for a column that the table lacks, other than two players, or a continuous column without
 *   `bins`; 'csv' for text that is no table or an empty cell; 'labels' unless the label column has two values, or if every
 *   pair of questions has both of them equally often; 'range' for a number of bins outside its limits; 'config' for an
 *   unknown option; 'memory' for too large a table of pairs
 * @example
 * const text = 's,t,win\n0,0,yes\n0,1,yes\n1,0,yes\n1,1,no';
 * gameFromTable(text, { columns: { A: ['s'], B: ['t'] }, label: 'win' }).game.weights; // [0.25, 0.25, 0.25, -0.25]
 */
export function gameFromTable(text: string, options: GameFromTableOptions): TableGame {
  if (typeof text !== 'string') throw new EbitError('csv', `The table is ${shownValue(text)}; give its text.`);
  checkOptions('gameFromTable', options, OPTION_NAMES);
  const players = checkedPlayers(options.columns);
  const { label, positive } = options;
  for (const [name, value] of Object.entries({ label, positive: positive ?? '' })) {
    if (typeof value !== 'string') {
      throw new EbitError('config', `The option "${name}" is ${shownValue(value)}; give a text.`);
    }
  }
  const bins = options.bins === undefined ? null : checkedWhole('The number of bins', options.bins, 2, MOST_BINS);
  const { header, body } = tableCells(text);
  if (players.flat().includes(label)) {
    throw new EbitError(
      'columns',
      `"${label}" is the label; it cannot be a question too, or the answer is given away.`,
    );
  }
  const columnOf = (name: string): string[] => {
    const place = columnPlace(header, name);
    return body.map((cells, i) => {
      if (cells[place] === '') throw emptyCell(i, name);
      return cells[place];
    });
  };
  const marks = columnOf(label);
  const labels = labelsOf(marks, twoClassesOf(marks, positive));
  const cuts: Record<string, readonly number[]> = {};
  const [first, second] = players.map((names) => {
    const parts = names.map((name) => {
      const column = discrete(name, columnOf(name), bins);
      if (column.cuts !== null) cuts[name] = column.cuts;
      return column.values;
    });
    // A value with a comma in it is quoted, so that different lists of values are different questions.
    return body.map((_, i) => parts.map((values) => quoted(values[i])).join(', '));
  });
  return { ...gameOfRows(first, second, labels), rows: body.length, cuts };
}

function gameOfRows(first: readonly string[], second: readonly string[], labels: Float64Array) {
  const pairs = new Map<string, { readonly a: string; readonly b: string; sum: number; count: number }>();
  labels.forEach((label, i) => {
    const key = JSON.stringify([first[i], second[i]]);
    const pair = pairs.get(key) ?? { a: first[i], b: second[i], sum: 0, count: 0 };
    pair.sum += label;
    pair.count++;
    pairs.set(key, pair);
  });
  const all = [...pairs.values()];
  const asked = all
    .filter(({ sum }) => sum !== 0)
    .map(({ a, b, sum }): LabelledPair => ({ a, b, label: sum < 0 ? -1 : 1, weight: Math.abs(sum) }));
  if (asked.length === 0) {
    throw new EbitError(
      'labels',
      'Every pair of questions has both labels equally often, so nothing can be learnt from them; name other columns.',
    );
  }
  const agreement = asked.reduce((sum, { weight }) => sum + (weight as number), 0) / labels.length;
  return {
    game: gameOfPairs(asked, 'table', (i) => `Pair ${i}`),
    agreement,
    alone: all.filter(({ count }) => count === 1).length,
  };
}

function quoted(value: string): string {
  return value.includes(',') || value.includes('"') ? JSON.stringify(value) : value;
}

/** A column as words, numbers that are equal as equal words; cut into parts if it has to be. */
function discrete(name: string, cells: readonly string[], bins: number | null) {
  const numbers = cells.map(parsedNumber);
  const isNumeric = numbers.every((value) => value !== null);
  const words = isNumeric ? numbers.map(String) : cells;
  const different = new Set(words).size;
  if (isNumeric && bins !== null && different > bins) return binned(numbers as number[], bins);
  if (different <= MOST_VALUES || (!isNumeric && 2 * different <= cells.length)) return { values: words, cuts: null };
  const mend = isNumeric ? 'cut it by bins (--bins 4), or leave it out' : 'leave it out';
  throw new EbitError(
    'columns',
    `The column "${cutShort(name)}" is continuous, ${different} different values in ${cells.length} rows: every row would be ` +
      `its own question and the ceiling 1; ${mend}.`,
  );
}

/** Parts of about as many rows each: they begin at quantiles, and are numbered from 1. */
function binned(numbers: readonly number[], bins: number) {
  const sorted = [...numbers].sort((x, y) => x - y);
  const begins = Array.from({ length: bins - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / bins)]);
  const cuts = [...new Set(begins)].filter((cut) => cut > sorted[0]);
  return { values: numbers.map((value) => String(1 + cuts.filter((cut) => value >= cut).length)), cuts };
}

/** @throws EbitError 'columns' unless there are two players with columns */
function checkedPlayers(columns: unknown): string[][] {
  if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) {
    throw new EbitError(
      'columns',
      `The columns are ${shownValue(columns)}; give each player's name a list, as { A: ['height'], B: ['age'] }.`,
    );
  }
  const players = Object.entries(columns as Readonly<Record<string, unknown>>);
  if (players.length !== 2) {
    throw new EbitError(
      'columns',
      `A game has two players, but columns are named for ${players.length}; give two, as { A: ['height'], B: ['age'] }.`,
    );
  }
  return players.map(([player, list]) => {
    if (!Array.isArray(list) || list.length === 0 || !list.every((name) => typeof name === 'string')) {
      throw new EbitError(
        'columns',
        `Player "${cutShort(player)}" has ${shownValue(list)} for its columns; give a list of names.`,
      );
    }
    const twice = list.find((name, i) => list.indexOf(name) < i);
    if (twice === undefined) return list;
    throw new EbitError('columns', `Player "${cutShort(player)}" has the column "${cutShort(twice)}" twice.`);
  });
}
