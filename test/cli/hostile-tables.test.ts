// Every table gives a model, or a sentence with its file and what to do; a refusal leaves nothing behind.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hostileTables } from '../data/hostile-tables.js';
import { callEbit } from './call-ebit.js';
import { temporaryWorkingFolder } from './temporary-folder.js';

temporaryWorkingFolder();

/** Sentences that are about a setting, or about a number that a column's name is enough to find. */
const WITHOUT_FILE = ['config', 'range'];

test('there are sixty of them at least, each by a name of its own', () => {
  expect(hostileTables.length).toBeGreaterThanOrEqual(60);
  expect(new Set(hostileTables.map(({ name }) => name)).size).toBe(hostileTables.length);
});

test.each(hostileTables.map((one, i) => [one.name, one, i] as const))('%s', async (_, hostile, i) => {
  const { content, flags = '', columns: [a, b, label] = ['a', 'b', 'y'], end } = hostile;
  const path = `table-${i}.csv`;
  writeFileSync(path, content);
  const words = ['--columns', `A=${a}`, '--columns', `B=${b}`, '--label', label, ...flags.split(' ').filter(Boolean)];
  const brief = '--depth 1 --iterations 2 --batch 4'.split(' ');
  const { code, stdout, stderr } = await callEbit(['train', '--data', path, ...words, ...brief, '--out', `run-${i}`]);
  const kind = /error \[([a-z-]+)\]: /.exec(stderr)?.[1];
  // Whatever it is, it is no fault of the program's.
  expect(stderr).not.toMatch(/at .*\.ts:\d|please report|TypeError|RangeError/);
  expect(stderr.length).toBeLessThan(3000);
  if (end !== null && 'said' in end) {
    expect(stderr).not.toContain('error [');
    for (const part of end.said) expect(stdout).toContain(part);
    expect([code, existsSync(`run-${i}/model.json`)]).toEqual([0, true]);
    return;
  }
  if (end === null && kind === undefined) {
    expect([code, existsSync(`run-${i}/model.json`)]).toEqual([0, true]);
    return;
  }
  expect([code, stdout]).toEqual([code === 0 ? 1 : code, '']);
  if (end !== null) {
    const [expected, ...parts] = end;
    expect(kind).toBe(expected);
    for (const part of parts) expect(stderr).toContain(part);
    if (!WITHOUT_FILE.includes(expected)) expect(stderr).toContain(`${path}": `);
  }
  expect(existsSync(`run-${i}`)).toBe(false);
});

test('nothing else was left behind', () => {
  expect(readdirSync('.').filter((name) => !/^(table|run)-\d+(\.csv)?$/.test(name))).toEqual([]);
});
