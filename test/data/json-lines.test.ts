import { expect, test } from 'vitest';
import { jsonLines } from '../../src/data/json-lines.js';
import { refusal } from '../refusal.js';

const TEXT = '{"a":1,"b":"ö\\n"}\n\r\n  {"a":null}  \n[1]\n"12345678901234567"\n{"c":{"d":12345678901234567}}';
const RECORDS = [{ a: 1, b: 'ö\n' }, { a: null }, [1], '12345678901234567', { c: { d: 12345678901234568 } }];

function streamed(pieces: readonly string[]): unknown[] {
  const lines = jsonLines();
  return [...pieces.flatMap((piece) => lines.push(piece)), ...lines.end()];
}

test('lines are records wherever they are cut; empty lines do not count', () => {
  for (let at = 0; at <= TEXT.length; at++) expect(streamed([TEXT.slice(0, at), TEXT.slice(at)])).toEqual(RECORDS);
  expect(streamed([...TEXT])).toEqual(RECORDS);
  expect(streamed(['', '\n'])).toEqual([]);
});

test.each([
  ['{"a":1}\n\n{"a":', 'Line 3 is no JSON'],
  ['[\n{"a":1}\n]', 'A list of records is no JSON Lines'],
  ['{"a":NaN}\n', 'Line 1 is no JSON'],
  ['{"a":9007199254740993}\n', 'Line 1 has 9007199254740993, which a double rounds to 9007199254740992'],
])('%j is refused', (text, message) => {
  const error = refusal(() => streamed([text]));
  expect([error.code, error.message]).toEqual(['csv', expect.stringContaining(message)]);
});

test('a line without an end is refused before all of it is held', () => {
  const lines = jsonLines();
  const error = refusal(() => {
    for (let i = 0; i < 40; i++) lines.push('"'.repeat(1_000_000));
  });
  expect(error.message).toContain('Line 1 has more than 16777216 characters');
});
