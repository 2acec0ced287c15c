import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import { isRoundedInteger, parsedNumber } from './numbers.js';

/** The two values of a label column: the one that means +1 and the one that means -1. */
export interface Classes {
  readonly positive: string;
  readonly negative: string;
}

/** Only so many of a column's values are worth reading in a message. */
const SHOWN = 6;

/**
 * Returns the two classes of a label column.
 *
 * Any two values do, numbers or words; numbers are compared as numbers, so `1` and `1.0` are one class. The positive
 * class is the one named, or else the larger of two numbers, or else the word that comes later in alphabetical order
 * (by character code, capitals first).
 *
 * @param cells - the column's cells, trimmed
 * @param positive - the value that means +1
 * @throws EbitError 'labels' if there are not exactly two values, or if `positive` is neither
 * @example classesOf(['benign', 'malignant', 'benign']) // { positive: 'malignant', negative: 'benign' }
 */
export function classesOf(cells: readonly string[], positive?: string): Classes {
  const values = [...new Set(cells.map(canonical))];
  if (values.length !== 2) {
    const shown = values.slice(0, SHOWN).map((value) => `"${value}"`);
    if (values.length > SHOWN) shown.push('...');
    throw new EbitError(
      'labels',
      `The label column has ${values.length} different value(s) (${shown.join(', ')}); it must have exactly two.`,
    );
  }
  const [low, high] = values.sort(compare);
  if (positive === undefined || canonical(positive) === high) return { positive: high, negative: low };
  if (canonical(positive) === low) return { positive: low, negative: high };
  throw new EbitError(
    'labels',
    `The positive label "${positive}" is not in the label column; its values are "${low}" and "${high}".`,
  );
}

/**
 * Returns +1 for every cell of the positive class and -1 for every cell of the negative one.
 *
 * @param cells - a label column's cells, trimmed; they need not hold both classes
 * @throws EbitError 'labels' naming the row of a cell that is neither
 */
export function labelsOf(cells: readonly string[], classes: Classes): Float64Array {
  const positive = canonical(classes.positive);
  const negative = canonical(classes.negative);
  return Float64Array.from(cells, (cell, i) => {
    const value = canonical(cell);
    if (value === positive) return 1;
    if (value === negative) return -1;
    throw new EbitError(
      'labels',
      `Row ${i + 1} below the header has the label "${cell}"; the classes are "${positive}" and "${negative}".`,
    );
  });
}

/** @throws EbitError 'labels' unless these are two texts that name different classes */
export function checkClasses(classes: unknown): void {
  const { positive, negative } = (typeof classes === 'object' && classes !== null ? classes : {}) as Partial<Classes>;
  if (typeof positive === 'string' && typeof negative === 'string' && canonical(positive) !== canonical(negative))
    return;
  throw new EbitError(
    'labels',
    `The classes are ${shownValue(positive)} and ${shownValue(negative)}; give { positive, negative } with two different texts.`,
  );
}

/** One spelling for each class: a number as JavaScript writes it, with one zero; a word in composed letters. */
function canonical(cell: string): string {
  const value = parsedNumber(cell);
  // Integers that a double would round, and numbers too small for one, stay text, or two of them would become one class.
  const isLost = isRoundedInteger(cell) || (value === 0 && /^[^e]*[1-9]/i.test(cell));
  return value === null || isLost ? cell.normalize() : String(value + 0);
}

function compare(a: string, b: string): number {
  const [x, y] = [parsedNumber(a), parsedNumber(b)];
  if (x !== null && y !== null) return x - y;
  return a < b ? -1 : 1;
}
