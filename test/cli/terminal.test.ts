import { describe, expect, test } from 'vitest';
import { openTerminal } from '../../src/cli/terminal.js';
import { Remembering } from './plain-terminal.js';

function coloured(isTTY: boolean, environment: Record<string, string>): boolean {
  const { colours } = openTerminal(new Remembering(), new Remembering(isTTY), environment);
  return colours.note.red('x') !== 'x';
}

test('data and notes go their own ways', () => {
  const stdout = new Remembering();
  const stderr = new Remembering();
  const terminal = openTerminal(stdout, stderr, {});
  terminal.data('1,2\n');
  terminal.note('working');
  expect([stdout.text, stderr.text]).toEqual(['1,2\n', 'working\n']);
});

describe('colour', () => {
  test.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '0' }, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('on a terminal: %s, with %j: %s', (isTTY, environment, expected) => {
    expect(coloured(isTTY, environment)).toBe(expected);
  });
});

test('only a terminal that can move its cursor is watched', () => {
  const watched = (isTTY: boolean, environment: Record<string, string>) =>
    openTerminal(new Remembering(), new Remembering(isTTY), environment).watched;
  expect([watched(true, {}), watched(false, {}), watched(true, { TERM: 'dumb' })]).toEqual([true, false, false]);
});
