// Arrays of NumPy: their columns have no names, and are the model's by their place.
import { type NpyHeader, npyHeader, npyHeaderBytes, wrongNpySize } from '../../data/npy.js';
import { EbitError } from '../../errors.js';
import type { ByteSource } from '../../node/byte-source.js';
import type { CellReader, TableReader } from '../../serving/table-reader.js';
import { BATCH_ROWS, type Batch, type BatchesOf } from './batch.js';

/** Reads a 2-D array whose rows are those of the table: the model's columns in their order, and the label behind them. */
export const npyBatches: BatchesOf = async function* (source, reader, label) {
  const pieces = source.pieces();
  let held = new Uint8Array(0);
  /** Reads until so many bytes are held; false where there are no more. */
  const hold = async (count: number): Promise<boolean> => {
    while (held.length < count) {
      const { value, done } = await pieces.next();
      if (done) return false;
      const both = new Uint8Array(held.length + value.length);
      both.set(held);
      both.set(value, held.length);
      held = both;
    }
    return true;
  };
  try {
    let wanted = 1;
    while (wanted > held.length && (await hold(wanted))) wanted = npyHeaderBytes(held);
    if (held.length === 0) throw new EbitError('csv', 'The table is empty; give a 2-D array of numbers.');
    if (wanted > held.length) throw new EbitError('csv', 'The array is cut off in its description; save it again.');
    const header = npyHeader(held);
    const read = reader.cells(columnNames(header, reader, label));
    const expected = header.start + header.rows * header.columns * header.size;
    if (source.size !== null && source.size !== expected) throw wrongNpySize(header, source.size, expected);
    if (header.byColumns) {
      yield* columnWise(source, header, read);
      return;
    }
    held = held.slice(header.start);
    const rowBytes = header.columns * header.size;
    for (let first = 0; first < header.rows; ) {
      await hold(rowBytes);
      const count = Math.min(Math.floor(held.length / rowBytes), header.rows - first);
      if (count === 0) throw wrongNpySize(header, source.done, expected);
      const view = new DataView(held.buffer);
      yield batchOf(header, read, first, count, (row, c) => header.numberAt(view, row * rowBytes + c * header.size));
      held = held.slice(count * rowBytes);
      first += count;
    }
    if (await hold(1)) throw wrongNpySize(header, source.done, expected);
  } finally {
    await pieces.return(undefined);
  }
};

/** What the columns of an array are called. @throws EbitError 'columns' for another number of them */
function columnNames({ columns }: NpyHeader, reader: TableReader, label: string | undefined): string[] {
  const names = [...reader.columns, ...(label === undefined ? [] : [label])];
  if (columns === names.length) return names;
  const behind = label === undefined ? '' : ', and the label behind them,';
  throw new EbitError(
    'columns',
    `The array has ${columns} columns; the model's ${reader.columns.length} columns in their order${behind} are ${names.length}.`,
  );
}

function batchOf(
  { columns }: NpyHeader,
  read: CellReader,
  first: number,
  count: number,
  numberOf: (row: number, column: number) => number | bigint,
): Batch {
  const body = Array.from({ length: count }, (_, row) => Array.from({ length: columns }, (_, c) => numberOf(row, c)));
  return { ...read(body, (row) => ({ row: first + row, line: null })), count, first };
}

/** Rows of an array whose columns lie one after another, each read from its own place. */
async function* columnWise(source: ByteSource, header: NpyHeader, read: CellReader): AsyncGenerator<Batch> {
  const { start, size, rows, columns, numberAt } = header;
  if (source.size === null) {
    throw new EbitError(
      'csv',
      'The columns of the array lie one after another (Fortran order), so that its rows cannot be read from a pipe; give the ' +
        'file, or save it by rows: numpy.ascontiguousarray(array).',
    );
  }
  for (let first = 0; first < rows; first += BATCH_ROWS) {
    const count = Math.min(BATCH_ROWS, rows - first);
    const views: DataView[] = [];
    for (let c = 0; c < columns; c++) {
      const bytes = await source.at(start + (c * rows + first) * size, count * size);
      if (bytes.length < count * size) throw wrongNpySize(header, source.size - 1, source.size);
      views.push(new DataView(bytes.buffer));
    }
    yield batchOf(header, read, first, count, (row, c) => numberAt(views[c], row * size));
  }
}
