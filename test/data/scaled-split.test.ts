import { expect, test } from 'vitest';
import { readTable } from '../../src/data/csv.js';
import { dataset } from '../../src/data/dataset.js';
import { applyScale, fitScale } from '../../src/data/scale.js';
import { scaledSplit } from '../../src/data/scaled-split.js';
import { stratifiedSplit } from '../../src/data/split.js';
import { refusal } from '../refusal.js';

const lines = Array.from({ length: 12 }, (_, n) => `${n * n},${7 - n},${n % 3 === 0 ? 'yes' : 'no'}`);
const text = ['a,b,label', ...lines].join('\n');
const columns = { A: ['a'], B: ['b'] };

test('the scale is that of the training rows, and both parts are on it', () => {
  const table = readTable(text, { columns, label: 'label' });
  const { training, validation, scale } = scaledSplit(table, { seed: 3, fraction: 0.5 });
  const plain = stratifiedSplit(dataset(table.rows, table.labels ?? []), { seed: 3, fraction: 0.5 });
  expect(scale).toStrictEqual(fitScale(plain.training.rows, 2));
  expect(scale).not.toStrictEqual(fitScale(table.rows, 2));
  expect(training.rows).toStrictEqual(applyScale(plain.training.rows, scale));
  expect(validation.rows).toStrictEqual(applyScale(plain.validation.rows, scale));
  expect([training.labels, validation.labels]).toStrictEqual([plain.training.labels, plain.validation.labels]);
});

test('a table without labels is refused', () => {
  expect(refusal(() => scaledSplit(readTable(text, { columns }))).code).toBe('labels');
});

test.each([
  ['the class', 'a,b,y\n1,2,rare\n1,1,common\n2,2,common\n', 'labels', 'The class "rare" has 1 row'],
  ['the column', 'a,b,y\n1e308,1,u\n-1e308,1,v\n1e308,2,u\n-1e308,2,v\n', 'range', 'The values of column "a" run'],
])('a refusal names %s as the table does', (_, text, code, message) => {
  const table = readTable(text, { columns: { A: ['a'], B: ['b'] }, label: 'y' });
  const error = refusal(() => scaledSplit(table, { seed: 1 }));
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
});

test('a misspelt option is refused with the name that was meant', () => {
  const table = readTable('a,y\n1,u\n2,u\n1,v\n2,v\n', { columns: { A: ['a'] }, label: 'y' });
  const wrong = { fracton: 0.5 } as object;
  expect(refusal(() => scaledSplit(table, wrong)).message).toContain('Did you mean "fraction"?');
});

test('test rows are cut off first, by draws of their own, and nothing of them is in the scale', () => {
  const table = readTable(text, { columns, label: 'label' });
  const options = { seed: 3, fraction: 0.25, test: 0.25 };
  const { training, validation, test: kept, scale } = scaledSplit(table, options);
  // Of 4 and 8 rows: 1 and 2 for testing, then a third of what is left for validation.
  expect([training, validation, kept].map((part) => part?.length)).toEqual([6, 3, 3]);
  const ofClass = (label: number) =>
    [training, validation, kept].map((part) => part?.labels.filter((one) => one === label).length);
  expect([ofClass(1), ofClass(-1)]).toEqual([
    [2, 1, 1],
    [4, 2, 2],
  ]);
  // Each row is in one part: the second column runs through 12 different values.
  const seen = [training, validation, kept].flatMap((part) =>
    Array.from(part?.rows ?? []).filter((_, i) => i % 2 === 1),
  );
  expect(new Set(seen.map((value) => value.toFixed(9))).size).toBe(12);
  const own = Array.from(training.rows);
  for (const column of [0, 1]) {
    const values = own.filter((_, i) => i % 2 === column);
    expect([Math.min(...values), Math.max(...values)]).toEqual(
      [-Math.PI / 2, Math.PI / 2].map((end) => expect.closeTo(end, 12)),
    );
  }
  expect(scale.minimum.length).toBe(2);
  expect(scaledSplit(table, { ...options, test: 0 })).toStrictEqual(scaledSplit(table, { seed: 3, fraction: 0.25 }));
});

test.each([[0.8], [-0.1], [1], [Number.NaN], ['0.2']])('a test share of %j is refused', (share) => {
  const table = readTable(text, { columns, label: 'label' });
  expect(refusal(() => scaledSplit(table, { fraction: 0.25, test: share as number }))).toMatchObject({
    code: 'range',
    message: expect.stringContaining('give two whose sum is below 1'),
  });
});
