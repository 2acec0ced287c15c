import Papa from 'papaparse';
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { cutShort } from '../shown-value.js';
import { refuseOtherFormats } from './other-formats.js';

/** What may stand between the cells of a table; `tab` is the word for what no command line shows. */
export const separators = [',', ';', 'tab', '|'] as const;
/** What may stand before the digits of a fraction. */
export const decimals = ['point', 'comma'] as const;

/** How the text of a table is cut. */
export interface CellOptions {
  /** Found out unless told. */
  readonly separator?: (typeof separators)[number];
  /** Where it is a comma, no comma is taken for a separator unless it is said to be one. */
  readonly decimal?: (typeof decimals)[number];
}

/** A table of text, cut. */
export interface TableCells {
  readonly header: string[];
  /** As many cells a row as the header has, trimmed. */
  readonly body: string[][];
  /** The line of the text, from 1, in which a row of the body (from 0) begins: a quoted cell may have several. */
  lineOf(row: number): number;
}

/**
 * Cuts the text into trimmed cells, all rows as long as the header.
 *
 * @throws EbitError 'csv' for text that is no table
 */
export function tableCells(text: string, options: CellOptions = {}): TableCells {
  refuseOtherFormats(text);
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text, options) });
  const broken = errors.find((error) => error.type === 'Quotes');
  if (broken !== undefined) throw strayQuote(broken.row ?? 0, linesIn(text.slice(0, broken.index)) + 1);
  const lines = data.map((cells) => cells.map((cell) => cell.trim()));
  while (lines.length > 0 && lines[lines.length - 1].every((cell) => cell === '')) lines.pop();
  const first = lines.findIndex((cells) => cells.length > 1 || cells[0] !== '');
  const [header, ...body] = lines.slice(Math.max(0, first));
  if (header === undefined) throw new EbitError('csv', EMPTY);
  if (body.length === 0) throw new EbitError('csv', BARE);
  let starts: Int32Array | null = null;
  const lineOf = (row: number): number => {
    starts ??= lineStarts(data);
    return starts[first + 1 + row];
  };
  body.forEach((cells, i) => {
    if (cells.length !== header.length) throw wrongLength(i, cells.length, header.length, lineOf(i));
  });
  return { header, body, lineOf };
}

/** What is wrong with a table without a header, and with one that has nothing else. */
export const EMPTY = 'The table is empty; it needs a header and at least one row.';
export const BARE = 'The table has a header but no rows; add at least one.';

/** The refusal of a quote that is not closed or stands in the wrong place; the header is row 0. */
export function strayQuote(row: number, line: number): EbitError {
  const where = row > 0 ? `Row ${row} below the header` : 'The header';
  return new EbitError(
    'csv',
    `${where} has a stray or unclosed quote (line ${line}); within a quoted cell a quote is doubled.`,
  );
}

/** The refusal of a row that is not as long as the header. */
export function wrongLength(row: number, cells: number, header: number, line: number): EbitError {
  return new EbitError(
    'csv',
    `Row ${row + 1} below the header has ${cells} cell(s), the header ${header} (line ${line}); make them agree.`,
  );
}

/** What separates cells, '' where Papa is to guess: it knows nothing of decimal commas. */
export function delimiterOf(text: string, { separator, decimal }: CellOptions): string {
  if (separator !== undefined) return separator === 'tab' ? '\t' : separator;
  if (decimal !== 'comma') return '';
  const [firstLine] = text.trimStart().split(/[\r\n]/, 1);
  return [';', '\t', '|'].find((one) => firstLine.includes(one)) ?? ';';
}

/** The line in which each row of a text begins. */
export function lineStarts(rows: readonly string[][]): Int32Array {
  const starts = new Int32Array(rows.length);
  let line = 1;
  rows.forEach((cells, i) => {
    starts[i] = line;
    line += 1 + cells.reduce((sum, cell) => sum + linesIn(cell), 0);
  });
  return starts;
}

/** How many lines end in a text. */
export function linesIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** A table may have columns by the thousand; a message shows these. */
const SHOWN_COLUMNS = 30;

/** @throws EbitError 'columns' for a name that the header lacks, with the nearest one, or has twice */
export function columnPlace(header: readonly string[], name: string): number {
  // The same letters may be written in two ways, ü as one sign or as u and two dots; a person sees no difference.
  const same = (other: string): boolean => other.normalize() === name.normalize();
  const place = header.findIndex(same);
  if (place < 0) {
    const whole = header.find((one) => one.includes(',') && one.split(',').some((part) => same(part.trim())));
    if (whole !== undefined) {
      throw new EbitError(
        'columns',
        `There is no column "${cutShort(name)}", but "${cutShort(whole)}", whose name has a comma; on a command line put it in double ` +
          `quotes: --columns 'A="${cutShort(whole)}"'.`,
      );
    }
    const shown = header.slice(0, SHOWN_COLUMNS).map((one) => cutShort(one));
    const more = header.length > SHOWN_COLUMNS ? ` and ${header.length - SHOWN_COLUMNS} more` : '';
    const columns = `The columns are: ${shown.join(', ')}${more}.`;
    throw new EbitError('columns', `There is no column "${cutShort(name)}".${nearestHint(name, header)} ${columns}`);
  }
  if (header.findLastIndex(same) > place) {
    throw new EbitError(
      'columns',
      `The header has the column "${cutShort(name)}" twice; give the two different names.`,
    );
  }
  return place;
}

/** The refusal of a cell in which nothing stands. */
export function emptyCell(row: number, column: string): EbitError {
  return new EbitError(
    'csv',
    `Row ${row + 1} below the header has an empty cell in column "${cutShort(column)}"; fill it in or leave the row out.`,
  );
}
