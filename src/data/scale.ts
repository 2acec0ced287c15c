import { EbitError } from '../errors.js';
import { asRows } from './rows.js';

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
export function fitScale(rows: Float64Array, features: number): Scale {
  asRows(rows, features);
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
        `Column ${column} (counted from 0) runs from ${low} to ${maximum[column]}, wider than a double holds; use another unit.`,
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
export function applyScale(rows: Float64Array, scale: Scale): Float64Array {
  const features = scale.minimum.length;
  asRows(rows, features);
  return rows.map((x, i) => {
    const column = i % features;
    const low = scale.minimum[column];
    const width = scale.maximum[column] - low;
    if (width === 0) return 0;
    const angle = ((x - low) / width - 0.5) * Math.PI;
    if (!Number.isFinite(angle)) {
      throw new EbitError(
        'range',
        `${x} in column ${column} (counted from 0) is too far from the training rows' ${low} to ${scale.maximum[column]}.`,
      );
    }
    return angle;
  });
}
