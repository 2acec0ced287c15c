// Files as programs on Node see them: read whole, written whole or not at all, and every failure in plain words.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { decodeTable } from '../data/decode-table.js';
import { EbitError, isEbitError, messageOf } from '../errors.js';
import { temporaryName } from './leftovers.js';

/** What the operating system says, what it means, and what helps. */
const READING: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  ENOTDIR: 'a part of the path is a file, not a folder; check the path',
  EISDIR: 'it is a folder; name a file in it',
  EACCES: 'you may not read it; change its permissions',
  EPERM: 'you may not read it; change its permissions',
};

const WRITING: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist; make it first',
  ENOTDIR: 'a part of the path is a file, not a folder; choose another place',
  EEXIST: 'there is a file where a folder is needed; choose another place',
  EISDIR: 'it is a folder; name a file in it',
  EACCES: 'you may not write there; choose another place or change its permissions',
  EPERM: 'you may not write there; choose another place or change its permissions',
  EROFS: 'the file system is read-only; choose another place',
  ENAMETOOLONG: 'the name is too long; choose a shorter one',
};

const DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space or choose another place',
  EDQUOT: 'your disk quota is used up; free some space or choose another place',
  EFBIG: 'the file would be larger than the file system allows; choose another place',
  EIO: 'the disk reported an error; choose another place',
};

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * Returns the failure of a file operation as an EbitError: 'disk' if there is no room or the disk is broken, else 'file'.
 *
 * @param error - what `node:fs` threw
 * @param verb - what was tried
 * @param path - on what
 */
export function fileFailure(error: unknown, verb: 'read' | 'write', path: string): EbitError {
  const code = systemCode(error);
  const reason = DISK[code] ?? (verb === 'read' ? READING : WRITING)[code];
  const why = reason ?? `${messageOf(error)}; check the path`;
  return new EbitError(code in DISK ? 'disk' : 'file', `Cannot ${verb} "${path}": ${why}.`, { cause: error });
}

/**
 * Reads a text file.
 *
 * @param encoding - of a table, all of which has to be text in it; any other file is taken for UTF-8 as far as it is
 * @throws EbitError 'file' saying why it cannot be read; as `decodeTable`
 */
export function readText(path: string, encoding?: string): string {
  try {
    if (encoding === undefined) return readFileSync(path, 'utf8');
    return decodeTable(readFileSync(path), encoding);
  } catch (error) {
    throw isEbitError(error) ? error : fileFailure(error, 'read', path);
  }
}

/** Tells whether a path leads to a device or a pipe, such as /dev/null: that is written to, and not replaced. */
export function isSpecial(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** Removes a file if it can; that it could not be written is the news, not that it could not be removed. */
export function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

/**
 * Writes a file so that at every moment either the old or the new content is there: a temporary file beside it, renamed.
 *
 * Not by the package write-file-atomic: it takes a short write, which is how a disk that fills up begins to refuse, for a
 * whole one, and renames half a file.
 *
 * @param lasts - whether the content is on the disk before the name is, so that a power cut cannot leave an empty file under
 *   it; that takes a disk some milliseconds
 * @throws EbitError 'disk' if there is no room, 'file' if it cannot be written; the temporary file is gone then. One that
 *   is killed meanwhile leaves it, for `removeLeftovers`
 */
export function writeWhole(path: string, content: string | Uint8Array, lasts = true): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const temporary = temporaryName(target);
  try {
    if (isSpecial(target)) {
      writeFileSync(target, content);
      return;
    }
    writeFileSync(temporary, content, { flush: lasts });
    renameSync(temporary, target);
  } catch (error) {
    discard(temporary);
    throw fileFailure(error, 'write', path);
  }
}

/** Tells whether a path leads to a folder. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Makes a folder, and those above it, where they are missing.
 *
 * @throws EbitError 'disk' or 'file' if it cannot be made
 */
export function makeFolder(path: string): void {
  const whole = resolve(path);
  if (isFolder(whole)) return;
  // Step by step, since Node's own recursion never ends where a folder refuses new ones with ENOENT, as /proc does.
  if (dirname(whole) !== whole) makeFolder(dirname(whole));
  try {
    mkdirSync(whole);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isFolder(whole)) throw fileFailure(error, 'write', whole);
  }
}

/** Makes the folder that a file will stand in; throws as {@link makeFolder}. */
export function makeFolderOf(path: string): void {
  makeFolder(dirname(path));
}
