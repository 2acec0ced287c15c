#!/usr/bin/env node
import { fileFailure } from '../node/files.js';
import { exitCodes, reportFailure } from './failure.js';
import { program } from './program.js';
import { openTerminal } from './terminal.js';

const terminal = openTerminal(process.stdout, process.stderr, process.env);
const debug = (process.env.EBIT_DEBUG ?? '') !== '';

// A reader that has seen enough (`ebit predict … | head`) closes the pipe: no failure. A full disk behind it is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.exit(reportFailure(fileFailure(error, 'write', 'stdout'), terminal, debug));
});
process.stderr.on('error', () => {});

try {
  await program(terminal).parseAsync(process.argv);
  process.exitCode = exitCodes.success;
} catch (error) {
  process.exitCode = reportFailure(error, terminal, debug);
}
