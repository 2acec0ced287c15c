import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callEbit } from './call-ebit.js';
import { temporaryWorkingFolder } from './temporary-folder.js';

const folder = temporaryWorkingFolder();

test.each([
  ['train --data chsh --depth 1 --iterations 2 --force --out', '--out'],
  ['train --config', '--config'],
  ['train --resume', '--resume'],
  ['train --data', '--data'],
  ['demo --force --out', '--out'],
  ['reproduce fig3 --tiny --out', '--out'],
  ['playground --out', '--out'],
  ['predict model.json table.csv --out', '--out'],
  ['effective-dimension --plot', '--plot'],
  ['draw --processor', '--processor'],
  ['evaluate', '<model>'],
  ['info', '<path>'],
  ['reproduce', '<names>'],
])('an empty word is refused: ebit %s ""', async (words, name) => {
  const { code, stderr } = await callEbit([...words.split(' '), '']);
  expect(stderr).toContain(`error [usage]: ${name} is empty; give it a value, or leave it out.`);
  expect(code).toBe(2);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  'chsh --iterations 2 --seeds 1 --depth 1',
  'draw --depth 0 --qubits 2',
  'effective-dimension --inputs 3 --draws 1 --depth 1',
])('ebit %s takes a list of ebits with their fidelity', async (words) => {
  const { code, stdout, stderr } = await callEbit([...words.split(' '), '--ebits', 'A.0:B.0@0.9']);
  expect(code, stderr).toBe(0);
  expect(stdout + stderr).toContain('fidelity 0.9');
});
