// One table in every format, and in any pieces: the same predictions and metrics to the bit.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer/src/write.js';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { parquetFile } from '../../../src/report/parquet.js';
import { npyFile } from '../../data/npy-file.js';
import { callEbit } from '../call-ebit.js';
import { runEbit } from '../run-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const shipped = (name: string) => readFileSync(new URL(`../../../src/data/${name}`, import.meta.url), 'utf8');
const cancer = shipped('breast-cancer-wisconsin.csv');
const iris = shipped('iris.csv');
temporaryWorkingFolder();

type Cells = Record<string, string>;
const parsed = (text: string) => Papa.parse<Cells>(text, { header: true, skipEmptyLines: true }).data;
/** Records with numbers where a cell is one. */
const records = (text: string) =>
  parsed(text).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [
        name,
        cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell,
      ]),
    ),
  );
const lines = (list: readonly unknown[]) => `${list.map((one) => JSON.stringify(one)).join('\n')}\n`;

const ebit = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(words);
  expect(code, stderr).toBe(0);
  return stdout;
};

const names = Object.keys(parsed(cancer)[0]).slice(1);
const label = names.at(-1) ?? '';
const [a, b] = [names.slice(0, 2), names.slice(2, 4)];
const columns = ['--columns', `A=${a.join()}`, '--columns', `B=${b.join()}`];

beforeAll(async () => {
  writeFileSync('cancer.csv', cancer);
  writeFileSync('iris.csv', iris);
  const brief = '--depth 1 --iterations 3'.split(' ');
  await ebit(
    'train',
    '--data',
    'cancer.csv',
    '--label',
    label,
    ...columns,
    ...brief,
    '--missing',
    'drop',
    '--out',
    'run',
  );
  const own = Object.keys(parsed(iris)[0]);
  const parties = ['--columns', `A=${own.slice(0, 2).join()}`, '--columns', `B=${own.slice(2, 4).join()}`];
  await ebit('train', '--data', 'iris.csv', '--label', own[4], ...parties, ...brief, '--out', 'three');
});

describe('the shipped tables', () => {
  test.each([
    ['run', 'cancer', () => records(cancer)],
    ['three', 'iris', () => records(iris)],
  ])('%s', async (run, name, list) => {
    const all = list();
    writeFileSync(`${name}.jsonl`, lines(all));
    writeFileSync(`${name}.parquet`, parquetFile(all));
    const values = (key: string) => all.map((one) => one[key] as number | string);
    const small = Object.keys(all[0]).map((key) => ({
      name: key,
      data: values(key),
      type: all.every((one) => typeof one[key] === 'number') ? ('DOUBLE' as const) : ('STRING' as const),
    }));
    // Row groups of a few rows, without gaps, packed in another way.
    const isWhole = small.every(({ data, type }) => type === 'STRING' || data.every((one) => typeof one === 'number'));
    expect(isWhole).toBe(true);
    writeFileSync(`${name}-2.parquet`, new Uint8Array(parquetWriteBuffer({ columnData: small, rowGroupSize: 37 })));
    const shots = ['--shots', '9', '--seed', '3'];
    const [csv, measured] = [
      await ebit('predict', run, `${name}.csv`, ...shots),
      await ebit('evaluate', run, `${name}.csv`, '--json', '--shots', '1,10'),
    ];
    for (const other of [`${name}.jsonl`, `${name}.parquet`, `${name}-2.parquet`]) {
      expect(await ebit('predict', run, other, ...shots)).toBe(csv);
      expect(await ebit('evaluate', run, other, '--json', '--shots', '1,10')).toBe(measured);
    }
    for (const [format, ending] of [
      ['csv', 'csv'],
      ['jsonl', 'jsonl'],
    ]) {
      const text = readFileSync(`${name}.${ending}`);
      expect((await runEbit(['predict', run, '-', '--format', format, ...shots], { input: text })).stdout).toBe(csv);
    }
    const list1 = await ebit('predict', run, `${name}.csv`, '--json');
    expect(list1).toBe(`${JSON.stringify(JSON.parse(list1), null, 1)}\n`);
    expect(await ebit('predict', run, `${name}.csv`, '--jsonl')).toBe(lines(JSON.parse(list1)));
  });
});

