import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const short = ['--depth', '2', '--iterations', '60', '--seeds', '2', '--workers', '1'];

test('the demonstration ends in accuracies, gains, models and a picture, and can be repeated', async () => {
  const first = await callEbit(['demo', ...short]);
  expect(first.code, first.stderr).toBe(0);
  const [head, none, one, table] = first.stdout.split('\n');
  expect(head.split(/\s\s+/)).toEqual([
    'data',
    'ebits',
    'training accuracy',
    'validation accuracy',
    'balanced',
    'larger class',
    'gain of the ebit',
  ]);
  expect(none).toMatch(/^Clusters +0 +\d\d\.\d ± \d\.\d % +\d\d\.\d ± \d+\.\d % +\d\d\.\d ± \d+\.\d % +\d\d\.\d %$/);
  expect(one).toMatch(/^ +1 .* % +[+-]\d+\.\d ± \d+\.\d$/);
  expect(first.stdout).toMatch(/\nClusters: With one ebit minus with no ebit: .* not tested, an interval needs 5\.\n/);
  expect(table).toMatch(/^Breast Cancer Wisconsin +0 /);
  const models = ['clusters-0-ebits', 'clusters-1-ebit', 'breast-cancer-0-ebits', 'breast-cancer-1-ebit'];
  for (const model of models) {
    const path = join('runs/demo', model, 'model.json');
    expect(first.stdout).toContain(path);
    expect(JSON.parse(readFileSync(join(folder, path), 'utf8')).format).toBe('ebit-model');
  }
  expect(readFileSync(join(folder, 'runs/demo/curves.svg'), 'utf8')).toContain('Mean of 2 runs');
  expect(existsSync(join(folder, 'runs/demo/curves.png'))).toBe(true);
  const { report } = JSON.parse(readFileSync(join(folder, 'runs/demo/summary.json'), 'utf8'));
  const summary = JSON.parse(readFileSync(join(folder, 'runs/demo/clusters-1-ebit/summary.json'), 'utf8'));
  expect(report[0].rows[1].validation).toEqual(summary.spread.validation);
  expect(report[0].gain.mean).toBeCloseTo(report[0].rows[1].validation.mean - report[0].rows[0].validation.mean, 14);

  const second = await callEbit(['demo', ...short, '--json']);
  expect(second.code).toBe(0);
  expect(JSON.parse(second.stdout).report).toEqual(report);
});

test('a folder of the user is not replaced', async () => {
  const words = ['demo', ...short, '--iterations', '1', '--seeds', '1', '--out', 'mine'];
  expect((await callEbit(words)).code).toBe(0);
  const { code, stderr } = await callEbit(words);
  expect(code).toBe(1);
  expect(stderr).toContain('holds a run already');
});
