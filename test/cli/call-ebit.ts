import { reportFailure } from '../../src/cli/failure.js';
import { program } from '../../src/cli/program.js';
import { openTerminal } from '../../src/cli/terminal.js';
import { Remembering } from './plain-terminal.js';
import type { Ended } from './run-ebit.js';

/**
 * Runs `ebit` with these words in this process, which takes a tenth of the time of one of its own: for all tests that are
 * not about processes, streams or signals.
 *
 * @param env - what the terminal sees of the environment
 */
export async function callEbit(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const stdout = new Remembering();
  const stderr = new Remembering();
  const terminal = openTerminal(stdout, stderr, env);
  let code = 0;
  try {
    await program(terminal).parseAsync(words, { from: 'user' });
  } catch (error) {
    code = reportFailure(error, terminal, false);
  }
  return { code, stdout: stdout.text, stderr: stderr.text };
}
