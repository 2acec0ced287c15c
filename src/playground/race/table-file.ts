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

/** How many columns a party can hold, since each takes a qubit and a network of this kind halves its qubits to one. */
export const PARTY_SIZES: readonly number[] = [1, 2, 4];

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
 * Returns a first choice: the last column with two values tells the classes, and of the columns of numbers each party gets
 * as many as it can hold, in their order.
 */
export function firstDeal(columns: readonly TableColumn[]): Deal {
  const label = columns.findLast(({ values }) => values === 2) ?? columns[columns.length - 1];
  const numeric = columns.filter((column) => column !== label && column.isNumeric && column.values > 1);
  const size = PARTY_SIZES.findLast((count) => 2 * count <= numeric.length) ?? 1;
  const names = numeric.map(({ name }) => name);
  return { label: label.name, columns: { A: names.slice(0, size), B: names.slice(size, 2 * size) } };
}

/** Returns what is wrong with a choice of columns, as a sentence, or null. */
export function dealFault({ columns }: Deal): string | null {
  for (const [party, own] of Object.entries(columns)) {
    if (!PARTY_SIZES.includes(own.length)) {
      return `Party ${party} holds ${own.length} columns; give each party 1, 2 or 4, one qubit each.`;
    }
  }
  return null;
}
