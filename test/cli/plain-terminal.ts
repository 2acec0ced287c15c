import { Writable } from 'node:stream';
import { openTerminal, type Terminal } from '../../src/cli/terminal.js';

/** A stream that remembers what was written to it. */
export class Remembering extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** A terminal that nobody sees, and what was written to it. */
export function plainTerminal(): { terminal: Terminal; stdout: Remembering; stderr: Remembering } {
  const stdout = new Remembering();
  const stderr = new Remembering();
  return { terminal: openTerminal(stdout, stderr, {}), stdout, stderr };
}
