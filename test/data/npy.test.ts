import { describe, expect, test } from 'vitest';
import { npyHeader, npyHeaderBytes } from '../../src/data/npy.js';
import { refusal } from '../refusal.js';
import { npyFile } from './npy-file.js';

const ROWS = [
  [1, 2, 3],
  [4, 5, 100],
];

describe('every type of number', () => {
  test.each(['<f4', '>f4', '<f8', '>f8', '|i1', '<i2', '>i2', '<i4', '>i4', '<i8', '>i8', '|u1', '<u2', '>u4', '<u8'])(
    '%s',
    (type) => {
      for (const version of [1, 2, 3] as const) {
        const bytes = npyFile(ROWS, { type, version });
        const { start, size, rows, columns, byColumns, numberAt } = npyHeader(bytes);
        expect([rows, columns, byColumns, size]).toEqual([2, 3, false, Number(type.slice(2))]);
        expect(bytes.length).toBe(start + 6 * size);
        const view = new DataView(bytes.buffer);
        expect(Array.from({ length: 6 }, (_, i) => Number(numberAt(view, start + i * size)))).toEqual(ROWS.flat());
      }
    },
  );

  test('half precision, at its corners', () => {
    const bytes = npyFile([[0], [0], [0], [0], [0], [0]], { type: '<u2' });
    const text = Buffer.from(bytes).toString('latin1').replace('<u2', '<f2');
    const half = Uint8Array.from(Buffer.from(text, 'latin1'));
    const view = new DataView(half.buffer);
    const { start, numberAt } = npyHeader(half);
    [0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555, 0xfc00].forEach((bits, i) => {
      view.setUint16(start + 2 * i, bits, true);
    });
    expect(Array.from({ length: 6 }, (_, i) => numberAt(view, start + 2 * i))).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      0.333251953125,
      Number.NEGATIVE_INFINITY,
    ]);
    view.setUint16(start, 0x7c01, true);
    expect(numberAt(view, start)).toBeNaN();
  });

  test('booleans are 1 and 0, and order by columns is told', () => {
    const bytes = npyFile(
      [
        [1, 0],
        [0, 1],
      ],
      { type: '|b1', byColumns: true },
    );
    const { start, numberAt, byColumns } = npyHeader(bytes);
    expect([numberAt(new DataView(bytes.buffer), start), byColumns]).toEqual([1, true]);
  });
});

test('its length is told as soon as it can be', () => {
  const bytes = npyFile(ROWS, { type: '<f8' });
  expect(npyHeaderBytes(bytes.subarray(0, 3))).toBe(12);
  expect(npyHeaderBytes(bytes.subarray(0, 12))).toBe(128);
});

const changed = (from: string, to: string) =>
  Uint8Array.from(
    Buffer.from(
      Buffer.from(npyFile(ROWS, { type: '<f8' }))
        .toString('latin1')
        .replace(from, to),
      'latin1',
    ),
  );

test.each([
  ['no array', Buffer.from('a,b,c\n1,2,3\n4,5'), 'is no array of NumPy'],
  ['a later version', changed('NUMPY\u0001', 'NUMPY\u0009'), 'has version 9'],
  ['complex numbers', changed('<f8', '<c8'), 'The array holds c8'],
  ['objects', changed('<f8', '|O1'), 'The array holds O1'],
  ['one dimension', changed('(2, 3)', '(6,)  '), 'has 1 dimension(s)'],
  ['no rows', changed('(2, 3)', '(0, 3)'), 'has no rows'],
  ['no shape', changed('shape', 'shale'), 'in a form that is not known'],
])('%s is refused', (_, bytes, message) => {
  const error = refusal(() => npyHeader(bytes));
  expect([error.code, error.message]).toEqual(['csv', expect.stringContaining(message)]);
});
