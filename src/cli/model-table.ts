import { refuseLabelAmong } from '../data/csv.js';
import type { Classes } from '../data/labels.js';
import type { MissingRule } from '../data/missing.js';
import { withFile } from '../data/of-file.js';
import { EbitError } from '../errors.js';
import type { Model } from '../models/model-types.js';
import { openBytes } from '../node/byte-source.js';
import { keepHeapSmall } from '../node/small-heap.js';
import { labelWords, numbersOf } from '../serving/class-words.js';
import { openTableReader, type TableReader } from '../serving/table-reader.js';
import type { Batch } from './rows/batch.js';
import { batchesOf, formatOf, type TableFormat } from './rows/formats.js';
import type { TextOptions } from './rows/text-batches.js';

/** What may be said about a table that the model does not say, or says otherwise. */
export interface TableWords extends TextOptions {
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  readonly label?: string;
  readonly positive?: string;
  readonly missing?: MissingRule;
}

/** The flags by which a command is told how a model's table is written. */
export const tableFlags: readonly string[] = ['columns', 'missing', 'decimal', 'separator', 'encoding'];

/** What a model's table is read for, and how. */
export interface TableUse {
  /** Whether the labels are wanted. */
  readonly labelled: boolean;
  /** What was said of the format. */
  readonly format?: string;
  /** Ends the reading. */
  readonly signal: AbortSignal;
}

/** A table that is read for a model, a batch at a time. */
export interface ModelTable {
  /** Its path, or `stdin`. */
  readonly name: string;
  /** The words for the labels; null where only the labels themselves tell. */
  readonly classes: Classes | null;
  /** The label that means +1, where it was said. */
  readonly positive: string | undefined;
  /** What share of the bytes was read, and how many there are; null of a pipe. */
  progress(): { readonly done: number; readonly total: number } | null;
  /**
   * The rows in their order. Ends the reading when it is left.
   *
   * @throws EbitError 'csv', 'columns' or 'range' for what does not fit the model, 'file' if it cannot be read; 'csv' if no row
   *   is left; 'aborted' where the signal was
   */
  batches(): AsyncGenerator<Batch>;
}

/**
 * Opens a table of the columns that a model knows, or those that are named for it.
 *
 * @param path - of a file, or `-` for stdin
 * @throws EbitError 'usage' if columns or label are known from nowhere, or for a format that there is not; 'columns' for
 *   columns that do not fit the model; 'file' if the table cannot be opened
 */
export async function openModelTable(
  path: string,
  model: Model,
  words: TableWords,
  { labelled, format: said, signal }: TableUse,
): Promise<ModelTable> {
  const { positive, missing, decimal, separator, encoding } = words;
  const format = formatOf(path, said);
  const known = model.columns?.label ?? null;
  const ownLabel = words.label ?? known?.column ?? (format === 'npy' ? LAST : undefined);
  if (labelled && ownLabel === undefined) {
    throw new EbitError('usage', 'The model knows no label column; say which it is by --label.');
  }
  if (model.classes > 2 && positive !== undefined) {
    throw new EbitError(
      'usage',
      `--positive says which of two labels means +1, and the model has ${model.classes}; leave it out.`,
    );
  }
  if (missing === 'median' && model.preparation?.missing !== 'median') {
    throw new EbitError(
      'usage',
      'The model keeps no medians, for it was trained without --missing median; give --missing drop, or train it again.',
    );
  }
  const label = labelled ? ownLabel : undefined;
  const columns = namedColumns(model, words, format);
  const batches = batchesOf(format, { decimal, separator, encoding });
  let reader: TableReader;
  try {
    reader = openTableReader(model, { columns, missing, decimal, label });
    if (label !== undefined) refuseLabelAmong(reader.columns, label);
  } catch (error) {
    throw withFile(path, error);
  }
  keepHeapSmall();
  const source = await openBytes(path, signal);
  const numbers = model.classes === 2 ? null : numbersOf(model);
  const told = positive === undefined ? (known ?? numbers) : null;
  return {
    name: source.name,
    classes: labelled ? told : labelWords(model),
    positive,
    progress: () => (source.size === null ? null : { done: source.done, total: source.size }),
    async *batches() {
      let [rows, kept] = [0, 0];
      try {
        for await (const batch of batches(source, reader, label)) {
          if (signal.aborted) break;
          rows += batch.count;
          kept += batch.length;
          yield batch;
        }
        if (kept === 0 && rows > 0) {
          throw new EbitError(
            'csv',
            `Every one of the ${rows} rows lacks a value; fill the gaps by medians (--missing median), or leave columns out.`,
          );
        }
      } catch (error) {
        // What is cut off by the signal is no fault of the table's.
        if (!signal.aborted) throw withFile(source.name, error);
      } finally {
        await source.close();
      }
      if (signal.aborted) throw new EbitError('aborted', `Stopped after ${rows} rows.`, { cause: signal.reason });
    },
  };
}

/** What the last column of an array is called, whose columns have no names. */
const LAST = 'the last column';

/** The columns of every processor; undefined for the model's own. */
function namedColumns(model: Model, words: TableWords, format: TableFormat): TableWords['columns'] {
  const names = model.network.processors.map(({ name }) => name);
  if (words.columns !== undefined) {
    const stray = Object.keys(words.columns).find((name) => !names.includes(name));
    if (stray === undefined) return words.columns;
    throw new EbitError('usage', `The model has no processor "${stray}"; it has ${names.join(', ')}.`);
  }
  if (model.columns !== null) return undefined;
  if (format === 'npy') {
    return Object.fromEntries(
      names.map((name, p) => [name, Array.from({ length: model.features[p] }, (_, j) => `${name}.${j}`)]),
    );
  }
  const example = names.map((name) => `--columns ${name}=…`).join(' ');
  throw new EbitError('usage', `The model was not trained on a table; say which columns it is to read: ${example}.`);
}
