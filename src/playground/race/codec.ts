import { chshEmbeddings } from '../../data/chsh.js';
import { cornerRules } from '../../data/clusters.js';
import { parsedNumber } from '../../data/numbers.js';
import { lossNames } from '../../models/session-types.js';
import { checkedWord, nearestHint } from '../../options.js';
import { plural } from '../../plural.js';
import { shownValue } from '../../shown-value.js';
import { circuitWords } from '../../tasks/model-settings.js';
import { SHOT_CHOICES, type ShotChoice } from '../questions/shot-choices.js';
import { messageOf } from '../ui/error-note.js';
import { type PageData, plainData } from './data.js';
import {
  changed,
  defaults,
  type FlatSettings,
  flatSettings,
  limits,
  MAX_RUNS,
  type NumberSetting,
  numberSettings,
  type RunSettings,
  settingFault,
  sharedFault,
} from './settings.js';

/** How a race is looked at, where that is another way than unless told. */
export interface RaceView {
  /** The number of shots that the results show. */
  readonly shots?: ShotChoice;
  /** Which run the other panels look at, from 1. */
  readonly marked?: number;
  /** The run that the form describes. */
  readonly draft?: RunSettings;
}

/** What an address can hold of a race. */
export interface Shared {
  /** Null where it was a table, which stays on its machine. */
  readonly data: PageData | null;
  readonly runs: readonly RunSettings[];
}

/** What an address can hold of a race, and of how it is looked at. */
export interface SharedView extends Shared {
  readonly view?: RaceView;
}

/** What was read from an address, and what could not be. */
export interface Read extends Shared {
  readonly view: RaceView;
  /** What the address asks for in vain, as sentences. */
  readonly faults: readonly string[];
}

/** The order of a run's settings in an address; behind them stand the coins, if there are any, and another circuit. */
const FIELDS = [
  'ebits',
  'fidelity',
  'depth',
  'mixing',
  'learningRate',
  'loss',
  'iterations',
  'seed',
] as const satisfies readonly (keyof FlatSettings)[];

/** Returns a race as the words of a query. */
export function encodeRace({ data, runs, view = {} }: SharedView): string {
  const words = new URLSearchParams();
  if (data === null || data.kind === 'table') words.set('data', 'table');
  else if (data.kind === 'chsh') {
    words.set('data', 'chsh');
    words.set('embedding', data.embedding);
  } else {
    words.set('data', 'clusters');
    words.set('data-seed', String(data.seed));
    words.set('corners', data.corners);
  }
  for (const { settings, seeds } of seedRows(runs)) words.append('run', runWords(settings, seeds));
  const { shots, marked, draft } = view;
  if (shots !== undefined) words.set('shots', String(shots));
  if (marked !== undefined) words.set('marked', String(marked));
  if (draft !== undefined) words.set('draft', runWords(flatSettings(draft), [draft.training.seed]));
  return words.toString().replaceAll('%2C', ',');
}

/** Neighbours that differ by nothing but their seed, as one with all their seeds. */
function seedRows(runs: readonly RunSettings[]): { readonly settings: FlatSettings; readonly seeds: number[] }[] {
  const rows: { readonly settings: FlatSettings; readonly seeds: number[] }[] = [];
  for (const settings of runs.map(flatSettings)) {
    const last = rows.at(-1);
    const isSame =
      last !== undefined && JSON.stringify({ ...settings, seed: last.settings.seed }) === JSON.stringify(last.settings);
    if (isSame) last.seeds.push(settings.seed);
    else rows.push({ settings, seeds: [settings.seed] });
  }
  return rows;
}

/** A run's settings as words; several seeds stand in one, with commas between them. */
function runWords(run: FlatSettings, seeds: readonly number[]): string {
  const own = FIELDS.map((field) => (field === 'seed' ? seeds.join(',') : run[field]));
  const isOther = run.circuit !== circuitWords[0];
  const coins = run.coins > 0 || isOther ? [run.coins] : [];
  return [...own, ...coins, ...(isOther ? [run.circuit] : [])].join(' ');
}

/** The names that an address may have beside its runs, by the data that they belong to. */
const DATA_NAMES = {
  clusters: ['data', 'data-seed', 'corners'],
  chsh: ['data', 'embedding'],
  table: ['data'],
} as const satisfies Record<PageData['kind'], readonly string[]>;

/** The names that say how a race is looked at. */
const VIEW_NAMES: readonly string[] = ['shots', 'marked', 'draft'];

const dataKinds = ['clusters', 'chsh', 'table'] as const satisfies readonly PageData['kind'][];

/** What an address gives in vain is written down and replaced. */
type Faults = string[];

/** A word of a closed list: the address's, or the first where it has none or one that is not in the list. */
function readWord<const T extends string>(what: string, word: string | null, list: readonly T[], faults: Faults): T {
  if (word === null) return list[0];
  try {
    return checkedWord(what, word, list);
  } catch (error) {
    faults.push(messageOf(error));
    return list[0];
  }
}

/** A decimal number within a setting's limits, or null; `0x10`, an empty word or one too large for a double is none. */
function readNumber(name: NumberSetting, word: string): { readonly value: number } | { readonly fault: string } {
  const value = parsedNumber(word);
  if (value === null) return { fault: `${limits[name].label} is ${shownValue(word)}; give a decimal number.` };
  const fault = settingFault(name, value);
  return fault === null ? { value } : { fault };
}

