import { describe, expect, test } from 'vitest';
import { readTable } from '../../src/data/csv.js';
import { fitScale } from '../../src/data/scale.js';
import { classifier } from '../../src/models/classifier.js';
import type { ModelTable } from '../../src/models/model-types.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { randomStream } from '../../src/random.js';
import { openTableReader } from '../../src/serving/table-reader.js';
import { refusal } from '../refusal.js';

const network = bellNetwork({ ebits: 1, qubits: 2 });
const plainColumns = { features: { A: ['age', 'dose'], B: ['weight'] }, label: null };
const circuit = reuploading({ layers: 1, features: [2, 1] });
const plain = classifier({ network, circuit }).withTable({
  columns: plainColumns,
  scale: { minimum: [0, 0, 0], maximum: [10, 20, 40] },
});
const halves = (share: number): number => (share - 0.5) * Math.PI;

test('a record becomes the row that the scale makes of it, whatever stands beside its columns and in which order', () => {
  const reader = openTableReader(plain, {});
  expect(reader.columns).toEqual(['age', 'dose', 'weight']);
  const { rows, length, dropped, labels } = reader.records(
    [
      { age: 5, dose: 10, weight: 30 },
      { name: 'x', weight: ' 1e1 ', dose: '5', age: 10n },
    ],
    0,
  );
  expect(Array.from(rows)).toEqual([0.5, 0.5, 0.75, 1, 0.25, 0.25].map(halves));
  expect([length, dropped, labels]).toEqual([2, [], null]);
});

test('cells of a text are those of records', () => {
  const reader = openTableReader(plain, { decimal: 'comma', label: 'ill' });
  const read = reader.cells(['weight', 'ill', 'age', 'extra', 'dose']);
  const places = (row: number) => ({ row, line: row + 2 });
  const { rows, labels } = read([['10,5', ' yes ', '1', '', '2,5']], places);
  expect(Array.from(rows)).toEqual([1 / 10, 2.5 / 20, 10.5 / 40].map(halves));
  expect(labels).toEqual(['yes']);
  expect(refusal(() => read([['1', '', '1', '', '1']], places)).message).toBe(
    'Row 1 below the header has an empty cell in column "ill" (line 2); fill it in or leave the row out, or choose "drop" or "median" ' +
      'for missing values (--missing).',
  );
});

/** A table of numbers with gaps and words, as text and as records. */
function randomTable(seed: number) {
  const stream = randomStream(seed, 'table');
  const rows = Array.from({ length: 12 }, (_, n) => {
    const at = (k: number) => stream.uniform(10 * n + k);
    return {
      age: at(0) < 0.2 ? null : Math.floor(at(1) * 90),
      colour: at(2) < 0.2 ? 'NA' : ['red', 'green', 'blue'][Math.floor(at(3) * 3)],
      size: at(4) < 0.2 ? '' : ['s', 'm'][Math.floor(at(5) * 2)],
      flag: at(6) < 0.5,
      code: Math.floor(at(7) * 3),
      ill: n % 2 === 0 ? 'yes' : 'no',
    };
  });
  const header = Object.keys(rows[0]);
  const text = [header, ...rows.map((row) => Object.values(row).map((cell) => cell ?? ''))]
    .map((cells) => cells.join(','))
    .join('\n');
  return { rows, text };
}

