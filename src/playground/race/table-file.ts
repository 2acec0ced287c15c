import { parsedNumber } from '../../data/numbers.js';
import { tableCells } from '../../data/table-cells.js';
import type { TableSettings } from '../../tasks/data/table.js';

/** What is in a column of a table, as far as a choice of columns needs to know. */
export interface TableColumn {
  readonly name: string;
  /** Whether all cells are numbers. */
  readonly isNumeric: boolean;
  /** How many different values there are, counted to 3. */
  readonly values: number;
}

/** Which columns each party holds, and which tells the classes. */
export type Deal = Pick<TableSettings, 'columns' | 'label'>;

/** How many columns a party can hold, each of which takes a qubit: with more of them a step is too long to look at. */
export const MOST_COLUMNS = 6;

/** How many columns a party holds to begin with, where there are so many: as with the paper's data. */
const FIRST_COLUMNS = 4;

/**
 * Looks through a table of text.
 *
 * @throws EbitError 'csv' for text that is no table
 */
export function tableColumns(text: string): TableColumn[] {
  const { header, body } = tableCells(text);
  return header.map((name, place) => {
    const values = new Set<string>();
    for (const row of body) {
      values.add(row[place]);
      if (values.size === 3) break;
    }
    return { name, isNumeric: body.every((row) => parsedNumber(row[place]) !== null), values: values.size };
  });
}

/**
 * Returns a first choice: the last column with two values tells the classes, and the first eight columns of numbers are
 * dealt to the parties in their order; where there are too few for both, to the first.
 */
export function firstDeal(columns: readonly TableColumn[]): Deal {
  const label = columns.findLast(({ values }) => values === 2) ?? columns[columns.length - 1];
  const numeric = columns.filter((column) => column !== label && column.isNumeric && column.values > 1);
  const names = numeric.slice(0, 2 * FIRST_COLUMNS).map(({ name }) => name);
  const size = Math.ceil(names.length / 2);
  return { label: label.name, columns: { A: names.slice(0, size), B: names.slice(size) } };
}

/** Returns what is wrong with a choice of columns, as a sentence, or null. */
export function dealFault({ columns }: Deal): string | null {
  for (const [party, own] of Object.entries(columns)) {
    if (own.length < 1 || own.length > MOST_COLUMNS) {
      return `Party ${party} holds ${own.length} columns; give each party 1 to ${MOST_COLUMNS}, one qubit each.`;
    }
  }
  return null;
}
