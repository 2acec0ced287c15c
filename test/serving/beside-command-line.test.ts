// What the command line predicts for the file of a table, predictTable says of its text and of its records.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { parseModel } from '../../src/models/model-file.js';
import { openPredictor } from '../../src/serving/open-predictor.js';
import { callEbit } from '../cli/call-ebit.js';
import { written } from '../cli/tables.js';
import { temporaryWorkingFolder } from '../cli/temporary-folder.js';

const folder = temporaryWorkingFolder();

/** Gaps, words and a comma for decimals. */
function table(classes: readonly string[]): string {
  const lines = Array.from({ length: 60 }, (_, n) => {
    const age = n % 11 === 4 ? '' : `${20 + ((n * 7) % 40)},5`;
    return `${n};${age};${['red', 'green', 'blue'][(n * 5) % 3]};${n % 4},25;${classes[n % classes.length]}`;
  });
  return ['id;age;colour;dose;class', ...lines, ''].join('\n');
}

test.each([
  [2, 'drop', 'onehot'],
  [3, 'median', 'ordinal'],
])('of %i classes, with the rule %s and %s words', async (count, missing, words) => {
  const text = table(['yes', 'no', 'none'].slice(0, count));
  const file = written(folder, `${missing}.csv`, text);
  const flags = `--columns A=age,colour --columns B=dose --label class --decimal comma --missing ${missing} --words ${words}`;
  const run = ['train', '--data', file, ...flags.split(' '), '--iterations', '20', '--no-baselines', '--out', missing];
  const trained = await callEbit(run);
  expect(trained.code, trained.stderr).toBe(0);
  const said = await callEbit(['predict', missing, file, '--decimal', 'comma', '--json']);
  expect(said.code, said.stderr).toBe(0);
  const predicted = JSON.parse(said.stdout) as ({
    label: string;
    probabilities: number[];
    expectation?: number;
  } | null)[];

  const predictor = openPredictor(parseModel(readFileSync(join(folder, missing, 'model.json'), 'utf8')));
  const found = predictor.predictTable(text, { decimal: 'comma' });
  expect(found.map((one) => one && [one.label, one.probabilities, one.expectation])).toEqual(
    predicted.map((one) => one && [one.label, one.probabilities, one.expectation ?? null]),
  );
  expect(found.filter((one) => one === null)).toHaveLength(missing === 'drop' ? 6 : 0);
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(predictor.predictTable(data, { decimal: 'comma' })).toEqual(found);
  predictor.close();
});
