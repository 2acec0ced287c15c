import { readTable, type Table } from '../data/csv.js';
import { STANDARD_ENCODING } from '../data/decode-table.js';
import type { Classes } from '../data/labels.js';
import type { MissingRule } from '../data/missing.js';
import { ofFile } from '../data/of-file.js';
import { featureNames, type Preparation } from '../data/preparation.js';
import { namedAngles } from '../data/scale.js';
import type { CellOptions } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import type { Model } from '../models/model-types.js';
import { readText } from '../node/files.js';

/** A table read for a model. */
export interface ModelTableRows {
  /** As the model embeds them: scaled if it has a scale. */
  readonly rows: Float64Array;
  /** +1 or -1, or the numbers of more than two classes; null where the labels were not asked for. */
  readonly labels: Float64Array | null;
  /** The words for the labels. */
  readonly classes: Classes;
  /** The rows of the file that were left out for want of a value, from 0 below the header. */
  readonly dropped: readonly number[];
}

/** What may be said about a table that the model does not say, or says otherwise. */
export interface TableWords extends CellOptions {
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  readonly label?: string;
  readonly positive?: string;
  readonly missing?: MissingRule;
  readonly encoding?: string;
}

/** The flags by which a command is told how a model's table is written. */
export const tableFlags: readonly string[] = ['columns', 'missing', 'decimal', 'separator', 'encoding'];

/** Where a model was not trained on a table, its labels have no names of their own. */
export function numbersOf({ classes }: Model): Classes {
  if (classes === 2) return { positive: '1', negative: '-1' };
  return { classes: Array.from({ length: classes }, (_, c) => `${c}`) };
}

/**
 * Reads the columns of a table that a model knows, or those that are named for it.
 *
 * @param labelled - whether the labels are wanted
 * @throws EbitError 'file' if the table cannot be read, 'usage' if columns or label are known from nowhere; 'columns',
 *   'csv' or 'labels' as `readTable`; 'range' for values far beyond the model's scale
 */
export function readModelTable(path: string, model: Model, words: TableWords, labelled: boolean): ModelTableRows {
  const known = model.columns?.label ?? null;
  const label = labelled ? (words.label ?? known?.column) : undefined;
  if (labelled && label === undefined) {
    throw new EbitError('usage', 'The model knows no label column; say which it is by --label.');
  }
  const columns = featureColumns(model, words);
  const numbers = model.classes === 2 ? undefined : numbersOf(model);
  const classes = words.positive !== undefined ? undefined : (known ?? numbers);
  const { positive, missing, decimal, separator, encoding = STANDARD_ENCODING } = words;
  if (model.classes > 2 && positive !== undefined) {
    throw new EbitError(
      'usage',
      `--positive says which of two labels means +1, and the model has ${model.classes}; leave it out.`,
    );
  }
  const preparation = preparationFor(model, columns);
  if (missing === 'median' && preparation?.missing !== 'median') {
    throw new EbitError(
      'usage',
      'The model keeps no medians, for it was trained without --missing median; give --missing drop, or train it again.',
    );
  }
  return ofFile(path, () => {
    const options = { columns, label, positive, classes, missing, decimal, separator };
    const table = readTable(
      readText(path, encoding),
      preparation === undefined ? options : { ...options, preparation },
    );
    const names = featureNames(columns, preparation ?? null).flatMap(([, own]) => own);
    const rows = model.scale === null ? table.rows : namedAngles(table.rows, model.scale, names);
    const { labels, dropped = [] } = table;
    return { rows, labels, classes: classesOf(table) ?? known ?? numbersOf(model), dropped };
  });
}

/** What the model does with its columns, under the names that they have in this table. */
function preparationFor(
  { preparation, columns: known }: Model,
  columns: Readonly<Record<string, readonly string[]>>,
): Preparation | undefined {
  if (preparation === null || known === null) return undefined;
  const named = new Map(
    Object.entries(columns).flatMap(([processor, own]) =>
      own.map((column, i) => {
        const before = known.features[processor][i];
        return [column, preparation.columns.find((one) => one.column === before)] as const;
      }),
    ),
  );
  const renamed = [...named].flatMap(([column, how]) => (how === undefined ? [] : [{ ...how, column }]));
  return { missing: preparation.missing, columns: renamed };
}

function classesOf({ columns: { label } }: Table): Classes | null {
  return label;
}

/** The columns of every processor, in the network's order. */
function featureColumns(model: Model, words: TableWords): Record<string, readonly string[]> {
  const named = words.columns ?? model.columns?.features;
  const names = model.network.processors.map(({ name }) => name);
  if (named === undefined) {
    const example = names.map((name) => `--columns ${name}=…`).join(' ');
    throw new EbitError('usage', `The model was not trained on a table; say which columns it is to read: ${example}.`);
  }
  const stray = Object.keys(named).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw new EbitError('usage', `The model has no processor "${stray}"; it has ${names.join(', ')}.`);
  }
  names.forEach((name, p) => {
    const count = Object.hasOwn(named, name) ? named[name].length : 0;
    const wanted = model.preparation === null ? model.features[p] : (model.columns?.features[name].length ?? 0);
    if (count !== wanted) {
      throw new EbitError(
        'columns',
        `Processor "${name}" reads ${wanted} columns, ${count} are named for it; name as many.`,
      );
    }
  });
  return Object.fromEntries(names.map((name) => [name, named[name]]));
}