describe('a prepared table', () => {
  const columns = { A: ['age', 'colour'], B: ['size', 'flag', 'code'] };
  test.each([
    ['drop', 'onehot', 1],
    ['drop', 'ordinal', 2],
    ['median', 'onehot', 3],
    ['median', 'ordinal', 4],
  ] as const)('with the rule %s and %s words is the one that readTable makes', (missing, words, seed) => {
    const { rows, text } = randomTable(seed);
    const table = readTable(text, { columns, label: 'ill', missing, words });
    const scale = fitScale(table.rows, table.features);
    const counts = words === 'onehot' ? [4, 3] : [2, 3];
    const kept: ModelTable = {
      columns: { features: columns, label: null },
      scale: null,
      preparation: table.preparation,
    };
    const model = classifier({ network, circuit: reuploading({ layers: 2, features: counts }) });
    const reader = openTableReader(model.withTable(kept), {});
    const shuffled = rows.map((row) => Object.fromEntries(Object.entries(row).reverse()));
    const found = reader.records(shuffled, 0);
    expect(Array.from(found.rows)).toEqual(Array.from(table.rows));
    expect(found.dropped).toEqual(table.dropped);
    const scaled = openTableReader(model.withTable({ ...kept, scale }), {}).records(rows, 0);
    expect(scaled.length).toBe(table.length);
    expect(Math.max(...scaled.rows)).toBe(Math.PI / 2);
    const [header, ...body] = text.split('\n').map((line) => line.split(','));
    const read = reader.cells(header)(body, (row) => ({ row, line: row + 2 }));
    expect(read).toEqual(found);
  });
});

describe('refuses', () => {
  const reader = openTableReader(plain, {});
  const good = { age: 1, dose: 2, weight: 3 };
  test.each<[string, unknown, string, string]>([
    [
      'a record without a column, with what it has and the nearest',
      { age: 1, doze: 2, weight: 3 },
      'columns',
      'Record 8 (counted from 0) has no column "dose". Did you mean "doze"? It has age, doze, weight. Where a value is missing, say null.',
    ],
    ['a record of nothing', {}, 'columns', 'It has none.'],
    ['a list', [1, 2, 3], 'columns', 'Record 8 (counted from 0) is an array of 3; give an object'],
    ['null', null, 'columns', 'is null'],
    ['a word', { ...good, age: 'old' }, 'csv', 'Record 8 (counted from 0) has "old" in column "age", which is not'],
    ['null where none may be missing', { ...good, age: null }, 'csv', 'has an empty cell in column "age"; fill'],
    ['NaN', { ...good, age: Number.NaN }, 'csv', '"NaN", which is no value,'],
    ['infinity', { ...good, age: Number.POSITIVE_INFINITY }, 'csv', '"Infinity" in column "age"'],
    ['a bigint that a double rounds', { ...good, age: 2n ** 53n + 1n }, 'csv', 'which a double rounds'],
    ['a truth', { ...good, age: true }, 'csv', '"true" in column'],
    ['a date', { ...good, age: new Date(0) }, 'csv', 'has a date in column "age"; make numbers'],
    ['a list for a value', { ...good, age: [1] }, 'csv', 'has an array of 1 in column'],
  ])('%s', (_, record, code, words) => {
    const error = refusal(() => reader.records([good, record], 7));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });

  test('a number whose angle is none', () => {
    const fine = plain.withTable({ columns: plainColumns, scale: { minimum: [0, 0, 0], maximum: [1e-9, 1, 1] } });
    const error = refusal(() => openTableReader(fine, {}).records([{ ...good, age: 1e300 }], 0));
    expect([error.code, error.message]).toEqual([
      'range',
      expect.stringContaining('1e+300 in column "age" is too far'),
    ]);
  });

  test('columns that do not fit the model', () => {
    const bare = classifier({ network, circuit });
    expect(refusal(() => openTableReader(bare, {})).message).toContain('by columns: { A: [...], B: [...] }');
    const words = (columns: Record<string, readonly string[]>) =>
      refusal(() => openTableReader(bare, { columns })).message;
    expect(words({ A: ['x', 'y'], b: ['z'] })).toContain('no processor "b". Did you mean "B"?');
    expect(words({ A: ['x', 'y'] })).toContain('Processor "B" reads 1 columns, 0 are named');
    expect(words({ A: ['x', 'x'], B: ['z'] })).toContain('the column "x" twice');
    expect(refusal(() => openTableReader(plain, { missing: 'median' })).message).toContain('keeps no medians');
    expect(refusal(() => reader.cells(['age', 'dose', 'wait'])).message).toContain('no column "weight"');
  });
});
