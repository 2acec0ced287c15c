// A reader's own table on its way to the race: it is read and dealt in a worker, and the page goes on meanwhile.
import { computed, type Signal, signal } from '@preact/signals';
import { isEbitError } from '../../errors.js';
import { cutShort } from '../../shown-value.js';
import type { TableSettings } from '../../tasks/data/table.js';
import { openAsker } from '../ask.js';
import { READING_STEPS } from '../questions/table.js';
import { messageOf } from '../ui/error-note.js';
import type { DataChoice } from './data.js';
import { noteTable } from './known-tables.js';
import { choice, choose } from './race.js';
import { tableColumns } from './table-file.js';

/** Which file is read, and how far that is; null while none is. */
export const reading: Signal<{ readonly name: string; readonly step: number } | null> = signal(null);

/** Why the last file could not be taken. */
export const fileFault: Signal<string | null> = signal(null);

/** A table whose rows are being dealt in another way; null while none is. */
const wish: Signal<DataChoice | null> = signal(null);

/** The choice that the form shows: what was asked for last. */
export const shownChoice = computed((): DataChoice => wish.value ?? choice.value);

const reader = openAsker();
/** The text that the reader's worker has. */
let sent: string | null = null;
let turn = 0;

/** Ends what is read or dealt. */
export function stopReading(): void {
  turn += 1;
  reader.close();
  sent = null;
  reading.value = null;
  wish.value = null;
}

/** Takes a file as the race's data, or says what is wrong with it. A file that is still read is left. */
export async function takeFile(file: File): Promise<void> {
  stopReading();
  const own = turn;
  fileFault.value = null;
  reading.value = { name: file.name, step: 0 };
  try {
    const hear = (step: number) => {
      if (own === turn) reading.value = { name: file.name, step };
    };
    const { settings, text, columns, prepared } = await reader.follow('readTable', [file, file.name], hear);
    sent = text;
    // To receive a large table, and to show what came of it, are two turns of the page.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (own !== turn) return;
    choose(noteTable({ settings, text }, { columns, prepared }));
  } catch (error) {
    if (own === turn) fileFault.value = `${cutShort(file.name)} was not taken. ${messageOf(error)}`;
  } finally {
    if (own === turn) reading.value = null;
  }
}

/** Finds in the worker what there is to know of a choice of a table. @throws EbitError if there is no worker */
export async function dealt(asked: DataChoice): Promise<DataChoice> {
  const text = asked.text === sent ? null : asked.text;
  const found = await reader.ask('dealTable', { ...asked, text });
  sent = asked.text;
  return noteTable(asked, found);
}

/** Has a table be dealt in another way. */
export async function chooseTable(settings: TableSettings, text: string): Promise<void> {
  turn += 1;
  const own = turn;
  const asked: DataChoice = { settings, text };
  wish.value = asked;
  try {
    await dealt(asked);
  } catch (error) {
    // Without a worker the page does it itself, however long that takes.
    if (own !== turn || (isEbitError(error) && error.code === 'aborted')) return;
  }
  if (own !== turn) return;
  wish.value = null;
  choose(asked);
}

/** The steps of reading, as the form tells them. */
export function readingText({ name, step }: { readonly name: string; readonly step: number }): string {
  return `Reading ${cutShort(name)}: ${READING_STEPS[step]}`;
}

/** The columns of a table that is not known by the worker. */
export function columnsOf({ settings, text }: DataChoice) {
  return settings.kind === 'table' && text !== null ? tableColumns(text, settings) : [];
}
