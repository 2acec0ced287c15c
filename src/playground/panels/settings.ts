// What a reader has set in a panel stands in the page's address behind the race, under the panel's name: `why.seed=3`.
import { batch, type Signal, signal } from '@preact/signals';
import { parsedNumber } from '../../data/numbers.js';
import { nearestHint } from '../../options.js';
import { shownValue } from '../../shown-value.js';

/** How a setting is read from its word in the address, and written as one. */
export interface Form<T> {
  /** What it is where the address says nothing, or nothing that fits. */
  readonly first: T;
  /** The value of a word; undefined for a word that is none. */
  read(word: string): T | undefined;
  write(value: T): string;
  /** What to give instead of a word that is none: `give a whole number from 1 to 9`. */
  readonly wanted: string;
}

/** A setting as it is known by its name. */
interface Known {
  readonly form: Form<unknown>;
  readonly value: Signal<unknown>;
}

/** The settings of all panels, in the order in which they stand in an address. */
const known = new Map<string, Known>();

/**
 * Returns a control of a panel, which the address holds wherever it differs from what it is at first.
 *
 * @param name - the panel's and its own, such as `why.seed`
 */
export function panelSetting<T>(name: string, form: Form<T>): Signal<T> {
  const value = signal(form.first);
  known.set(name, { form: form as Form<unknown>, value: value as Signal<unknown> });
  return value;
}

/** A setting that is one of some words or numbers, the first unless told. */
export function choiceSetting<const T extends string | number | boolean>(
  name: string,
  choices: readonly T[],
  first: T = choices[0],
): Signal<T> {
  return panelSetting<T>(name, {
    first,
    read: (word) => choices.find((one) => String(one) === word),
    write: String,
    wanted: `give ${choices.map((one) => `"${one}"`).join(', ')}`,
  });
}

/** A setting that is a whole number between two others. */
export function wholeSetting(name: string, { min, max, first }: { min: number; max: number; first: number }) {
  return panelSetting<number>(name, {
    first,
    read(word) {
      const value = parsedNumber(word);
      return value !== null && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
    },
    write: String,
    wanted: `give a whole number from ${min} to ${max}`,
  });
}

/** A row of some data, from 0; in the address it is counted from 1, as on the page. */
export function rowSetting(name: string): Signal<number> {
  return placeSetting(name, 0, 'give the number of a row, from 1 on');
}

/** A feature of some data, from 0; in the address it is counted from 1. */
export function featureSetting(name: string, first: number): Signal<number> {
  return placeSetting(name, first, 'give the number of a feature, from 1 on');
}

function placeSetting(name: string, first: number, wanted: string): Signal<number> {
  return panelSetting<number>(name, { first, read: rowOfWord, write: (place) => String(place + 1), wanted });
}

/** The row of a word, from 0; undefined for none. */
export function rowOfWord(word: string): number | undefined {
  const value = parsedNumber(word);
  return value !== null && Number.isSafeInteger(value) && value >= 1 ? value - 1 : undefined;
}

/** Whether a name in an address is of a panel's setting, and not of the race. */
export function isOfPanel(name: string): boolean {
  return name.includes('.');
}

/** What differs from what it is at first, as the words of a query; empty where nothing does. */
export function panelWords(): string {
  const words = new URLSearchParams();
  for (const [name, { form, value }] of known) {
    const word = form.write(value.value);
    if (word !== form.write(form.first)) words.set(name, word);
  }
  return words.toString().replaceAll('%2C', ',');
}

/**
 * Takes all panels' settings from an address; one that it does not name is what it is at first.
 *
 * @returns what it asks for in vain, as sentences
 */
export function takePanelWords(query: string): string[] {
  const words = new URLSearchParams(query);
  const faults: string[] = [];
  for (const name of new Set(words.keys())) {
    if (!isOfPanel(name)) continue;
    if (!known.has(name)) {
      faults.push(
        `The address has a setting ${shownValue(name)}, which there is not.${nearestHint(name, [...known.keys()])}`,
      );
    } else if (words.getAll(name).length > 1) {
      faults.push(`The address sets "${name}" ${words.getAll(name).length} times; the first counts.`);
    }
  }
  batch(() => {
    for (const [name, { form, value }] of known) {
      const word = words.get(name);
      const read = word === null ? form.first : form.read(word);
      if (read === undefined) {
        faults.push(
          `The address sets "${name}" to ${shownValue(word)}; ${form.wanted}. It is as at first: ${form.write(form.first) || 'empty'}.`,
        );
      }
      const next = read === undefined ? form.first : read;
      // What says the same stays the same object: nothing is then drawn or computed anew.
      if (form.write(next) !== form.write(value.peek())) value.value = next;
    }
  });
  return faults;
}

/** An address's words apart: those of the race, and those of the panels. */
export function splitWords(query: string): { readonly race: string; readonly panels: string } {
  const parts = query.split('&').filter((part) => part !== '');
  const nameOf = (part: string) => [...new URLSearchParams(part).keys()][0] ?? '';
  return {
    race: parts.filter((part) => !isOfPanel(nameOf(part))).join('&'),
    panels: parts.filter((part) => isOfPanel(nameOf(part))).join('&'),
  };
}
