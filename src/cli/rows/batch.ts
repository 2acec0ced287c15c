import type { ByteSource } from '../../node/byte-source.js';
import type { ReadRows, TableReader } from '../../serving/table-reader.js';

/** Some rows of a table, read for a model. */
export interface Batch extends ReadRows {
  /** How many rows of the table these are, those that are left out among them. */
  readonly count: number;
  /** The place of the first one among all, from 0. */
  readonly first: number;
}

/**
 * Reads a table of one format, a batch at a time, in its order.
 *
 * @param label - the column of the labels, where they are asked for
 */
export type BatchesOf = (source: ByteSource, reader: TableReader, label: string | undefined) => AsyncGenerator<Batch>;

/** So many rows come at a time where a format has no pieces of its own. */
export const BATCH_ROWS = 4096;
