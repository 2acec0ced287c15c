import { describe, expect, test } from 'vitest';
import { decodeTable } from '../../src/data/decode-table.js';
import { textStream } from '../../src/data/text-stream.js';
import { isEbitError } from '../../src/errors.js';
import { refusal } from '../refusal.js';
import { hostileTables } from './hostile-tables.js';

const TEXT = 'höhe,größe,Ω,😀\r\n1,"zwei\n€",3,4\n';

/** All of a text whose bytes come in these pieces. */
function streamed(pieces: readonly Uint8Array[], encoding?: string): string {
  const stream = textStream(encoding);
  return pieces.map((piece) => stream.push(piece)).join('') + stream.end();
}

const inPiecesOf = (size: number, bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

describe('a text cut at every byte', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), undefined],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), undefined],
    ['UTF-16', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), undefined],
    ['UTF-16 that is said', Buffer.from(TEXT, 'utf16le'), 'utf-16le'],
    ['windows-1252', Uint8Array.from({ length: 256 }, (_, i) => i), 'latin1'],
  ])('is the same: %s', (_, bytes, encoding) => {
    const whole = decodeTable(bytes, encoding);
    for (let at = 0; at <= bytes.length; at++) {
      expect(streamed([bytes.subarray(0, at), bytes.subarray(at)], encoding)).toBe(whole);
    }
    for (const size of [1, 2, 3, 5]) expect(streamed(inPiecesOf(size, bytes), encoding)).toBe(whole);
  });

  test('is refused alike, with the line: all hostile tables', () => {
    const outcome = (act: () => string): string => {
      try {
        return act();
      } catch (error) {
        if (isEbitError(error)) return `${error.code}: ${error.message}`;
        throw error;
      }
    };
    for (const { content, name } of hostileTables) {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      const whole = outcome(() => decodeTable(bytes));
      expect(
        outcome(() => streamed(inPiecesOf(4096, bytes))),
        name,
      ).toBe(whole);
      // What a file is instead is told from more than its first letters; that it is refused is not.
      const [code] = whole.split(':', 1);
      for (const size of [1, 7])
        expect(outcome(() => streamed(inPiecesOf(size, bytes))).split(':', 1), name).toEqual([code]);
    }
  });
});

test('a letter that does not go on is refused at the end, one that is none where it stands', () => {
  const broken = Buffer.from('a,b\n1,2\n3,\u20ac');
  expect(refusal(() => streamed([broken.subarray(0, -1)])).message).toContain('line 3 has the byte');
  const late = [Buffer.from('a\n\n\n'), Buffer.from([0xe2]), Buffer.from([0x82, 0x41])];
  expect(refusal(() => streamed(late)).message).toContain('line 4 has the byte 0xe2');
});

test('an encoding that there is not is refused before anything is read', () => {
  expect(refusal(() => textStream('utf-9')).code).toBe('config');
});
