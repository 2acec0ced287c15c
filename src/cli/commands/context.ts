import type { Command } from 'commander';
import type { Terminal } from '../terminal.js';

/** What every command gets from the program. */
export interface Context {
  readonly terminal: Terminal;
}

/** Adds one command to the program. */
export type Registration = (program: Command, context: Context) => void;
