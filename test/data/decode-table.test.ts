import { describe, expect, test } from 'vitest';
import { decodeTable } from '../../src/data/decode-table.js';
import { refusal } from '../refusal.js';

const text = 'höhe;€;y\n1,5;2;für\n';

describe('reads', () => {
  test.each([
    ['UTF-8', Buffer.from(text), undefined],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), undefined],
    ['UTF-16', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['UTF-16, the other way round', Buffer.from(text, 'utf16le').swap16(), 'utf-16be'],
    ['UTF-16 by its mark', Buffer.from(`\ufeff${text}`, 'utf16le'), undefined],
    ['UTF-16 by its mark, whatever is said', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'latin1'],
  ])('%s', (_, bytes, encoding) => {
    expect(decodeTable(bytes, encoding)).toBe(text);
  });

  test('the letters of Windows under both of their names', () => {
    const bytes = Uint8Array.of(0x68, 0xf6, 0x80);
    expect([decodeTable(bytes, 'latin1'), decodeTable(bytes, 'windows-1252')]).toEqual(['hö€', 'hö€']);
  });
});

describe('refuses', () => {
  test.each([
    ['a lone byte', [0x61, 0x0a, 0x62, 0xe9, 0x63], 'line 2 has the byte 0xe9'],
    ['half a letter at the end', [0x61, 0xe2, 0x82], 'line 1 has the byte 0xe2'],
    ['half a letter at the end of a line', [0xe2, 0x82, 0xac, 0xc3, 0x0a, 0x61], 'line 1 has the byte 0xc3'],
    ['a byte that begins none', [0x61, 0x0a, 0x0a, 0xff], 'line 3 has the byte 0xff'],
    ['a letter written too long', [0xc0, 0x80], 'line 1 has the byte 0xc0'],
  ])('%s', (_, bytes, words) => {
    const error = refusal(() => decodeTable(Uint8Array.from(bytes)));
    expect([error.code, error.message]).toEqual(['csv', expect.stringContaining(words)]);
    expect(error.message).toContain('--encoding latin1');
  });

  test('half a letter of UTF-16', () => {
    const error = refusal(() => decodeTable(Uint8Array.of(0x61, 0, 0x62), 'utf-16le'));
    expect([error.code, error.message]).toEqual(['csv', expect.stringContaining('not utf-16le')]);
  });

  test.each([
    ['an encoding that there is none of', Uint8Array.of(0x61), 'latin-9x', 'config', 'There is no encoding "latin-9x"'],
    ['a text', 'a,b' as unknown as Uint8Array, undefined, 'csv', 'give a Uint8Array'],
    ['numbers', Float64Array.of(1) as unknown as Uint8Array, undefined, 'csv', 'give a Uint8Array'],
    ['an encoding that is no text', Uint8Array.of(0x61), {} as string, 'config', 'There is no encoding an object'],
  ])('%s', (_, bytes, encoding, code, words) => {
    const error = refusal(() => decodeTable(bytes, encoding));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });
});