/** Says which names an address has that nothing is made of, and which it has twice. */
function readNames(words: URLSearchParams, kind: PageData['kind'], faults: Faults): void {
  const own: readonly string[] = [...DATA_NAMES[kind], ...VIEW_NAMES];
  const known = [...new Set(['run', ...Object.values(DATA_NAMES).flat(), ...VIEW_NAMES])];
  for (const name of new Set(words.keys())) {
    if (!known.includes(name)) {
      faults.push(`The address has a setting ${shownValue(name)}, which there is not.${nearestHint(name, known)}`);
    } else if (name !== 'run' && !own.includes(name)) {
      faults.push(`The address sets "${name}", which means nothing for data "${kind}".`);
    } else if (name !== 'run' && words.getAll(name).length > 1) {
      faults.push(`The address sets "${name}" ${words.getAll(name).length} times; the first counts.`);
    }
  }
}

function readData(words: URLSearchParams, faults: Faults): PageData | null {
  const kind = readWord('kind of data', words.get('data'), dataKinds, faults);
  readNames(words, kind, faults);
  if (kind === 'table') return null;
  if (kind === 'chsh') {
    const embedding = readWord('CHSH embedding', words.get('embedding'), chshEmbeddings, faults);
    return { ...plainData(kind), embedding };
  }
  const corners = readWord('way of drawing corners', words.get('corners'), cornerRules, faults);
  const plain = plainData(kind);
  const seed = readNumber('seed', words.get('data-seed') ?? String(plain.seed));
  if ('fault' in seed) faults.push(`Of the data: ${seed.fault} It is ${plain.seed} now.`);
  return { ...plain, seed: 'fault' in seed ? plain.seed : seed.value, corners };
}

/** A run's words once for each of its seeds. */
function seedTexts(text: string): readonly string[] {
  const words = text.split(' ');
  const place = FIELDS.indexOf('seed');
  return words[place] === undefined ? [text] : words[place].split(',').map((seed) => words.with(place, seed).join(' '));
}

function readRun(text: string, faults: Faults): RunSettings | null {
  const leaveOut = (fault: string): null => {
    faults.push(`${fault} The run was left out.`);
    return null;
  };
  const words = text.split(' ');
  if (words.length < FIELDS.length || words.length > FIELDS.length + 2) {
    return leaveOut(
      `The run ${shownValue(text)} has ${plural(words.length, 'setting')}, not ${FIELDS.length}, ${FIELDS.length + 1} with coins or ${FIELDS.length + 2} with a circuit.`,
    );
  }
  const [coins = '0', circuit = null] = words.slice(FIELDS.length);
  const given: Readonly<Record<string, string>> = {
    ...Object.fromEntries(FIELDS.map((field, i) => [field, words[i]])),
    coins,
  };
  const wordFaults: string[] = [];
  const run = {
    ...flatSettings(defaults),
    loss: readWord('loss', given.loss, lossNames, wordFaults),
    circuit: readWord('circuit', circuit, circuitWords, wordFaults),
  };
  if (wordFaults.length > 0) return leaveOut(wordFaults[0]);
  for (const name of numberSettings) {
    const number = readNumber(name, given[name]);
    if ('fault' in number) return leaveOut(number.fault);
    run[name] = number.value;
  }
  const fault = sharedFault(run);
  return fault === null ? changed(defaults, run) : leaveOut(fault);
}

/** How the race of some runs is looked at; what there is not is left out and said. */
function readView(words: URLSearchParams, runs: number, faults: Faults): RaceView {
  const [shots, marked, draft] = VIEW_NAMES.map((name) => words.get(name));
  const view: { -readonly [Name in keyof RaceView]: RaceView[Name] } = {};
  if (shots !== null) {
    const found = SHOT_CHOICES.find((count) => String(count) === shots);
    if (found === undefined)
      faults.push(`The address asks for ${shownValue(shots)} shots; give ${SHOT_CHOICES.join(', ')}.`);
    else view.shots = found;
  }
  if (marked !== null) {
    const place = parsedNumber(marked);
    if (place !== null && Number.isInteger(place) && place >= 1 && place <= runs) view.marked = place;
    else faults.push(`The address marks run ${shownValue(marked)}, which there is not.`);
  }
  const own: Faults = [];
  const described = draft === null ? null : readRun(draft, own);
  if (described !== null) view.draft = described;
  faults.push(
    ...own.map((fault) => fault.replace('The run was left out.', 'It was to be in the form for another run.')),
  );
  return view;
}

/** The inverse of {@link encodeRace}; whatever does not fit is left out and said. */
export function decodeRace(query: string): Read {
  const words = new URLSearchParams(query);
  const faults: string[] = [];
  const data = readData(words, faults);
  const asked = words.getAll('run');
  const texts = asked.flatMap(seedTexts);
  if (texts.length > MAX_RUNS) {
    faults.push(`The address asks for ${texts.length} runs; the first ${MAX_RUNS} are taken.`);
  }
  const runs = texts
    .slice(0, MAX_RUNS)
    .map((text) => readRun(text, faults))
    .filter((run) => run !== null);
  if (asked.length > 0 && runs.length === 0) faults.push('No run of the address is left; here are the page’s own.');
  const view = readView(words, runs.length, faults);
  // The same sentence twice tells nothing more.
  return { data, runs, view, faults: [...new Set(faults)] };
}
