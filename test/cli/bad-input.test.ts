// What a user can do wrong with the commands: each a sentence with its code, and nothing half-written.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { callEbit } from './call-ebit.js';
import { tableText, written } from './tables.js';
import { temporaryWorkingFolder } from './temporary-folder.js';

const folder = temporaryWorkingFolder();
written(folder, 'table.csv', tableText(20));
written(folder, 'one-class.csv', tableText(20).replaceAll('different', 'same'));
written(folder, 'three-classes.csv', tableText(20).replace('different', 'other'));
written(folder, 'hole.csv', tableText(20).replace('37,53', '37,'));
written(folder, 'words.csv', tableText(20).replace('37,53', '37,many'));
written(folder, 'empty.csv', '');
written(folder, 'wide.csv', 'a,b,c,d,e,f,g,h,i,j,k,label\n1,2,3,4,5,6,7,8,9,10,11,u\n2,2,3,4,5,6,7,8,9,10,11,v\n');
written(folder, 'double.yaml', 'data: chsh\nebits:\n  - between: [A.0, B.0]\n  - between: [A.0, B.1]\n');
written(folder, 'inside.yaml', 'data: chsh\nebits:\n  - between: [A.0, A.1]\n');
written(
  folder,
  'weights.yaml',
  'data: chsh\nebits:\n  - between: [A.0, B.0]\n    weights: { phiPlus: 1, phiMinus: 1, psiPlus: 0, psiMinus: 0 }\n',
);
written(folder, 'unknown.yaml', 'data: chsh\nlerningRate: 0.1\n');
written(folder, 'large.yaml', 'data: chsh\nprocessors:\n  - { name: A, qubits: 11 }\n  - { name: B, qubits: 2 }\n');

