import { EbitError } from '../errors.js';
import fileS2 from './published/table-s2.json' with { type: 'json' };
import fileS3 from './published/table-s3.json' with { type: 'json' };
import fileS4 from './published/table-s4.json' with { type: 'json' };
import fileS5 from './published/table-s5.json' with { type: 'json' };
import fileS6 from './published/table-s6.json' with { type: 'json' };

/** A mean and a standard deviation as the paper prints them. */
export interface Published {
  readonly mean: number;
  readonly deviation: number;
}

type Rows<R extends string, C extends string> = Readonly<Record<R, Readonly<Record<C, Published>>>>;

/**
 * Returns rows of [mean, deviation], in the order of a table's columns, by the names of rows and columns.
 *
 * @throws EbitError 'config' for a row with a number too few, too many or missing: it would be taken for another
 */
export function named<R extends string, C extends string>(file: {
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, readonly (readonly number[])[]>>;
}): Rows<R, C> {
  return Object.fromEntries(
    Object.entries(file.rows).map(([row, cells]) => {
      if (
        cells.length !== file.columns.length ||
        cells.some((cell) => cell.length !== 2 || !cell.every(Number.isFinite))
      ) {
        throw new EbitError('config', `The published row "${row}" has not a mean and a deviation for every column.`);
      }
      return [row, Object.fromEntries(cells.map(([mean, deviation], i) => [file.columns[i], { mean, deviation }]))];
    }),
  ) as Rows<R, C>;
}

/** Where all published numbers are from. */
export const source = fileS3.source;

/** CHSH success probabilities of ten runs: product loss, embedding x^o. */
export const tableS2: { readonly bell0: readonly number[]; readonly bell1: readonly number[] } = fileS2;

/** Validation accuracies on the data sets A to E, ten runs at depth 20. */
export const tableS3 = named<'A' | 'B' | 'C' | 'D' | 'E', 'dnn' | 'bell0' | 'bell1'>(fileS3);

/** Names of the Bell-n columns, by n. */
export const bellNames = ['bell0', 'bell1', 'bell2', 'bell3', 'bell4'] as const;

/** One of {@link bellNames}. */
export type BellName = (typeof bellNames)[number];

/** Validation accuracies on data set A by depth, five runs. */
export const tableS4 = named<'5' | '10' | '15' | '20' | '25', BellName>(fileS4);

/** Validation accuracies on data set A with 3 mixing + 7 conv layers and with 10 conv layers, five runs. */
export const tableS5 = named<BellName, 'mixing' | 'noMixing'>(fileS5);

/** Effective dimensions by the total number of layers; with mixing, 3 of them are mixing layers. */
export const tableS6: Readonly<
  Record<'noMixing' | 'mixing', Readonly<Record<BellName, Readonly<Record<string, number>>>>>
> = fileS6;
