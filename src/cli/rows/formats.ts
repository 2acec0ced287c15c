import type { Command } from 'commander';
import { EbitError } from '../../errors.js';
import { STDIN } from '../../node/byte-source.js';
import { nearestHint } from '../../options.js';
import type { BatchesOf } from './batch.js';
import { npyBatches } from './npy-batches.js';
import { parquetBatches } from './parquet-batches.js';
import { csvBatches, jsonLinesBatches, type TextOptions } from './text-batches.js';

/** The ways in which a table may be written. */
export const tableFormats = ['csv', 'jsonl', 'npy', 'parquet'] as const;

/** One of {@link tableFormats}. */
export type TableFormat = (typeof tableFormats)[number];

/** Gives a command the flag that says the format of its table. */
export function addFormatFlag(command: Command): void {
  command.option(
    '--format <name>',
    'of the table: csv, jsonl, npy or parquet (default: by its ending .jsonl, .ndjson, .npy, .parquet or .pq, else csv)',
  );
}

/** What the ending of a file's name says; of all others the format is CSV. */
const ENDINGS: Readonly<Record<string, TableFormat>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  npy: 'npy',
  parquet: 'parquet',
  pq: 'parquet',
};

/**
 * Returns the format of a table: the one that is said, else that of the file's ending, else CSV.
 *
 * @throws EbitError 'usage' for another word
 */
export function formatOf(path: string, said: string | undefined): TableFormat {
  if (said !== undefined) {
    const known = tableFormats.find((one) => one === said);
    if (known !== undefined) return known;
    const hint = nearestHint(said, tableFormats);
    throw new EbitError('usage', `--format is ${said}; give one of ${tableFormats.join(', ')}.${hint}`);
  }
  const ending = path === STDIN ? '' : path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : 'csv';
}

/** Flags that are about text alone, and mean nothing of a format that says itself what they would. */
const ABOUT_TEXT: Readonly<Record<keyof TextOptions, readonly TableFormat[]>> = {
  separator: ['csv'],
  encoding: ['csv', 'jsonl'],
  decimal: ['csv', 'jsonl'],
};

/** Returns what reads a format. @throws EbitError 'usage' for an option that means nothing of it */
export function batchesOf(format: TableFormat, options: TextOptions): BatchesOf {
  for (const [name, formats] of Object.entries(ABOUT_TEXT)) {
    if (options[name as keyof TextOptions] === undefined || formats.includes(format)) continue;
    throw new EbitError('usage', `--${name} means nothing of a table in the format ${format}; leave it out.`);
  }
  if (format === 'npy') return npyBatches;
  if (format === 'parquet') return parquetBatches;
  return format === 'csv' ? csvBatches(options) : jsonLinesBatches(options);
}
