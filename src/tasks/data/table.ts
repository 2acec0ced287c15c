import * as v from 'valibot';
import { cellNumber } from '../../data/cell-numbers.js';
import { readTable, type Table } from '../../data/csv.js';
import { STANDARD_ENCODING } from '../../data/decode-table.js';
import { isMissing, type MissingRule, missingRules } from '../../data/missing.js';
import { ofFile } from '../../data/of-file.js';
import { featureNames, type WordsRule, wordsRules } from '../../data/preparation.js';
import { scaledParts, tableParts } from '../../data/scaled-split.js';
import { type CellOptions, decimals, separators } from '../../data/table-cells.js';
import { tableRemarks } from '../../data/table-remarks.js';
import { digest } from '../../digest.js';
import { EbitError } from '../../errors.js';
import type { DataSource, ReadText } from '../data-source.js';
import { countSchema, finiteSchema, positiveSchema, seedSchema, wordSchema } from '../schemas.js';

/** A table of text with a column of labels. */
export interface TableSettings extends CellOptions {
  readonly kind: 'table';
  /** Where it is; it may be anywhere, and be called anything: what counts is what stands in it. */
  readonly path: string;
  /** For each processor's name its columns, one a feature, in the order of the processors. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** To how many parties the columns are dealt, see `dealtSettings`; not there any more once they were. */
  readonly parties?: number;
  readonly label: string;
  /** The class that counts as +1; the larger number, or the later word, where it is not said. */
  readonly positive?: string;
  /** The share of the rows that is not trained on, but may be chosen by. */
  readonly validation: number;
  /** The share of the rows that is neither trained on nor chosen by; none where it is not said. */
  readonly test?: number;
  /** In place of a share: how many folds the rows are dealt to, each of which is validated on once. */
  readonly folds?: number;
  /** The fold that is validated on, from 0. */
  readonly fold?: number;
  /** Of the rows that are not trained on. */
  readonly seed: number;
  /** What is done with rows that lack a value; they are refused where it is not said. */
  readonly missing?: MissingRule;
  /** What is made of words in the columns; they are refused where it is not said. */
  readonly words?: WordsRule;
  /** Of the file, for whoever reads it; UTF-8 where it is not said. */
  readonly encoding?: string;
  /** How many features each processor's columns become, where words become several; not there before the table was read. */
  readonly widths?: Readonly<Record<string, number>>;
  /** SHA-256 of the columns and labels as they were read, see {@link tableDigest}; not there before they were. */
  readonly digest?: string;
}

/**
 * Returns by what a table is known: the SHA-256 of its selected columns and its labels as numbers, with how many columns
 * each processor holds. Neither its name nor its other columns count. Where words stand for numbers or values are missing,
 * they count too.
 */
export function tableDigest({ columns, rows, labels, length, unprepared }: Table): string {
  const counts = Object.values(columns.features).map((own) => own.length);
  const numbers = [length, counts.length, ...counts];
  const all = [
    numbers,
    rows,
    labels ?? [],
    ...(unprepared?.cells ?? []).map((cells) => letters(cells, unprepared?.decimal)),
  ];
  const whole = new Float64Array(all.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of all) {
    whole.set(part, start);
    start += part.length;
  }
  return digest(whole);
}

/** What stands in a column beside numbers: for every such cell its row and its letters. */
function letters(cells: readonly string[], decimal: CellOptions['decimal']): number[] {
  return cells.flatMap((cell, row) => {
    if (isMissing(cell)) return [row, -1];
    return cellNumber(cell, decimal) === null
      ? [row, cell.length, ...Array.from(cell, (letter) => letter.codePointAt(0) ?? 0)]
      : [];
  });
}

/** All that the rows of a file depend on, beside the file: how its bytes and its cells are read. */
export function readingOf({
  columns,
  label,
  positive,
  missing,
  words,
  decimal,
  separator,
  encoding = STANDARD_ENCODING,
}: TableSettings) {
  return { encoding, options: { columns, label, positive, missing, words, decimal, separator } };
}

function tableOf(settings: TableSettings, read: ReadText): Table {
  const { path } = settings;
  const { encoding, options } = readingOf(settings);
  return ofFile(path, () => readTable(read(path, encoding), options));
}

/** How many features each processor's columns become, where that is not known before the table is read; else nothing. */
function widthsOf({ columns, preparation, unprepared }: Table): Pick<TableSettings, 'widths'> {
  if (preparation === undefined || unprepared?.words !== 'onehot') return {};
  return {
    widths: Object.fromEntries(featureNames(columns.features, preparation).map(([name, own]) => [name, own.length])),
  };
}

/** Whether a table has to be read before it is known how many features it has. */
export function isOfUnknownWidth({ words, widths }: Pick<TableSettings, 'words' | 'widths'>): boolean {
  return words === 'onehot' && widths === undefined;
}

/** Returns a table's settings with how many features its columns become. @throws EbitError as `read` and `readTable` */
export function withWidths<S extends Partial<TableSettings> & Pick<TableSettings, 'path' | 'columns'>>(
  settings: S,
  read: ReadText,
): S {
  return { ...settings, ...widthsOf(tableOf({ ...tableSource.defaults, ...settings } as TableSettings, read)) };
}

/** @throws EbitError 'columns' where widths that were said are not those that are found */
function checkWidths({ path, widths }: TableSettings, table: Table): void {
  if (widths === undefined) return;
  const found = widthsOf(table).widths ?? {};
  const other = Object.keys(widths).find(
    (name) => widths[name] !== (found[name] ?? table.columns.features[name]?.length),
  );
  if (other === undefined) return;
  throw new EbitError(
    'columns',
    `"${path}": the columns of "${other}" become ${found[other] ?? 'other'} features, not ${widths[other]}; leave out the widths ` +
      'for those that are found.',
  );
}

