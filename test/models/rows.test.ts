import { describe, expect, test } from 'vitest';
import { modelRows } from '../../src/models/rows.js';
import { refusal } from '../refusal.js';

const PLAIN = {
  features: [2, 1],
  network: {
    processors: [
      { name: 'A', qubits: 2 },
      { name: 'B', qubits: 1 },
    ],
  },
  programs: [{ embedding: { kind: 'circuit' } }, { embedding: { kind: 'circuit' } }],
} as const;

const UNITARY = {
  features: [2, 8],
  network: PLAIN.network,
  programs: [{ embedding: { kind: 'circuit' } }, { embedding: { kind: 'unitary' } }],
} as const;

// biome-ignore format: matrices are read by rows
const IDENTITY = [1, 0,  0, 0,  0, 0,  1, 0];
const R = Math.SQRT1_2;
// biome-ignore format: matrices are read by rows
const S_H = [R, 0,  R, 0,  0, R,  0, -R];

describe('modelRows', () => {
  test('keeps flat rows as they are and flattens lists', () => {
    const flat = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(modelRows(PLAIN, flat)).toBe(flat);
    expect(modelRows(PLAIN, [[1, 2, 3], Float64Array.of(4, 5, 6)])).toEqual(flat);
    expect(modelRows(PLAIN, [1, 2, 3, 4, 5, 6])).toEqual(flat);
  });

  test.each([
    ['a wrong flat length', Float64Array.of(1, 2, 3, 4), 'shape'],
    [
      'a short row',
      [
        [1, 2, 3],
        [4, 5],
      ],
      'shape',
    ],
    ['a flat list that is not of whole rows', [1, 2, 3, 4], 'shape'],
    ['a list that is not of rows', ['a', 'b', 'c'], 'shape'],
    ['a row among numbers', [1, 2, [3]], 'not-finite'],
    ['no row', [], 'shape'],
    ['no array', { length: 3 }, 'shape'],
    ['NaN', [[1, Number.NaN, 3]], 'not-finite'],
    ['an infinite number', Float64Array.of(1, 2, Number.POSITIVE_INFINITY), 'not-finite'],
    ['text', [[1, '2', 3]], 'not-finite'],
  ])('refuses %s', (_, rows, code) => {
    expect(refusal(() => modelRows(PLAIN, rows as Float64Array)).code).toBe(code);
  });

  test('takes unitary matrices', () => {
    const rows = [
      [9, 9, ...IDENTITY],
      [9, 9, ...S_H],
    ];
    expect(modelRows(UNITARY, rows)).toEqual(Float64Array.from(rows.flat()));
  });

  test('refuses matrices that are not unitary, naming the row and the processor', () => {
    for (let entry = 0; entry < 8; entry++) {
      const bent = S_H.map((value, i) => (i === entry ? value + 1e-4 : value));
      const error = refusal(() =>
        modelRows(UNITARY, [
          [0, 0, ...IDENTITY],
          [0, 0, ...bent],
        ]),
      );
      expect(error.code).toBe('range');
      expect(error.message).toContain('Row 1');
      expect(error.message).toContain('"B"');
    }
    const nearly = S_H.map((value) => Math.fround(value));
    expect(modelRows(UNITARY, [[0, 0, ...nearly]])).toHaveLength(10);
  });
});
