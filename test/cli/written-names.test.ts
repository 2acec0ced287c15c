import { expect, test } from 'vitest';
import { callEbit } from './call-ebit.js';
import { written } from './tables.js';
import { temporaryWorkingFolder } from './temporary-folder.js';

const folder = temporaryWorkingFolder();
const short = ['--depth', '0', '--iterations', '1', '--force', '--out', 'run'];

test('numbered columns may stand as numbers in a settings file', async () => {
  written(folder, 'numbered.csv', '0,1,2\n1,1,u\n-1,1,v\n2,2,u\n-2,2,v\n');
  written(folder, 'numbered.yaml', 'data: numbered.csv\ncolumns: {A: [0], B: [1]}\nlabel: 2\n');
  const { code, stderr } = await callEbit(['train', '--config', 'numbered.yaml', ...short]);
  expect(code, stderr).toBe(0);
});

test('three columns a party, and other numbers of qubits than these, which are refused', async () => {
  written(folder, 'three.csv', 'p,q,r,s,t,u,y\n1,2,3,4,5,6,u\n-1,2,3,4,5,6,v\n2,2,3,4,5,6,u\n-2,2,3,4,5,6,v\n');
  const words = 'train --data three.csv --columns A=p,q,r --columns B=s,t,u --label y'.split(' ');
  const { code, stderr } = await callEbit([...words, ...short]);
  expect(code, stderr).toBe(0);
  const more = await callEbit([...words, '--qubits', '4', ...short]);
  expect(more.code).toBe(1);
  expect(more.stderr).toContain('has 6 features, but the processors read 8 (4 at A, 4 at B)');
});

test('columns and classes match in composed and decomposed letters', async () => {
  const text = 'größe,b,y\n1,1,für\n-1,1,v\n2,2,für\n-2,2,v\n';
  written(folder, 'decomposed.csv', text.normalize('NFD'));
  const words = ['--columns', 'A=größe'.normalize('NFC'), '--columns', 'B=b', '--label', 'y', '--positive', 'für'];
  const trained = await callEbit(['train', '--data', 'decomposed.csv', ...words, ...short]);
  expect(trained.code, trained.stderr).toBe(0);
  written(folder, 'composed.csv', text.normalize('NFC'));
  const measured = await callEbit(['evaluate', 'run', 'composed.csv', '--json']);
  expect(measured.code, measured.stderr).toBe(0);
  expect(JSON.parse(measured.stdout)).toMatchObject({ rows: 4, baseRate: 0.5 });
});

test('integers that would be rounded are refused as they were written', async () => {
  written(folder, 'seed.yaml', 'data: chsh\nseed: 9007199254740993\n');
  const fromFile = await callEbit(['train', '--config', 'seed.yaml', ...short]);
  expect([fromFile.code, fromFile.stderr]).toEqual([
    2,
    expect.stringContaining('9007199254740993, which would be rounded'),
  ]);
  const fromFlag = await callEbit(['train', '--data', 'chsh', '--seed', '9007199254740993', ...short]);
  expect([fromFlag.code, fromFlag.stderr]).toEqual([2, expect.stringContaining('"9007199254740993" for --seed')]);
});

test('flags are called by the name that this command has for them', async () => {
  const { stderr } = await callEbit(['chsh', '--embedding', 'x']);
  expect(stderr).toContain('for --embedding; give "original" or "alternative"');
});
