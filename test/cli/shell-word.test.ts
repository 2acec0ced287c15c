import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from '../../src/cli/shell-word.js';

test('a plain path stays as it is', () => {
  expect(shellWord('runs/a-1_x.json')).toBe('runs/a-1_x.json');
});

test.each(['', 'two words', "it's", '$HOME', 'a;b', '*', '"', 'ü'])('a shell reads %j back', (path) => {
  expect(spawnSync('sh', ['-c', `printf %s ${shellWord(path)}`], { encoding: 'utf8' }).stdout).toBe(path);
});
