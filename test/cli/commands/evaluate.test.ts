import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { tableText, written } from '../tables.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
written(folder, 'table.csv', tableText(60));
written(folder, 'renamed.csv', tableText(30).replace('x,y,sum,label', 'u,v,w,kind'));

beforeAll(async () => {
  const words = 'train --data table.csv --columns A=x --columns B=y --depth 1 --iterations 60 --out run'.split(' ');
  expect((await callEbit(words)).code).toBe(0);
});

const evaluated = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['evaluate', ...words]);
  expect(code, stderr).toBe(0);
  return stdout;
};

test('on a table: accuracy, loss and confusion agree with the predictions', async () => {
  const [result, predicted] = await Promise.all([
    evaluated('run', 'table.csv', '--json').then((text) => JSON.parse(text)),
    callEbit(['predict', 'run', 'table.csv', '--json']).then(({ stdout }) => JSON.parse(stdout)),
  ]);
  const labels = tableText(60)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[3]);
  const count = (label: string, called: string) =>
    labels.filter((one, n) => one === label && predicted[n].label === called).length;
  expect(result.confusion).toEqual(
    ['same', 'different'].map((label) => ({
      label,
      predicted: { same: count(label, 'same'), different: count(label, 'different') },
      undecided: 0,
    })),
  );
  const right = count('same', 'same') + count('different', 'different');
  expect([result.rows, result.accuracy]).toEqual([60, right / 60]);
  const errors = labels.map((label, n) => ((label === 'same' ? 1 : -1) - predicted[n].expectation) ** 2);
  expect(result.loss).toBeCloseTo(errors.reduce((a, b) => a + b) / 60, 12);
  expect(result.lossName).toBe('mse');
});

test('in words, the classes have the names of the table', async () => {
  const text = await evaluated('run', 'table.csv', '--loss', 'product');
  expect(text).toMatch(
    /^rows +60\naccuracy +[\d.]+ %\nbalanced accuracy +[\d.]+ %\nshare of the larger class +[\d.]+ %\nF1 +[\d.]+\nAUC +[\d.]+\nlog loss +[\d.]+\nBrier score +[\d.]+\ncalibration error +[\d.]+\nproduct loss +-?[\d.]+\n\nlabel +called same +called different\n/,
  );
});

test('without a table, a run is measured on its own rows', async () => {
  const [result, summary] = await Promise.all([
    evaluated('run', '--json').then((text) => JSON.parse(text)),
    callEbit(['train', '--resume', 'run', '--json']).then(({ stdout }) => JSON.parse(stdout)),
  ]);
  expect([result.training.rows, result.validation.rows]).toEqual([45, 15]);
  expect(result.training.accuracy).toBe(summary.accuracy.training);
  expect(result.validation.accuracy).toBe(summary.accuracy.validation);
  expect(result.training.loss).toBe(summary.loss.training);
  for (const part of ['training', 'validation']) expect(result[part]).toMatchObject(summary.metrics[part]);
  expect(result.training.auc).toBeGreaterThan(0);
});

test('a table that changed since is not taken for the rows that a run was trained on', async () => {
  const small = (rows: string) => written(folder, 'changing.csv', `a,b,y\n${rows}`);
  small('1,1,u\n2,4,u\n3,9,u\n4,16,u\n-1,1,v\n-2,2,v\n');
  const words =
    'train --data changing.csv --columns A=a --columns B=b --label y --depth 0 --iterations 2 --out changed';
  expect((await callEbit(words.split(' '))).code).toBe(0);
  const own = JSON.parse(await evaluated('changed', '--json'));
  // Two thirds of the rows are of one class, three of the four to train on among them.
  expect(own.training.baseRate).toBeGreaterThan(0.5);
  expect(own.training.balancedAccuracy).toBeGreaterThanOrEqual(0);
  small('1,7,v\n2,4,u\n3,9,u\n4,16,u\n-1,1,v\n-2,2,v\n');
  const { code, stdout, stderr } = await callEbit(['evaluate', 'changed']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('have changed since the run in "changed" was trained on them');

  const path = join(folder, 'changed', 'summary.json');
  const { data, ...older } = JSON.parse(readFileSync(path, 'utf8'));
  expect(data.training).toMatch(/^[0-9a-f]{64}$/);
  writeFileSync(path, JSON.stringify(older));
  const unchecked = await callEbit(['evaluate', 'changed']);
  expect(unchecked.code).toBe(0);
  expect(unchecked.stderr).toContain('cannot be checked');
});

test('columns of other names are told', async () => {
  const words = ['--columns', 'A=u', '--columns', 'B=v', '--label', 'kind', '--json'];
  const result = JSON.parse(await evaluated('run/model.json', 'renamed.csv', ...words));
  expect(result.rows).toBe(30);
});

describe('refused is', () => {
  test.each([
    ['a model file without a table', ['run/model.json'], 2, 'Say what to measure "run/model.json" on'],
    ['a run on its own rows under other names', ['run', '--label', 'kind'], 2, 'name a table'],
    ['a table with other columns', ['run', 'renamed.csv'], 1, 'There is no column "x"'],
  ])('%s', async (_, words, code, message) => {
    const ended = await callEbit(['evaluate', ...words]);
    expect(ended.stderr).toContain(message);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
  });
});

describe('by shots', () => {
  test('the accuracy is that of the library, for each number', async () => {
    const { atShots, accuracy } = JSON.parse(await evaluated('run', 'table.csv', '--shots', '1,10,1001', '--json'));
    expect(atShots.map(({ shots }: { shots: number }) => shots)).toEqual([1, 10, 1001]);
    for (const { accuracy: one, method, standardError } of atShots) {
      expect(one).toBeGreaterThan(0);
      expect(one).toBeLessThanOrEqual(1);
      expect(standardError === 0).toBe(method === 'exact');
    }
    expect(Math.abs(atShots[2].accuracy - accuracy)).toBeLessThan(0.2);
    const text = await evaluated('run', 'table.csv', '--shots', '1,10');
    expect(text).toMatch(/\naccuracy by 1 shot +[\d.]+ %\naccuracy by 10 shots +[\d.]+ %\n/);
  });

  test.each(['0', '1.5', '1,', 'many', '1e12', '2000000000'])('%s is no number of them', async (word) => {
    const { code, stderr } = await callEbit(['evaluate', 'run', 'table.csv', '--shots', word]);
    expect(code).toBe(2);
    expect(stderr).toContain(`--shots is ${word}; give integers from 1 to 1000000000`);
  });
});
