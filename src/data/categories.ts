import { cellNumber } from './cell-numbers.js';
import { isRoundedInteger } from './numbers.js';
import type { CellOptions } from './table-cells.js';

/** One spelling for a word that is a category: a number as JavaScript writes it, anything else in composed letters. */
export function categoryOf(cell: string | number, decimal?: CellOptions['decimal']): string {
  if (typeof cell === 'number') return String(cell + 0);
  const value = isRoundedInteger(cell) ? null : cellNumber(cell, decimal);
  return value === null ? cell.normalize() : String(value + 0);
}

/** The number that a word begins with, as in `5more` and `10 to 20`. */
const LEADING = /^[<>]?=?\s*([+-]?\d+(\.\d+)?)/;

/**
 * Returns different categories in their order: by the numbers that they begin with where all do, else numbers first, then
 * words by character code.
 *
 * @example sortedCategories(['5more', '10', '2']) // ['2', '5more', '10']
 */
export function sortedCategories(categories: readonly string[]): string[] {
  const numbers = new Map([...new Set(categories)].map((one) => [one, Number(LEADING.exec(one)?.[1] ?? Number.NaN)]));
  const all = [...numbers.values()].every((value) => !Number.isNaN(value));
  const keyOf = (one: string): number => {
    const value = all ? (numbers.get(one) ?? 0) : (cellNumber(one) ?? Number.POSITIVE_INFINITY);
    return value;
  };
  return [...numbers.keys()].sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    if (x !== y) return x < y ? -1 : 1;
    return a < b ? -1 : 1;
  });
}
