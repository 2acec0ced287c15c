import type * as v from 'valibot';
import type { Dataset } from '../data/dataset.js';
import type { ModelTable } from '../models/model-types.js';
import type { Naming, SettingFlag } from './naming.js';

/**
 * Returns the text of the file at a path; where there are no files it throws. Of a table it is told the encoding, as it was
 * said; of text that is no table none.
 */
export type ReadText = (path: string, encoding?: string) => string;

/** Rows ready to learn from. */
export interface DataRows {
  readonly training: Dataset;
  /** Null where every row is trained on. */
  readonly validation: Dataset | null;
  /** Rows that nothing is chosen by; not there where the data keep none apart. */
  readonly test?: Dataset;
  /** Columns and scale of a table; null for other data. */
  readonly table: ModelTable | null;
  /** By which a table is known, see `tableDigest`; null for other data. */
  readonly digest: string | null;
  /** What a person should know of a table, a sentence each without a full stop; not there for other data. */
  readonly remarks?: readonly string[];
}

/** One kind of data: everything that is to be known about it stands here, and nowhere else. */
export interface DataSource<S extends { readonly kind: string }> {
  readonly kind: S['kind'];
  /** What it is, for a person who chooses; empty for what only a program can give. */
  readonly help: string;
  /** The shape of each of its settings but the kind. */
  readonly entries: v.ObjectEntries;
  /** What holds unless told; a setting without a default must be given, or may be left out. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What holds unless told where that depends on what was told. */
  defaultsFor?(given: Partial<S>): Readonly<Record<string, unknown>>;
  /** The settings that have a flag. */
  readonly flags: Readonly<Record<string, SettingFlag>>;
  /** @throws EbitError if a setting that has no default is missing */
  check?(settings: S, naming: Naming): void;
  /** How many features each party holds, and by which names of processors; null where that is not known beforehand. */
  parties(settings: S): Readonly<Record<string, number>> | null;
  /** The rows. @throws EbitError as the parts that make or read them */
  rows(settings: S, read: ReadText): DataRows;
  /** The settings with what they say of data outside of them: the digest of a table. */
  settled?(settings: S, read: ReadText): S;
  /** On what the rows depend, as plain data. @throws EbitError 'config' where that is not settled */
  identity(settings: S): unknown;
  /** About how many rows are trained on; of other data that is not known beforehand. */
  readonly trainingRows: number | null;
}
