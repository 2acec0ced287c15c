import { expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';

const commands = [
  'train',
  'predict',
  'evaluate',
  'compare',
  'budget',
  'chsh',
  'game',
  'ceiling',
  'link',
  'study',
  'playground',
  'draw',
  'export',
  'info',
  'demo',
  'worker',
];

test('the program explains itself on stdout', async () => {
  const { code, stdout, stderr } = await callEbit(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  for (const command of commands) expect(stdout).toContain(`\n  ${command} `);
  expect(stdout).toContain('Exit codes: 0 well, 1 failure, 2 wrong usage, 130 interrupted.');
});

test.each(commands)('%s explains itself with examples, in lines that fit', async (command) => {
  const [long, short] = await Promise.all([callEbit(['help', command]), callEbit([command, '--help'])]);
  expect([long.code, short.code, long.stderr]).toEqual([0, 0, '']);
  expect(short.stdout).toBe(long.stdout);
  expect(long.stdout).toContain(`$ ebit ${command}`);
  expect(Math.max(...long.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
});

test('the version is that of the package', async () => {
  expect((await callEbit(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [[], 'Usage: ebit'],
  [['trian'], "error [usage]: unknown command 'trian'\n(Did you mean train?)\nAdd --help"],
  [['train', '--depht', '3'], "error [usage]: unknown option '--depht'\n(Did you mean --depth?)"],
  [['predict', 'model.json'], "error [usage]: missing required argument 'table'"],
  [['train', '--depth'], "error [usage]: option '--depth <d>' argument missing"],
  [['info', 'a', 'b'], 'error [usage]: too many arguments'],
])('wrong usage %j ends in 2 with a hint', async (words, message) => {
  const { code, stdout, stderr } = await callEbit(words);
  expect(stderr).toContain(message);
  expect([code, stdout]).toEqual([2, '']);
});
