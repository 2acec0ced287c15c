import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataName, resumeRun, startRun } from '../../src/cli/start-run.js';
import { isEbitError } from '../../src/errors.js';
import type { DataSettings } from '../../src/tasks/data-settings.js';
import { dataNamed } from '../../src/tasks/data-settings.js';
import { refusal } from '../refusal.js';
import { said } from './said.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const flat = { data: 'chsh', depth: 1, seed: 3 } as const;
const settings = said(flat);

async function refused(run: Promise<unknown>) {
  const error: unknown = await run.then(
    () => null,
    (reason) => reason,
  );
  if (!isEbitError(error)) throw error ?? new Error('nothing was refused');
  return error;
}

describe('a run that cannot be trained leaves nothing behind', () => {
  test.each([
    ['a batch beyond the rows', { batch: 17 }, 'range'],
    ['an early stop without validation', { earlyStop: 2 }, 'config'],
    ['a learning rate of nothing', { learningRate: 0 }, 'range'],
    ['more ebits than qubits', { ebits: 3 }, 'network'],
    ['features for other processors', { qubits: 4 }, 'shape'],
  ] as const)('%s', async (name, wrong, code) => {
    const out = join(folder, 'nothing', name);
    const error = await refused(startRun(said({ ...flat, ...wrong }), out, false));
    expect(error.code).toBe(code);
    expect(existsSync(out)).toBe(false);
  });

  test('and does not replace an old one', async () => {
    const out = join(folder, 'old');
    const { directory, config } = await startRun(settings, out, false);
    directory.write('config', config);
    await refused(startRun(said({ ...flat, batch: 17 }), out, true));
    expect(directory.has('config')).toBe(true);
  });
});

describe('going on', () => {
  const begun = async (name: string) => {
    const run = await startRun(said({ ...flat, workers: 1 }), join(folder, name), false);
    run.directory.write('config', run.config);
    return run;
  };

  test('needs nothing but the folder', async () => {
    const { config, directory } = await begun('a');
    const again = resumeRun(directory.path, {});
    expect(again.config).toEqual(config);
    expect(again.task?.model.parameters.length).toBeGreaterThan(0);
  });

  test('takes the same settings again, in part or as a whole', async () => {
    const { directory } = await begun('b');
    expect(resumeRun(directory.path, said({ depth: 1 })).config.model.depth).toBe(1);
    expect(resumeRun(directory.path, settings).config.model.depth).toBe(1);
  });

  test('refuses other settings, those that a whole command line leaves out too', async () => {
    const { directory } = await begun('c');
    const { code, message } = refusal(() => resumeRun(directory.path, said({ depth: 2 })));
    expect(code).toBe('usage');
    expect(message).toContain('has --depth 1, not 2');
    expect(refusal(() => resumeRun(directory.path, said({ data: 'chsh', depth: 1 }))).message).toContain(
      'has --seed 3, not 0',
    );
  });

  test('may use another number of threads', async () => {
    const { directory } = await begun('d');
    expect(resumeRun(directory.path, said({ workers: 2 })).config.run.workers).toBe(2);
  });

  test('has nothing to do where the run is finished', async () => {
    const { directory } = await begun('e');
    directory.write('summary', {});
    expect(resumeRun(directory.path, {}).task).toBeNull();
  });

  test('refuses a folder without a run', () => {
    expect(refusal(() => resumeRun(join(folder, 'none'), {})).code).toBe('file');
  });

  test('refuses a run whose settings were broken', async () => {
    const { directory } = await begun('f');
    writeFileSync(directory.pathOf('config'), '{"data": "chsh", "dep');
    expect(refusal(() => resumeRun(directory.path, {})).code).toBe('config');
  });
});

test('a run is called by its data', () => {
  expect(
    ['clusters', 'chsh', '/x/patients.csv', 'a.b.csv'].map((word) => dataName(dataNamed(word) as DataSettings)),
  ).toEqual(['clusters', 'chsh', 'patients', 'a.b']);
});
