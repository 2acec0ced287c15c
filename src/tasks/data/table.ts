import * as v from 'valibot';
import { readTable, type Table } from '../../data/csv.js';
import { scaledSplit } from '../../data/scaled-split.js';
import { digest } from '../../digest.js';
import { EbitError } from '../../errors.js';
import type { DataSource } from '../data-source.js';
import { finiteSchema, seedSchema, wordSchema } from '../schemas.js';

/** A table of text with a column of labels. */
export interface TableSettings {
  readonly kind: 'table';
  /** Where it is; it may be anywhere, and be called anything: what counts is what stands in it. */
  readonly path: string;
  /** For each processor's name its columns, one a feature, in the order of the processors. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly label: string;
  /** The class that counts as +1; the larger number, or the later word, where it is not said. */
  readonly positive?: string;
  /** The share of the rows that is not trained on, but may be chosen by. */
  readonly validation: number;
  /** The share of the rows that is neither trained on nor chosen by; none where it is not said. */
  readonly test?: number;
  /** Of the rows that are not trained on. */
  readonly seed: number;
  /** SHA-256 of the columns and labels as they were read, see {@link tableDigest}; not there before they were. */
  readonly digest?: string;
}

/**
 * Returns by what a table is known: the SHA-256 of its selected columns and its labels as numbers, with how many columns
 * each processor holds. Neither its name nor its other columns count.
 */
export function tableDigest({ columns, rows, labels, length }: Table): string {
  const counts = Object.values(columns.features).map((own) => own.length);
  return digest(Float64Array.from([length, counts.length, ...counts, ...rows, ...(labels ?? [])]));
}

function tableOf({ path, columns, label, positive }: TableSettings, read: (path: string) => string): Table {
  return readTable(read(path), { columns, label, positive });
}

export const tableSource: DataSource<TableSettings> = {
  kind: 'table',
  help: 'the path of a CSV table',
  entries: {
    path: v.pipe(v.string(), v.nonEmpty()),
    columns: v.record(v.string(), v.array(wordSchema)),
    label: wordSchema,
    positive: wordSchema,
    validation: finiteSchema,
    test: finiteSchema,
    seed: seedSchema,
    digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  },
  defaults: { label: 'label', validation: 0.25, seed: 1 },
  flags: {
    seed: { flag: 'dataSeed', value: 'seed', help: 'chooses the rows that go to validation', word: 'number' },
    columns: {
      value: 'A=a,b',
      help: 'the columns that a processor holds, one a qubit; once for each processor',
      word: 'columns',
    },
    label: { value: 'column', help: 'the column with the classes' },
    positive: { value: 'class', help: 'the class that counts as +1, of two' },
    validation: { value: 'share', help: 'the share of the rows kept for validation', word: 'number' },
    test: { value: 'share', help: 'the share of the rows kept for the last measurement', word: 'number' },
  },
  check({ columns }, { code, nameOf }) {
    if (columns !== undefined) return;
    const flag = nameOf('data.columns');
    const example = flag.startsWith('--')
      ? `${flag} A=height,weight ${flag} B=age,dose`
      : `${flag}: { A: [height, weight], B: [age, dose] }`;
    throw new EbitError(code, `Say which columns of the table each processor holds, such as ${example}.`);
  },
  parties: ({ columns }) => Object.fromEntries(Object.entries(columns).map(([name, own]) => [name, own.length])),
  rows(settings, read) {
    const table = tableOf(settings, read);
    const found = tableDigest(table);
    if (settings.digest !== undefined && settings.digest !== found) {
      throw new EbitError(
        'file',
        `The table "${settings.path}" holds other rows than those of this task (digest ${settings.digest.slice(0, 12)}, ` +
          `now ${found.slice(0, 12)}); bring the old ones back, or leave out the digest for a task of the new ones.`,
      );
    }
    const { seed, validation: fraction, test: share = 0 } = settings;
    const { scale, ...parts } = scaledSplit(table, { seed, fraction, test: share });
    return { ...parts, table: { columns: table.columns, scale }, digest: found };
  },
  settled: (settings, read) => ({ ...settings, digest: tableDigest(tableOf(settings, read)) }),
  identity({ path, digest: known, validation, test = 0, seed }) {
    const shares = test === 0 ? { validation } : { validation, test };
    if (known !== undefined) return { kind: 'table', digest: known, ...shares, seed };
    throw new EbitError(
      'config',
      `The table "${path}" was not read yet, and it is known by what stands in it; settle the task first.`,
    );
  },
  trainingRows: null,
};