/** What the column of the labels is called unless told. */
export const LABEL = 'label';

export const tableSource: DataSource<TableSettings> = {
  kind: 'table',
  help: 'the path of a CSV table',
  entries: {
    path: v.pipe(v.string(), v.nonEmpty()),
    columns: v.record(v.string(), v.array(wordSchema)),
    parties: positiveSchema,
    label: wordSchema,
    positive: wordSchema,
    validation: finiteSchema,
    test: finiteSchema,
    folds: positiveSchema,
    fold: countSchema,
    seed: seedSchema,
    missing: v.picklist(missingRules),
    words: v.picklist(wordsRules),
    decimal: v.picklist(decimals),
    separator: v.picklist(separators),
    encoding: v.pipe(v.string(), v.nonEmpty()),
    widths: v.record(v.string(), positiveSchema),
    digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  },
  defaults: { label: LABEL, validation: 0.25, seed: 1 },
  flags: {
    seed: { flag: 'dataSeed', value: 'seed', help: 'chooses the rows that go to validation', word: 'number' },
    columns: {
      value: 'A=a,b',
      help: 'the columns that a processor holds, one a qubit; once for each (default: all are dealt)',
      word: 'columns',
    },
    parties: { value: 'n', help: 'how many parties the columns are dealt to, in their order', word: 'number' },
    label: { value: 'column', help: 'the column with the classes' },
    positive: { value: 'class', help: 'the class that counts as +1, of two' },
    validation: { value: 'share', help: 'the share of the rows kept for validation', word: 'number' },
    test: { value: 'share', help: 'the share of the rows kept for the last measurement', word: 'number' },
    folds: {
      value: 'k',
      help: 'train k models, each validated on one of k parts of the rows',
      word: 'number',
    },
    missing: {
      value: 'how',
      help: 'rows that lack a value: "drop" them, or fill in the training rows\' "median"; else refused',
    },
    words: {
      value: 'how',
      help: 'words as features: "onehot", one a word, or "ordinal", by their order; else refused',
    },
    decimal: { value: 'sign', help: 'before the digits of a fraction: "point" or "comma" (default point)' },
    separator: { value: 'sign', help: 'between cells: ",", ";", "tab" or "|" (default: found out)' },
    encoding: { value: 'name', help: 'of the file: utf-8, latin1, utf-16le, windows-1252, ... (default utf-8)' },
  },
  check({ columns, parties, folds, fold }, { code, nameOf }) {
    if (fold !== undefined && !(folds !== undefined && fold < folds)) {
      throw new EbitError(
        code,
        `"${nameOf('data.fold')}" is ${fold} of ${folds ?? 'no'} folds, which are counted from 0; give "${nameOf('data.folds')}" too, above it.`,
      );
    }
    const flag = nameOf('data.columns');
    if (columns !== undefined && parties !== undefined) {
      throw new EbitError(code, `"${flag}" and "${nameOf('data.parties')}" both say who there is; give one of them.`);
    }
    if (columns !== undefined) return;
    const example = flag.startsWith('--')
      ? `${flag} A=height,weight ${flag} B=age,dose`
      : `${flag}: { A: [height, weight], B: [age, dose] }`;
    throw new EbitError(
      code,
      `Say which columns of the table each processor holds, such as ${example}; only who reads the table can deal them.`,
    );
  },
  parties({ columns, words, widths }) {
    // How many features one-hot words become is known when the table was read.
    if (isOfUnknownWidth({ words, widths })) return null;
    return Object.fromEntries(Object.entries(columns).map(([name, own]) => [name, widths?.[name] ?? own.length]));
  },
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
    checkWidths(settings, table);
    const { seed, validation: fraction, test: share = 0, folds, fold } = settings;
    if (folds !== undefined && fold === undefined) {
      throw new EbitError(
        'config',
        `The rows are dealt to ${folds} folds, and it is not said which of them is validated on; give "fold" from 0 to ${folds - 1}. ` +
          'All of them are trained by ebit train, or by a study with an axis data.fold.',
      );
    }
    const how = folds === undefined ? { fraction } : { folds, fold };
    return ofFile(settings.path, () => {
      const places = tableParts(table, { seed, test: share, ...how });
      const split = scaledParts(table, places);
      const { scale, preparation, ...parts } = split;
      const kept = { columns: table.columns, scale, ...(preparation === undefined ? {} : { preparation }) };
      return { ...parts, table: kept, digest: found, remarks: tableRemarks(table, places, split) };
    });
  },
  settled(settings, read) {
    const table = tableOf(settings, read);
    return { ...settings, ...widthsOf(table), digest: tableDigest(table) };
  },
  identity({ path, digest: known, validation, test = 0, seed, folds, fold, missing, words }) {
    const parts = folds === undefined ? { validation } : { folds, ...(fold === undefined ? {} : { fold }) };
    const shares = test === 0 ? parts : { ...parts, test };
    const ways = { ...(missing === undefined ? {} : { missing }), ...(words === undefined ? {} : { words }) };
    if (known !== undefined) return { kind: 'table', digest: known, ...shares, seed, ...ways };
    throw new EbitError(
      'config',
      `The table "${path}" was not read yet, and it is known by what stands in it; settle the task first.`,
    );
  },
  trainingRows: null,
};
