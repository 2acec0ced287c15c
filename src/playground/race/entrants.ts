import { plural } from '../../plural.js';
import type { Run } from './run.js';
import { flatSettings, lossTexts, type RunSettings, runName, settingsKey } from './settings.js';

/** Runs that differ by nothing but their seed: what a race compares. */
export interface Entrant {
  readonly key: string;
  /** Those of its first run. */
  readonly settings: RunSettings;
  /** One or more, in the order of the race. */
  readonly runs: readonly Run[];
}

/** What tells an entrant from others: everything but the seed. A model from a file is by itself. */
export function entrantKey({ id, settings, file }: Pick<Run, 'id' | 'settings' | 'file'>): string {
  if (file !== null) return `file ${id}`;
  return settingsKey({ ...settings, training: { ...settings.training, seed: 0 } });
}

/** Returns a race's entrants, in the order in which each first stands in it. */
export function entrantsOf(runs: readonly Run[]): readonly Entrant[] {
  const found = new Map<string, Run[]>();
  for (const run of runs) {
    const key = entrantKey(run);
    const own = found.get(key);
    if (own === undefined) found.set(key, [run]);
    else own.push(run);
  }
  return [...found].map(([key, own]) => ({ key, settings: own[0].settings, runs: own }));
}

/** `seed 7`, `5 seeds: 7 to 11`, `3 seeds: 1, 5, 9`. */
export function seedsText({ runs }: Entrant): string {
  const seeds = runs.map(({ settings }) => settings.training.seed);
  if (seeds.length === 1) return `seed ${seeds[0]}`;
  const isRow = seeds.every((seed, i) => i === 0 || seed === seeds[i - 1] + 1);
  const list = isRow ? `${seeds[0]} to ${seeds.at(-1)}` : seeds.join(', ');
  return `${plural(seeds.length, 'seed')}: ${list}`;
}

/** Each of an entrant's ways of learning in a word or two. */
function words(settings: RunSettings): readonly string[] {
  const { fidelity, ebits, circuit, depth, mixing, learningRate, loss, iterations } = flatSettings(settings);
  return [
    ebits === 0 ? '' : `F = ${fidelity}`,
    circuit === 'qcnn' ? `depth ${depth}` : 're-uploading',
    `mixing ${mixing}`,
    `rate ${learningRate}`,
    lossTexts[loss],
    `${iterations} steps`,
  ];
}

/**
 * Returns the names of entrants, each with what tells it from those that share as much: `Bell-1`, or `Bell-1, depth 5`
 * beside `Bell-1, depth 20`.
 */
export function entrantNames(entrants: readonly Entrant[]): readonly string[] {
  return entrants.map(({ settings, runs: [{ file }] }) => {
    if (file !== null) return file.name;
    const name = runName(settings);
    const alike = entrants.filter((other) => other.runs[0].file === null && runName(other.settings) === name);
    const own = words(settings);
    const different = own.filter((word, i) => alike.some((other) => words(other.settings)[i] !== word));
    return [name, ...different].join(', ');
  });
}
