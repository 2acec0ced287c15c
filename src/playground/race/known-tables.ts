// What the page's worker found of tables: to find it here would have the page stand still.
import type { DataChoice, Prepared } from './data.js';
import type { TableColumn } from './table-file.js';

/** What is known of a choice of a table. */
export interface KnownTable {
  readonly columns: readonly TableColumn[];
  readonly prepared: Prepared;
}

const known = new WeakMap<DataChoice, KnownTable>();

/** Notes what was found of a choice; it holds as long as the choice itself is there. */
export function noteTable(choice: DataChoice, found: KnownTable): DataChoice {
  known.set(choice, found);
  return choice;
}

/** Returns what was found of a choice; undefined where nothing was. */
export function knownTable(choice: DataChoice): KnownTable | undefined {
  return known.get(choice);
}
