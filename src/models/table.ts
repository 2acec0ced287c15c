import { type Classes, classWords } from '../data/labels.js';
import { featureNames, type Preparation } from '../data/preparation.js';
import { EbitError } from '../errors.js';
import type { Network } from '../network/network.js';
import { checked } from '../schema.js';
import { tableSchema } from './model-schema.js';
import type { ModelColumns, ModelScale, ModelTable } from './model-types.js';
import { rowLength } from './rows.js';

function checkColumns(
  columns: ModelColumns,
  names: readonly string[],
  features: readonly number[],
  classes: number,
): void {
  names.forEach((name, p) => {
    const own = columns.features[name];
    if (own.length !== features[p]) {
      throw new EbitError(
        'columns',
        `${own.length} columns are assigned to processor "${name}", which reads ${features[p]} features; assign as many.`,
      );
    }
    // Two parties may hold the same column, but one that reads it twice has lost another.
    const repeated = own.find((column, i) => own.indexOf(column) !== i);
    if (repeated !== undefined) {
      throw new EbitError('columns', `Processor "${name}" has the column "${repeated}" twice; name it once.`);
    }
    if (columns.label !== null && own.includes(columns.label.column)) {
      throw new EbitError(
        'columns',
        `"${columns.label.column}" is the label; it cannot be a feature of "${name}" too.`,
      );
    }
  });
  if (columns.label !== null) checkLabels(columns.label, classes);
}

function checkLabels(label: Classes, classes: number): void {
  const words = classWords(label);
  if (words.length !== classes) {
    throw new EbitError(
      'labels',
      `The label column has ${words.length} values and the model ${classes} classes; give a value for each.`,
    );
  }
  const twice = words.find((word, i) => words.indexOf(word) < i);
  if (twice === undefined) return;
  const mend = classes === 2 ? 'two classes need two values' : 'name every class once';
  throw new EbitError('labels', `${classes === 2 ? 'Both' : 'Two'} labels are "${twice}"; ${mend}.`);
}

function checkScale({ minimum, maximum }: ModelScale, features: readonly number[]): void {
  const total = rowLength({ features });
  if (minimum.length !== total || maximum.length !== total) {
    throw new EbitError(
      'shape',
      `The scale has ${minimum.length} minima and ${maximum.length} maxima; the model needs one each of ${total} features.`,
    );
  }
  const crossed = minimum.findIndex((low, i) => low > maximum[i]);
  if (crossed >= 0) {
    throw new EbitError(
      'range',
      `Feature ${crossed} has the minimum ${minimum[crossed]} above its maximum ${maximum[crossed]}; exchange them.`,
    );
  }
}

/** How many columns each processor has to hold for its features: as many as it does, where they become those. */
function preparedCounts(
  columns: ModelColumns | null,
  preparation: Preparation,
  names: readonly string[],
  features: readonly number[],
): number[] {
  if (columns === null) {
    throw new EbitError('columns', 'The preparation is of columns that are not said; give them too, or leave it out.');
  }
  const own = names.map((name) => columns.features[name]);
  const stray = own.flat().find((name) => preparation.columns.every(({ column }) => column !== name));
  if (stray !== undefined) {
    throw new EbitError(
      'columns',
      `The preparation says nothing of the column "${stray}"; it needs every column once.`,
    );
  }
  const made = featureNames(columns.features, preparation);
  return names.map((name, p) => {
    const count = made.find(([one]) => one === name)?.[1].length ?? 0;
    if (count === features[p]) return own[p].length;
    throw new EbitError(
      'columns',
      `The columns of processor "${name}" become ${count} features, and it reads ${features[p]}; assign other columns.`,
    );
  });
}

/**
 * Returns a table's columns and scale as plain data, after checking that they fit a model.
 *
 * @param network - whose processors' names the columns go by
 * @param features - how many each processor reads
 * @param classes - how many the model tells apart
 * @param table - from options or from a model file
 * @throws EbitError as `Model.withTable`
 */
export function checkedTable(
  network: Network,
  features: readonly number[],
  classes: number,
  table: unknown,
): ModelTable {
  const names = network.processors.map(({ name }) => name);
  const { columns, scale, preparation = null } = checked(tableSchema(names), table, 'columns', 'The table');
  const counts = preparation === null ? features : preparedCounts(columns, preparation, names, features);
  if (columns !== null) checkColumns(columns, names, counts, classes);
  if (scale !== null) checkScale(scale, features);
  return preparation === null ? { columns, scale } : { columns, scale, preparation };
}
