import { expect, test } from 'vitest';
import { meanBand } from '../../../src/playground/race/bands.js';

const line = (...values: readonly number[]) => values.map((value, at) => ({ at, value }));

test('a mean goes as far as all lines do, from the least to the greatest', () => {
  expect(meanBand([line(1, 2, 3), line(3, 6), []])).toEqual([
    { at: 0, value: 2, low: 1, high: 3 },
    { at: 1, value: 4, low: 2, high: 6 },
  ]);
});

test('of one line it is the line, of none nothing', () => {
  expect(meanBand([line(5)])).toEqual([{ at: 0, value: 5, low: 5, high: 5 }]);
  expect(meanBand([])).toEqual([]);
  expect(meanBand([[]])).toEqual([]);
});

test('places that one line lacks are left out', () => {
  expect(
    meanBand([
      line(1, 2, 3),
      [
        { at: 0, value: 1 },
        { at: 2, value: 5 },
      ],
    ]).map(({ at }) => at),
  ).toEqual([0, 2]);
});
