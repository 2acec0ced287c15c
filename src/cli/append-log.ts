import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { fileFailure, writeWhole } from '../node/files.js';

/**
 * A text file that grows line by line and never ends in half a line.
 *
 * It is open only while a line is written: a run of a thousand seeds has a thousand of these, and a system may allow a
 * process no more than 256 open files.
 */
export interface AppendLog {
  /** Adds a whole line or none. Throws EbitError 'disk' or 'file' if it cannot. */
  append(line: string): void;
  /** Throws EbitError 'disk' or 'file' if the lines did not reach the disk. */
  close(): void;
}

/**
 * Opens a log with the lines that it is to begin with.
 *
 * @param path - of the file; what it held before is replaced
 * @param lines - without their line ends
 * @throws EbitError 'disk' or 'file' if it cannot be written; the old content is untouched then
 */
export function openLog(path: string, lines: readonly string[]): AppendLog {
  const start = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  writeWhole(path, start);
  let length = start.length;
  return {
    append(line) {
      const bytes = Buffer.from(`${line}\n`);
      withFile(path, (file) => {
        try {
          let written = 0;
          while (written < bytes.length)
            written += writeSync(file, bytes, written, bytes.length - written, length + written);
        } catch (error) {
          // A disk that fills up takes the first bytes of a line before it refuses the rest.
          ftruncateSync(file, length);
          throw error;
        }
      });
      length += bytes.length;
    },
    close: () => withFile(path, fsyncSync),
  };
}

/** Opens an existing file for the time of one use. */
function withFile(path: string, use: (file: number) => void): void {
  try {
    const file = openSync(path, 'r+');
    try {
      use(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileFailure(error, 'write', path);
  }
}
