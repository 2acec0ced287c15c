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
