import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultStore } from '../experiments/run-trials.js';
import { makeFolder, readText, writeWhole } from './files.js';

/**
 * Returns a store that keeps every result in a file of its own, named by its trial's hash.
 *
 * Two stores are merged by copying the files of one into the other's folder. A file that is cut off or is not JSON counts
 * as missing, so its trial is run again.
 *
 * @param folder - made if it is missing
 * @throws EbitError 'disk' or 'file' if the folder cannot be made; `write` throws it if a file cannot be written
 */
export function folderStore(folder: string): ResultStore {
  makeFolder(folder);
  const pathOf = (name: string) => join(folder, `${name}.json`);
  return {
    read(name) {
      if (!existsSync(pathOf(name))) return null;
      try {
        const entry: unknown = JSON.parse(readText(pathOf(name)));
        return isEntry(entry) ? entry : null;
      } catch {
        return null;
      }
    },
    write: (name, entry) => writeWhole(pathOf(name), `${JSON.stringify(entry)}\n`),
  };
}

type Entry = NonNullable<ReturnType<ResultStore['read']>>;

/** The name is a hash of the trial, so who writes other results under it does so on purpose; only the form is checked. */
function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null || !('trial' in value) || !('result' in value)) return false;
  const { result } = value;
  return typeof result === 'object' && result !== null && 'kind' in result;
}
