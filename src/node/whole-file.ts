import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, writeSync } from 'node:fs';
import { discard, fileFailure, isSpecial, makeFolderOf } from './files.js';
import { temporaryName } from './leftovers.js';

/** A file that is written piece by piece, and there only when it is whole. */
export interface WholeFile {
  /** @throws EbitError 'disk' if there is no room, 'file' if it cannot be written */
  write(text: string): void;
  /** Puts the file in its place. @throws EbitError as {@link write} */
  commit(): void;
  /** Removes what was written, unless it was put in its place. */
  discard(): void;
}

/**
 * Opens a file that takes the place of an older one at once when it is whole, as `writeWhole` does with one that fits in
 * memory. The folder that it stands in is made. A device or a pipe is written to as it is.
 *
 * @throws EbitError 'disk' if there is no room, 'file' if it cannot be written
 */
export function openWhole(path: string): WholeFile {
  makeFolderOf(path);
  const target = existsSync(path) ? realpathSync(path) : path;
  const direct = isSpecial(target);
  const written = direct ? target : temporaryName(target);
  const tried = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw fileFailure(error, 'write', path);
    }
  };
  let file: number | null = tried(() => openSync(written, 'w'));
  const close = (): void => {
    const open = file;
    file = null;
    if (open !== null) closeSync(open);
  };
  let isWhole = false;
  return {
    write(text) {
      const bytes = Buffer.from(text);
      // A disk that fills up takes less than it is given before it refuses.
      for (let at = 0; at < bytes.length && file !== null; ) {
        const open = file;
        at += tried(() => writeSync(open, bytes, at));
      }
    },
    commit() {
      tried(() => {
        if (file !== null && !direct) fsyncSync(file);
        close();
        if (!direct) renameSync(written, target);
        isWhole = true;
      });
    },
    discard() {
      if (isWhole) return;
      try {
        close();
      } finally {
        if (!direct) discard(written);
      }
    },
  };
}
