import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderStore } from '../../src/cli/result-store.js';
import { dimensionTask } from '../../src/tasks/dimension-task.js';
import { taskId } from '../../src/tasks/task.js';
import { temporaryFolder } from './temporary-folder.js';

const task = dimensionTask({ inputs: { kind: 'haar', count: 4 }, network: { ebits: 0 }, model: { depth: 1 } });
const id = taskId(task);
const outcome = {
  kind: 'dimension',
  rank: 8,
  cap: 8,
  atCap: true,
  parameters: 36,
  gap: null,
  tolerance: 1e-10,
  inputs: 4,
  dof: 2,
  ranks: [8],
  fallbacks: 0,
  singularValues: [0.1, 1e-17],
  abbas: null,
} as const;
const entry = { task, outcome };

test('an outcome comes back as it was, under its task’s name', () => {
  const folder = join(temporaryFolder(), 'deep', 'results');
  const store = folderStore(folder);
  expect(store.read(id)).toBeNull();
  store.write(id, entry);
  expect(store.read(id)).toEqual(entry);
  expect(readdirSync(folder)).toEqual([`${id}.json`]);
});

test('a file that is cut off, or something else, counts as missing', () => {
  const folder = temporaryFolder();
  const store = folderStore(folder);
  store.write(id, entry);
  const text = readFileSync(join(folder, `${id}.json`), 'utf8');
  writeFileSync(join(folder, 'cut.json'), text.slice(0, 40));
  writeFileSync(join(folder, 'other.json'), '{"outcome":8}');
  expect(store.read('cut')).toBeNull();
  expect(store.read('other')).toBeNull();
});

test('what an earlier version kept has another form and another name, and is not found', () => {
  const folder = temporaryFolder();
  const old = JSON.stringify({ trial: { kind: 'rank', ebits: 0 }, result: { kind: 'rank', rank: 8 } });
  for (const name of [id, '2a1eac441da339dcad46eec106ec8370']) writeFileSync(join(folder, `${name}.json`), old);
  expect(folderStore(folder).read(id)).toBeNull();
});
