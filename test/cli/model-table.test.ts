import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { rejection } from '../refusal.js';
import { temporaryFolder } from './temporary-folder.js';
import { wholeTable } from './whole-table.js';

const path = join(temporaryFolder(), 'table.csv');
writeFileSync(path, 'b,a,kind,other\n1,0,cat,dog\n3,10,dog,dog\n');

const bare = classifier({ network: bellNetwork({ ebits: 1, qubits: 1 }), circuit: qcnn({ depth: 1 }) });
const model = bare.withTable({
  columns: { features: { A: ['a'], B: ['b'] }, label: { column: 'kind', positive: 'cat', negative: 'dog' } },
  scale: { minimum: [0, 1], maximum: [10, 5] },
});

test('a model reads its own columns by their names, scaled as in training', async () => {
  const { rows, labels, classes } = await wholeTable(path, model, {}, { labelled: true });
  expect(Array.from(rows)).toEqual([-Math.PI / 2, -Math.PI / 2, Math.PI / 2, 0]);
  expect(Array.from(labels ?? [])).toEqual([1, -1]);
  expect(classes).toMatchObject({ positive: 'cat', negative: 'dog' });
});

test('without labels none are needed, and their names are still known', async () => {
  const { labels, classes } = await wholeTable(path, model, {}, { labelled: false });
  expect(labels).toBeNull();
  expect(classes).toMatchObject({ positive: 'cat', negative: 'dog' });
});

test('rows of one class are enough where the model knows both', async () => {
  const { labels } = await wholeTable(path, model, { label: 'other' }, { labelled: true });
  expect(Array.from(labels ?? [])).toEqual([-1, -1]);
});

test('a model without a table reads the columns that are named, as they are', async () => {
  const words = { columns: { B: ['b'], A: ['a'] }, label: 'kind', positive: 'dog' };
  const { rows, labels, classes } = await wholeTable(path, bare, words, { labelled: true });
  expect(Array.from(rows)).toEqual([0, 1, 10, 3]);
  expect(Array.from(labels ?? [])).toEqual([-1, 1]);
  expect(classes).toMatchObject({ positive: 'dog', negative: 'cat' });
  expect((await wholeTable(path, bare, { columns: words.columns }, { labelled: false })).classes).toEqual({
    positive: '1',
    negative: '-1',
  });
});

describe('refused is', () => {
  test.each([
    ['a model without columns', bare, {}, false, 'usage', '--columns A=… --columns B=…'],
    ['a model without a label', bare, { columns: { A: ['a'], B: ['b'] } }, true, 'usage', '--label'],
    ['an unknown processor', model, { columns: { A: ['a'], B: ['b'], C: ['c'] } }, false, 'usage', 'no processor "C"'],
    ['a processor without columns', model, { columns: { A: ['a'] } }, false, 'columns', '"B" reads 1 columns, 0 are'],
    ['a wrong column', model, { columns: { A: ['a'], B: ['kint'] } }, false, 'columns', 'Did you mean "kind"?'],
  ] as const)('%s', async (_, which, words, labelled, code, message) => {
    const error = await rejection(wholeTable(path, which, words, { labelled }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});
