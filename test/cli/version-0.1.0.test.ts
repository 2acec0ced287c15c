// Settings and runs that version 0.1.0 wrote, whose settings had no groups, are read for ever.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { callEbit } from './call-ebit.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
cpSync(fileURLToPath(new URL('version-0.1.0', import.meta.url)), folder, { recursive: true });
const json = (...path: string[]) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));

/** SHA-256 of the parameters after 140 iterations, as that version found them. */
const WHOLE = '3f8df2aa6f908409b4cdf8563a482989d9c58d869d8be7dcc0b29eb2280048f5';

test('a run that it left behind goes on to the same bits, and is written in groups from then on', async () => {
  const { code, stdout } = await callEbit(['train', '--resume', join(folder, 'interrupted'), '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ digest: WHOLE, iterations: 140 });
  expect(json('interrupted', 'config.json')).toMatchObject({
    kind: 'fit',
    data: { kind: 'table', path: join(folder, 'patients.csv') },
    training: { seed: 3 },
  });
});

test('its configuration says the same run', async () => {
  const words = ['--iterations', '140', '--seeds', '1', '--out', join(folder, 'again'), '--json'];
  const { code, stdout } = await callEbit(['train', '--config', join(folder, 'run.yaml'), ...words]);
  expect([code, JSON.parse(stdout).digest]).toEqual([0, WHOLE]);
});

test('its finished runs are measured', async () => {
  const { code, stdout } = await callEbit(['evaluate', join(folder, 'finished'), '--json']);
  expect(code).toBe(0);
  const { accuracy } = json('finished', 'summary.json');
  const { training, validation } = JSON.parse(stdout);
  expect([training.accuracy, validation.accuracy]).toEqual([accuracy.training, accuracy.validation]);
});

test('its finished runs have nothing left to do', async () => {
  const { code, stderr } = await callEbit(['train', '--resume', join(folder, 'finished')]);
  expect(code).toBe(0);
  expect(stderr).toContain('nothing is left to do');
});
