import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';

/** What the beginning of a text gives away, and how to make a plain table of it. */
const FORMATS: readonly { readonly sign: RegExp; readonly mend: string }[] = [
  {
    // Half of the bytes of UTF-16 are zero where the letters are Latin; its byte order mark is no UTF-8.
    sign: /^(\ufffd\ufffd|\ufffe|([^\0]\0){3}|(\0[^\0]){3})/,
    mend:
      'is not UTF-8, most likely UTF-16 (called "Unicode" by spreadsheets); save it as UTF-8, or say its encoding ' +
      '(--encoding utf-16le, or utf-16be)',
  },
  {
    sign: /^\p{Cc}[\p{Cc}\ufffd]\p{Cc}/u,
    mend: 'is no text but most likely a compressed file; unpack it, and save its table as CSV',
  },
  {
    sign: /^PAR1/,
    mend: 'is Parquet; ebit predict and evaluate read it (--format parquet), for all else save it as CSV',
  },
  {
    sign: /^.?NUMPY/,
    mend: 'is an array of NumPy (.npy); ebit predict and evaluate read it (--format npy), for all else save it as CSV',
  },
  { sign: /^(.?PNG\r?\n|%PDF-|SQLite format)/, mend: 'is no text; save its table as CSV' },
  { sign: /^\ufeff?sep=/i, mend: 'begins with a line "sep=" for a spreadsheet; remove that line' },
  {
    sign: /^\ufeff?(\s*%[^\n]*\n|\s)*@relation\b/i,
    mend: 'is ARFF; save it as CSV, with the names of the attributes as the first line',
  },
  { sign: /^PK\p{Cc}{2}/u, mend: 'is a compressed file or a workbook; save the sheet as CSV' },
  {
    sign: /^\ufeff?\s*[[{]\s*["[{\]}]/,
    mend: 'is JSON; save it as CSV, with the names of the columns as the first line',
  },
];

/** So much of a text is looked at: enough for a comment before a table begins. */
const BEGINNING = 4000;

/**
 * Throws unless a text may be a plain table: what is one of the formats that come instead is named, with what to do.
 *
 * @param text - anything
 * @throws EbitError 'csv'
 */
export function refuseOtherFormats(text: unknown): void {
  if (typeof text !== 'string') {
    throw new EbitError('csv', `The table is ${shownValue(text)}; give its text, read as UTF-8.`);
  }
  const beginning = text.slice(0, BEGINNING);
  const found = FORMATS.find(({ sign }) => sign.test(beginning));
  if (found !== undefined) throw new EbitError('csv', `The table ${found.mend}.`);
  refuseZeros(text, 1);
}

/**
 * @param first - the line that the text begins in, from 1
 * @throws EbitError 'csv' for a character of code 0
 */
export function refuseZeros(text: string, first: number): void {
  const zero = text.indexOf('\0');
  if (zero < 0) return;
  const line = first - 1 + text.slice(0, zero).split('\n').length;
  throw new EbitError(
    'csv',
    `The table has a character of code 0 in line ${line}: it is no text, or damaged; save it as CSV, or remove the character.`,
  );
}
