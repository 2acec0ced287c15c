// The text of a table cut into rows piece by piece: what tableCells makes of a whole text, of one that does not fit in memory.
import Papa from 'papaparse';
import { EbitError } from '../errors.js';
import { refuseOtherFormats, refuseZeros } from './other-formats.js';
import {
  BARE,
  type CellOptions,
  delimiterOf,
  EMPTY,
  lineStarts,
  linesIn,
  strayQuote,
  wrongLength,
} from './table-cells.js';

/** Some rows of a table. */
export interface CellPart {
  /** Of the whole table, trimmed. */
  readonly header: readonly string[];
  /** As many cells a row as the header has, trimmed. */
  readonly body: readonly (readonly string[])[];
  /** The place of the first of these rows below the header, from 0. */
  readonly first: number;
  /** The line of the text, from 1, in which a row of these (from 0) begins. */
  lineOf(row: number): number;
}

/** The text of a table on its way to be rows. */
export interface CellStream {
  /** The rows that are whole with the next piece. @throws EbitError 'csv' as `tableCells` */
  push(text: string): Iterable<CellPart>;
  /** The rest. @throws EbitError 'csv' as `tableCells`, for a table without rows too */
  end(): Iterable<CellPart>;
}

/** So much of a text tells what separates its cells and its lines. */
const HEAD = 65_536;

/** No row of a table that means something is longer; a quote that is not closed makes one of all that follows. */
const LONGEST_ROW = 16_777_216;

/** Rows without a value that may yet turn out to be the end: they are counted, not kept. */
interface Blanks {
  count: number;
  /** Of the first one. */
  line: number;
  /** The first that is not as long as the header. */
  wrong: EbitError | null;
}

/** As many of them are handed out at a time. */
const BLANKS_AT_A_TIME = 4096;

/**
 * Returns what cuts a table's text into rows, wherever the text itself is cut into pieces.
 *
 * What separates cells and lines is told from the first 65,536 characters. Rows come in parts, in their order; a row without
 * any value comes when another follows that has one, since such rows at the end do not matter.
 *
 * @param options - as `tableCells` takes them
 */
export function cellStream(options: CellOptions = {}): CellStream {
  let rest = '';
  /** Of the first letter of `rest`, from 1. */
  let line = 1;
  /** Rows of the text that were cut, the header and empty lines among them. */
  let cut = 0;
  let form: { readonly parser: Papa.Parser; readonly newline: string } | null = null;
  let header: string[] | null = null;
  let done = 0;
  const blanks: Blanks = { count: 0, line: 0, wrong: null };
  /** A row that goes on beyond this is not looked at again before it has grown. */
  let enough = 0;

  function* released(names: readonly string[]): Generator<CellPart> {
    if (blanks.wrong !== null) throw blanks.wrong;
    const { count, line: start } = blanks;
    const blank = names.map(() => '');
    for (let from = 0; from < count; from += BLANKS_AT_A_TIME) {
      const body = new Array<string[]>(Math.min(BLANKS_AT_A_TIME, count - from)).fill(blank);
      yield { header: names, body, first: done, lineOf: (row) => start + from + row };
      done += body.length;
    }
    blanks.count = 0;
  }

  function* rowsOf(data: string[][], at: number): Generator<CellPart> {
    const lines = data.map((cells) => cells.map((cell) => cell.trim()));
    const isBlank = (row: number): boolean => lines[row].every((cell) => cell === '');
    let starts: Int32Array | null = null;
    const lineOf = (row: number): number => {
      starts ??= lineStarts(data);
      return at - 1 + starts[row];
    };
    let from = 0;
    if (header === null) {
      const top = lines.findIndex((cells) => cells.length > 1 || cells[0] !== '');
      if (top < 0) return;
      header = lines[top];
      from = top + 1;
    }
    const { length } = header;
    let end = lines.length;
    while (end > from && isBlank(end - 1)) end -= 1;
    if (end > from) {
      yield* released(header);
      const body = lines.slice(from, end);
      const first = done;
      body.forEach((cells, i) => {
        if (cells.length !== length) throw wrongLength(first + i, cells.length, length, lineOf(from + i));
      });
      done += body.length;
      const start = from;
      yield { header, body, first, lineOf: (row) => lineOf(start + row) };
    }
    for (let row = end; row < lines.length; row++) {
      if (blanks.count === 0) Object.assign(blanks, { line: lineOf(row), wrong: null });
      if (lines[row].length !== length)
        blanks.wrong ??= wrongLength(done + blanks.count, lines[row].length, length, lineOf(row));
      blanks.count += 1;
    }
  }

  function* taken(isLast: boolean): Generator<CellPart> {
    form ??= formOf(rest, options, isLast || rest.length > LONGEST_ROW);
    if (form === null) return;
    // Up to the end of a line, so that what follows a quote is always there.
    const last = rest.lastIndexOf(form.newline);
    const end = isLast ? rest.length : last < 0 ? 0 : last + form.newline.length;
    const piece = rest.slice(0, end);
    const { data, errors, meta } = form.parser.parse(piece, 0, !isLast) as Papa.ParseResult<string[]>;
    const broken = errors.find((error) => error.type === 'Quotes');
    if (broken !== undefined) {
      throw strayQuote(cut + (broken.row ?? 0), line + linesIn(piece.slice(0, broken.index)));
    }
    const used = isLast ? rest.length : meta.cursor;
    if (used === 0 && rest.length > LONGEST_ROW) throw strayQuote(cut, line);
    enough = used === 0 ? 2 * rest.length : 0;
    const at = line;
    line += linesIn(rest.slice(0, used));
    rest = rest.slice(used);
    cut += data.length;
    yield* rowsOf(data, at);
  }

  return {
    *push(text) {
      if (form !== null) refuseZeros(text, line + linesIn(rest));
      rest += text;
      if (rest.length < (form === null ? HEAD : enough)) return;
      if (form === null) refuseOtherFormats(rest);
      yield* taken(false);
    },
    *end() {
      if (form === null) refuseOtherFormats(rest);
      yield* taken(true);
      if (header === null || (done === 0 && header.every((name) => name === ''))) throw new EbitError('csv', EMPTY);
      if (done === 0) throw new EbitError('csv', BARE);
    },
  };
}

/** How a text is cut, told from its whole lines; null where it has none yet. */
function formOf(text: string, options: CellOptions, isLast: boolean) {
  // What follows a \r at the end may belong to it.
  const sure = text.endsWith('\r') ? text.length - 2 : text.length - 1;
  const end = isLast ? text.length : Math.max(text.lastIndexOf('\n', sure), text.lastIndexOf('\r', sure)) + 1;
  if (end === 0 && !isLast) return null;
  const head = text.slice(0, end);
  const { delimiter, linebreak } = Papa.parse(head, { delimiter: delimiterOf(head, options), preview: 1 }).meta;
  return { parser: new Papa.Parser({ delimiter, newline: linebreak as '\n' }), newline: linebreak };
}
