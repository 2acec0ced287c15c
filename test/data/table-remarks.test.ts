import { expect, test } from 'vitest';
import { readTable, type TableOptions } from '../../src/data/csv.js';
import { scaledParts, tableParts } from '../../src/data/scaled-split.js';
import { tableRemarks } from '../../src/data/table-remarks.js';

/** The remarks on a table of so many rows; its columns are a at A, and b at B, and y tells the class. */
function remarks(row: (i: number) => string, count = 40, options: Partial<TableOptions> = {}): string[] {
  const text = `a,b,y\n${Array.from({ length: count }, (_, i) => row(i)).join('\n')}\n`;
  const table = readTable(text, { columns: { A: ['a'], B: ['b'] }, label: 'y', ...options });
  const parts = tableParts(table, { seed: 1, fraction: 0.25 });
  return tableRemarks(table, parts, scaledParts(table, parts));
}

const of = (i: number) => (i % 3 === 0 ? 'u' : 'v');

test('of a plain table there is nothing to say', () => {
  expect(remarks((i) => `${(i * 7) % 41},${(i * 11) % 43},${of(i)}`)).toEqual([]);
});

test('a constant column, repeated rows', () => {
  expect(remarks((i) => `2,${i % 6},${of(i)}`)).toEqual([
    'constant in the training rows, so that nothing is learnt of it: a',
    '34 of 40 rows repeat another, so that the parts may share rows',
  ]);
  // Rows of other labels are no repetitions.
  expect(remarks((i) => `${i % 20},${(i % 20) * 2},${i < 20 ? 'u' : 'v'}`)).toEqual([]);
});

test.each([
  ['a threshold', (i: number) => (i % 3 === 0 ? i + 100 : i)],
  ['a threshold the other way', (i: number) => (i % 3 === 0 ? -i - 1 : i)],
  ['the label itself', (i: number) => (i % 3 === 0 ? 1 : 0)],
])('%s gives the label away', (_, value) => {
  const said = remarks((i) => `${value(i)},${(i * 11) % 43},${of(i)}`);
  expect(said).toEqual([
    expect.stringMatching(/^"a" alone tells the class of each of the 29 training rows; leave it out if/),
  ]);
});

test('three classes in stretches of their own are given away, touching ones are not', () => {
  const row = (gap: number) => (i: number) =>
    `${Math.floor(i / 14) * gap + (i % 14)},${(i * 11) % 43},c${Math.floor(i / 14)}`;
  expect(remarks(row(20), 42)).toEqual([expect.stringMatching(/^"a" alone/)]);
  expect(remarks(row(10), 42)).toEqual([]);
});

test('words that each go with one class are named by their column, words that name rows are not', () => {
  const words = (i: number) => (i % 3 === 0 ? ['red', 'blue'][i % 2] : ['green', 'grey'][i % 2]);
  const said = remarks((i) => `${words(i)},${(i * 11) % 43},${of(i)}`, 40, { words: 'onehot' });
  expect(said).toEqual([
    '1 column of words (a) became 4 features (one-hot)',
    expect.stringMatching(/^"a" alone tells the class/),
  ]);
  const names = remarks((i) => `name${String.fromCharCode(97 + ((i * 7) % 26))}${i},${(i * 11) % 43},${of(i)}`, 40, {
    words: 'onehot',
  });
  expect(names.filter((one) => one.includes('alone'))).toEqual([]);
});
