import { cellNumber } from '../../data/cell-numbers.js';
import { dealColumns, PARTIES, partyNames } from '../../data/deal.js';
import { isMissing } from '../../data/missing.js';
import { type CellOptions, tableCells } from '../../data/table-cells.js';
import type { TableSettings } from '../../tasks/data/table.js';

/** What is in a column of a table, as far as a choice of columns needs to know. */
export interface TableColumn {
  readonly name: string;
  /** Whether all cells that hold something are numbers. */
  readonly isNumeric: boolean;
  /** Whether a cell holds nothing. */
  readonly hasGaps: boolean;
  /** How many different values there are, counted to {@link MANY}. */
  readonly values: number;
}

/** Which columns each party holds, which tells the classes, and what becomes of gaps and words. */
export type Deal = Pick<TableSettings, 'columns' | 'label' | 'missing' | 'words' | 'decimal'>;

/** How many columns a party of a qcnn can hold here, each of which takes a qubit: with more a step is too long to look at. */
export const MOST_QUBITS = 6;

/** Words of more values are names, and each would be a feature of its own. */
const MANY = 20;

/**
 * Looks through a table of text.
 *
 * @param options - how its cells are read
 * @throws EbitError 'csv' for text that is no table
 */
export function tableColumns(text: string, options: Pick<CellOptions, 'decimal'> = {}): TableColumn[] {
  const { header, body } = tableCells(text, options);
  return header.map((name, place) => {
    const values = new Set<string>();
    for (const row of body) {
      if (!isMissing(row[place])) values.add(row[place]);
      if (values.size > MANY) break;
    }
    return {
      name,
      isNumeric: body.every((row) => isMissing(row[place]) || cellNumber(row[place], options.decimal) !== null),
      hasGaps: body.some((row) => isMissing(row[place])),
      values: values.size,
    };
  });
}

/** How cells are read to begin with: with a decimal comma where that makes numbers of more columns. */
function firstDecimal(text: string): Pick<CellOptions, 'decimal'> {
  const numericBy = (options: Pick<CellOptions, 'decimal'>) => {
    const columns = tableColumns(text, options);
    return columns.length < 2 ? -1 : columns.filter(({ isNumeric }) => isNumeric).length;
  };
  return numericBy({ decimal: 'comma' }) > numericBy({}) ? { decimal: 'comma' } : {};
}

/**
 * Returns a first choice: the column called "label", else the last one with two values, else the last tells the classes; all
 * others are dealt to the parties in their order, but words of many values. The training rows' median stands in for gaps,
 * and words become a feature each, where there are any.
 *
 * @throws EbitError 'csv' for text that is no table
 */
export function firstDeal(text: string): Deal {
  const how = firstDecimal(text);
  const columns = tableColumns(text, how);
  const label =
    columns.find(({ name }) => name === 'label') ??
    columns.findLast(({ values }) => values === 2) ??
    columns[columns.length - 1];
  const held = columns.filter((column) => column !== label && (column.isNumeric || column.values <= MANY));
  const names = held.map(({ name }) => name);
  return {
    label: label.name,
    columns:
      names.length < 2
        ? { A: names, B: [] }
        : dealColumns(names, { parties: partyNames(PARTIES), nameOf: () => 'the choice below' }),
    ...how,
    ...preparedBy(held),
  };
}

/** What has to be said of gaps and words in some columns; nothing where there are none. */
export function preparedBy(columns: readonly TableColumn[]): Pick<Deal, 'missing' | 'words'> {
  return {
    ...(columns.some(({ hasGaps }) => hasGaps) ? { missing: 'median' as const } : {}),
    ...(columns.some(({ isNumeric }) => !isNumeric) ? { words: 'onehot' as const } : {}),
  };
}

/** Returns what is wrong with a choice of columns, as a sentence, or null. */
export function dealFault({ columns }: Pick<Deal, 'columns'>): string | null {
  const bare = Object.entries(columns).find(([, own]) => own.length === 0);
  return bare === undefined ? null : `Party ${bare[0]} holds no column; give each party at least one.`;
}
