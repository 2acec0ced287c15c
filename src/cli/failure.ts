import { CommanderError } from 'commander';
import { isEbitError, messageOf } from '../errors.js';
import type { Terminal } from './terminal.js';

/** How the program ends: 0 well, 1 failure, 2 wrong usage, 130 stopped by the user (128 + SIGINT). */
export const exitCodes = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/**
 * Tells the user what went wrong and returns the exit code that says the same to a script.
 *
 * A user's mistake is one sentence with its code. Anything else is a defect of this program and says so; the stack is
 * shown for both when EBIT_DEBUG is set.
 *
 * @param error - whatever was thrown
 * @param terminal - where the sentence goes
 * @param debug - whether to show the stack
 */
export function reportFailure(error: unknown, terminal: Terminal, debug: boolean): number {
  // Commander has printed its own sentence (or the help that was asked for) by the time it throws.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  const { note } = terminal.colours;
  if (isEbitError(error)) {
    const what = error.code === 'aborted' ? note.yellow('stopped') : note.red('error');
    terminal.note(`${what} [${error.code}]: ${error.message}`);
    if (debug) terminal.note(stackOf(error));
    if (error.code === 'aborted') return exitCodes.interrupted;
    return error.code === 'usage' || error.code === 'config' ? exitCodes.usage : exitCodes.failure;
  }
  const message = messageOf(error);
  terminal.note(`${note.red('error')} [internal]: ${message}`);
  terminal.note(
    debug
      ? stackOf(error)
      : 'This is a defect of ebit, not a mistake of yours; set EBIT_DEBUG=1 to see where it arose.',
  );
  return exitCodes.failure;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
