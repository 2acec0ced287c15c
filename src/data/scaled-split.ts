import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import type { Table } from './csv.js';
import { type Dataset, dataset } from './dataset.js';
import { namedAngles, namedScale, type Scale } from './scale.js';
import { namedSplit } from './split.js';

/** A table made ready for training. */
export interface ScaledSplit {
  /** Angles in radians, from -pi/2 to pi/2. */
  readonly training: Dataset;
  /** Angles on the same scale, which may lie beyond. */
  readonly validation: Dataset;
  /** Of the training rows; to be stored with the model, for the rows that it will be asked about. */
  readonly scale: Scale;
}

/**
 * Cuts a labelled table in two as {@link stratifiedSplit}, and scales both parts as {@link applyScale}.
 *
 * The scale is fitted on the training rows alone, so that the validation rows are as unknown as any later ones.
 *
 * @param table - with labels
 * @param options - `seed` and `fraction` as of `stratifiedSplit`
 * @throws EbitError 'labels' for a table without labels; as `stratifiedSplit`, `fitScale` and `applyScale`
 * @example
 * const text = 'age,dose,outcome\n54,1,ill\n61,2,well\n47,1,well\n70,3,ill';
 * const table = readTable(text, { columns: { A: ['age'], B: ['dose'] }, label: 'outcome' });
 * const { training, validation, scale } = scaledSplit(table, { seed: 1, fraction: 0.5 });
 * [training.length, validation.length, scale.minimum.length]; // [2, 2, 2]
 */
export function scaledSplit(
  table: Table,
  options: { readonly seed?: number; readonly fraction?: number } = {},
): ScaledSplit {
  const isTable = typeof table === 'object' && table !== null && table.rows instanceof Float64Array;
  if (!isTable || !(table.labels === null || table.labels instanceof Float64Array)) {
    throw new EbitError('shape', `The table is ${shownValue(table)}; give one that readTable returned.`);
  }
  if (table.labels === null) {
    throw new EbitError('labels', 'The table was read without labels; name its label column to train on it.');
  }
  const { training, validation } = namedSplit(dataset(table.rows, table.labels), options, table.columns?.label ?? null);
  const names = Object.values(table.columns?.features ?? {}).flat();
  const scale = namedScale(training.rows, table.features, names);
  const scaled = (part: Dataset): Dataset => ({ ...part, rows: namedAngles(part.rows, scale, names) });
  return { training: scaled(training), validation: scaled(validation), scale };
}
