import { EbitError } from '../errors.js';
import type { Model } from '../models/model-types.js';
import { rowLength } from '../models/rows.js';
import { MAX_PROCESSOR_QUBITS } from '../network/network.js';
import { canonicalText } from './canonical.js';
import { type DataSettings, dataWord, sourceOf } from './data-settings.js';
import type { DataRows, ReadText } from './data-source.js';
import type { EvaluationTask } from './evaluation-task.js';
import type { FitTask } from './fit-task.js';
import { type ClassifierSettings, classifierOf } from './model-settings.js';
import { type NetworkSettings, networkOf } from './network-settings.js';

/** Rows kept between tasks, bytes: some hundred data sets of the paper's. */
const KEPT_BYTES = 128 * 1024 * 1024;

interface Kept {
  readonly rows: DataRows;
  readonly bytes: number;
}

/** The rows made last, the longest unused first. */
const kept = new Map<string, Kept>();
let keptBytes = 0;

function bytesOf({ training, validation, test }: DataRows): number {
  return [training, validation, test ?? null].reduce(
    (sum, data) => sum + (data === null ? 0 : data.rows.byteLength + data.labels.byteLength),
    0,
  );
}

/** @throws EbitError 'file': only a program with files can read one */
export const noFiles: ReadText = (path) => {
  throw new EbitError('file', `"${path}" cannot be read here; give "read", or the rows themselves.`);
};

/**
 * Returns the rows that settings describe. Of equal data they are the same objects, as long as they are kept.
 *
 * @throws EbitError as the parts that make or read them
 */
export function rowsOf(data: DataSettings, read: ReadText = noFiles): DataRows {
  const source = sourceOf(data);
  // A table is known when it was read, and rows are there already.
  if (data.kind === 'table' || data.kind === 'rows') return source.rows(data, read);
  const key = canonicalText(source.identity(data));
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known.rows;
  }
  const rows = source.rows(data, read);
  const bytes = bytesOf(rows);
  kept.set(key, { rows, bytes });
  keptBytes += bytes;
  for (const [oldest, { bytes: freed }] of kept) {
    if (keptBytes <= KEPT_BYTES) break;
    kept.delete(oldest);
    keptBytes -= freed;
  }
  return rows;
}

/** The untrained model of a training or the network and model of another task. @throws EbitError as `classifierOf` */
export function modelOf(
  { network, model }: { readonly network: NetworkSettings; readonly model: ClassifierSettings },
  seed = 0,
): Model {
  return classifierOf(model, networkOf(network), seed);
}

/** What a training of a classifier learns from, and what it learns. */
export interface LearningTask extends Omit<DataRows, 'table'> {
  /** Untrained. */
  readonly model: Model;
}

/** @throws EbitError 'columns' where a processor holds more columns than it may have qubits, of which each takes one */
function checkColumnCounts(data: DataSettings, { circuit, embedding }: ClassifierSettings): void {
  if (data.kind !== 'table' || circuit !== undefined || embedding !== undefined) return;
  for (const [name, { length: count }] of Object.entries(data.columns)) {
    if (count >= 1 && count <= MAX_PROCESSOR_QUBITS) continue;
    throw new EbitError(
      'columns',
      `Processor "${name}" holds ${count} columns; with one qubit for each they are 1 to ${MAX_PROCESSOR_QUBITS}: ` +
        (count === 0 ? 'name one for it.' : `drop ${count - MAX_PROCESSOR_QUBITS}, or deal them to more processors.`),
    );
  }
}

/** Rows that a program gives are refused by the training itself. */
function checkFeatures(data: DataSettings, model: Model, features: number): void {
  const total = rowLength(model);
  if (total === features || data.kind === 'rows') return;
  const read = model.network.processors.map(({ name }, p) => `${model.features[p]} at ${name}`).join(', ');
  throw new EbitError(
    'shape',
    `A row of the data "${dataWord(data)}" has ${features} features, but the processors read ${total} (${read}); ` +
      'change their qubits or the columns.',
  );
}

/**
 * Makes the rows and the untrained model of a classifier's training.
 *
 * @param read - returns the text of a file, for tables
 * @throws EbitError 'config' for a task whose model is no classifier; of any kind that the parts refuse: 'file', 'columns',
 *   'labels', 'csv', 'network', 'circuit', 'range', 'shape'
 */
export function learningTask({ data, network, model, training }: FitTask, read?: ReadText): LearningTask {
  if (model.kind !== 'classifier' || network === null) {
    throw new EbitError('config', `A task of the model "${model.kind}" has no classifier.`);
  }
  checkColumnCounts(data, model);
  const untold = modelOf({ network, model }, training.seed);
  const rows = rowsOf(data, read);
  const { classes } = rows.training;
  const isSaid = model.classes !== undefined || classes === undefined;
  const blank = isSaid ? untold : modelOf({ network, model: { ...model, classes } }, training.seed);
  checkFeatures(data, blank, rows.training.features);
  const { table } = rows;
  return {
    training: rows.training,
    validation: rows.validation,
    ...(rows.test === undefined ? {} : { test: rows.test }),
    digest: rows.digest,
    ...(rows.remarks === undefined ? {} : { remarks: rows.remarks }),
    model: table === null ? blank : blank.withTable(table),
  };
}

/**
 * The trained model of an evaluation.
 *
 * @param classes - how many the data have, where the settings do not say it
 * @throws EbitError as `classifierOf`, 'shape' for another number of parameters
 */
export function evaluatedModel({ network, model, parameters }: EvaluationTask, classes?: number): Model {
  return modelOf({ network, model: classes === undefined ? model : { classes, ...model } }).withParameters(parameters);
}
