import { describe, expect, test } from 'vitest';
import type { Preparation } from '../../src/data/preparation.js';
import { classifier } from '../../src/models/classifier.js';
import { createModel, modelToJSON, parseModel } from '../../src/models/model-file.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { refusal } from '../refusal.js';

const bare = classifier({ network: bellNetwork({ ebits: 1, qubits: 4 }), circuit: qcnn({ depth: 1 }) });
const columns = { features: { A: ['age', 'colour'], B: ['a', 'b', 'c', 'd'] }, label: null };
const number = (column: string) => ({ column, kind: 'number', median: 1 }) as const;
const preparation: Preparation = {
  missing: 'median',
  columns: [
    number('age'),
    { column: 'colour', kind: 'onehot', categories: ['blue', 'green', '__proto__'] },
    ...['a', 'b', 'c'].map(number),
    { column: 'd', kind: 'ordinal', categories: ['low', 'high'], median: 0.5 },
  ],
};

test('a model keeps what becomes of its columns, in a file of version 2 and nowhere else', () => {
  const model = bare.withTable({ columns, scale: null, preparation });
  const file = modelToJSON(model);
  expect(file).toMatchObject({ version: 2, preparation });
  const again = parseModel(JSON.stringify(file));
  expect(again.preparation).toEqual(preparation);
  expect(again.withParameters(model.parameters).preparation).toEqual(preparation);
  const plain = modelToJSON(bare);
  expect([plain.version, 'preparation' in plain, bare.preparation]).toEqual([1, false, null]);
  expect(createModel({ ...file, preparation: undefined, columns: null }).preparation).toBeNull();
});

describe('refuses', () => {
  test.each([
    [
      'fewer features than the processor reads',
      { columns: preparation.columns.map((one) => number(one.column)) },
      'become 2 features',
    ],
    ['a column that it says nothing of', { columns: preparation.columns.slice(1) }, 'says nothing of the column "age"'],
    ['a column twice', { columns: [...preparation.columns, number('age')] }, 'every column is there once'],
    ['a median that nobody asked for', { missing: 'drop' }, 'a median for every column exactly where'],
    ['another rule', { missing: 'mean' }, 'preparation.missing'],
  ])('%s', (_, change, words) => {
    const table = { columns, scale: null, preparation: { ...preparation, ...change } as Preparation };
    const error = refusal(() => bare.withTable(table));
    expect([error.code, error.message]).toEqual(['columns', expect.stringContaining(words)]);
  });

  test('what becomes of columns that nobody named', () => {
    expect(refusal(() => bare.withTable({ columns: null, scale: null, preparation })).code).toBe('columns');
  });
});
