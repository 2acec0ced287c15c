import { type LossName, lossNames } from '../../models/session-types.js';
import { plural } from '../../plural.js';
import { lazily } from '../../schema.js';
import { fitTask } from '../../tasks/fit-task.js';
import { type CircuitWord, circuitWords, classifierDefaults, reuploadingDefaults } from '../../tasks/model-settings.js';
import { networkDefaults } from '../../tasks/network-settings.js';
import { trainingDefaults } from '../../tasks/training-settings.js';
import { isEntangled, type SharedResource } from '../entangled.js';

/** What one run of the race is asked to do: what the page lets be said of a fit's task, beside the data. */
export interface RunSettings {
  /** `fidelity` is that of every ebit; the coins are fair. */
  readonly network: SharedResource;
  /** Conv layers of each stage, which only the qcnn has, mixing layers in front, and which circuit. */
  readonly model: { readonly depth: number; readonly mixing: number; readonly circuit: CircuitWord };
  readonly training: {
    readonly learningRate: number;
    readonly loss: LossName;
    readonly iterations: number;
    readonly seed: number;
  };
}

/** {@link RunSettings} side by side, as forms and addresses have them. */
export type FlatSettings = RunSettings['network'] & RunSettings['model'] & RunSettings['training'];

export function flatSettings({ network, model, training }: RunSettings): FlatSettings {
  return { ...network, ...model, ...training };
}

/** Settings with some of them changed. */
export function changed(settings: RunSettings, part: Partial<FlatSettings>): RunSettings {
  const { ebits, coins, fidelity, depth, mixing, circuit, ...training } = { ...flatSettings(settings), ...part };
  return { network: { ebits, coins, fidelity }, model: { depth, mixing, circuit }, training };
}

/** The least and the greatest value of a setting, and whether only whole numbers will do. */
export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** How the setting is called. */
  readonly label: string;
}

/** The settings that are numbers. */
export type NumberSetting = Exclude<keyof FlatSettings, 'loss' | 'circuit'>;

/** What the page takes: less than the library, so that a run ends while somebody watches. */
export const limits: Readonly<Record<NumberSetting, Limits>> = {
  ebits: { min: 0, max: 4, whole: true, label: 'Ebits' },
  coins: { min: 0, max: 4, whole: true, label: 'Coins' },
  fidelity: { min: 0.25, max: 1, whole: false, label: 'Fidelity' },
  depth: { min: 0, max: 50, whole: true, label: 'Depth' },
  mixing: { min: 0, max: 20, whole: true, label: 'Mixing layers' },
  learningRate: { min: 0.0001, max: 1, whole: false, label: 'Learning rate' },
  iterations: { min: 1, max: 100_000, whole: true, label: 'Iterations' },
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true, label: 'Seed' },
};

/** How many ebits and coins in all two parties share at most: one a qubit of four. */
export const MOST_SHARED = 4;

/** How many ebits and coins in all these parties can share: one a qubit of the smaller one. */
export function sharedRoom({ features }: { readonly features: readonly number[] }, circuit: CircuitWord): number {
  const most = circuit === 'reuploading' ? reuploadingDefaults.qubits : MOST_SHARED;
  return Math.min(most, ...features);
}

/** The losses by what people call them. */
export const lossTexts: Readonly<Record<LossName, string>> = {
  mse: 'squared error',
  product: 'product',
  logistic: 'logistic',
  hinge: 'hinge',
};

/** The paper's deepest classifier. */
export const defaults: RunSettings = {
  network: { ...networkDefaults, coins: 0 },
  model: { depth: classifierDefaults.depth, mixing: classifierDefaults.mixing, circuit: circuitWords[0] },
  training: {
    learningRate: trainingDefaults().optimiser.learningRate,
    loss: lossNames[0],
    iterations: trainingDefaults().iterations,
    seed: 7,
  },
};

/** How a table is learnt unless told, as by the command line. */
export const tableDefaults = lazily((): RunSettings => {
  const columns = { A: ['a'], B: ['b'] };
  const { training } = fitTask({ data: { kind: 'table', path: 'any.csv', columns } });
  const { loss, iterations, optimiser } = training;
  if (typeof loss !== 'string') throw new Error('a table is learnt by a loss that has a name');
  return changed(defaults, {
    circuit: 'reuploading',
    loss: loss as LossName,
    iterations,
    learningRate: optimiser.learningRate,
  });
});

