import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classifier } from '../../../src/models/classifier.js';
import { modelToJSON } from '../../../src/models/model-file.js';
import { qcnn } from '../../../src/models/qcnn.js';
import { bellNetwork } from '../../../src/network/bell-network.js';
import { callEbit } from '../call-ebit.js';
import { temporaryFolder } from '../temporary-folder.js';

const measure = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['effective-dimension', '--workers', '1', ...words]);
  expect(code, stderr).toBe(0);
  return { stdout, stderr };
};

const objects = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('prints one object a depth', async () => {
  const words = ['--ebits', '4', '--depth', '9-11', '--mixing', '0', '--inputs', '100', '--draws', '2', '--seed', '1'];
  const { stdout, stderr } = await measure(...words, '--json');
  const [nine, ten, eleven] = objects(stdout);
  expect(nine).toMatchObject({ depth: 9, mixing: 0, rank: 96, cap: 100, atCap: false, parameters: 132, draws: 2 });
  expect(nine.gap).toBeGreaterThan(1e6);
  expect(nine).not.toHaveProperty('singularValues');
  expect(ten).toMatchObject({ depth: 10, rank: 100, cap: 100, atCap: true, parameters: 144, draws: 1 });
  expect(eleven).toMatchObject({ depth: 11, rank: 100, inputs: 100, dof: 1, tolerance: 1e-10 });
  expect(stderr).toContain('random unitary inputs');
  expect(stderr).toContain('measuring 3/3');
});

test('mixing layers come on top of the depth', async () => {
  const { stdout } = await measure('--ebits', '1', '--depth', '2', '--mixing', '3', '--draws', '1', '--json');
  expect(objects(stdout)).toMatchObject([{ depth: 2, mixing: 3, rank: 64, parameters: 72, cap: 300 }]);
});

test('marks a rank on its cap in a table, and says what that means', async () => {
  const { stdout } = await measure('--qubits', '2', '--ebits', '2', '--depth', '1,8', '--inputs', '8', '--draws', '2');
  expect(stdout).toMatch(/^depth +rank +cap +angles +gap\n/);
  expect(stdout).toMatch(/\n8 +8 +\* +8 +40 +\d/);
  expect(stdout).toContain('* on the cap of 8 inputs x 1: a limit of the sample, not of the circuit; try more inputs');
});

test('prints the spectrum and the dimension of Abbas et al. when asked to', async () => {
  const common = ['--qubits', '2', '--depth', '1', '--inputs', '20', '--draws', '2', '--observations', '1000'];
  const [found] = objects((await measure(...common, '--spectrum', '--json')).stdout);
  expect(found.singularValues).toHaveLength(12);
  expect(found.singularValues[found.rank - 1] / found.singularValues[found.rank]).toBe(found.gap);
  expect(found.abbas.normalised).toBe(found.abbas.value / 12);
  expect((await measure(...common)).stdout).toContain('Abbas et al.  normalised\n');
});

test.each(['svg', 'png'])('draws the spectra as %s', async (ending) => {
  const path = join(temporaryFolder(), `spectra.${ending}`);
  await measure('--qubits', '2', '--depth', '1,2', '--inputs', '20', '--draws', '2', '--plot', path);
  const written = readFileSync(path);
  if (ending === 'png') expect([...written.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  else {
    const text = written.toString();
    expect(text).toMatch(/<svg .*<\/svg>$/s);
    for (const word of ['depth 1', 'depth 2', 'tolerance', '20 inputs']) expect(text).toContain(word);
  }
});

test('averages over the rows of data', async () => {
  const { stdout, stderr } = await measure('--data', 'chsh', '--depth', '3', '--draws', '2', '--json');
  expect(objects(stdout)).toMatchObject([{ depth: 3, inputs: 16, cap: 48 }]);
  expect(stderr).toContain('training rows');
});

test('measures the model of a file', async () => {
  const path = join(temporaryFolder(), 'model.json');
  const model = classifier({ network: bellNetwork({ ebits: 0, qubits: 2 }), circuit: qcnn({ depth: 2 }) });
  writeFileSync(path, JSON.stringify(modelToJSON(model)));
  const { stdout } = await measure(path, '--inputs', '5', '--draws', '2', '--json');
  expect(objects(stdout)).toMatchObject([{ depth: 2, parameters: 16, cap: 10 }]);
});

test.each([
  [['--depth', '3-1'], '--depth 3-1 is no number, range or list'],
  [['--depth', 'deep'], '--depth deep is no number, range or list'],
  [['--plot', 'spectra.gif'], 'cannot be written to "spectra.gif"'],
  [['--plot', 'spectra.svg', '--depth', '1-9'], 'A picture of 9 spectra cannot be read'],
  [['--inputs', 'many'], '--inputs is "many"; give a number.'],
  [['--data', 'chsh', '--inputs', '5'], 'Both --data and --inputs are given'],
  [['--corners', 'grid'], '--corners is about data'],
  [['model.json', '--ebits', '2'], 'leave out --ebits.'],
  [['model.json', '--depth', '2'], 'leave out --depth.'],
])('refuses %j as wrong usage', async (words, message) => {
  const { code, stdout, stderr } = await callEbit(['effective-dimension', ...words]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
});

test.each([
  [['--draws', '0'], 'The number of draws is 0'],
  [['--tolerance', '2', '--inputs', '2', '--depth', '1'], 'The tolerance is 2'],
  [['--depth', '100000'], 'depth'],
  [['missing.json'], 'missing.json'],
])('fails on %j', async (words, message) => {
  const { code, stdout, stderr } = await callEbit(['effective-dimension', ...words]);
  expect(code).toBe(1);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
});

test('a picture that fails hides no result', async () => {
  const words = 'effective-dimension --inputs 3 --draws 1 --depth 1 --json --plot none/such/folder.svg'.split(' ');
  const { code, stdout, stderr } = await callEbit(words);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).depth).toBe(1);
  expect(stderr).toContain('The picture failed; the results are whole.');
});