beforeAll(async () => {
  const words = 'train --data table.csv --columns A=x --columns B=y --depth 1 --iterations 5 --out run'.split(' ');
  expect((await callEbit(words)).code).toBe(0);
  const model = readFileSync('run/model.json', 'utf8');
  writeFileSync('truncated.json', model.slice(0, model.length / 2));
  writeFileSync('fewer.json', model.replace(/"weights":\[[^,]*,/, '"weights":['));
  writeFileSync('newer.json', model.replace('"version":1', '"version":9'));
  writeFileSync('other.json', '{"format": "something-else"}');
});

const AB = '--columns A=x --columns B=y';

describe('training', () => {
  test.each([
    [`--data none.csv ${AB}`, 1, 'file', 'there is no such file'],
    [`--data . ${AB}`, 1, 'file', 'it is a folder'],
    ['--data table.csv --columns A=x --columns B=Y2', 1, 'columns', 'There is no column "Y2". Did you mean "y"?'],
    ['--data table.csv --columns A=x --columns B=x,x', 1, 'columns', 'has the column "x" twice'],
    ['--data table.csv --columns A=x --columns B=label', 1, 'columns', 'it cannot be a feature too'],
    [`--data table.csv ${AB} --positive Same`, 1, 'labels', 'its values are "different" and "same"'],
    [`--data one-class.csv ${AB}`, 1, 'labels', 'has 1 different value(s) ("same")'],
    [`--data hole.csv ${AB}`, 1, 'csv', 'Row 2 below the header has an empty cell in column "y"'],
    [`--data words.csv ${AB}`, 1, 'csv', 'Row 2 below the header has "many" in column "y"'],
    [`--data empty.csv ${AB}`, 1, 'csv', 'The table is empty'],
    [`--data table.csv ${AB} --validation 1`, 1, 'range', 'The validation fraction is 1'],
    [
      '--data wide.csv --columns A=a,b,c,d,e,f,g,h,i,j,k --ebits 0 --circuit qcnn',
      1,
      'columns',
      'Processor "A" holds 11 columns; with one qubit for each they are 1 to 10: drop 1, or deal them to more processors',
    ],
    ['--data chsh --fidelity 0.1', 1, 'network', 'A fidelity of 0.1 is outside [1/4, 1]'],
    ['--data chsh --ebits 3', 1, 'network', '3 ebits do not fit'],
    ['--data chsh --ebits A.0:C.0', 1, 'network', 'names no processor of the network'],
    ['--config double.yaml', 1, 'network', 'Qubit A.0 is in two ebits'],
    ['--config inside.yaml', 1, 'network', 'lies inside one processor'],
    ['--config weights.yaml', 1, 'network', 'The four Bell weights sum to 2'],
    ['--config large.yaml', 1, 'network', 'Processor "A" has 11 qubits'],
    ['--config unknown.yaml', 2, 'config', 'has an unknown key "lerningRate". Did you mean "learningRate"?'],
    ['--config none.yaml', 1, 'file', 'there is no such file'],
    ['--data chsh --depth 1001', 1, 'range', 'The depth of the qcnn is 1001'],
    ['--data chsh --batch 17', 1, 'range', 'The batch is 17'],
    ['--data chsh --learning-rate 0', 1, 'range', 'The learning rate is 0'],
    ['--data chsh --early-stop 3', 2, 'config', 'An early stop watches the validation rows'],
    ['--data chsh --seed -1', 2, 'usage', 'has -1 for --seed; give 0 or more'],
    ['--data chsh --resume', 2, 'usage', '--resume FOLDER'],
    ['--resume run --force', 2, 'usage', 'give one of them'],
    ['--resume none', 1, 'file', 'There is no run in "none"'],
  ])('%s', async (words, code, kind, message) => {
    const ended = await callEbit([
      'train',
      ...words.split(' '),
      ...(words.includes('--resume') ? [] : ['--out', 'new']),
    ]);
    expect(ended.stderr).toContain(`error [${kind}]: `);
    expect(ended.stderr).toContain(message);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(existsSync('new')).toBe(false);
  });

  // Root may write anywhere, but not even root makes a folder below a file.
  test('into a folder that cannot be', async () => {
    const { code, stderr } = await callEbit(['train', '--data', 'chsh', '--out', 'table.csv/run']);
    expect(stderr).toMatch(/error \[file\]: Cannot write ".*table\.csv": there is a file where a folder is needed/);
    expect(code).toBe(1);
  });
});

describe('using a model', () => {
  test.each([
    ['predict none table.csv', 'file', 'Cannot read "none": there is no such file'],
    ['predict . table.csv', 'file', 'The folder "." holds no model.json'],
    ['predict run none.csv', 'file', 'Cannot read "none.csv"'],
    ['predict truncated.json table.csv', 'model', '"truncated.json": The model file is not whole JSON'],
    ['predict fewer.json table.csv', 'model', 'holds 3 parameters under "weights", where the model has 4'],
    ['predict newer.json table.csv', 'model-version', 'has version 9, this program reads up to 3; use a newer ebit'],
    ['predict other.json table.csv', 'model', 'its "format" is "something-else"'],
    ['predict table.csv table.csv', 'model', 'is not whole JSON'],
    ['predict run hole.csv', 'csv', 'an empty cell'],
    ['predict run table.csv --out table.csv/p.csv', 'file', 'there is a file where a folder is needed'],
    ['evaluate run three-classes.csv', 'labels', 'has the label "other"; the classes are "same" and "different"'],
    ['evaluate newer.json table.csv', 'model-version', 'use a newer ebit'],
    ['draw truncated.json', 'model', 'truncated'],
    ['info truncated.json', 'model', 'truncated'],
  ])('%s', async (words, kind, message) => {
    const { code, stdout, stderr } = await callEbit(words.split(' '));
    expect(stderr).toContain(`error [${kind}]: `);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([1, '']);
  });

  test('nothing was left behind by all that', () => {
    expect(readdirSync('.').filter((name) => !/\.(csv|yaml|json)$/.test(name))).toEqual(['run']);
  });
});
