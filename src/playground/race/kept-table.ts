// A reader's own table over a reload: as far as the browser keeps it, and without the page standing still.
import * as v from 'valibot';
import { missingRules } from '../../data/missing.js';
import { wordsRules } from '../../data/preparation.js';
import { decimals } from '../../data/table-cells.js';
import type { TableSettings } from '../../tasks/data/table.js';
import { completeData } from '../../tasks/data-settings.js';
import { pathNames } from '../../tasks/naming.js';
import { keepForReload, keptForReload } from '../storage.js';
import type { DataChoice } from './data.js';
import { settingFault } from './settings.js';
import { tableColumns } from './table-file.js';
import { dealt } from './table-reading.js';

/** A longer text is not kept: browsers have no room for it, and to find that out takes a while. */
export const MOST_KEPT = 4_000_000;

/** A longer text is kept in parts of this length, each in a turn of its own: to keep it at once would stop the page. */
const PART = 250_000;

const tableSchema = v.object({
  name: v.string(),
  /** The whole text, or how many parts it is in. */
  text: v.union([v.string(), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_KEPT / PART))]),
  seed: v.number(),
  deal: v.object({ label: v.string(), A: v.array(v.string()), B: v.array(v.string()) }),
  missing: v.optional(v.picklist(missingRules)),
  words: v.optional(v.picklist(wordsRules)),
  decimal: v.optional(v.picklist(decimals)),
});
type Kept = v.InferOutput<typeof tableSchema>;

/** What was kept, and the choice that it is. */
let last: { readonly kept: string; readonly choice: DataChoice } | null = null;

/** The text whose parts are kept. */
let parted: string | null = null;

const partName = (part: number) => `table-part-${part}`;
const nextTurn = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 0);
  });

/** What was kept; null for what is none. */
function parsed(kept: string): Kept | null {
  try {
    const table = v.safeParse(tableSchema, JSON.parse(kept));
    return table.success && settingFault('seed', table.output.seed) === null ? table.output : null;
  } catch {
    return null;
  }
}

/** The choice of what was kept. */
function choiceOf({ name: path, seed, deal, text: _, ...how }: Kept, text: string): DataChoice | null {
  const { label, ...columns } = deal;
  try {
    const settings = completeData({ kind: 'table', path, columns, label, seed, ...how }, pathNames);
    return { settings: settings as TableSettings, text };
  } catch {
    return null;
  }
}

/** The text of so many parts; null where one of them is not there. */
function joined(parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : parts.join('');
}

const partsOf = (count: number) => Array.from({ length: count }, (_, part) => part);

/** The table of before the reload; null where there is none that can be read. */
export function keptTable(): DataChoice | null {
  const kept = keptForReload('table');
  if (kept === null) return null;
  if (last?.kept === kept) return last.choice;
  const table = parsed(kept);
  if (table === null) return null;
  const text =
    typeof table.text === 'string'
      ? table.text
      : joined(partsOf(table.text).map((part) => keptForReload(partName(part))));
  const choice = text === null ? null : choiceOf(table, text);
  if (choice === null || choice.settings.kind !== 'table') return null;
  try {
    tableColumns(choice.text ?? '', choice.settings);
  } catch {
    return null;
  }
  last = { kept, choice };
  return choice;
}

/** Has the worker read the table of before the reload, if there is one, before {@link keptTable} hands it out. */
export async function readKeptTable(): Promise<void> {
  const kept = keptForReload('table');
  const table = kept === null ? null : parsed(kept);
  if (kept === null || table === null) return;
  let text: string | null = '';
  if (typeof table.text === 'string') text = table.text;
  else {
    const parts: (string | null)[] = [];
    for (const part of partsOf(table.text)) {
      parts.push(keptForReload(partName(part)));
      await nextTurn();
    }
    text = joined(parts);
    parted = text;
  }
  const choice = text === null ? null : choiceOf(table, text);
  if (choice === null) return;
  try {
    last = { kept, choice: await dealt(choice) };
  } catch {
    // Without a worker, and for what is no table, the page finds that out itself.
  }
}

/** Counts what is to be kept: what is being kept in parts stops where something else is to be. */
let keeping = 0;

/** Forgets the parts of a text. */
function forgetParts(): void {
  parted = null;
  for (const part of partsOf(MOST_KEPT / PART)) {
    if (keptForReload(partName(part)) === null) break;
    keepForReload(partName(part), null);
  }
}

/** Keeps a text in parts, a turn each. @returns whether there was room, and nothing else was to be kept meanwhile */
async function keepParts(text: string): Promise<boolean> {
  if (parted === text) return true;
  const own = keeping;
  forgetParts();
  for (const part of partsOf(Math.ceil(text.length / PART))) {
    await nextTurn();
    if (own !== keeping) return false;
    if (!keepForReload(partName(part), text.slice(part * PART, (part + 1) * PART))) {
      forgetParts();
      return false;
    }
  }
  parted = text;
  return true;
}

/** Keeps a table until the window is closed; anything else forgets it. */
export function keepTable(choice: DataChoice): void {
  keeping += 1;
  const { settings: data, text } = choice;
  if (data.kind !== 'table' || text === null || text.length > MOST_KEPT) {
    keepForReload('table', null);
    forgetParts();
    return;
  }
  const { path: name, columns, label, seed, missing, words, decimal } = data;
  const isLong = text.length > PART;
  const kept = JSON.stringify({
    name,
    text: isLong ? Math.ceil(text.length / PART) : text,
    seed,
    deal: { label, ...columns },
    missing,
    words,
    decimal,
  });
  const own = keeping;
  const keep = () => {
    last = { kept, choice };
    keepForReload('table', kept);
  };
  if (!isLong) {
    forgetParts();
    keep();
  } else if (parted === text) keep();
  else {
    keepForReload('table', null);
    void keepParts(text).then((isThere) => {
      if (isThere && own === keeping) keep();
    });
  }
}

/** Whether a table was kept before the page was loaded again. */
export function hasKeptTable(): boolean {
  return keptForReload('table') !== null;
}
