import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTable, type TableOptions } from '../../src/data/csv.js';
import { refusal } from '../refusal.js';

const text = 'id,age,dose,weight,outcome\nx1,41,0.5,70,well\nx2,38,1.5,61.25,ill\nx3,55,1e0,80,well\n';
const options: TableOptions = { columns: { A: ['dose', 'age'], B: ['weight'] }, label: 'outcome' };
const rows = Float64Array.of(0.5, 41, 70, 1.5, 38, 61.25, 1, 55, 80);

describe('reads', () => {
  test("the processors' columns one after another, and the labels", () => {
    expect(readTable(text, options)).toEqual({
      columns: { features: options.columns, label: { column: 'outcome', positive: 'well', negative: 'ill' } },
      rows,
      labels: Float64Array.of(1, -1, 1),
      features: 3,
      length: 3,
    });
  });

  test('the positive label that is named', () => {
    expect(readTable(text, { ...options, positive: 'ill' }).labels).toEqual(Float64Array.of(-1, 1, -1));
  });

  test('a table for prediction, which has no labels', () => {
    const table = readTable('dose,age,weight\n1,2,3\n', { columns: options.columns });
    expect(table).toEqual({
      columns: { features: options.columns, label: null },
      rows: Float64Array.of(1, 2, 3),
      labels: null,
      features: 3,
      length: 1,
    });
  });

  test('all columns but the label where nobody said who holds which', () => {
    const numbers = 'age,dose,outcome,weight\n41,0.5,well,70\n38,1.5,ill,61.25\n';
    const table = readTable(numbers, { label: 'outcome' });
    expect(table).toEqual(readTable(numbers, { columns: { A: ['age', 'dose'], B: ['weight'] }, label: 'outcome' }));
    const three = readTable(numbers, { label: 'outcome', parties: 3 });
    expect(three.columns.features).toEqual({ A: ['age'], B: ['dose'], C: ['weight'] });
    expect(three.rows).toEqual(table.rows);
    expect(readTable('a,b\n1,2\n', {}).columns).toEqual({ features: { A: ['a'], B: ['b'] }, label: null });
  });

  test('rows of one class where the classes are known', () => {
    const classes = { positive: 'ill', negative: 'well' };
    const table = readTable('a,y\n1,well\n2,well\n', { columns: { A: ['a'] }, label: 'y', classes });
    expect(table.labels).toEqual(Float64Array.of(-1, -1));
    expect(table.columns.label).toEqual({ column: 'y', ...classes });
  });

  test.each([
    ['semicolons', text.replaceAll(',', ';')],
    ['tabs', text.replaceAll(',', '\t')],
    ['Windows line ends', text.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${text}`],
    ['no line end at the end', text.trimEnd()],
    ['empty lines at the end', `${text}\n,,,,\n\n`],
    ['blanks around cells', text.replaceAll(',', ' , ')],
    ['quotes', text.replaceAll('x2', '"x, ""2"""').replaceAll('well', '"well"')],
  ])('%s', (_, variant) => {
    const table = readTable(variant, { ...options, columns: { A: ['dose', 'age'], B: ['weight'] } });
    expect(table.rows).toEqual(rows);
    expect(table.labels).toEqual(Float64Array.of(1, -1, 1));
  });

  test('one column without a separator', () => {
    expect(readTable('a\n1\n2\n', { columns: { A: ['a'] } }).rows).toEqual(Float64Array.of(1, 2));
  });

  test('the table that comes with this program', () => {
    const file = new URL('../../src/data/breast-cancer-wisconsin.csv', import.meta.url);
    const table = readTable(readFileSync(file, 'utf8'), {
      columns: { A: ['mean_radius', 'mean_texture'], B: ['worst_fractal_dimension'] },
      label: 'label',
    });
    expect([table.length, table.features]).toEqual([569, 3]);
    expect([...table.rows.subarray(0, 3)]).toEqual([17.99, 10.38, 0.1189]);
    expect(table.labels?.filter((label) => label === 1)).toHaveLength(357);
    expect(table.labels?.filter((label) => label === -1)).toHaveLength(212);
  });
});

describe('refuses', () => {
  test.each<[string, TableOptions, string, string]>([
    ['a label that there is not', { label: 'result' }, 'columns', 'There is no column "result"'],
    ['words in a column that was dealt', { label: 'outcome' }, 'csv', 'Row 1 below the header has "x1" in column "id"'],
    ['parties beside columns', { ...options, parties: 2 }, 'config', '"columns" and "parties"'],
    ['more parties than columns', { label: 'outcome', parties: 5 }, 'columns', 'fewer than 5 parties'],
    ['another number of parties', { label: 'outcome', parties: 0 }, 'range', 'The number of parties is 0'],
    ['a number of parties that is none', { parties: 'two' as never }, 'range', 'The number of parties is "two"'],
  ])('%s', (_, asked, code, words) => {
    const error = refusal(() => readTable(text, asked));
    expect(error.message).toContain(words);
    expect(error.code).toBe(code);
  });

  const changed = (from: string, to: string) => text.replace(from, to);
  test.each([
    ['an empty file', '', 'csv', 'The table is empty'],
    ['a file of blank lines', '\n \n', 'csv', 'The table is empty'],
    ['a header alone', 'dose,age,weight,outcome\n', 'csv', 'a header but no rows'],
    ['a short row', changed(',61.25', ''), 'csv', 'Row 2 below the header has 4 cell(s), the header 5'],
    ['a long row', changed('61.25', '61,25'), 'csv', 'Row 2 below the header has 6 cell(s), the header 5'],
    ['an empty line between', changed('\nx3', '\n\nx3'), 'csv', 'Row 3 below the header has 1 cell(s)'],
    ['an empty cell', changed('0.5', ' '), 'csv', 'Row 1 below the header has an empty cell in column "dose"'],
    ['a word', changed('1e0', 'one'), 'csv', 'Row 3 below the header has "one" in column "dose"'],
    ['infinity', changed('1e0', 'Infinity'), 'csv', 'Row 3 below the header has "Infinity" in column "dose"'],
    ['an empty label', changed('ill', ''), 'csv', 'Row 2 below the header has an empty cell in column "outcome"'],
    ['an open quote', changed('x3', '"x3'), 'csv', 'Row 3 below the header has a stray or unclosed quote'],
    ['an open quote in the header', changed('id', '"id'), 'csv', 'The header has a stray or unclosed quote'],
    ['one class', changed('ill', 'well'), 'labels', 'has 1 different value(s) ("well")'],
    ['a column twice in the header', changed('id', 'dose'), 'columns', 'has the column "dose" twice'],
    ['a missing column', changed('weight', 'height'), 'columns', 'There is no column "weight". Did you mean "height"?'],
    [
      'a missing label column',
      changed('outcome', 'result'),
      'columns',
      'There is no column "outcome". The columns are: id,',
    ],
  ])('%s', (_, variant, code, words) => {
    const error = refusal(() => readTable(variant, options));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  test.each([
    ['no column', { columns: { A: [] } }, 'No column is asked for'],
    ['a column twice', { columns: { A: ['age', 'age'] } }, 'Processor "A" has the column "age" twice'],
    ['the label as a feature', { columns: { A: ['age', 'outcome'] }, label: 'outcome' }, '"outcome" is the label'],
  ])('%s', (_, asked, words) => {
    const error = refusal(() => readTable(text, asked));
    expect(error.code).toBe('columns');
    expect(error.message).toContain(words);
  });

  test('a label that a model does not know', () => {
    const classes = { positive: 'ill', negative: 'dead' };
    expect(refusal(() => readTable(text, { ...options, classes })).message).toContain(
      'Row 1 below the header has the label "well"',
    );
  });
});

describe('what was written is what a refusal names', () => {
  const options = { columns: { A: ['a'], B: ['b'] }, label: 'y' };

  test.each([
    ['a decimal comma', 'a;b;y\n1,5;2;u\n2;1;v\n', 'has "1,5" in column "a"', 'decimals with a point, not a comma'],
    ['an integer that is rounded', 'a,b,y\n9007199254740993,2,u\n2,1,v\n', '9007199254740993 in column "a"', 'rounds'],
    ['an empty cell', 'a,b,y\n,2,u\n2,1,v\n', 'an empty cell in column "a"', 'fill it in'],
  ])('%s', (_, text, what, mend) => {
    const error = refusal(() => readTable(text, options));
    expect(error.code).toBe('csv');
    expect(error.message).toContain(what);
    expect(error.message).toContain(mend);
  });

  test('a comma in a name: how to write it', () => {
    const error = refusal(() => readTable('a, cm;b;y\n1;2;u\n2;1;v\n', options));
    expect(error.message).toContain(`--columns 'A="a, cm"'`);
  });

  test.each([
    [{ columns: { A: ['a'] }, lable: 'y' }, 'config', 'Did you mean "label"?'],
    [{ columns: ['a'] }, 'columns', "{ A: ['height'], B: ['age'] }"],
    [{ columns: { A: 'a' } }, 'columns', 'Processor "A" has "a" for its columns'],
    [{ columns: { A: ['a', 1] } }, 'columns', 'a list with 1'],
    [{ columns: { A: ['a'] }, label: 2 }, 'config', 'The option "label" is 2'],
    [{ columns: { A: ['a'] }, label: 'y', classes: { positive: 'u', negative: 'u' } }, 'labels', 'two different texts'],
    [null, 'config', 'not null'],
  ])('options: %j', (wrong, code, message) => {
    const error = refusal(() => readTable('a,b,y\n1,2,u\n2,1,v\n', wrong as never));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});

test('names and labels match in composed and decomposed letters', () => {
  const text = 'höhe,b,y\n1,2,für\n2,1,v\n';
  const options = { columns: { A: ['höhe'], B: ['b'] }, label: 'y', positive: 'für' };
  const decomposed = readTable(text.normalize('NFD'), options);
  const composed = readTable(text.normalize('NFC'), {
    ...options,
    columns: { A: ['höhe'.normalize('NFD')], B: ['b'] },
  });
  expect([...decomposed.rows]).toEqual([1, 2, 2, 1]);
  expect([...composed.rows]).toEqual([1, 2, 2, 1]);
  expect([...(decomposed.labels ?? [])]).toEqual([1, -1]);
});

test.each([
  [{ positive: 'u' }, 'name the "label" column too'],
  [
    { label: 'y', positive: 'v', classes: { positive: 'u', negative: 'v' } },
    'is "v" by "positive" and "u" by "classes"',
  ],
])('options that contradict each other or mean nothing are refused: %j', (options, words) => {
  const error = refusal(() => readTable('a,y\n1,u\n2,v', { columns: { A: ['a'] }, ...options }));
  expect([error.code, error.message]).toEqual(['config', expect.stringContaining(words)]);
});

test('labels too small for a double are not one class with 0', () => {
  const { labels } = readTable('a,y\n1,1e-400\n2,0', { columns: { A: ['a'] }, label: 'y' });
  expect(labels).toHaveLength(2);
  expect(labels?.[0]).toBe(-(labels?.[1] ?? 0));
});
