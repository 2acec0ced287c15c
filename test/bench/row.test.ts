import { describe, expect, test } from 'vitest';
import { digits, limit, ratioRow, rowsAsText, timeRow, withPrefix } from '../../bench/row.js';

test('numbers are printed with three digits', () => {
  expect([0, 0.01234, 0.5, 1, 12.345, 99.95, 123.4, 98765].map(digits)).toEqual([
    '0',
    '0.0123',
    '0.500',
    '1.00',
    '12.3',
    '100.0',
    '123',
    '98765',
  ]);
});

test('rates are printed with a prefix', () => {
  expect([7, 999, 4_520_000, 3.1e9, 5e15].map(withPrefix)).toEqual(['7.00', '999', '4.52 M', '3.10 G', '5000 T']);
});

describe('rows', () => {
  test('a time has its quartiles and the rate of its median', () => {
    expect(timeRow('step', 'one', [100, 300, 200], { count: 768, unit: 'samples/s' })).toEqual({
      bench: 'step',
      what: 'one',
      value: 200,
      unit: 'us',
      quartiles: [150, 250],
      rate: { value: 3_840_000, unit: 'samples/s' },
      goal: null,
    });
  });

  test('a ratio is held against its goal', () => {
    expect(ratioRow('step', 'a / b', [1, 2, 3], [2, 4, 4], { most: 0.5 })).toMatchObject({
      value: 0.5,
      goal: { text: 'at most 0.5', met: true },
    });
    expect(limit(0.51, { most: 0.5 })?.met).toBe(false);
    expect(limit(1.85, { least: 1.85 })?.met).toBe(true);
    expect(limit(1.84, { least: 1.85 })?.met).toBe(false);
    expect(limit(1, {})).toBeNull();
  });

  test('are printed as a table', () => {
    const rows = [
      timeRow('step', 'one', [200], { count: 768, unit: 'samples/s' }),
      ratioRow('step', '  one / other', [200], [100], { most: 1 }),
    ];
    expect(rowsAsText('Title', rows).split('\n')).toEqual([
      'Title',
      '',
      'what           median    quartiles              rate  goal       met',
      'one            200 us    200 – 200  3.84 M samples/s',
      '  one / other    2.00  2.00 – 2.00                    at most 1  NO',
      '',
    ]);
  });
});
