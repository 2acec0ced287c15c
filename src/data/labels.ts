import { EbitError } from '../errors.js';
import { cutShort, shownValue } from '../shown-value.js';
import { MAX_CLASSES } from './dataset.js';
import { isRoundedInteger, parsedNumber } from './numbers.js';

/** The two values of a label column: the one that means +1 and the one that means -1. */
export interface TwoClasses {
  readonly positive: string;
  readonly negative: string;
}

/** The values of a label column with more than two: the label of a row is its value's place among them, from 0. */
export interface ManyClasses {
  readonly classes: readonly string[];
}

/** The values of a label column. */
export type Classes = TwoClasses | ManyClasses;

/** How many classes these are. */
export function classCount(classes: Classes): number {
  return 'classes' in classes ? classes.classes.length : 2;
}

/** The labels of so many classes, in the order in which they are listed: +1 and -1 of two. */
export function labelNumbers(classes = 2): number[] {
  return classes === 2 ? [1, -1] : Array.from({ length: classes }, (_, c) => c);
}

/** All values, in the order of their labels. */
export function classWords(classes: Classes): string[] {
  return labelNumbers(classCount(classes)).map((label) => classWord(classes, label));
}

/** The value of the label column that a label stands for. */
export function classWord(classes: Classes, label: number): string {
  if ('classes' in classes) return classes.classes[label];
  return label > 0 ? classes.positive : classes.negative;
}

/** The label of a class by its value in the label column, numbers compared as numbers; null for what is none of them. */
export function labelOfWord(classes: Classes, word: string): number | null {
  const value = canonical(word);
  return labelNumbers(classCount(classes)).find((label) => canonical(classWord(classes, label)) === value) ?? null;
}

/** Only so many of a column's values are worth reading in a message. */
const SHOWN = 6;

/**
 * Returns the classes of a label column.
 *
 * Any two values do, or more, numbers or words; numbers are compared as numbers, so `1` and `1.0` are one class. Of two,
 * the positive class is the one named, or else the larger of two numbers, or else the word that comes later in
 * alphabetical order (by character code, capitals first). More are listed in that order, numbers before words.
 *
 * @param cells - the column's cells, trimmed
 * @param positive - the value that means +1
 * @throws EbitError 'labels' if there are fewer than two values or more than 128, or if `positive` is none of two
 * @example classesOf(['benign', 'malignant', 'benign']) // { positive: 'malignant', negative: 'benign' }
 */
export function classesOf(cells: readonly string[], positive?: string): Classes {
  const values = [...new Set(cells.map(canonical))];
  if (values.length < 2 || values.length > MAX_CLASSES) {
    throw new EbitError(
      'labels',
      `The label column has ${values.length} different value(s) (${shownWords(values)}); it must have two, or more up to ` +
        `${MAX_CLASSES}.`,
    );
  }
  values.sort(values.length === 2 ? compare : compareMany);
  if (values.length > 2) {
    if (positive === undefined) return { classes: values };
    throw new EbitError(
      'labels',
      `The positive label "${positive}" is one of ${values.length} values (${shownWords(values)}), and +1 and -1 are the ` +
        'labels of two; leave it out for a model of all classes, or read a column that tells one from the rest.',
    );
  }
  const [low, high] = values;
  if (positive === undefined || canonical(positive) === high) return { positive: high, negative: low };
  if (canonical(positive) === low) return { positive: low, negative: high };
  throw new EbitError(
    'labels',
    `The positive label "${positive}" is not in the label column; its values are "${low}" and "${high}".`,
  );
}

/** As {@link classesOf} where there have to be two. @throws EbitError 'labels' for more too */
export function twoClassesOf(cells: readonly string[], positive?: string): TwoClasses {
  const values = [...new Set(cells.map(canonical))];
  if (values.length > 2) {
    throw new EbitError(
      'labels',
      `The label column has ${values.length} different value(s) (${shownWords(values)}); it must have exactly two.`,
    );
  }
  return classesOf(cells, positive) as TwoClasses;
}

/** Some of a column's values. */
function shownWords(values: readonly string[]): string {
  const shown = values.slice(0, SHOWN).map((value) => `"${cutShort(value)}"`);
  if (values.length > SHOWN) shown.push('...');
  return shown.join(', ');
}

/**
 * Returns the label of every cell: of two classes +1 for the positive one and -1 for the negative one, of more the place of
 * its class, from 0.
 *
 * @param cells - a label column's cells, trimmed; they need not hold all classes
 * @param rowOf - the row below the header, from 0, in which a cell stands; as they follow each other unless told
 * @throws EbitError 'labels' naming the row of a cell that is of none
 */
export function labelsOf(
  cells: readonly string[],
  classes: Classes,
  rowOf: (cell: number) => number = (cell) => cell,
): Float64Array {
  const labelOf = new Map(
    labelNumbers(classCount(classes)).map((label) => [canonical(classWord(classes, label)), label]),
  );
  return Float64Array.from(cells, (cell, i) => {
    const label = labelOf.get(canonical(cell));
    if (label !== undefined) return label;
    const known =
      'classes' in classes ? shownWords(classes.classes) : `"${classes.positive}" and "${classes.negative}"`;
    throw new EbitError(
      'labels',
      `Row ${rowOf(i) + 1} below the header has the label "${cutShort(cell)}"; the classes are ${known}.`,
    );
  });
}

/** @throws EbitError 'labels' unless these are texts that name different classes: two, or a list of more */
export function checkClasses(classes: unknown): asserts classes is Classes {
  const given = (typeof classes === 'object' && classes !== null ? classes : {}) as Partial<TwoClasses & ManyClasses>;
  if (given.classes !== undefined) {
    const list: unknown = given.classes;
    const isGood =
      Array.isArray(list) &&
      list.length > 2 &&
      list.length <= MAX_CLASSES &&
      list.every((word) => typeof word === 'string') &&
      new Set(list.map(canonical)).size === list.length;
    if (isGood) return;
    throw new EbitError(
      'labels',
      `The classes are ${shownValue(list)}; give { classes: [...] } with three different texts or more, up to ` +
        `${MAX_CLASSES}.`,
    );
  }
  const { positive, negative } = given;
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

/** Numbers before words: one order for any of them, which two alone do without. */
function compareMany(a: string, b: string): number {
  const [x, y] = [parsedNumber(a) === null, parsedNumber(b) === null];
  if (x === y) return compare(a, b);
  return x ? 1 : -1;
}