describe('arrays of NumPy', () => {
  const used = () => records(iris).map((row) => Object.values(row).slice(0, 4) as number[]);

  test('in every order and type that hold the numbers', async () => {
    const whole = await ebit('predict', 'three', 'iris.csv');
    for (const type of ['<f8', '>f8']) {
      for (const byColumns of [false, true]) {
        writeFileSync('iris.npy', npyFile(used(), { type, byColumns }));
        expect(await ebit('predict', 'three', 'iris.npy')).toBe(whole);
      }
    }
    writeFileSync(
      'tenths.npy',
      npyFile(
        used().map((row) => row.map((x) => Math.round(10 * x))),
        { type: '<i2' },
      ),
    );
    expect((await ebit('predict', 'three', 'tenths.npy')).split('\n').length).toBe(whole.split('\n').length);
    writeFileSync('iris.npy', npyFile(used(), { type: '<f8' }));
    const piped = await runEbit(['predict', 'three', '-', '--format', 'npy'], { input: readFileSync('iris.npy') });
    expect(piped.stdout).toBe(whole);
  });

  test('with the label in the last column', async () => {
    const table = tableOf([1, -1]);
    writeFileSync('numbers.csv', `a,b,y\n${table.map((row) => row.join()).join('\n')}\n`);
    const words = '--data numbers.csv --label y --columns A=a --columns B=b --depth 0 --iterations 2 --out numbers';
    await ebit('train', ...words.split(' '));
    writeFileSync('numbers.npy', npyFile(table, { type: '<f8' }));
    const measured = await ebit('evaluate', 'numbers', 'numbers.csv', '--json');
    expect(await ebit('evaluate', 'numbers', 'numbers.npy', '--json')).toBe(measured);
    writeFileSync('numbers.npy', npyFile(table, { type: '<f8', byColumns: true }));
    expect(await ebit('evaluate', 'numbers', 'numbers.npy', '--json')).toBe(measured);
  });

  const tableOf = (labels: readonly number[]) =>
    Array.from({ length: 30 }, (_, i) => [(i * 7) % 11, ((i * 5) % 13) / 4, labels[i % 2]]);
});

describe('refused, in words and with the file:', () => {
  const array = npyFile([[1, 2, 3, 4]], { type: '<f8' });
  const parquet = parquetFile([{ x: 1 }]);
  test.each([
    [
      'an array that is cut off',
      'cut.npy',
      array.subarray(0, -3),
      'is cut off: 1 x 4 numbers take 160 bytes, and 157 are there',
    ],
    ['an array cut in its description', 'head.npy', array.subarray(0, 40), 'is cut off in its description'],
    ['an array with more behind it', 'more.npy', Buffer.concat([array, array]), 'has something behind its numbers'],
    [
      'an array of other columns',
      'wide.npy',
      npyFile([[1, 2, 3]], { type: '<f8' }),
      "has 3 columns; the model's 4 columns",
    ],
    ['an empty array file', 'empty.npy', Buffer.of(), 'The table is empty'],
    ['a text that is called an array', 'text.npy', Buffer.from('a,b,c\n1,2,3\n4,5,6'), 'is no array of NumPy'],
    ['an array that is called CSV', 'array.csv', array, '--format npy'],
    ['Parquet that is called CSV', 'parquet.csv', parquet, '--format parquet'],
    ['Parquet that is cut off', 'cut.parquet', parquet.subarray(0, -9), 'is no whole file of Parquet'],
    ['Parquet without its columns', 'other.parquet', parquet, 'There is no column'],
    [
      'a text that is called Parquet',
      'text.parquet',
      Buffer.from('a,b,c\n1,2,3\n4,5,6'),
      'is no whole file of Parquet',
    ],
    ['an empty Parquet file', 'empty.parquet', Buffer.of(), 'The table is empty'],
    ['no lines of JSON', 'empty.jsonl', Buffer.from('\n\n'), 'needs a record'],
    ['a line that is no JSON', 'broken.jsonl', Buffer.from('{"a":\n'), 'Line 1 is no JSON'],
    ['a line that is no record', 'list.jsonl', Buffer.from('[1,2]\n'), 'Record 0 (counted from 0) is an array of 2'],
    ['what is compressed', 'table.csv', gzipSync('a,b\n1,2\n'), 'unpack it'],
  ])('%s', async (_, name, bytes, message) => {
    writeFileSync(name, bytes);
    const { code, stdout, stderr } = await callEbit(['predict', 'three', name]);
    expect(stderr).toContain(`"${name}": `);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([1, '']);
  });

  test('every beginning of a file of Parquet', async () => {
    const whole = parquetFile(records(iris).slice(0, 20));
    for (let length = 0; length < whole.length; length += 61) {
      writeFileSync('part.parquet', whole.subarray(0, length));
      const { code, stderr } = await callEbit(['predict', 'three', 'part.parquet']);
      expect([code, stderr]).toEqual([1, expect.stringContaining('error [csv]: "part.parquet": ')]);
    }
  });

  test.each([
    [['iris.csv', '--format', 'cvs'], '--format is cvs; give one of csv, jsonl, npy, parquet. Did you mean "csv"?'],
    [['iris.jsonl', '--separator', ';'], '--separator means nothing of a table in the format jsonl'],
    [['iris.parquet', '--encoding', 'latin1'], '--encoding means nothing of a table in the format parquet'],
    [['iris.csv', '--json', '--jsonl'], 'give one of them'],
  ])('%j', async (words, message) => {
    const { code, stderr } = await callEbit(['predict', 'three', ...words]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
