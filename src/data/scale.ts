import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';
import { finiteRows } from './finite-rows.js';
import { asRows, type Rows } from './rows.js';
import { scaledRows } from './scaled-rows.js';

/** The least and the greatest value of every column of the training rows: all that is needed to scale other rows. */
export interface Scale {
  readonly minimum: readonly number[];
  readonly maximum: readonly number[];
}

/**
 * Returns the scale that maps every column of these rows onto [-pi/2, pi/2].
 *
 * Fit it on training rows alone and store it with the model: what is measured on other rows is then honest.
 *
 * @param rows - [n x features], row-major, at least one row
 * @param features - how many numbers make a row
 * @throws EbitError 'shape' without a row, 'not-finite' for NaN or infinity, 'range' for a column wider than a double
 * holds
 * @example
 * fitScale(Float64Array.of(20, 1, 40, 5), 2); // { minimum: [20, 1], maximum: [40, 5] }
 */
export function fitScale(rows: Rows, features: number): Scale {
  return namedScale(rows, features, []);
}

/** A column in a sentence: by its name if it has one. */
function columnText(column: number, names: readonly string[]): string {
  return names[column] === undefined ? `column ${column} (counted from 0)` : `column "${cutShort(names[column])}"`;
}

/** Does what {@link fitScale} does; a refusal calls the columns by these names. */
export function namedScale(given: Rows, features: number, names: readonly string[]): Scale {
  checkedWhole('The number of features', features, 1, Number.MAX_SAFE_INTEGER);
  const rows = asRows(given, features);
  const minimum = Array.from(rows.subarray(0, features));
  const maximum = Array.from(rows.subarray(0, features));
  for (let i = features; i < rows.length; i++) {
    const column = i % features;
    if (rows[i] < minimum[column]) minimum[column] = rows[i];
    if (rows[i] > maximum[column]) maximum[column] = rows[i];
  }
  minimum.forEach((low, column) => {
    if (!Number.isFinite(maximum[column] - low)) {
      throw new EbitError(
        'range',
        `The values of ${columnText(column, names)} run from ${low} to ${maximum[column]}, wider than a double holds; use another unit.`,
      );
    }
  });
  return { minimum, maximum };
}

/**
 * Returns rows as angles in radians:
 *
 *     angle = pi ((x - minimum) / (maximum - minimum) - 1/2)
 *
 * so the training rows lie in [-pi/2, pi/2]. A value beyond the training rows' range goes on along the same line and
 * leaves that interval: clamping would make unlike rows equal. A column that was constant becomes 0 for every row.
 *
 * @param rows - [n x features], row-major
 * @param scale - of as many columns
 * @returns shape [n x features]
 * @throws EbitError 'shape' if there is no row or the scale is for another number of columns; 'not-finite' for NaN or infinity; 'range'
 * for a value so far outside that its angle is no finite number
 * @example
 * const scale = fitScale(Float64Array.of(20, 1, 40, 5), 2);
 * applyScale(Float64Array.of(30, 5), scale); // about [0, 1.5708]
 */
export function applyScale(rows: Rows, scale: Scale): Float64Array {
  return namedAngles(rows, scale, []);
}

/** Beyond any network's qubits. */
const MOST_COLUMNS = 1_000_000;

function checkScale(scale: Scale): void {
  checkOptions('A scale', scale, { minimum: true, maximum: true });
  const { minimum, maximum } = scale as Partial<Scale>;
  // Lengths are compared before anything is gone through: a list of nothing can be very long.
  const isList = (list: unknown): list is number[] =>
    minimum?.length === maximum?.length &&
    Array.isArray(list) &&
    list.length <= MOST_COLUMNS &&
    Array.from(list).every((one) => Number.isFinite(one));
  if (isList(minimum) && isList(maximum) && minimum.length === maximum.length && minimum.length > 0) {
    const upsideDown = minimum.findIndex((low, column) => low > maximum[column]);
    if (upsideDown < 0) return;
    throw new EbitError(
      'range',
      `The scale's minimum of column ${upsideDown} (counted from 0) is ${minimum[upsideDown]}, above its maximum of ` +
        `${maximum[upsideDown]}; exchange them.`,
    );
  }
  throw new EbitError(
    'shape',
    `The scale is ${shownValue(scale)}; give { minimum, maximum }, two lists of as many finite numbers as there are columns.`,
  );
}

/** Does what {@link applyScale} does; a refusal calls the columns by these names. */
export function namedAngles(given: Rows, scale: Scale, names: readonly string[]): Float64Array {
  checkScale(scale);
  const rows = asRows(given, scale.minimum.length).slice();
  scaleRows(rows, scale, names);
  return scaledRows(finiteRows(rows));
}

/**
 * Does in place what {@link applyScale} does, with a scale that was checked.
 *
 * @param rows - finite, shape [n, features]; afterwards angles
 */
export function scaleRows(rows: Float64Array, { minimum, maximum }: Scale, names: readonly string[]): void {
  const features = minimum.length;
  for (let start = 0; start < rows.length; start += features) {
    for (let column = 0; column < features; column++) {
      const low = minimum[column];
      const width = maximum[column] - low;
      const x = rows[start + column];
      const angle = width === 0 ? 0 : ((x - low) / width - 0.5) * Math.PI;
      if (!Number.isFinite(angle)) {
        throw new EbitError(
          'range',
          `${x} in ${columnText(column, names)} is too far from the training rows' ${low} to ${maximum[column]}.`,
        );
      }
      rows[start + column] = angle;
    }
  }
}
