import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../jobs/store.js';
import { makeFolder, readText, writeWhole } from './files.js';

/**
 * Returns a store that keeps every outcome in a file of its own, by its task's name.
 *
 * Two stores are merged by copying the files of one into the other's folder. A file that is cut off or is not JSON counts
 * as missing, so its task is run again; so does one of another version, which has other names.
 *
 * @param folder - made if it is missing
 * @throws EbitError 'disk' or 'file' if the folder cannot be made; `write` throws it if a file cannot be written
 */
export function folderStore(folder: string): Store {
  makeFolder(folder);
  const pathOf = (id: string) => join(folder, `${id}.json`);
  return {
    read(id) {
      if (!existsSync(pathOf(id))) return null;
      try {
        const entry: unknown = JSON.parse(readText(pathOf(id)));
        return isEntry(entry) ? entry : null;
      } catch {
        return null;
      }
    },
    write: (id, entry) => writeWhole(pathOf(id), `${JSON.stringify(entry)}\n`),
  };
}

type Entry = NonNullable<ReturnType<Store['read']>>;

/** The name is a hash of the task, so who writes other outcomes under it does so on purpose; only the form is checked. */
function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null || !('outcome' in value)) return false;
  const { outcome } = value;
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome;
}