/** How runs learn, beside what they share and their seed. */
const LEARNING = ['circuit', 'depth', 'mixing', 'loss', 'iterations', 'learningRate'] as const;

/** A run on a table, or on other data: one that learns as the other kind is learnt unless told learns as this kind is. */
export function adapted(settings: RunSettings, isTable: boolean): RunSettings {
  const [from, to] = (isTable ? [defaults, tableDefaults()] : [tableDefaults(), defaults]).map(flatSettings);
  const own = flatSettings(settings);
  if (LEARNING.some((name) => own[name] !== from[name])) return settings;
  return changed(settings, Object.fromEntries(LEARNING.map((name) => [name, to[name]])));
}

/** Five seeds of six that are compared; more than that cannot be told apart. */
export const MAX_RUNS = 30;

/** How many seeds each has in the race that the page begins with: as few as a verdict takes. */
export const FIRST_SEEDS = 5;

/** The names of the settings that are numbers. */
export const numberSettings = Object.keys(limits) as readonly NumberSetting[];

/** Returns what is wrong with a setting, as a sentence, or null. */
export function settingFault(name: NumberSetting, value: number, most = limits[name].max): string | null {
  const { min, whole, label } = limits[name];
  const max = Math.min(most, limits[name].max);
  const kind = whole ? 'a whole number' : 'a number';
  if (Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value))) return null;
  return `${label} is ${value}; give ${kind} from ${min} to ${max}.`;
}

/**
 * Returns why so much cannot be shared, as a sentence, or null.
 *
 * @param room - how many ebits and coins in all; as many as the page ever takes unless told
 */
export function sharedFault({ ebits, coins }: SharedResource, room = MOST_SHARED): string | null {
  const own = settingFault('ebits', ebits, room) ?? settingFault('coins', coins, room);
  if (own !== null || ebits + coins <= room) return own;
  return (
    `${plural(ebits, 'ebit')} and ${plural(coins, 'coin')} take ${ebits + coins} qubits of each party; ` +
    `give at most ${room} in all.`
  );
}

/** What tells a run from others: `Bell-1`, `2 coins`, `Bell-1 and 1 coin`; Bell-0 shares nothing. */
export function runName({ network: { ebits, coins } }: RunSettings): string {
  if (coins === 0) return `Bell-${ebits}`;
  return ebits === 0 ? plural(coins, 'coin') : `Bell-${ebits} and ${plural(coins, 'coin')}`;
}

/** The runs of a race with the next seed: each that differs from the others in more than its seed, once. */
export function nextSeed(runs: readonly RunSettings[]): RunSettings[] {
  const seed = 1 + runs.reduce((most, { training }) => Math.max(most, training.seed), -1);
  const all = runs.map((run) => changed(run, { seed }));
  const texts = all.map((run) => JSON.stringify(run));
  return seed > limits.seed.max ? [] : all.filter((_, i) => texts.indexOf(texts[i]) === i);
}

/** All of a run's settings as one word: equal where they are. */
export function settingsKey(run: RunSettings): string {
  return JSON.stringify(flatSettings(run));
}

/** The run with the first seed, from its own on, with which none of some runs is the same; null where there is none left. */
export function withFreeSeed(run: RunSettings, runs: readonly RunSettings[]): RunSettings | null {
  const taken = new Set(runs.map(settingsKey));
  for (let { seed } = run.training; seed <= limits.seed.max; seed++) {
    const free = changed(run, { seed });
    if (!taken.has(settingsKey(free))) return free;
  }
  return null;
}

/** How a run learns, in a line: `depth 20, rate 0.05`. */
export function learningDetails(settings: RunSettings): string {
  const { depth, mixing, learningRate, loss, circuit } = flatSettings(settings);
  return [
    circuit === 'qcnn' ? `depth ${depth}` : 're-uploading',
    ...(mixing > 0 ? [`mixing ${mixing}`] : []),
    `rate ${learningRate}`,
    ...(loss === defaults.training.loss ? [] : [`${lossTexts[loss]} loss`]),
  ].join(', ');
}

/** The settings of a run in a line: `depth 20, rate 0.05, …`. */
export function runDetails(settings: RunSettings): string {
  const { ebits, fidelity, seed } = flatSettings(settings);
  const separable = isEntangled(fidelity) ? '' : ' (separable)';
  return [
    ...(ebits > 0 && fidelity < 1 ? [`fidelity ${fidelity}${separable}`] : []),
    learningDetails(settings),
    `seed ${seed}`,
  ].join(', ');
}
