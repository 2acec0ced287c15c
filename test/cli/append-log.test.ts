import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../src/cli/append-log.js';
import { refusal } from '../refusal.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

test('a log holds the lines that it began with and those that came after', () => {
  const path = join(folder, 'log');
  writeFileSync(path, 'old\nlines\nto go');
  const log = openLog(path, ['old', 'häns']);
  expect(readFileSync(path, 'utf8')).toBe('old\nhäns\n');
  log.append('neu');
  log.append('x'.repeat(100_000));
  expect(readFileSync(path, 'utf8')).toBe(`old\nhäns\nneu\n${'x'.repeat(100_000)}\n`);
  log.close();
});

test('logs that wait for their next line are not open files', () => {
  const before = readdirSync('/dev/fd').length;
  const logs = Array.from({ length: 300 }, (_, i) => openLog(join(folder, `log-${i}`), ['a']));
  expect(readdirSync('/dev/fd').length).toBeLessThan(before + 100);
  for (const log of logs) log.append('b');
  expect(readFileSync(join(folder, 'log-299'), 'utf8')).toBe('a\nb\n');
});

test('a log in a place that cannot be is refused', () => {
  expect(refusal(() => openLog(join(folder, 'none', 'log'), [])).code).toBe('file');
});
