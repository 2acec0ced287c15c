import { expect, test } from 'vitest';
import { readTable } from '../../src/data/csv.js';
import { refusal } from '../refusal.js';

const table = 'a,b,y\n1,2,u\n2,1,v\n';
const utf16 = Buffer.from(table, 'utf16le');
const options = { columns: { A: ['a'], B: ['b'] }, label: 'y' };

test.each([
  [
    'UTF-16 with a byte order mark',
    Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]).toString('utf8'),
    'save it as UTF-8',
  ],
  ['UTF-16 without one', utf16.toString('utf8'), 'save it as UTF-8'],
  ['UTF-16, most significant byte first', Buffer.from(utf16).swap16().toString('utf8'), 'save it as UTF-8'],
  ['a line for a spreadsheet', `sep=;\n${table}`, 'remove that line'],
  ['the same after a byte order mark', `\ufeffSEP=,\r\n${table}`, 'remove that line'],
  ['ARFF', '% iris\n\n@RELATION iris\n@ATTRIBUTE a NUMERIC\n@DATA\n1,2\n', 'is ARFF; save it as CSV'],
  ['a workbook', 'PK\u0003\u0004\u0014\0', 'or a workbook; save the sheet as CSV'],
  ['JSON', '[{"a": 1, "b": 2, "y": "u"}]', 'is JSON; save it as CSV'],
])('%s is recognised', (_, text, mend) => {
  const error = refusal(() => readTable(text, options));
  expect(error.code).toBe('csv');
  expect(error.message).toContain(mend);
});

test.each([[Buffer.from(table)], [undefined], [null], [7], [[table]], [{ text: table }]])(
  'what is no text is refused: %#',
  (text) => {
    const error = refusal(() => readTable(text as unknown as string, options));
    expect([error.code, error.message]).toEqual(['csv', expect.stringContaining('give its text, read as UTF-8')]);
  },
);
