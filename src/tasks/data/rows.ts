import * as v from 'valibot';
import { checkedDataset, type Dataset } from '../../data/dataset.js';
import { digest, keptDigest } from '../../digest.js';
import { EbitError } from '../../errors.js';
import { isList } from '../../number-list.js';
import { dataDigest } from '../../training/subject.js';
import type { DataSource } from '../data-source.js';

/** Rows that a program has, without a recipe for them. */
export interface RowsSettings {
  readonly kind: 'rows';
  readonly training: Dataset;
  /** Null where every row is trained on. */
  readonly validation: Dataset | null;
  /** What each training row weighs in the loss, shape [rows]; all the same where it is not said. */
  readonly weights?: ArrayLike<number>;
}

/** The same object, not a copy: that its rows are finite is known by them. */
const datasetSchema = v.custom<Dataset>(
  (value) => typeof value === 'object' && value !== null && 'rows' in value && 'labels' in value,
  'a data set',
);

/** The SHA-256 of a data set, or of rows without labels. */
export function dataDigestOf(data: Dataset | Float64Array): string {
  return 'labels' in data ? dataDigest(checkedDataset('The data set', data)) : keptDigest(data);
}

export const rowsSource: DataSource<RowsSettings> = {
  kind: 'rows',
  help: '',
  entries: {
    training: datasetSchema,
    validation: v.nullable(datasetSchema),
    weights: v.custom<ArrayLike<number>>(isList, 'a list of numbers'),
  },
  defaults: { validation: null },
  flags: {},
  check({ training }, { code }) {
    if (training !== undefined) return;
    throw new EbitError(code, 'Data of the kind "rows" are given by a program; choose another kind, such as a table.');
  },
  parties: () => null,
  rows: ({ training, validation }) => ({
    training: checkedDataset('The training set', training),
    validation: validation === null ? null : checkedDataset('The validation set', validation),
    table: null,
    digest: null,
  }),
  identity: ({ training, validation, weights }) => ({
    kind: 'rows',
    features: training.features,
    training: dataDigestOf(training),
    validation: validation === null ? null : dataDigestOf(validation),
    weights: weights === undefined ? undefined : digest(weights),
  }),
  trainingRows: null,
};
