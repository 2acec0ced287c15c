// What a reader has set in a scene stands in the page's address: a link, Back and another window bring it back.
import { parsedNumber } from '../../data/numbers.js';
import { nearestHint } from '../../options.js';
import { shownValue } from '../../shown-value.js';
import { address, moveTo } from '../address.js';
import { fewFaults } from '../few-faults.js';
import { isScene } from '../scene-names.js';

/** A control of a scene. Reading its value in a component has the component follow it. */
export interface Setting<T> {
  readonly value: T;
  set(value: T): void;
}

/** How a setting is read from the word in the address and written as one. */
interface Form<T> {
  /** What is there where the address says nothing, or nothing that fits. */
  readonly first: T;
  /** The value of a word, or what is wrong with it, as a sentence. */
  read(word: string): { readonly value: T } | { readonly fault: string };
  write(value: T): string;
}

/** The forms of each scene's settings, by their names. */
const known = new Map<string, Map<string, Form<unknown>>>();

/** The settings of scenes that are not open, as they were left. */
const left = new Map<string, string>();

/** The settings of a scene as they are, or as they were left. */
export function leftSettings(scene: string): string {
  const { tab, settings } = address.value;
  return tab === scene ? settings : (left.get(scene) ?? '');
}

/** The same with one of the scene's parts open. */
export function withPart(scene: string, part: string): string {
  const words = new URLSearchParams(leftSettings(scene));
  words.set('part', part);
  return words.toString();
}

function settingsOf(scene: string): URLSearchParams {
  const { tab, settings } = address.value;
  if (tab === scene) left.set(scene, settings);
  return new URLSearchParams(left.get(scene) ?? '');
}

function setting<T>(scene: string, name: string, form: Form<T>): Setting<T> {
  const forms = known.get(scene) ?? new Map<string, Form<unknown>>();
  known.set(scene, forms.set(name, form as Form<unknown>));
  return {
    get value() {
      const word = settingsOf(scene).get(name);
      const read = word === null ? null : form.read(word);
      return read !== null && 'value' in read ? read.value : form.first;
    },
    set(value) {
      const words = settingsOf(scene);
      const word = form.write(value);
      if (word === form.write(form.first)) words.delete(name);
      else words.set(name, word);
      left.set(scene, words.toString());
      if (address.peek().tab === scene) moveTo({ settings: words.toString() });
    },
  };
}

/** A setting that is one of some words, the first unless told. */
export function wordSetting<const T extends string>(scene: string, name: string, words: readonly T[]): Setting<T> {
  return setting<T>(scene, name, {
    first: words[0],
    read(word) {
      const found = words.find((one) => one === word);
      if (found !== undefined) return { value: found };
      const fault = `The address sets "${name}" to ${shownValue(word)}, which there is not.${nearestHint(word, words)}`;
      return { fault: `${fault} It is ${words[0]} now.` };
    },
    write: (value) => value,
  });
}

/** A setting that is a number between two others, whole if `step` is. */
export function numberSetting(
  scene: string,
  name: string,
  { min, max, step, first }: { min: number; max: number; step: number; first: number },
): Setting<number> {
  return setting<number>(scene, name, {
    first,
    read(word) {
      const value = parsedNumber(word);
      const fits =
        value !== null && value >= min && value <= max && (!Number.isInteger(step) || Number.isInteger(value));
      if (fits) return { value };
      const kind = Number.isInteger(step) ? 'a whole number' : 'a number';
      const fault = `The address sets "${name}" to ${shownValue(word)}; give ${kind} from ${min} to ${max}.`;
      return { fault: `${fault} It is ${first} now.` };
    },
    write: String,
  });
}

/** So many faults of an address are said one by one. */
const MOST_FAULTS = 3;

/** What the open scene's address asks for in vain, as sentences. */
export function sceneFaults(): readonly string[] {
  const { tab } = address.value;
  // Of a place that there is not, no more is said than that.
  if (!isScene(tab)) return [];
  const forms = known.get(tab) ?? new Map<string, Form<unknown>>();
  const words = settingsOf(tab);
  const faults = [...new Set(words.keys())].flatMap((name) => {
    const form = forms.get(name);
    if (form === undefined) {
      const hint = nearestHint(name, [...forms.keys()]);
      return [`The address has a setting ${shownValue(name)}, which this scene does not have.${hint}`];
    }
    const read = form.read(words.get(name) as string);
    return 'fault' in read ? [read.fault] : [];
  });
  return fewFaults(faults, MOST_FAULTS);
}
