// A real table as the command line would train it, on rows that are told: the cut is that of the peers.
import { readFileSync } from 'node:fs';
import { readTable, type Table } from '../src/data/csv.js';
import { labelNumbers } from '../src/data/labels.js';
import { scaledParts } from '../src/data/scaled-split.js';
import { fit } from '../src/jobs/fit.js';
import { taskLoss } from '../src/tasks/classifier-fit.js';
import { readingOf } from '../src/tasks/data/table.js';
import { dealtSettings } from '../src/tasks/dealt-settings.js';
import { type FitTask, type FitTaskSettings, fitTask } from '../src/tasks/fit-task.js';
import { modelOf } from '../src/tasks/make.js';
import { pathNames } from '../src/tasks/naming.js';

/** The rows of one cut, by their numbers in the table. */
export interface TableSplit {
  readonly training: readonly number[];
  readonly test: readonly number[];
}

/** A table on disk, read once. */
export interface OpenTable {
  readonly task: FitTask;
  readonly table: Table;
}

/**
 * Opens a table with the settings that hold unless told: columns dealt, missing values by the median, words one-hot.
 *
 * @param more - what is said beside that
 */
export function openTable(path: string, label: string, more: FitTaskSettings = {}): OpenTable {
  const read = (): string => readFileSync(path, 'utf8');
  const data = {
    kind: 'table',
    path,
    label,
    missing: 'median',
    words: 'onehot',
    ...more.data,
  } as FitTaskSettings['data'];
  const task = fitTask(dealtSettings({ ...more, data }, pathNames, read));
  if (task.data.kind !== 'table') throw new Error(`${path} is no table`);
  const { options } = readingOf(task.data);
  return { task, table: readTable(read(), options) };
}

/** The accuracy on the test rows of a model that was trained on the others, and how long that took. */
export async function trainedOn(
  { task, table }: OpenTable,
  { training: rows, test }: TableSplit,
  seed: number,
): Promise<{ accuracy: number; training: number; seconds: number }> {
  const start = performance.now();
  const parts = scaledParts(table, { training: Int32Array.from(rows), validation: Int32Array.from(test) });
  const classes = labelNumbers(parts.training.classes).length;
  const { network, model, training } = task;
  if (network === null || model.kind !== 'classifier') throw new Error('a classifier is trained here');
  const blank = modelOf({ network, model: classes === 2 ? model : { ...model, classes } }, seed);
  const loss = taskLoss(training.loss, parts.training);
  const { model: trained, accuracy } = await fit(blank, parts.training, { ...training, loss, seed });
  const seconds = (performance.now() - start) / 1000;
  const labels = trained.predict(parts.validation.rows);
  const right = labels.reduce((sum, one, n) => sum + (one === parts.validation.labels[n] ? 1 : 0), 0);
  return { accuracy: right / labels.length, training: accuracy.training, seconds };
}
