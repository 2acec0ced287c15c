// The noise of processors in comparisons, budgets and the CHSH game: the same for every rival.
import { expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { written } from '../tables.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const small = '--data clusters --ebits 1 --coins 1 --depth 1 --iterations 6 --workers 1'.split(' ');
const compare = (...words: string[]) => callEbit(['compare', ...small, '--seeds', '1', '--shots', '3', ...words]);
const noise = [{ channel: 'depolarizing', p: 0.01 }];
const processors = [
  { name: 'A', qubits: 4, noise, readoutError: 0.02 },
  { name: 'B', qubits: 4, noise },
];
const file = (name: string, network: object) => written(folder, name, JSON.stringify(network));

test('a comparison says under which noise, and that classical models have none', async () => {
  const { code, stdout, stderr } = await compare('--noise', 'depolarizing:0.01');
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(
    'Noise: A, B: depolarizing (p 0.01) behind all gates; every rival. The classical models have none.',
  );
  const json = JSON.parse((await compare('--noise', 'depolarizing:0.01', '--json')).stdout);
  expect(json.processors.map((one: { noise: object }) => one.noise)).toEqual(
    [0, 1].map(() => [{ after: 'all', channel: 'depolarizing', p: 0.01 }]),
  );
  const ideal = JSON.parse((await compare('--json')).stdout);
  expect(ideal.processors).toBeNull();
  const [noisy, pure] = [json, ideal].map(({ arms }) =>
    arms.map(({ prices }: { prices: { accuracies: number[] }[] }) => prices[0].accuracies),
  );
  expect(noisy.slice(-2)).toEqual(pure.slice(-2));
});

test('processors of a file are those of every rival', async () => {
  const { code, stdout, stderr } = await compare('--network', file('processors.json', { processors }));
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('behind all gates; A: readout error 0.02; every rival.');
});

test('a budget says under which noise', async () => {
  const words = ['--accuracy', '0.99', '--trained-for', '9', '--shots-max', '9', '--confirmations', '5'];
  const { code, stdout, stderr } = await callEbit([
    'budget',
    ...small,
    ...words,
    '--noise',
    'phaseFlip:0.02:two-qubit',
  ]);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Noise: A, B: phaseFlip (p 0.02) behind gates on two qubits; every rival.');
});

test('noise lowers what wins the CHSH game, and a file brings it too', async () => {
  const play = async (...words: string[]) => {
    const { code, stdout, stderr } = await callEbit([
      'chsh',
      '--iterations',
      '200',
      '--seeds',
      '1',
      '--json',
      ...words,
    ]);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  const [pure, flagged] = [await play(), await play('--noise', 'depolarizing:0.05')];
  const listed = ['A', 'B'].map((name) => ({ name, qubits: 2, noise: [{ channel: 'depolarizing', p: 0.05 }] }));
  const read = await play('--network', file('two.json', { processors: listed }));
  expect(flagged.successProbability.mean).toBeLessThan(pure.successProbability.mean - 0.01);
  expect(read.successProbability).toEqual(flagged.successProbability);
  expect(read.processors).toEqual(flagged.processors);
  const shown = await callEbit(['chsh', '--iterations', '2', '--seeds', '1', '--noise', 'depolarizing:0.05']);
  expect(shown.stdout).toContain('Noise: A, B: depolarizing (p 0.05) behind all gates.\n');
});

test.each([
  [{ processors, ebits: [{ between: ['A.0', 'B.0'] }] }, [], 'lists ebits, and what is shared is said by flags here'],
  [{ processors, coins: [{ between: ['A.0', 'B.0'] }] }, [], 'lists coins, and what is shared'],
  [{ processors: [...processors, { name: 'C', qubits: 4 }] }, [], 'about two processors, and 3 are listed'],
  [{ processors }, ['--noise', 'bitFlip:0.1'], 'Processor "A" has noise of its own'],
])('%j with %j is refused, in comparisons and budgets', async (network, words, message) => {
  const path = file('refused.json', network);
  for (const command of [
    ['compare', ...small],
    ['budget', ...small, '--accuracy', '0.9'],
  ]) {
    const { code, stderr } = await callEbit([...command, '--network', path, ...words]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  }
});
