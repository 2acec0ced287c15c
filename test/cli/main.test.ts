// What needs a process of its own: streams, exit codes, signals, environment.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { program, runEbit } from './run-ebit.js';
import { tableText, written } from './tables.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const inShell = (command: string) =>
  spawnSync('sh', ['-c', command.replaceAll('EBIT', `'${process.execPath}' '${program}'`)], {
    cwd: folder,
    encoding: 'utf8',
  });

test('the program starts by itself, and its worker is beside it', () => {
  expect(readFileSync(program, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  expect(existsSync(join(program, '../browser/worker.js'))).toBe(true);
  expect(existsSync(join(program, '../../src/data/breast-cancer-wisconsin.csv'))).toBe(true);
});

describe('exit codes and the stack', () => {
  test('a mistake ends in 1, in one line', async () => {
    const { code, stdout, stderr } = await runEbit(['info', 'none'], { cwd: folder });
    expect(stderr).toBe('error [file]: Cannot read "none": there is no such file; check the path.\n');
    expect([code, stdout]).toEqual([1, '']);
  });

  test('wrong usage ends in 2, and EBIT_DEBUG brings the stack', async () => {
    const { code, stderr } = await runEbit(['train'], { cwd: folder, env: { EBIT_DEBUG: '1' } });
    expect(stderr).toMatch(/^error \[usage\]: There is nothing to train on.*\nEbitError: .*\n +at /);
    expect(code).toBe(2);
  });
});

describe('a pipe', () => {
  const words = 'train --data table.csv --columns A=x --columns B=y --depth 1 --iterations 5 --out run';

  test('whose reader has seen enough is no failure, a full disk behind it is one', () => {
    written(folder, 'table.csv', tableText(5000));
    const { stdout, stderr } = inShell(
      `EBIT ${words} >/dev/null 2>&1; (EBIT predict run table.csv; echo $? > status) | head -n 1; cat status`,
    );
    expect(stdout).toBe('P00,P01,P10,P11,E,label\n0\n');
    expect(stderr).toBe('');
    const full = inShell('EBIT predict run table.csv > /dev/full');
    expect(full.stderr).toBe(
      'error [disk]: Cannot write "stdout": the disk is full; free some space or choose another place.\n',
    );
    expect(full.status).toBe(1);
  });
});

describe('SIGINT in the middle of a run', () => {
  const words = 'train --data clusters --dimension 3 --depth 20 --evaluate-every 20 --seed 5'.split(' ');
  // Long enough that on a busy machine the signal still arrives before the end.
  /** Runs, and interrupts once as soon as there is progress: twice would end it without a checkpoint. */
  const interrupted = (more: string[]) => {
    let sent = false;
    return runEbit([...words, ...more], {
      cwd: folder,
      onNote: (text, child) => {
        if (sent || !/^training \d+\//m.test(text)) return;
        sent = child.kill('SIGINT');
      },
    });
  };

  test.each([
    ['one seed', ['--iterations', '12000'], ['.']],
    ['two seeds on two threads', ['--iterations', '8000', '--seeds', '2', '--workers', '2'], ['seed-5', 'seed-6']],
  ])('leaves a checkpoint and ends in 130; going on equals the uninterrupted: %s', async (name, more, places) => {
    const cut = join(folder, `cut ${name}`);
    const whole = join(folder, `whole ${name}`);
    const ended = await interrupted([...more, '--out', cut]);
    expect(ended.code, ended.stderr).toBe(130);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('Stopping');
    expect(ended.stderr).toContain('stopped [aborted]: Stopped after ');
    expect(ended.stderr).toContain(`Go on with: ebit train --resume '${cut}'`);
    for (const place of places) {
      expect(JSON.parse(readFileSync(join(cut, place, 'checkpoint.json'), 'utf8')).format).toBe('ebit-checkpoint');
      expect(existsSync(join(cut, place, 'model.json'))).toBe(false);
    }
    const [resumed, uninterrupted] = await Promise.all([
      runEbit(['train', '--resume', cut, '--json']),
      runEbit([...words, ...more, '--out', whole, '--json']),
    ]);
    expect([resumed.code, uninterrupted.code]).toEqual([0, 0]);
    const { seconds: _, ...one } = JSON.parse(resumed.stdout);
    const { seconds: __, ...other } = JSON.parse(uninterrupted.stdout);
    expect(one).toEqual(other);
    for (const place of places) {
      for (const file of ['model.json', 'metrics.jsonl']) {
        expect(readFileSync(join(cut, place, file), 'utf8')).toBe(readFileSync(join(whole, place, file), 'utf8'));
      }
      expect(existsSync(join(cut, place, 'checkpoint.json'))).toBe(false);
    }
  });
});
