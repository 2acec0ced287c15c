// How a reader's own table is read: decoded, looked through and dealt where nobody waits for a frame.
import { decodeTable } from '../../data/decode-table.js';
import { EbitError, isEbitError } from '../../errors.js';
import { cutShort } from '../../shown-value.js';
import type { TableSettings } from '../../tasks/data/table.js';
import { completeData } from '../../tasks/data-settings.js';
import { pathNames } from '../../tasks/naming.js';
import { type DataChoice, type Prepared, preparedBy } from '../race/data.js';
import { firstDeal, type TableColumn, tableColumns } from '../race/table-file.js';
import { handedOver } from './hand-over.js';
import type { Tell } from './said.js';

/** More would not be a table to look at in a page. */
const MOST_BYTES = 10_000_000;

/** What is being done with a table, in the order in which it is done. */
export const READING_STEPS = ['decoding it', 'looking through its columns', 'dealing its rows'] as const;

/** A table as the page takes it. */
export interface ReadTable {
  readonly settings: TableSettings;
  readonly text: string;
  readonly columns: readonly TableColumn[];
  readonly prepared: Prepared;
}

/** The text of a file: UTF-8 or what its mark says, else what programs of western Europe wrote before. */
function textOf(bytes: Uint8Array): string {
  try {
    return decodeTable(bytes);
  } catch (error) {
    if (!isEbitError(error) || !(error.cause instanceof TypeError)) throw error;
    return decodeTable(bytes, 'windows-1252');
  }
}

/** The arrays of some data, which nobody here looks at again. */
function arraysOf({ data }: Prepared): Float64Array[] {
  return [data?.training, data?.validation].flatMap((set) => (set ? [set.rows, set.labels] : []));
}

/** The text that was read last: other settings of it are asked for without sending it again. */
let lastText: string | null = null;

/**
 * Reads a file: its text, its columns, a first choice of who holds which, and the rows that come of it.
 *
 * @param tell - hears which of {@link READING_STEPS} has begun
 * @throws EbitError 'csv' for what is no table, or too large a one
 */
export async function readTable(file: Blob, name: string, tell: Tell): Promise<ReadTable> {
  if (file.size > MOST_BYTES) {
    throw new EbitError(
      'csv',
      `${cutShort(name)} has ${Math.round(file.size / 1e6)} MB; give a table of at most ${MOST_BYTES / 1e6} MB.`,
    );
  }
  tell(0);
  const text = textOf(new Uint8Array(await file.arrayBuffer()));
  tell(1);
  const settings = completeData({ kind: 'table', path: name, ...firstDeal(text) }, pathNames) as TableSettings;
  const columns = tableColumns(text, settings);
  tell(2);
  lastText = text;
  const prepared = preparedBy({ settings, text });
  return handedOver({ settings, text, columns, prepared }, arraysOf(prepared));
}

/**
 * Deals the rows of a table in another way.
 *
 * @param choice - without a text, that of the table that was read last
 */
export function dealTable({ settings, text }: DataChoice): Pick<ReadTable, 'columns' | 'prepared'> {
  lastText = text ?? lastText;
  const own: DataChoice = { settings, text: lastText };
  const how = settings.kind === 'table' ? settings : {};
  const prepared = preparedBy(own);
  return handedOver({ columns: tableColumns(lastText ?? '', how), prepared }, arraysOf(prepared));
}
