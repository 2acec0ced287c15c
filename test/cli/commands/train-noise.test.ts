import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

temporaryWorkingFolder();

const short = ['--data', 'clusters', '--depth', '0', '--iterations', '3', '--batch', '16'];
const configOf = (folder: string) => JSON.parse(readFileSync(`${folder}/config.json`, 'utf8'));

test('noise of all processors is a setting of the run, and told', async () => {
  const { code, stderr } = await callEbit([
    'train',
    ...short,
    '--noise',
    'depolarizing:0.02,phaseFlip:0.1:cz',
    '--out',
    'a',
  ]);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('noise    A, B: depolarizing (p 0.02) behind all gates\n');
  expect(stderr).toContain('         A, B: phaseFlip (p 0.1) behind cz\n');
  const noise = [
    { after: 'all', channel: 'depolarizing', p: 0.02 },
    { after: ['cz'], channel: 'phaseFlip', p: 0.1 },
  ];
  expect(configOf('a').network.noise).toEqual(noise);
  const model = JSON.parse(readFileSync('a/model.json', 'utf8'));
  expect(model.network.processors.map((one: { noise: unknown }) => one.noise)).toEqual([noise, noise]);
  expect(model.version).toBe(3);

  const again = await callEbit(['train', '--resume', 'a', '--noise', 'depolarizing:0.02,phaseFlip:0.1:cz']);
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('is finished')]);
  const other = await callEbit(['train', '--resume', 'a', '--noise', 'depolarizing:0.03']);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('has --noise [{"after":"all"')]);

  const repeated = await callEbit(['train', '--config', 'a/config.json', '--out', 'b', '--json']);
  expect(repeated.code, repeated.stderr).toBe(0);
  expect(readFileSync('b/model.json', 'utf8')).toBe(readFileSync('a/model.json', 'utf8'));
});

test('a network of a file is trained on, instead of that of a configuration', async () => {
  const noise = [{ after: 'two-qubit', channel: 'amplitudeDamping', g: 0.1 }];
  const spec = {
    processors: [
      { name: 'A', qubits: 4, noise },
      { name: 'B', qubits: 4, readoutError: 0.02 },
    ],
    ebits: [{ between: ['A.1', 'B.0'], fidelity: 0.9 }],
  };
  writeFileSync('net.json', JSON.stringify(spec));
  writeFileSync('run.yaml', 'data: clusters\nnetwork: { ebits: 2, coins: 1 }\n');
  const words = ['train', '--config', 'run.yaml', ...short.slice(2), '--network', 'net.json', '--out', 'c'];
  const { code, stderr } = await callEbit(words);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('A (4 qubits, noisy gates) and B (4 qubits, readout error 0.02), 1 ebit of fidelity 0.9');
  expect(configOf('c').network).toEqual(spec);
  const again = await callEbit(['train', '--resume', 'c', '--network', 'net.json']);
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('is finished')]);
  const both = await callEbit([...words, '--noise', 'bitFlip:0.1', '--force']);
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('Processor "A" has noise of its own')]);
});
