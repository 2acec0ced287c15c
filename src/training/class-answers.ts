// What a classifier says of rows beside what is true of them, in one form for two classes and for more.
import { checkedLabels } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { numberList } from '../number-list.js';
import { checkedWhole, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';

/** What the metrics of classes take. */
export interface MetricOptions {
  /** 2, whose labels are +1 and -1, unless told; of more the labels are the class numbers from 0 on. */
  readonly classes?: number;
}

/** Beyond any table that is worth reading. */
const MOST_CLASSES = 1_000_000;

/** Returns the number of classes. @throws EbitError 'config' for an unknown option, 'range' for another number */
export function classesAmong(who: string, options: MetricOptions): number {
  checkOptions(who, options, { classes: true });
  return checkedWhole('The number of classes', options.classes ?? 2, 2, MOST_CLASSES);
}

/**
 * Returns the class of every row as a number from 0 on: of two classes 1 for +1 and 0 for -1.
 *
 * @throws EbitError 'labels' without a label or for another label, 'shape' for what is no list
 */
export function classNumbers(labels: ArrayLike<number>, classes: number): Int32Array {
  const list = classes === 2 ? checkedLabels(labels) : numberList('The labels', labels);
  if (list.length === 0) throw new EbitError('labels', 'There are no labels; give at least one row.');
  // Loops here and below: `from` makes a list of objects first, of a million rows a hundred megabytes.
  const numbers = new Int32Array(list.length);
  for (let n = 0; n < list.length; n++) {
    const label = list[n];
    if (classes > 2 && !(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new EbitError(
        'labels',
        `The label of row ${n} (counted from 0) is ${shownValue(labels[n])}; of ${classes} classes a label is an integer ` +
          `from 0 to ${classes - 1}.`,
      );
    }
    numbers[n] = classes === 2 ? (label + 1) / 2 : label;
  }
  return numbers;
}

/**
 * Returns as many numbers as the rows need, after checking that each is one: a number a row of two classes, one a class of
 * more.
 *
 * @param what - they are, as the beginning of a sentence
 * @throws EbitError 'shape' for another number of them, 'not-finite' for one that is none
 */
export function answersFor(what: string, given: ArrayLike<number>, rows: number, classes: number): Float64Array {
  const list = numberList(what, given);
  const perRow = classes === 2 ? 1 : classes;
  if (list.length !== rows * perRow) {
    throw new EbitError(
      'shape',
      `${what} are ${list.length} and there are ${rows} labels; give ${perRow === 1 ? 'one' : perRow} each a row.`,
    );
  }
  for (let i = 0; i < list.length; i++) {
    if (!Number.isNaN(list[i])) continue;
    throw new EbitError(
      'not-finite',
      `Of row ${Math.floor(i / perRow)} there is ${shownValue(given[i])} where a number belongs: ${what.toLowerCase()}.`,
    );
  }
  return list;
}

/** Returns the class that each row was given: of two the sign, or -1 for 0; of more the first of the largest. */
export function givenClasses(answers: Float64Array, rows: number, classes: number): Int32Array {
  const given = new Int32Array(rows);
  for (let n = 0; n < rows; n++) {
    if (classes === 2) {
      given[n] = answers[n] > 0 ? 1 : answers[n] < 0 ? 0 : -1;
      continue;
    }
    let best = 0;
    for (let c = 1; c < classes; c++) if (answers[n * classes + c] > answers[n * classes + best]) best = c;
    given[n] = best;
  }
  return given;
}
