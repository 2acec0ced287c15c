// Tables by what stands in them: a task says the digest of its rows, never where they lie.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EbitError, isEbitError } from '../../errors.js';
import { readText } from '../../jobs/node-thread.js';
import { readingOf, type TableSettings, tableSource } from '../../tasks/data/table.js';
import { type Task, withData } from '../../tasks/task.js';

/** Finds the tables of tasks among some files. */
export interface TableFolders {
  /**
   * Returns a task with the paths of its tables.
   *
   * @throws EbitError 'file' if no file holds its rows, saying which digest and where it was looked for
   */
  withPaths<T extends Task>(task: T): T;
}

/** Larger files are no tables for this, and would be read at every look. */
const MAX_BYTES = 500_000_000;

/** A file as it was when it was read. */
interface Seen {
  readonly time: number;
  readonly size: number;
  /** By how it was to be read, the digest of its rows; null where it holds no such table. */
  readonly digests: Map<string, string | null>;
}

/**
 * Returns how tables are found in folders: the CSV files in them, not those in folders below.
 *
 * @param folders - the first that has a table counts
 */
export function tableFolders(folders: readonly string[]): TableFolders {
  const seen = new Map<string, Seen>();
  const digestOf = (path: string, table: TableSettings): string | null => {
    const { mtimeMs: time, size } = statSync(path);
    if (size > MAX_BYTES) return null;
    const before = seen.get(path);
    const file = before?.time === time && before.size === size ? before : { time, size, digests: new Map() };
    seen.set(path, file);
    const asked = JSON.stringify(readingOf(table));
    const known = file.digests.get(asked);
    if (known !== undefined) return known;
    const found = digestIn(path, table);
    file.digests.set(asked, found);
    return found;
  };
  const pathOf = (table: TableSettings): string => {
    for (const folder of folders) {
      for (const name of namesIn(folder)) {
        const path = join(folder, name);
        if (digestOf(path, table) === table.digest) return path;
      }
    }
    const where = folders.length === 0 ? 'nowhere, for it was given no folder' : folders.join(', ');
    throw new EbitError(
      'file',
      `This worker has no table with the digest ${table.digest} (columns ${columnsText(table)}); it looked in ${where}. Put ` +
        'the CSV file there, or start the worker with --data and its folder.',
    );
  };
  return {
    withPaths: (task) => withData(task, (data) => (data.kind === 'table' ? { ...data, path: pathOf(data) } : data)),
  };
}

function columnsText({ columns, label }: TableSettings): string {
  const parts = Object.entries(columns).map(([name, own]) => `${name}: ${own.join(', ')}`);
  return `${parts.join('; ')}; label: ${label}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.csv$/i.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** The digest of a table that is read from a file, or null where the file holds no such table. */
function digestIn(path: string, table: TableSettings): string | null {
  try {
    return tableSource.settled?.({ ...table, path }, readText).digest ?? null;
  } catch (error) {
    if (isEbitError(error)) return null;
    throw error;
  }
}
