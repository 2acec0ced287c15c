// Tables of Apache Parquet, stretch by stretch of their row groups.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { type AsyncBuffer, type DecodedArray, type FileMetaData, parquetMetadataAsync, parquetScan } from 'hyparquet';
import { EbitError, isEbitError, messageOf } from '../../errors.js';
import { cutShort } from '../../shown-value.js';
import { BATCH_ROWS, type BatchesOf } from './batch.js';

/** So many values are decoded at a time: some megabytes, and as many again where they are texts. */
const STRETCH_VALUES = 400_000;

/** Beside Snappy and none at all, which the package reads itself. */
const compressors = {
  GZIP: (input: Uint8Array, length: number) => new Uint8Array(gunzipSync(input, { maxOutputLength: length })),
  BROTLI: (input: Uint8Array, length: number) =>
    new Uint8Array(brotliDecompressSync(input, { maxOutputLength: length })),
  ZSTD: (input: Uint8Array, length: number) => decompress(input, new Uint8Array(length)),
};

/** Reads a file of Parquet; of its columns those that are asked for. */
export const parquetBatches: BatchesOf = async function* (source, reader, label) {
  const { size } = source;
  if (size === null) {
    throw new EbitError(
      'usage',
      'A table of Parquet says at its end where its parts are, so that it cannot be read from a pipe; give the file.',
    );
  }
  if (size === 0) throw new EbitError('csv', 'The table is empty; it needs a header and at least one row.');
  const file: AsyncBuffer = {
    byteLength: size,
    slice: async (start, end = size) => (await source.at(start, end - start)).buffer,
  };
  const metadata = await whole(() => parquetMetadataAsync(file));
  const asked = [...reader.columns, ...(label === undefined ? [] : [label])];
  const columns = askedColumns(metadata, asked);
  // Of all columns first: a refusal names the nearest one that there is.
  reader.cells(columnNames(metadata));
  const read = reader.cells(columns);
  const scan = await whole(() => parquetScan({ file, metadata, columns, compressors }));
  const stretch = Math.max(BATCH_ROWS, Math.floor(STRETCH_VALUES / columns.length));
  let first = 0;
  for (const { rowStart, rowEnd } of scan.ranges) {
    for (let start = rowStart; start < rowEnd; start += stretch) {
      const end = Math.min(rowEnd, start + stretch);
      const values: DecodedArray[] = [];
      for (const column of columns) {
        const own = await whole(() => scan.readColumn({ column, rowStart: start, rowEnd: end }));
        if (own.length !== end - start)
          throw damaged(`${own.length} values of "${cutShort(column)}" in ${end - start} rows`);
        values.push(own);
      }
      for (let from = 0; from < end - start; from += BATCH_ROWS) {
        const count = Math.min(BATCH_ROWS, end - start - from);
        const body = Array.from({ length: count }, (_, row) => values.map((own) => own[from + row] as unknown));
        const place = first;
        yield { ...read(body, (row) => ({ row: place + row, line: null })), count, first };
        first += count;
      }
    }
  }
  if (first === 0) throw new EbitError('csv', 'The table has no rows; give at least one.');
};

function columnNames({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  // The first is the whole; of a column with parts these follow it.
  for (let i = 1; i < schema.length; i++) {
    names.push(schema[i].name);
    for (let parts = schema[i].num_children ?? 0; parts > 0; parts--) parts += schema[++i].num_children ?? 0;
  }
  return names;
}

/** The columns of a file that are asked for, as it spells them. */
function askedColumns(metadata: FileMetaData, asked: readonly string[]): string[] {
  const wanted = new Set(asked.map((name) => name.normalize()));
  return columnNames(metadata).filter((name) => wanted.has(name.normalize().trim()));
}

/** Whatever the package says of a file is that of a damaged one. @throws EbitError 'csv' with what it says */
async function whole<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw isEbitError(error) ? error : damaged(messageOf(error), error);
  }
}

function damaged(why: string, cause?: unknown): EbitError {
  const mend = /compress/.test(why)
    ? 'write it with Snappy, gzip, Zstandard, Brotli or no compression'
    : 'write it again';
  return new EbitError('csv', `The table is no whole file of Parquet (${cutShort(why)}); ${mend}.`, { cause });
}
