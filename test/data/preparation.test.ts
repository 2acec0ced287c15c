import { describe, expect, test } from 'vitest';
import { readTable, type TableOptions } from '../../src/data/csv.js';
import { featureNames } from '../../src/data/preparation.js';
import { applyScale } from '../../src/data/scale.js';
import { scaledSplit, tableParts } from '../../src/data/scaled-split.js';
import { randomStream } from '../../src/random.js';
import { refusal } from '../refusal.js';

const columns = { A: ['age', 'colour'], B: ['smoker', 'dose'] };
const text = [
  'age,colour,smoker,dose,y',
  '10,red,yes,1,ill',
  ',blue,no,2,well',
  '30,NA,no,?,ill',
  '40,green,yes,4,well',
  '50,blue,no,n/a,well',
  '61,red,yes,-,ill',
].join('\n');
const asked: TableOptions = { columns, label: 'y', words: 'onehot', missing: 'median' };

describe('what is prepared by all rows', () => {
  test('words are features by name, of two words one, and medians stand in', () => {
    const table = readTable(text, asked);
    expect(featureNames(columns, table.preparation ?? null)).toEqual([
      ['A', ['age', 'colour=blue', 'colour=green', 'colour=red']],
      ['B', ['smoker=yes', 'dose']],
    ]);
    expect(Array.from({ length: 6 }, (_, i) => [...table.rows.subarray(6 * i, 6 * i + 6)])).toEqual([
      [10, 0, 0, 1, 1, 1],
      [40, 1, 0, 0, 0, 2],
      [30, 0, 0, 0, 0, 2],
      [40, 0, 1, 0, 1, 4],
      [50, 1, 0, 0, 0, 2],
      [61, 0, 0, 1, 1, 2],
    ]);
    expect([table.features, table.length, table.dropped]).toEqual([6, 6, []]);
  });

  test('rows that lack a value are dropped, and counted as they stand in the text', () => {
    const table = readTable(text, { ...asked, missing: 'drop' });
    // Of the colours two are left, of yes and no one: a feature each.
    expect([...table.rows]).toEqual([10, 1, 1, 1, 40, 0, 1, 4]);
    expect([table.length, table.dropped, [...(table.labels ?? [])]]).toEqual([2, [1, 2, 4, 5], [-1, 1]]);
  });

  test('ordinal words are numbered in their order, and a gap has the median number', () => {
    const table = readTable(text, { ...asked, words: 'ordinal' });
    expect(Array.from({ length: 6 }, (_, i) => table.rows[4 * i + 1])).toEqual([2, 0, 1, 1, 0, 2]);
  });

  test.each([
    [
      ['10', '9', '2'],
      ['2', '9', '10', 'x'],
    ],
    [
      ['5more', '2', '10+'],
      ['2', '5more', '10+'],
    ],
    [
      ['b', '3', 'B'],
      ['3', 'B', 'b'],
    ],
    [
      ['1.0', '1', 'x'],
      ['1', 'x'],
    ],
  ])('the order of %j', (cells, order) => {
    const words = order.includes('x') && !cells.includes('x') ? [...cells, 'x'] : cells;
    const table = readTable(`w\n${words.join('\n')}\n`, { columns: { A: ['w'] }, words: 'ordinal' });
    expect(table.preparation?.columns).toEqual([{ column: 'w', kind: 'ordinal', categories: order, median: null }]);
  });

  test('a column of both parties is prepared once', () => {
    const both = { A: ['colour'], B: ['colour', 'age'] };
    const table = readTable(text, { ...asked, columns: both });
    expect([table.features, table.preparation?.columns.length]).toEqual([7, 2]);
  });

  test('a row without its label is left out, and - and a point are labels', () => {
    const table = readTable('a,y\n1,-\n2,+\n3,?\n4,\n5,-\n', { columns: { A: ['a'] }, label: 'y', missing: 'median' });
    expect([...table.rows]).toEqual([1, 2, 5]);
    expect(table.dropped).toEqual([2, 3]);
    expect(table.columns.label).toEqual({ column: 'y', positive: '-', negative: '+' });
  });
});

