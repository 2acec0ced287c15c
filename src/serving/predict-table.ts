// Predictions of the rows of tables, in whatever form those come.
import { type CellOptions, separators, tableCells } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import type { Model } from '../models/model-types.js';
import { isList } from '../number-list.js';
import { checkedWord, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import type { Prediction } from './predictions.js';
import { openTableReader, type ReadRows, type TableReader, type TableReaderOptions } from './table-reader.js';

/** A row of a table: under each column's name its value, a number or a text; null where there is none. */
export type TableRecord = object;

/** What `Predictor.predictTable` takes. */
export interface PredictTableOptions extends Pick<TableReaderOptions, 'columns' | 'missing'>, CellOptions {}

/** A table that comes bit by bit: records, or lists of them. */
export type RecordStream =
  | Iterable<TableRecord | readonly TableRecord[]>
  | AsyncIterable<TableRecord | readonly TableRecord[]>;

/** Records that stand ready are answered so many at a time. */
const BATCH = 1024;

/** What answers the rows that a table was made into. */
type Answer = (read: ReadRows) => (Prediction | null)[];

/** How a model's tables are read. */
export interface OpenTable {
  readonly reader: TableReader;
  /** Of text. */
  readonly options: CellOptions;
}

/** Returns how tables are read for a model. @throws EbitError as `Predictor.predictTable` of its options, and of the model */
export function openTable(model: Model, options: PredictTableOptions): OpenTable {
  checkOptions('predictTable', options, { columns: true, missing: true, decimal: true, separator: true });
  const { separator, ...reading } = options;
  if (separator !== undefined) checkedWord('separator', separator, separators);
  return { reader: openTableReader(model, reading), options };
}

/**
 * Returns the predictions of a table: a list for a text or a list of records, what may be gone through once for a stream.
 *
 * @throws EbitError as `Predictor.predictTable` of what stands in it; at once for all but what stands in a stream
 */
export function tablePredictions(
  { reader, options }: OpenTable,
  source: unknown,
  answer: Answer,
): (Prediction | null)[] | AsyncGenerator<Prediction | null, void, undefined> {
  if (typeof source === 'string') return ofText(source, options, reader, answer);
  if (Array.isArray(source)) return ofRecords(source, 0, reader, answer);
  const given = source as Partial<Iterable<unknown> & AsyncIterable<unknown>> | null | undefined;
  const isStream =
    typeof given?.[Symbol.asyncIterator] === 'function' || typeof given?.[Symbol.iterator] === 'function';
  if (typeof source !== 'object' || !isStream || isList(source)) {
    throw new EbitError(
      'shape',
      `The table is ${shownValue(source)}; give a list of records, the text of a CSV file, or something that yields records.`,
    );
  }
  return ofStream(given as AsyncIterable<unknown> | Iterable<unknown>, reader, answer);
}

function ofText(text: string, options: CellOptions, reader: TableReader, answer: Answer): (Prediction | null)[] {
  const { header, body, lineOf } = tableCells(text, options);
  const read = reader.cells(header);
  const all: (Prediction | null)[] = [];
  for (let first = 0; first < body.length; first += BATCH) {
    const part = body.slice(first, first + BATCH);
    for (const one of answer(read(part, (row) => ({ row: first + row, line: lineOf(first + row) })))) all.push(one);
  }
  return all;
}

function ofRecords(records: readonly unknown[], start: number, reader: TableReader, answer: Answer) {
  const all: (Prediction | null)[] = [];
  for (let first = 0; first < records.length; first += BATCH) {
    const part = records.length <= BATCH ? records : records.slice(first, first + BATCH);
    for (const one of answer(reader.records(part, start + first))) all.push(one);
  }
  return all;
}

/** Records that come alone are answered at once if somebody may be waiting for more of them, else some at a time. */
async function* ofStream(
  source: AsyncIterable<unknown> | Iterable<unknown>,
  reader: TableReader,
  answer: Answer,
): AsyncGenerator<Prediction | null, void, undefined> {
  const most = Symbol.asyncIterator in source ? 1 : BATCH;
  let first = 0;
  let waiting: unknown[] = [];
  const answered = (records: readonly unknown[]) => {
    const start = first;
    first += records.length;
    return ofRecords(records, start, reader, answer);
  };
  for await (const item of source) {
    if (!Array.isArray(item)) {
      waiting.push(item);
      if (waiting.length < most) continue;
    }
    const ready = waiting;
    waiting = [];
    yield* answered(ready);
    if (Array.isArray(item)) yield* answered(item);
  }
  yield* answered(waiting);
}
