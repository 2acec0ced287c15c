import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { reportFailure } from '../../src/cli/failure.js';
import { EbitError } from '../../src/errors.js';
import { plainTerminal } from './plain-terminal.js';

function reported(error: unknown, debug = false) {
  const { terminal, stdout, stderr } = plainTerminal();
  const code = reportFailure(error, terminal, debug);
  expect(stdout.text).toBe('');
  return { code, text: stderr.text };
}

test('a mistake is one sentence with its code', () => {
  const { code, text } = reported(new EbitError('csv', 'The table is empty.'));
  expect(code).toBe(1);
  expect(text).toBe('error [csv]: The table is empty.\n');
});

describe('the exit code', () => {
  test.each([
    ['usage', 2],
    ['config', 2],
    ['aborted', 130],
    ['disk', 1],
    ['model', 1],
  ] as const)('of %s is %i', (kind, code) => {
    expect(reported(new EbitError(kind, '.')).code).toBe(code);
  });

  test('of commander is its own for help, and 2 for a mistake', () => {
    expect(reported(new CommanderError(0, 'commander.helpDisplayed', '')).code).toBe(0);
    expect(reported(new CommanderError(1, 'commander.unknownOption', '')).code).toBe(2);
  });
});

test('the stack is shown on demand only, with the causes', () => {
  const error = new EbitError('file', 'Cannot.', { cause: new Error('EACCES') });
  expect(reported(error).text).not.toContain(' at ');
  expect(reported(error, true).text).toMatch(/error \[file\]: Cannot\.\n[\s\S]* at [\s\S]*caused by Error: EACCES/);
});

test('a defect says that it is one', () => {
  const { code, text } = reported(new TypeError('x is undefined'));
  expect(code).toBe(1);
  expect(text).toContain('error [internal]: x is undefined');
  expect(text).toContain('EBIT_DEBUG=1');
  expect(text).not.toContain(' at ');
});
