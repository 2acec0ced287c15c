import { cornerRules } from '../../data/clusters.js';
import type { LossName } from '../../models/session-types.js';
import { cutShort } from '../../shown-value.js';
import { type DataChoice, firstData } from './data.js';
import { defaults, lossTexts, MAX_RUNS, numberSettings, type RunSettings, settingFault } from './settings.js';

/** What an address can hold of a race. */
export interface Shared {
  /** Null where it was a table, which stays on its machine. */
  readonly data: DataChoice | null;
  readonly runs: readonly RunSettings[];
}

/** What was read from an address, and what could not be. */
export interface Read extends Shared {
  /** What the address asks for in vain, as sentences. */
  readonly faults: readonly string[];
}

/** The order of a run's settings in an address. */
const FIELDS = [
  'ebits',
  'fidelity',
  'depth',
  'mixing',
  'learningRate',
  'loss',
  'iterations',
  'seed',
] as const satisfies readonly (keyof RunSettings)[];

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
  for (const run of runs) words.append('run', FIELDS.map((field) => run[field]).join(' '));
  return words.toString().replaceAll('%2C', ',');
}

function readData(words: URLSearchParams, faults: string[]): DataChoice | null {
  const kind = words.get('data') ?? firstData.kind;
  if (kind === 'table') return null;
  if (kind === 'chsh') {
    const embedding = words.get('embedding') ?? 'original';
    if (embedding === 'original' || embedding === 'alternative') return { kind, embedding };
    faults.push(`There is no CHSH embedding "${embedding}"; it is "original" or "alternative".`);
    return { kind, embedding: 'original' };
  }
  if (kind !== 'clusters') {
    faults.push(`There are no data "${kind}"; they are "clusters" or "chsh".`);
    return firstData;
  }
  const corners = words.get('corners') ?? 'grid';
  const known = cornerRules.find((rule) => rule === corners);
  if (known === undefined) {
    faults.push(
      `There are no corners "${cutShort(corners)}"; they are ${cornerRules.map((rule) => `"${rule}"`).join(', ')}.`,
    );
  }
  const seed = Number(words.get('data-seed') ?? '1');
  const fault = settingFault('seed', seed);
  if (fault !== null) faults.push(`Of the data: ${fault}`);
  return { kind, seed: fault === null ? seed : 1, corners: known ?? 'grid' };
}

function readRun(text: string, faults: string[]): RunSettings | null {
  const words = text.split(' ');
  if (words.length !== FIELDS.length) {
    faults.push(`The run "${text}" has ${words.length} settings, not ${FIELDS.length}; it was left out.`);
    return null;
  }
  const given = Object.fromEntries(FIELDS.map((field, i) => [field, words[i]]));
  if (!(given.loss in lossTexts)) {
    faults.push(`There is no loss "${given.loss}"; the run was left out.`);
    return null;
  }
  const run = { ...defaults, loss: given.loss as LossName };
  for (const name of numberSettings) {
    const value = given[name] === '' ? Number.NaN : Number(given[name]);
    const fault = settingFault(name, value);
    if (fault !== null) {
      faults.push(`${fault} The run was left out.`);
      return null;
    }
    run[name] = value;
  }
  return run;
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
  const runs = asked.slice(0, MAX_RUNS).map((text) => readRun(text, faults));
  return { data, runs: runs.filter((run) => run !== null), faults };
}
