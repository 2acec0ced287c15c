import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { breastCancerTable, installation } from '../../src/cli/installation.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the package that this program belongs to is found', () => {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const found = installation();
  expect(`${found.folder}/`).toBe(root);
  expect(found.version).toBe(version);
  expect(fileURLToPath(found.worker)).toBe(`${root}dist/browser/worker.js`);
});

test('its table is the whole one', () => {
  const lines = readFileSync(breastCancerTable(), 'utf8').trimEnd().split('\n');
  expect(lines.length).toBe(570);
  expect(lines[0].startsWith('mean_radius,')).toBe(true);
});
