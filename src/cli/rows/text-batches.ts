// Tables of text, cut at their lines: CSV, and a record a line.
import { type CellPart, cellStream } from '../../data/cell-stream.js';
import { jsonLines } from '../../data/json-lines.js';
import type { CellOptions } from '../../data/table-cells.js';
import { textStream } from '../../data/text-stream.js';
import { EbitError } from '../../errors.js';
import type { CellReader } from '../../serving/table-reader.js';
import type { Batch, BatchesOf } from './batch.js';

/** How a table of text is written. */
export interface TextOptions extends CellOptions {
  readonly encoding?: string;
}

/** Returns what reads CSV. */
export function csvBatches({ encoding, ...options }: TextOptions): BatchesOf {
  return async function* (source, reader) {
    const text = textStream(encoding);
    const cells = cellStream(options);
    let read: CellReader | null = null;
    function* batchesOf(parts: Iterable<CellPart>): Generator<Batch> {
      for (const { header, body, first, lineOf } of parts) {
        read ??= reader.cells(header);
        const rows = read(body, (row) => ({ row: first + row, line: lineOf(row) }));
        yield { ...rows, count: body.length, first };
      }
    }
    for await (const piece of source.pieces()) yield* batchesOf(cells.push(text.push(piece)));
    yield* batchesOf(cells.push(text.end()));
    yield* batchesOf(cells.end());
  };
}

/** Returns what reads JSON Lines. */
export function jsonLinesBatches({ encoding }: TextOptions): BatchesOf {
  return async function* (source, reader) {
    const text = textStream(encoding);
    const lines = jsonLines();
    let first = 0;
    function* batchesOf(records: readonly unknown[]): Generator<Batch> {
      if (records.length === 0) return;
      yield { ...reader.records(records, first), count: records.length, first };
      first += records.length;
    }
    for await (const piece of source.pieces()) yield* batchesOf(lines.push(text.push(piece)));
    yield* batchesOf([...lines.push(text.end()), ...lines.end()]);
    if (first === 0) throw new EbitError('csv', 'The table is empty; it needs a record in at least one line.');
  };
}
