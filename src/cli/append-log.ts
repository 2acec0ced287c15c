import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { fileFailure, writeWhole } from './files.js';

/** A text file that grows line by line and never ends in half a line. */
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
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch (error) {
    throw fileFailure(error, 'write', path);
  }
  return {
    append(line) {
      const bytes = Buffer.from(`${line}\n`);
      try {
        let written = 0;
        while (written < bytes.length)
          written += writeSync(file, bytes, written, bytes.length - written, length + written);
      } catch (error) {
        // A disk that fills up takes the first bytes of a line before it refuses the rest.
        ftruncateSync(file, length);
        throw fileFailure(error, 'write', path);
      }
      length += bytes.length;
    },
    close() {
      try {
        fsyncSync(file);
        closeSync(file);
      } catch (error) {
        throw fileFailure(error, 'write', path);
      }
    },
  };
}
