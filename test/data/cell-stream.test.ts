import { describe, expect, test } from 'vitest';
import { cellStream } from '../../src/data/cell-stream.js';
import { decodeTable } from '../../src/data/decode-table.js';
import { type CellOptions, tableCells } from '../../src/data/table-cells.js';
import { isEbitError } from '../../src/errors.js';
import { refusal } from '../refusal.js';
import { hostileTables } from './hostile-tables.js';

interface Cut {
  readonly header: readonly string[];
  readonly body: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

/** A text that comes in these pieces, cut. */
function streamed(pieces: readonly string[], options: CellOptions = {}): Cut {
  const stream = cellStream(options);
  const parts = [...pieces.flatMap((piece) => [...stream.push(piece)]), ...stream.end()];
  let rows = 0;
  for (const { first, body } of parts) {
    expect(first).toBe(rows);
    rows += body.length;
  }
  return {
    header: parts[0].header,
    body: parts.flatMap(({ body }) => body),
    lines: parts.flatMap(({ body, lineOf }) => body.map((_, row) => lineOf(row))),
  };
}

function whole(text: string, options: CellOptions = {}): Cut {
  const { header, body, lineOf } = tableCells(text, options);
  return { header, body, lines: body.map((_, row) => lineOf(row)) };
}

/** So much stands in front of a table that what separates it is known when its cuts come: a long cell in its first row. */
const LONG = 'x'.repeat(70_000);

describe('a table cut at every letter', () => {
  test.each([
    ['plain', '1,2,3\n4,5,6\n7,8,9\n'],
    ['without a last line end', '1,2,3\n4,5,6'],
    ['with quotes', '"1","a ""b"", c",3\n4,"two\nlines, and\n\nmore",6\n"","",""\n7,8,9\n'],
    ['with quotes and blanks', '"1"  ,2 , 3\n  4, "5",6\n7,8,"9" \n'],
    ['with empty rows at the end', '1,2,3\n,,\n\n  \n,,\n'],
    ['with empty rows between', '1,2,3\n,,\n,,\n4,5,6\n'],
    ['with other letters', 'ö,€,😀\n4,"ß\né",6\n'],
  ])('is the same: %s', (_, rows) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `a,b,c\n${LONG},0,0\n${rows}`.replaceAll('\n', end);
      const expected = whole(text);
      const start = LONG.length + 8;
      // Line ends of two letters are cut everywhere, the others here and there.
      for (let at = start; at <= text.length; at += end === '\r\n' ? 1 : 5)
        expect(streamed([text.slice(0, at), text.slice(at)])).toEqual(expected);
      // And a short one, all of which waits for the end.
      const short = `a,b,c\n${rows}`.replaceAll('\n', end);
      expect(streamed([...short])).toEqual(whole(short));
    }
  });
});

test('every hostile table is cut or refused as a whole one is', () => {
  const outcome = (act: () => Cut): unknown => {
    try {
      return act();
    } catch (error) {
      if (isEbitError(error)) return `${error.code}: ${error.message}`;
      throw error;
    }
  };
  for (const { content, name } of hostileTables) {
    let text: string;
    try {
      text = decodeTable(typeof content === 'string' ? Buffer.from(content) : content);
    } catch {
      continue;
    }
    const pieces = Array.from({ length: Math.ceil(text.length / 1000) }, (_, i) =>
      text.slice(i * 1000, (i + 1) * 1000),
    );
    expect(
      outcome(() => streamed(pieces)),
      name,
    ).toEqual(outcome(() => whole(text)));
  }
});

test('separators and decimal commas are found in the beginning, or said', () => {
  const text = `a;b;c\n${LONG};1,5;2\n3;4,5;6\n`;
  expect(streamed([...text.slice(0, 10), text.slice(10)], { decimal: 'comma' })).toEqual(
    whole(text, { decimal: 'comma' }),
  );
  expect(streamed([text], { separator: ';' }).header).toEqual(['a', 'b', 'c']);
  expect(streamed([text.replaceAll(';', '\t')]).header).toEqual(['a', 'b', 'c']);
});

describe('refused in the middle, with row and line:', () => {
  const head = `a,b\n${LONG},0\n`;
  test.each([
    [
      'a row of another length',
      [head, '1,2\n3,4\n', '5\n6,7\n'],
      'Row 4 below the header has 1 cell(s), the header 2 (line 5)',
    ],
    [
      'an empty line between rows',
      [head, '1,2\n', '\n', '\n3,4\n'],
      'Row 3 below the header has 1 cell(s), the header 2 (line 4)',
    ],
    [
      'a quote that is not closed',
      [head, '1,2\n3,"4\n', '5,6\n'],
      'Row 3 below the header has a stray or unclosed quote (line 4)',
    ],
    [
      'a stray quote',
      [head, '1,2\n', '"3"x,4\n5,6\n'],
      'Row 3 below the header has a stray or unclosed quote (line 4)',
    ],
    ['a character of code 0', [head, '1,2\n3', ',\0\n'], 'code 0 in line 4'],
  ])('%s', (_, pieces, message) => {
    expect(refusal(() => streamed(pieces)).message).toContain(message);
  });

  test('a quote that is not closed ends the reading before all that follows is held', () => {
    const stream = cellStream();
    const error = refusal(() => {
      for (const piece of [head, '"1\n', ...new Array(40).fill(`${'2,3\n'.repeat(250_000)}`)]) [...stream.push(piece)];
    });
    expect(error.message).toContain('Row 2 below the header has a stray or unclosed quote (line 3)');
  });
});

test('a million empty rows behind a table are counted, not kept', () => {
  const stream = cellStream();
  const parts = [...stream.push(`a,b\n${LONG},0\n1,2\n`)];
  for (let i = 0; i < 100; i++) parts.push(...stream.push(',\n'.repeat(10_000)));
  expect(parts.reduce((sum, { body }) => sum + body.length, 0)).toBe(2);
  const after = [...stream.push('3,4\n'), ...stream.end()];
  expect(after.reduce((sum, { body }) => sum + body.length, 0)).toBe(1_000_001);
  expect([after.at(-1)?.body.at(-1), after.at(-1)?.first]).toEqual([['3', '4'], 1_000_002]);
  expect(after.at(-1)?.lineOf(0)).toBe(1_000_004);
  expect(Math.max(...after.map(({ body }) => body.length))).toBeLessThanOrEqual(4096);
});
