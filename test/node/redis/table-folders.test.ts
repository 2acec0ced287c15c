import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tableFolders } from '../../../src/node/redis/table-folders.js';
import { dimensionTask } from '../../../src/tasks/dimension-task.js';
import { fitTask } from '../../../src/tasks/fit-task.js';
import { settledTask } from '../../../src/tasks/task.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { fitJob } from './tasks.js';

const text = 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n';
const data = { kind: 'table', path: 'elsewhere.csv', columns: { A: ['a'], B: ['b'] } } as const;
const task = settledTask(fitTask({ data }), () => text);

test('a table is found by what stands in it, whatever its name and further columns', () => {
  const [empty, full] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(full, 'a-broken.csv'), 'a,b\n"');
  writeFileSync(join(full, 'b-other.csv'), text.replace('8', '9'));
  writeFileSync(join(full, 'c-it.CSV'), 'more,b,label,a\n0,2,x,1\n0,4,y,3\n0,6,x,5\n0,8,y,7\n');
  const tables = tableFolders([join(empty, 'nowhere'), empty, full]);
  expect(tables.withPaths(task)).toEqual({ ...task, data: { ...task.data, path: join(full, 'c-it.CSV') } });
  const inputs = { kind: 'data', data } as const;
  const measured = settledTask(dimensionTask({ inputs }), () => text);
  expect(tables.withPaths(measured)).toMatchObject({ inputs: { data: { path: join(full, 'c-it.CSV') } } });
  const other = fitJob(1).task;
  expect(tables.withPaths(other)).toEqual(other);
});

test('a table that changes, or comes later, is seen', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'table.csv');
  const tables = tableFolders([folder]);
  expect(() => tables.withPaths(task)).toThrow(/has no table/);
  writeFileSync(path, text);
  expect(tables.withPaths(task).data).toMatchObject({ path });
  writeFileSync(path, text.replace('8', '9'));
  utimesSync(path, 1, 1);
  expect(() => tables.withPaths(task)).toThrow(/has no table/);
});

test('a table that is not there is named by its digest, with where it was looked for', () => {
  const folder = temporaryFolder();
  const { digest } = task.data as { digest: string };
  expect(() => tableFolders([folder]).withPaths(task)).toThrow(
    expect.objectContaining({
      code: 'file',
      message:
        `This worker has no table with the digest ${digest} (columns A: a; B: b; label: label); it looked in ${folder}. ` +
        'Put the CSV file there, or start the worker with --data and its folder.',
    }),
  );
  expect(() => tableFolders([]).withPaths(task)).toThrow(/it looked in nowhere, for it was given no folder/);
});

test('a file that was no table for one task is one for another that reads it otherwise', () => {
  const folder = temporaryFolder();
  const gaps = text.replace('7,8', ',8');
  writeFileSync(join(folder, 'table.csv'), gaps);
  const tables = tableFolders([folder]);
  expect(() => tables.withPaths(task)).toThrow(/has no table/);
  for (const missing of ['drop', 'median'] as const) {
    const one = settledTask(fitTask({ data: { ...data, missing } }), () => gaps);
    expect(tables.withPaths(one).data).toMatchObject({ path: join(folder, 'table.csv') });
  }
});
