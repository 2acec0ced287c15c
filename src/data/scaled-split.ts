import { EbitError } from '../errors.js';
import { checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import type { Table } from './csv.js';
import { type Dataset, dataset } from './dataset.js';
import { type Classes, checkClasses, classCount } from './labels.js';
import { namedAngles, namedScale, type Scale } from './scale.js';
import { namedSplit } from './split.js';

/** A table made ready for training. */
export interface ScaledSplit {
  /** Angles in radians, from -pi/2 to pi/2. */
  readonly training: Dataset;
  /** Angles on the same scale, which may lie beyond. */
  readonly validation: Dataset;
  /** Angles on the same scale; not there unless a share of the rows is kept for it. */
  readonly test?: Dataset;
  /** Of the training rows; to be stored with the model, for the rows that it will be asked about. */
  readonly scale: Scale;
}

/**
 * Cuts a labelled table in two or three as {@link stratifiedSplit}, and scales all parts as {@link applyScale}.
 *
 * The scale is fitted on the training rows alone, so that the other rows are as unknown as any later ones. By validation rows
 * something may be chosen: what was chosen is then measured on test rows, which are cut off first.
 *
 * @param table - with labels
 * @param options - `seed` and `fraction` as of `stratifiedSplit`; `test`, the share of all rows that is kept for testing, 0
 *   unless told
 * @throws EbitError 'labels' for a table without labels, or whose classes are none; 'range' for shares that leave nothing to train on; as `stratifiedSplit`, `fitScale` and `applyScale`
 * @example
 * const text = 'age,dose,outcome\n54,1,ill\n61,2,well\n47,1,well\n70,3,ill';
 * const table = readTable(text, { columns: { A: ['age'], B: ['dose'] }, label: 'outcome' });
 * const { training, validation, scale } = scaledSplit(table, { seed: 1, fraction: 0.5 });
 * [training.length, validation.length, scale.minimum.length]; // [2, 2, 2]
 */
export function scaledSplit(
  table: Table,
  options: { readonly seed?: number; readonly fraction?: number; readonly test?: number } = {},
): ScaledSplit {
  const isTable = typeof table === 'object' && table !== null && table.rows instanceof Float64Array;
  if (!isTable || !(table.labels === null || table.labels instanceof Float64Array)) {
    throw new EbitError('shape', `The table is ${shownValue(table)}; give one that readTable returned.`);
  }
  if (table.labels === null) {
    throw new EbitError('labels', 'The table was read without labels; name its label column to train on it.');
  }
  checkOptions('A split', options, { seed: true, fraction: true, test: true });
  const classes = table.columns?.label ?? null;
  if (classes !== null) checkClasses(classes);
  const labelled = dataset(table.rows, table.labels, { classes: classes === null ? 2 : classCount(classes) });
  const { training, validation, test } = cut(labelled, options, classes);
  const names = Object.values(table.columns?.features ?? {}).flat();
  const scale = namedScale(training.rows, table.features, names);
  const scaled = (part: Dataset): Dataset => ({ ...part, rows: namedAngles(part.rows, scale, names) });
  return {
    training: scaled(training),
    validation: scaled(validation),
    ...(test === null ? {} : { test: scaled(test) }),
    scale,
  };
}

function cut(
  data: Dataset,
  { seed, fraction = 0.25, test = 0 }: { readonly seed?: number; readonly fraction?: number; readonly test?: number },
  names: Classes | null,
) {
  if (test === 0) return { ...namedSplit(data, { seed, fraction }, names), test: null };
  if (!(typeof test === 'number' && test > 0 && test + fraction < 1)) {
    throw new EbitError(
      'range',
      `The test share is ${shownValue(test)} beside ${shownValue(fraction)} for validation; give two whose sum is below 1, ` +
        'such as 0.2 and 0.2.',
    );
  }
  const { training: rest, validation: kept } = namedSplit(data, { seed, fraction: test }, names, 'test');
  return { ...namedSplit(rest, { seed, fraction: fraction / (1 - test) }, names), test: kept };
}
