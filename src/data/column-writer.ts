// From a cell of a table to the features that its column makes of it.
import { EbitError } from '../errors.js';
import { cutShort } from '../shown-value.js';
import { categoryOf } from './categories.js';
import { columnText, missingText, numberIn, type RowPlace, rowText } from './cell-numbers.js';
import { isMissing, type MissingRule } from './missing.js';
import type { CellOptions } from './table-cells.js';

/** What becomes of one column. */
export type ColumnPreparation =
  /** A number stays one. `median`, of the training rows, stands in for a missing one; null where rows are left out instead. */
  | { readonly column: string; readonly kind: 'number'; readonly median: number | null }
  /** A feature for each category, 1 where the cell is that and else 0; of two categories only one, for the second. */
  | { readonly column: string; readonly kind: 'onehot'; readonly categories: readonly string[] }
  /** The category's place, from 0; `median` as for a number. */
  | {
      readonly column: string;
      readonly kind: 'ordinal';
      readonly categories: readonly string[];
      readonly median: number | null;
    };

/** How many features a column becomes. */
export function featureCount(column: ColumnPreparation): number {
  return column.kind === 'onehot' && column.categories.length > 2 ? column.categories.length : 1;
}

/** Writes the features that a column makes of one cell. */
export interface ColumnWriter {
  /** How many they are. */
  readonly width: number;
  /**
   * @param cell - trimmed text, or a finite number as it is
   * @param place - asked for the place of a cell that is refused
   * @param rows - the features from `at` on are 0
   * @throws EbitError 'csv' for a cell that does not fit what its column was when the preparation was fitted
   */
  write(cell: string | number, place: () => RowPlace, rows: Float64Array, at: number): void;
}

/** How the cells of a table are read. */
interface CellRules {
  readonly missing: MissingRule | null;
  readonly decimal: NonNullable<CellOptions['decimal']>;
}

/** Returns what writes the features of a column. */
export function columnWriter(how: ColumnPreparation, { missing, decimal }: CellRules): ColumnWriter {
  const width = featureCount(how);
  const { column } = how;
  if (how.kind === 'number') {
    const { median } = how;
    const write: ColumnWriter['write'] = (cell, place, rows, at) => {
      if (typeof cell === 'number') rows[at] = cell;
      else if (median !== null && isMissing(cell)) rows[at] = median;
      else rows[at] = numberIn(cell, decimal, () => ({ column, ...place() }));
    };
    return { width, write };
  }
  const places = new Map(how.categories.map((category, i) => [category, i]));
  const write: ColumnWriter['write'] = (cell, where, rows, at) => {
    const isGap = typeof cell === 'string' && isMissing(cell);
    if (isGap && missing === null) throw new EbitError('csv', missingText(cell, { column, ...where() }));
    const place = isGap ? undefined : places.get(categoryOf(cell, decimal));
    if (how.kind === 'onehot') {
      if (place !== undefined && width > 1) rows[at + place] = 1;
      else if (width === 1) rows[at] = place === how.categories.length - 1 ? 1 : 0;
    } else if (isGap && how.median !== null) {
      rows[at] = how.median;
    } else if (place === undefined) {
      throw new EbitError('csv', unknownWord(`${cell}`, how.categories, { column, ...where() }));
    } else {
      rows[at] = place;
    }
  };
  return { width, write };
}

/** Only so many of a column's words are worth reading in a message. */
const SHOWN = 6;

function unknownWord(
  cell: string,
  categories: readonly string[],
  place: RowPlace & { readonly column: string },
): string {
  const shown = categories.slice(0, SHOWN).map((category) => `"${cutShort(category)}"`);
  if (categories.length > SHOWN) shown.push('...');
  return (
    `${rowText(place)} has "${cutShort(cell)}" ${columnText(place)}, which no training row has (those have ` +
    `${shown.join(', ')}), so that it has no place among them; leave the row out, or train with one-hot words ` +
    '(--words onehot).'
  );
}
