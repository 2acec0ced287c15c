import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { parquetFile } from '../../src/report/parquet.js';

async function read(records: Parameters<typeof parquetFile>[0]) {
  const bytes = parquetFile(records);
  return parquetReadObjects({ file: bytes.slice().buffer });
}

test('numbers, words and truths come back as they were, and what is missing as null', async () => {
  const records = [
    { depth: 1, name: 'ä', on: true, mean: 0.1 + 0.2, gap: null },
    { depth: 2, name: 'b', on: false, mean: 1e-300 },
    { depth: 3, name: 'c', on: true, mean: -0.5, gap: 7 },
  ];
  expect(await read(records)).toEqual(records.map((record) => ({ gap: null, ...record })));
});

test('a column of several kinds is text', async () => {
  expect(await read([{ x: 1 }, { x: 'all' }, { x: null }])).toEqual([{ x: '1' }, { x: 'all' }, { x: null }]);
});

test('many rows come back in order', async () => {
  const records = Array.from({ length: 5000 }, (_, i) => ({ i, word: `w${i % 7}` }));
  expect(await read(records)).toEqual(records);
});
