import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { coreSize } from '../../../src/core/size.js';
import { modelJsonSchema } from '../../../src/models/json-schema.js';
import { callEbit } from '../call-ebit.js';
import { tableText, written } from '../tables.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const info = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['info', ...words]);
  expect(code, stderr).toBe(0);
  return stdout;
};

test('of the program', async () => {
  expect(JSON.parse(await info('--json'))).toMatchObject({
    node: process.versions.node,
    threads: availableParallelism(),
    wasmBytes: coreSize(),
  });
  expect(await info()).toMatch(/^ebit +\d+\.\d+\.\d+\nnode /);
});

test('of a run and of its model', async () => {
  written(folder, 'table.csv', tableText(40));
  const words = 'train --data table.csv --columns A=x --columns B=y --depth 1 --iterations 20 --out run --json'.split(
    ' ',
  );
  const { stdout } = await callEbit(words);
  const summary = JSON.parse(stdout);
  const facts = JSON.parse(await info('run', '--json'));
  expect(facts).toMatchObject({
    state: 'finished',
    seeds: 0,
    iterations: 20,
    validationAccuracy: summary.accuracy.validation,
    ebits: ['A.0 - B.0, fidelity 1'],
    coins: [],
    shared: 'entangled: ebit A.0 - B.0',
    columns: ['A: x', 'B: y'],
    label: 'label: "same" is +1, "different" is -1',
    digest: summary.digest,
  });
  expect(summary.shared).toEqual([{ kind: 'ebit', between: ['A.0', 'B.0'], entangled: true }]);
  const text = await info('run/model.json');
  expect(text).toContain('columns     A: x\n            B: y\n');
  expect(text).toContain(`digest      ${summary.digest}`);
});

test('the schema of model files, as the package has it', async () => {
  const text = await info('--schema');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(modelJsonSchema())));
  expect(readFileSync(new URL('../../../dist/model.schema.json', import.meta.url), 'utf8')).toBe(text);
  const { code, stderr } = await callEbit(['info', '--schema', '--json']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--schema is about all model files')]);
});
