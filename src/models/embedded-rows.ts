// Rows for a model that keeps a scale: as they were measured, or scaled already.
import { finiteRows } from '../data/finite-rows.js';
import { featureNames } from '../data/preparation.js';
import { asRows, type Rows } from '../data/rows.js';
import { scaleRows } from '../data/scale.js';
import { areKnownScaled, scaledRows } from '../data/scaled-rows.js';
import { EbitError } from '../errors.js';
import { checkedWord, checkOptions } from '../options.js';
import { cutShort } from '../shown-value.js';
import type { Model } from './model-types.js';
import { type RowOptions, rowForms } from './row-options.js';
import { modelRows, rowLength } from './rows.js';

/** What of a model says how its rows are scaled. */
type Scaled = Pick<Model, 'features' | 'network' | 'programs' | 'scale' | 'columns' | 'preparation'>;

/** How far beyond pi/2 scaled rows may lie: what single precision makes of it. */
const SLACK = 1e-6;

/**
 * Returns rows as a model embeds them, flat, after checking them.
 *
 * @param options - as a caller gave them
 * @throws EbitError 'config' for another option or word, and for `raw` where the model keeps no scale or its columns hold words;
 *   'range' for undeclared rows that no scale has made; as `modelRows`
 */
export function embeddedRows(model: Scaled, rows: Rows, options: RowOptions = {}): Float64Array {
  checkOptions('Rows', options, { rows: true });
  const { rows: form } = options;
  if (form !== undefined) checkedWord('form of rows', form, rowForms);
  if (form === 'raw') return modelRows(model, scaledByModel(model, rows));
  const flat = modelRows(model, rows);
  if (form === undefined && model.scale !== null && !areKnownScaled(flat)) checkScaled(model, flat);
  return flat;
}

/** @throws EbitError 'range' for rows that cannot be those of a table after its scale */
function checkScaled(model: Scaled, flat: Float64Array): void {
  const most = Math.PI / 2 + SLACK;
  const at = flat.findIndex((value) => !(value >= -most && value <= most));
  if (at < 0) return;
  const features = rowLength(model);
  const [row, feature] = [Math.floor(at / features), at % features];
  throw new EbitError(
    'range',
    `Row ${row} has ${flat[at]} for feature ${feature}${nameText(model, feature)} (both counted from 0), and the model keeps a ` +
      "scale, whose training rows lie from -pi/2 to pi/2. Say which they are: rows: 'raw' in the units of the table, which the " +
      "scale is applied to, or rows: 'scaled' if it has been.",
  );
}

/** The name of a feature, where it has one. */
function nameText({ columns, preparation }: Scaled, feature: number): string {
  if (columns === null) return '';
  const name = featureNames(columns.features, preparation).flatMap(([, own]) => own)[feature];
  return name === undefined ? '' : `, "${cutShort(name)}"`;
}

/** Rows in the units of the table, scaled. @throws EbitError as {@link embeddedRows} */
function scaledByModel(model: Scaled, given: Rows): Float64Array {
  const { scale, columns, preparation } = model;
  if (scale === null) {
    throw new EbitError(
      'config',
      'The model keeps no scale, so that raw rows cannot be scaled; store the one of its training rows by withTable({ columns, ' +
        'scale }), or leave `rows` out if it was trained on rows as they are.',
    );
  }
  const words = preparation?.columns.find(({ kind }) => kind !== 'number');
  if (words !== undefined) {
    throw new EbitError(
      'config',
      `The column "${cutShort(words.column)}" holds words, which rows of numbers cannot say; give records or CSV text to ` +
        "predictTable, or the prepared features through applyScale as rows: 'scaled'.",
    );
  }
  if (areKnownScaled(given)) {
    throw new EbitError('config', "The rows were scaled by ebit, and are said to be raw; use rows: 'scaled'.");
  }
  const names = columns === null ? [] : featureNames(columns.features, preparation).flatMap(([, own]) => own);
  const rows = asRows(given, rowLength(model)).slice();
  scaleRows(rows, scale, names);
  return scaledRows(finiteRows(rows));
}
