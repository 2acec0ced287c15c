// What a cell of a table says where a number is wanted, and why it says none.
import { EbitError } from '../errors.js';
import { cutShort } from '../shown-value.js';
import { isMissing } from './missing.js';
import { isRoundedInteger, parsedNumber } from './numbers.js';
import type { CellOptions } from './table-cells.js';

type Decimal = CellOptions['decimal'];

/** Where a row stands in what it was read from. */
export interface RowPlace {
  /** From 0, below the header. */
  readonly row: number;
  /** From 1; null for a record, which stands in no text. */
  readonly line: number | null;
}

/** Where a cell stands. */
export interface CellPlace extends RowPlace {
  readonly column: string;
}

const WITH_COMMA = /^[+-]?(\d+,\d*|,\d+)(e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}([.,'\u2019 \u00a0]\d{3})+([.,]\d+)?$/;
const ENDLESS = /^[+-]?(inf|infinity|\u221e)$/i;
const DECIMAL = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i;
const MONTH =
  '(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)';
const DATES: readonly RegExp[] = [
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ]\d{1,2}:\d{2}.*)?$/,
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ]\d{1,2}:\d{2}.*)?$/,
  /^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]\.?m\.?)?$/i,
  new RegExp(`^\\d{1,2}[- .]*${MONTH}[- .,]*\\d{2,4}\\b`, 'i'),
  new RegExp(`^${MONTH}[- .]*\\d{1,2}[- .,]+\\d{2,4}\\b`, 'i'),
];

/** The number that a cell says, or null if it says none: with a point for its fraction, or with a comma. */
export function cellNumber(text: string, decimal: Decimal = 'point'): number | null {
  if (decimal === 'point') return parsedNumber(text);
  return text.includes('.') ? null : parsedNumber(text.replace(',', '.'));
}

/** Whether a cell that is no number is a date or a time. */
export function isDate(text: string): boolean {
  return DATES.some((form) => form.test(text));
}

/** Whether a cell that is no number is nevertheless none to make a word of: it was meant as a number, or as a date. */
export function isNoWord(text: string): boolean {
  return ENDLESS.test(text) || DECIMAL.test(text) || GROUPED.test(text) || isDate(text);
}

/**
 * Returns the number in a cell.
 *
 * @param place - asked for the place of a cell that is refused
 * @throws EbitError 'csv' for a cell that says none, or one that a double does not hold, with its row, line and column and what
 *   to do
 */
export function numberIn(text: string, decimal: Decimal, place: () => CellPlace): number {
  const value = cellNumber(text, decimal);
  if (value === null) throw new EbitError('csv', refusedCell(text, decimal, place()));
  if (isRoundedInteger(text)) {
    throw new EbitError(
      'csv',
      `${rowText(place())} has ${cutShort(text)} ${columnText(place())}, which a double rounds to ${value}; count from a ` +
        'nearer zero, or leave the column out.',
    );
  }
  return value;
}

/** A row in a sentence: those of a text count from 1 below the header, records from 0, as in their list. */
export function rowText({ row, line }: { readonly row: number; readonly line?: number | null }): string {
  return line === null ? `Record ${row} (counted from 0)` : `Row ${row + 1} below the header`;
}

/** A column in a sentence, with the line of the cell where there is one. */
export function columnText({ column, line }: CellPlace): string {
  return `in column "${cutShort(column)}"${line === null ? '' : ` (line ${line})`}`;
}

/** Why a cell without a value is refused, in a sentence. */
export function missingText(cell: string, place: CellPlace): string {
  const what = cell === '' ? 'an empty cell' : `"${cell}", which is no value,`;
  return (
    `${rowText(place)} has ${what} ${columnText(place)}; fill it in or leave the row out, or choose "drop" or "median" for ` +
    'missing values (--missing).'
  );
}

/** Why a cell is no number, in a sentence. */
function refusedCell(text: string, decimal: Decimal, place: CellPlace): string {
  if (isMissing(text)) return missingText(text, place);
  const shown = `${rowText(place)} has "${cutShort(text)}" ${columnText(place)}`;
  if (isDate(text)) {
    return (
      `${shown}, which is a date or a time; make numbers of it, such as the days since a day or the month, or leave the ` +
      'column out.'
    );
  }
  return `${shown}, which is not a finite decimal number; ${mendOf(text, decimal)}.`;
}

function mendOf(text: string, decimal: Decimal): string {
  if (decimal === 'comma' && text.includes('.') && DECIMAL.test(text)) {
    return 'decimals are commas by what was said (--decimal comma): write it with a comma, or leave that out';
  }
  if (decimal === 'point' && WITH_COMMA.test(text)) {
    return 'write decimals with a point, not a comma, or say that they are commas (--decimal comma)';
  }
  if (GROUPED.test(text)) return 'write it without marks between the thousands';
  if (ENDLESS.test(text) || DECIMAL.test(text)) return 'mend it or leave the row out';
  return 'mend it or leave the row out, or choose "onehot" or "ordinal" for words as features (--words)';
}
