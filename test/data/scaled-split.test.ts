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