describe('what other rows are made of', () => {
  const { preparation } = readTable(text, asked);

  test('is kept: the same medians and words', () => {
    const table = readTable('dose,age,colour,smoker\n,,violet,yes\n7,?,green,maybe\n', { columns, preparation });
    expect([...table.rows]).toEqual([40, 0, 0, 0, 1, 2, 40, 0, 1, 0, 0, 7]);
    expect(table.unprepared).toBeUndefined();
  });

  test('an ordinal word that no row had is refused with its place', () => {
    const { preparation: ordinal } = readTable(text, { ...asked, words: 'ordinal' });
    const error = refusal(() =>
      readTable('age,colour,smoker,dose\n1,red,no,1\n1,violet,no,1', { columns, preparation: ordinal }),
    );
    expect(error.code).toBe('csv');
    expect(error.message).toMatch(
      /Row 2 .*"violet" in column "colour" \(line 3\).*"blue", "green", "red".*--words onehot/,
    );
  });

  test('a word among what were numbers is refused', () => {
    const error = refusal(() => readTable('age,colour,smoker,dose\nold,red,no,1', { columns, preparation }));
    expect(error.message).toContain('"old" in column "age" (line 2)');
  });

  test.each([
    [{ preparation, words: 'onehot' }, 'config', 'means nothing beside "preparation"'],
    [{ preparation: { missing: null, columns: [] }, missing: 'median' }, 'config', 'keeps no medians'],
    [{ preparation: { missing: null, columns: [] } }, 'columns', 'the column "age"'],
    [
      { preparation: { missing: 'median', columns: [{ column: 'age', kind: 'number', median: null }] } },
      'columns',
      'median',
    ],
    [
      { preparation: { missing: null, columns: [{ column: 'age', kind: 'onehot', categories: [] }] } },
      'columns',
      'words',
    ],
    [{ preparation: 3 }, 'columns', 'The preparation'],
    [{ missing: 'mean' }, 'config', 'Use "drop" or "median"'],
    [{ words: 'one-hot' }, 'config', 'Did you mean "onehot"?'],
    [{ decimal: ',' }, 'config', 'Use "point" or "comma"'],
    [{ separator: ':' }, 'config', 'There is no separator'],
  ])('options: %j', (options, code, words) => {
    const error = refusal(() => readTable(text, { columns, ...options } as TableOptions));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });
});

describe('a split', () => {
  const stream = randomStream(5, 'cells');
  const cell = (i: number, k: number) => Math.floor(20 * stream.uniform(4 * i + k));
  const lines = Array.from({ length: 60 }, (_, i) => [
    i % 7 === 2 ? '' : String(cell(i, 0)),
    ['red', 'green', 'blue', ''][cell(i, 1) % 4],
    i % 2 === 0 ? 'yes' : 'no',
    i % 11 === 3 ? 'NaN' : `${cell(i, 2)}.5`,
    i % 3 === 0 ? 'u' : 'v',
  ]);
  const written = (rows: readonly string[][]) =>
    ['age,colour,smoker,dose,y', ...rows.map((row) => row.join(','))].join('\n');
  const options = { seed: 4, fraction: 0.25, test: 0.25 };
  const split = (rows: readonly string[][], words: 'onehot' | 'ordinal' = 'onehot') =>
    scaledSplit(readTable(written(rows), { ...asked, words }), options);
  const parts = tableParts(readTable(written(lines), asked), options);

  test('has the medians of the training rows, found here by counting', () => {
    const { preparation, training, scale } = split(lines);
    for (const [column, name] of [
      [0, 'age'],
      [3, 'dose'],
    ] as const) {
      const values = [...parts.training]
        .map((row) => lines[row][column])
        .filter((one) => one !== '' && one !== 'NaN')
        .map(Number);
      const known = preparation?.columns.find((one) => one.column === name);
      const median = known !== undefined && 'median' in known ? known.median : null;
      const below = values.filter((value) => value < (median ?? 0)).length;
      const above = values.filter((value) => value > (median ?? 0)).length;
      expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
    }
    expect(scale.minimum.length).toBe(6);
    expect(training.features).toBe(6);
  });

  test.each(['onehot', 'ordinal'] as const)('does not depend on the numbers and words of other rows: %s', (words) => {
    const training = new Set(parts.training);
    const changed = lines.map((row, i) =>
      training.has(i) ? row : [row[0] === '' ? '17' : '', row[1] === 'red' ? 'blue' : 'red', 'no', '9999', row[4]],
    );
    const [one, other] = [split(lines, words), split(changed, words)];
    expect(other.preparation).toEqual(one.preparation);
    expect(other.scale).toEqual(one.scale);
    expect(other.training).toEqual(one.training);
    expect(other.validation.rows).not.toEqual(one.validation.rows);
  });

  test('a one-hot word of other rows alone is 0 in all of them', () => {
    const first = parts.validation[0];
    const changed = lines.map((row, i) => (i === first ? [row[0], 'ultra', ...row.slice(2)] : row));
    const { preparation, training, validation, scale } = split(changed);
    const names = featureNames(columns, preparation ?? null).flatMap(([, own]) => own);
    const at = names.indexOf('colour=ultra');
    expect([scale.minimum[at], scale.maximum[at]]).toEqual([0, 0]);
    for (const part of [training, validation]) {
      expect(
        Array.from({ length: part.length }, (_, i) => part.rows[i * part.features + at]).every((x) => x === 0),
      ).toBe(true);
    }
  });

  test('what is kept makes the same angles of the same rows', () => {
    const { preparation, scale, validation } = split(lines);
    const again = readTable(written(lines), { columns, preparation });
    const angles = applyScale(again.rows, scale);
    const own = [...parts.validation].flatMap((row) => [...angles.subarray(6 * row, 6 * row + 6)]);
    expect([...validation.rows]).toEqual(own);
  });

  test('a column of numbers alone has nothing to keep', () => {
    const table = readTable('a,b,y\n1,2,u\n2,3,u\n3,1,v\n5,3,v\n', {
      columns: { A: ['a'], B: ['b'] },
      label: 'y',
      words: 'onehot',
    });
    expect(scaledSplit(table, { fraction: 0.5 }).preparation).toBeUndefined();
  });
});
