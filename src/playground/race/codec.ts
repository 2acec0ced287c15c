import { chshEmbeddings } from '../../data/chsh.js';
import { cornerRules } from '../../data/clusters.js';
import { parsedNumber } from '../../data/numbers.js';
import { lossNames } from '../../models/session-types.js';
import { checkedWord, nearestHint } from '../../options.js';
import { plural } from '../../plural.js';
import { shownValue } from '../../shown-value.js';
import { circuitWords } from '../../tasks/model-settings.js';
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

/** What an address can hold of a race. */
export interface Shared {
  /** Null where it was a table, which stays on its machine. */
  readonly data: PageData | null;
  readonly runs: readonly RunSettings[];
}

/** What was read from an address, and what could not be. */
export interface Read extends Shared {
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
export function encodeRace({ data, runs }: Shared): string {
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
  for (const run of runs.map(flatSettings)) {
    const own = FIELDS.map((field) => run[field]);
    const isOther = run.circuit !== circuitWords[0];
    const coins = run.coins > 0 || isOther ? [run.coins] : [];
    words.append('run', [...own, ...coins, ...(isOther ? [run.circuit] : [])].join(' '));
  }
  return words.toString().replaceAll('%2C', ',');
}

/** The names that an address may have beside its runs, by the data that they belong to. */
const DATA_NAMES = {
  clusters: ['data', 'data-seed', 'corners'],
  chsh: ['data', 'embedding'],
  table: ['data'],
} as const satisfies Record<PageData['kind'], readonly string[]>;

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
  const own: readonly string[] = DATA_NAMES[kind];
  const known = [...new Set(['run', ...Object.values(DATA_NAMES).flat()])];
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

/** The inverse of {@link encodeRace}; whatever does not fit is left out and said. */
export function decodeRace(query: string): Read {
  const words = new URLSearchParams(query);
  const faults: string[] = [];
  const data = readData(words, faults);
  const asked = words.getAll('run');
  if (asked.length > MAX_RUNS) {
    faults.push(`The address asks for ${asked.length} runs; the first ${MAX_RUNS} are taken.`);
  }
  const runs = asked
    .slice(0, MAX_RUNS)
    .map((text) => readRun(text, faults))
    .filter((run) => run !== null);
  if (asked.length > 0 && runs.length === 0) faults.push('No run of the address is left; here are the page’s own.');
  // The same sentence twice tells nothing more.
  return { data, runs, faults: [...new Set(faults)] };
}
