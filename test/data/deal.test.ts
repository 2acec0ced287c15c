import { describe, expect, test } from 'vitest';
import { dealColumns, partyNames } from '../../src/data/deal.js';
import { refusal } from '../refusal.js';

const names = (count: number) => Array.from({ length: count }, (_, i) => `f${i}`);
const nameOf = (setting: string) => `<${setting}>`;
const deal = (header: readonly string[], parties = 2, rest: { label?: string; most?: number } = {}) =>
  dealColumns(header, { parties: partyNames(parties), nameOf, ...rest });

describe('columns are dealt', () => {
  test('in their order, an odd one to the first party', () => {
    expect(deal(['a', 'b', 'c', 'd'])).toEqual({ A: ['a', 'b'], B: ['c', 'd'] });
    expect(deal(['a', 'b', 'c'])).toEqual({ A: ['a', 'b'], B: ['c'] });
    expect(deal(['a', 'b', 'c', 'd', 'e'], 3)).toEqual({ A: ['a', 'b'], B: ['c', 'd'], C: ['e'] });
    expect(deal(['a', 'b'], 1)).toEqual({ A: ['a', 'b'] });
  });

  test('without the label, wherever it stands and however its letters are written', () => {
    expect(deal(['a', 'y', 'b'], 2, { label: 'y' })).toEqual({ A: ['a'], B: ['b'] });
    const composed = { label: 'größe'.normalize('NFC') };
    expect(deal(['größe'.normalize('NFD'), 'a', 'b'], 2, composed)).toEqual({ A: ['a'], B: ['b'] });
  });

  test('each once, in sizes that differ by one at most, the larger first', () => {
    for (let count = 1; count <= 30; count++) {
      for (let parties = 1; parties <= Math.min(8, count); parties++) {
        const held = Object.values(deal(names(count), parties));
        expect(held.flat()).toEqual(names(count));
        const sizes = held.map((own) => own.length);
        expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
        expect(sizes[0] - sizes[parties - 1]).toBeLessThanOrEqual(1);
      }
    }
  });

  test('up to what a party may hold', () => {
    expect(Object.values(deal(names(20), 2, { most: 10 })).map((own) => own.length)).toEqual([10, 10]);
    expect(Object.keys(deal(names(21), 3, { most: 7 }))).toEqual(['A', 'B', 'C']);
  });
});

test.each<[string, readonly string[], number, { label?: string; most?: number }, string]>([
  [
    'too many columns',
    [...names(25), 'y'],
    2,
    { label: 'y', most: 10 },
    'The table has 25 columns beside "y", up to 13 for each of 2 parties, which may hold 10, one a qubit; say by <columns> ' +
      'which are used, or deal them to 3 by <parties>.',
  ],
  ['too many for one', names(3), 1, { most: 2 }, 'up to 3 for each of 1 party, which may hold 2'],
  ['fewer columns than parties', ['a', 'y'], 2, { label: 'y' }, 'has 1 column beside "y", fewer than 2 parties'],
  ['no column', ['y'], 1, { label: 'y' }, 'has 0 columns beside "y", fewer than 1 party'],
  ['a column without a name', ['', 'a', 'b'], 2, {}, 'Column 1 of the header has no name; give it one, or say by <col'],
  ['two columns of one name', ['a', 'b', 'a'], 2, {}, 'The header has the column "a" twice'],
])('%s are refused', (_, header, parties, rest, words) => {
  const error = refusal(() => deal(header, parties, rest));
  expect(error.code).toBe('columns');
  expect(error.message).toContain(words);
});

test('parties are called by letters, up to 26 of them', () => {
  expect(partyNames(8)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
  expect(partyNames(26).at(-1)).toBe('Z');
  for (const count of [0, 27, 1.5, Number.NaN]) expect(refusal(() => partyNames(count)).code).toBe('range');
  expect(refusal(() => partyNames(9, 8)).message).toBe('The number of parties is 9; give an integer from 1 to 8.');
});
