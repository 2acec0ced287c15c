import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimRunDirectory, freeRunPath, holdsRun, runDirectory, seedDirectory } from '../../src/cli/run-directory.js';
import { refusal } from '../refusal.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

test('a new run gets its folder, a second one does not', () => {
  const path = join(folder, 'new/run');
  const directory = claimRunDirectory(path, false);
  expect(holdsRun(path)).toBe(false);
  directory.write('config', { seed: 7 });
  expect(directory.read('config')).toBe('{\n  "seed": 7\n}\n');
  expect(holdsRun(path)).toBe(true);
  const error = refusal(() => claimRunDirectory(path, false));
  expect(error.code).toBe('file');
  expect(error.message).toContain('--resume, or replace it by --force');
  expect(directory.has('config')).toBe(true);
});

test('what a program left there that was killed while it wrote goes when a run is claimed', () => {
  const path = join(folder, 'left');
  mkdirSync(path);
  const left = join(path, 'config.json.00000000-7-01234567.tmp');
  writeFileSync(left, '{');
  utimesSync(left, 1, 1);
  claimRunDirectory(path, false);
  expect(readdirSync(path)).toEqual([]);
});

test('by force the old run goes, and nothing else', () => {
  const path = join(folder, 'forced');
  const directory = claimRunDirectory(path, false);
  for (const file of ['config', 'metrics', 'model', 'summary', 'checkpoint'] as const) directory.write(file, 1);
  directory.write('config', { data: 'chsh', processors: [] });
  for (const seed of [7, 8]) {
    mkdirSync(seedDirectory(directory, seed).path);
    seedDirectory(directory, seed).write('model', 1);
  }
  writeFileSync(join(path, 'seed-8', 'mine.txt'), '');
  writeFileSync(join(path, 'notes.txt'), '');
  claimRunDirectory(path, true);
  expect(readdirSync(path).sort()).toEqual(['notes.txt', 'seed-8']);
  expect(readdirSync(join(path, 'seed-8'))).toEqual(['mine.txt']);
});

test('a folder with other files may hold a run', () => {
  mkdirSync(join(folder, 'mine'));
  writeFileSync(join(folder, 'mine', 'notes.txt'), '');
  claimRunDirectory(join(folder, 'mine'), false).write('config', {});
  expect(existsSync(join(folder, 'mine', 'notes.txt'))).toBe(true);
});

test.each([
  ['config.json of another program', 'config', { port: 8080 }],
  ['model.json without settings of a run', 'model', 1],
] as const)('by force no %s goes', (_, file, content) => {
  const path = join(folder, `foreign-${file}`);
  mkdirSync(join(path, 'seed-1'), { recursive: true });
  runDirectory(path).write(file, content);
  runDirectory(join(path, 'seed-1')).write('model', 1);
  const error = refusal(() => claimRunDirectory(path, true));
  expect(error.code).toBe('file');
  expect(error.message).toContain(`holds ${file}.json, which no run of ebit wrote`);
  expect(readdirSync(path)).toEqual([`${file}.json`, 'seed-1']);
});

test('by force nothing goes from a folder without a run, whatever its folders are called', () => {
  const path = join(folder, 'others');
  mkdirSync(join(path, 'seed-1'), { recursive: true });
  runDirectory(join(path, 'seed-1')).write('model', 1);
  claimRunDirectory(path, true);
  expect(readdirSync(join(path, 'seed-1'))).toEqual(['model.json']);
});

test.each(['', '  '])('a folder without a name (%j) is none', (path) => {
  expect(refusal(() => claimRunDirectory(path, true)).code).toBe('usage');
});

test('the first free name is found', () => {
  const base = join(folder, 'clusters');
  expect(freeRunPath(base)).toBe(`${base}-1`);
  mkdirSync(`${base}-1`);
  mkdirSync(`${base}-3`);
  expect(freeRunPath(base)).toBe(`${base}-2`);
});

test('a file that is not there is none that is removed', () => {
  const directory = runDirectory(join(folder, 'nowhere'));
  directory.remove('checkpoint');
  expect(directory.has('checkpoint')).toBe(false);
  expect(refusal(() => directory.read('config')).code).toBe('file');
});
