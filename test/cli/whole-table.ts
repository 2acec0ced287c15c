import { labelColumn } from '../../src/cli/label-column.js';
import { openModelTable, type TableUse, type TableWords } from '../../src/cli/model-table.js';
import type { Batch } from '../../src/cli/rows/batch.js';
import type { Classes } from '../../src/data/labels.js';
import type { Model } from '../../src/models/model-types.js';

/** A model's table, all of it. */
export interface WholeTable {
  readonly rows: Float64Array;
  readonly labels: Float64Array | null;
  readonly classes: Classes | null;
  /** From 0 below the header. */
  readonly dropped: readonly number[];
  readonly batches: readonly Batch[];
}

/** Reads a model's table to its end. */
export async function wholeTable(
  path: string,
  model: Model,
  words: TableWords,
  use: Omit<TableUse, 'signal'>,
): Promise<WholeTable> {
  const table = await openModelTable(path, model, words, { ...use, signal: new AbortController().signal });
  const labels = labelColumn(table.classes, table.positive);
  const batches: Batch[] = [];
  for await (const batch of table.batches()) {
    if (use.labelled) labels.add(batch);
    batches.push(batch);
  }
  const found = use.labelled ? labels.end() : { labels: null, classes: table.classes };
  return {
    ...found,
    rows: Float64Array.from(batches.flatMap(({ rows }) => [...rows])),
    dropped: batches.flatMap(({ dropped, first }) => dropped.map((row) => first + row)),
    batches,
  };
}
