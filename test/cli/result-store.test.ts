import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderStore } from '../../src/cli/result-store.js';
import { rankTrial, scales } from '../../src/experiments/scale.js';
import { temporaryFolder } from './temporary-folder.js';

const trial = rankTrial(scales.tiny, 0, 1, 0, { inputs: 4 });
const entry = {
  trial,
  result: {
    kind: 'rank',
    rank: 8,
    cap: 8,
    atCap: true,
    parameters: 36,
    gap: null,
    singularValues: [0.1, 1e-17],
    normalised: null,
  },
} as const;

test('a result comes back as it was, under its name', () => {
  const folder = join(temporaryFolder(), 'deep', 'results');
  const store = folderStore(folder);
  expect(store.read('abc')).toBeNull();
  store.write('abc', entry);
  expect(store.read('abc')).toEqual(entry);
  expect(readdirSync(folder)).toEqual(['abc.json']);
});

test('a file that is cut off, or something else, counts as missing', () => {
  const folder = temporaryFolder();
  const store = folderStore(folder);
  store.write('abc', entry);
  const text = readFileSync(join(folder, 'abc.json'), 'utf8');
  writeFileSync(join(folder, 'cut.json'), text.slice(0, 40));
  writeFileSync(join(folder, 'other.json'), '{"result":{"kind":"rank"}}');
  expect(store.read('cut')).toBeNull();
  expect(store.read('other')).toBeNull();
});
