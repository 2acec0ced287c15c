import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, expect, test } from 'vitest';
import { parseModel } from '../../../src/models/model-file.js';
import { callEbit } from '../call-ebit.js';
import { tableText, written } from '../tables.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';
import { wholeTable } from '../whole-table.js';

const folder = temporaryWorkingFolder();
const table = written(folder, 'table.csv', tableText(40));

beforeAll(async () => {
  const words = '--columns A=x,sum --columns B=y --depth 1 --iterations 60 --out run'.split(' ');
  const { code, stderr } = await callEbit(['train', '--data', 'table.csv', ...words]);
  expect(code, stderr).toBe(0);
});

test('every row gets its probabilities, expectation and label', async () => {
  const unlabelled = written(
    folder,
    'new.csv',
    tableText(7)
      .replace(/,(same|different)/g, '')
      .replace(',label', ''),
  );
  const { code, stdout } = await callEbit(['predict', 'run', 'new.csv']);
  expect(code).toBe(0);
  const { data } = Papa.parse<Record<string, string>>(stdout, { header: true, skipEmptyLines: true });
  expect(Object.keys(data[0])).toEqual(['P00', 'P01', 'P10', 'P11', 'E', 'label']);
  const model = parseModel(readFileSync(join(folder, 'run/model.json'), 'utf8'));
  const { rows } = await wholeTable(unlabelled, model, {}, { labelled: false });
  const probabilities = model.probabilities(rows);
  const expectations = model.expectations(rows);
  expect(data.length).toBe(7);
  data.forEach((line, n) => {
    expect(['P00', 'P01', 'P10', 'P11'].map((name) => Number(line[name]))).toEqual([
      ...probabilities.subarray(4 * n, 4 * n + 4),
    ]);
    expect(Number(line.E)).toBe(expectations[n]);
    expect(line.label).toBe(expectations[n] > 0 ? 'same' : 'different');
  });
});

test('JSON says the same, and may go to a file', async () => {
  const [csv, json] = await Promise.all([
    callEbit(['predict', 'run/model.json', table]),
    callEbit(['predict', 'run', table, '--json', '--out', 'deep/er/p.json']),
  ]);
  expect([json.code, json.stdout]).toEqual([0, '']);
  expect(json.stderr).toContain('40 predictions are in "deep/er/p.json"');
  const predictions = JSON.parse(readFileSync(join(folder, 'deep/er/p.json'), 'utf8'));
  const lines = csv.stdout.trimEnd().split('\n').slice(1);
  expect(
    predictions.map(({ probabilities, expectation, label }: Record<string, number[] | number | string>) =>
      [probabilities, expectation, label].flat().join(','),
    ),
  ).toEqual(lines);
});

test('by shots, every row has a label of its own draws, and the chance that others would say otherwise', async () => {
  const words = ['predict', 'run', 'table.csv', '--shots', '9', '--seed', '4'];
  const drawn = JSON.parse((await callEbit([...words, '--json'])).stdout);
  const model = parseModel(readFileSync(join(folder, 'run/model.json'), 'utf8'));
  const { rows } = await wholeTable(table, model, {}, { labelled: false });
  const counts = model.sample(rows, 9, 4);
  const weights = model.parameters.subarray(model.angles);
  expect(drawn).toHaveLength(40);
  for (const [n, { label, otherwise }] of drawn.entries()) {
    const sum = [0, 1, 2, 3].reduce((total, a) => total + counts[4 * n + a] * weights[a], 0);
    expect(label).toBe(sum > 0 ? 'same' : 'different');
    expect(otherwise).toBeGreaterThanOrEqual(0);
    expect(otherwise).toBeLessThanOrEqual(1);
  }
  const { stdout } = await callEbit(words);
  const { data } = Papa.parse<Record<string, string>>(stdout, { header: true, skipEmptyLines: true });
  expect(Object.keys(data[0])).toEqual(['P00', 'P01', 'P10', 'P11', 'E', 'label', 'otherwise']);
  expect(data.map(({ otherwise }) => Number(otherwise))).toEqual(
    drawn.map(({ otherwise }: { otherwise: number }) => otherwise),
  );
});

test.each([
  [['--seed', '1'], /--seed means nothing without --shots/],
  [['--shots', '0'], /--shots is 0; give an integer from 1/],
  [['--shots', '5', '--seed', '-1'], /--seed is -1/],
  [['--shots', '1e3'], /--shots is 1e3/],
])('%j is refused', async (words, message) => {
  const { code, stderr } = await callEbit(['predict', 'run', 'table.csv', ...words]);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
