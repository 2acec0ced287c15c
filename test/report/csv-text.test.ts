import { expect, test } from 'vitest';
import { csvText } from '../../src/report/csv-text.js';

test('records become lines under all their keys', () => {
  expect(
    csvText([
      { a: 1, b: 'x,y' },
      { a: null, c: true },
    ]),
  ).toBe('a,b,c\n1,"x,y",\n,,true\n');
});
