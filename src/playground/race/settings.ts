import { type LossName, lossNames } from '../../models/session-types.js';
import { classifierDefaults } from '../../tasks/model-settings.js';
import { networkDefaults } from '../../tasks/network-settings.js';
import { trainingDefaults } from '../../tasks/training-settings.js';
import { bellColour } from '../colours.js';
import { isEntangled } from '../entangled.js';

/** What one run of the race is asked to do: what the page lets be said of a fit's task, beside the data. */
export interface RunSettings {
  /** `fidelity` is that of every ebit. */
  readonly network: { readonly ebits: number; readonly fidelity: number };
  /** Conv layers of each stage, and mixing layers before the embedding. */
  readonly model: { readonly depth: number; readonly mixing: number };
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
  const { ebits, fidelity, depth, mixing, ...training } = { ...flatSettings(settings), ...part };
  return { network: { ebits, fidelity }, model: { depth, mixing }, training };
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
export type NumberSetting = Exclude<keyof FlatSettings, 'loss'>;

/** What the page takes: less than the library, so that a run ends while somebody watches. */
export const limits: Readonly<Record<NumberSetting, Limits>> = {
  ebits: { min: 0, max: 4, whole: true, label: 'Ebits' },
  fidelity: { min: 0.25, max: 1, whole: false, label: 'Fidelity' },
  depth: { min: 0, max: 50, whole: true, label: 'Depth' },
  mixing: { min: 0, max: 20, whole: true, label: 'Mixing layers' },
  learningRate: { min: 0.0001, max: 1, whole: false, label: 'Learning rate' },
  iterations: { min: 1, max: 100_000, whole: true, label: 'Iterations' },
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true, label: 'Seed' },
};

/** How many ebits two parties can share: one a qubit of the smaller one. */
export function ebitRoom({ qubits }: { readonly qubits: readonly number[] }): number {
  return Math.min(limits.ebits.max, ...qubits);
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
  network: networkDefaults,
  model: { depth: classifierDefaults.depth, mixing: classifierDefaults.mixing },
  training: {
    learningRate: trainingDefaults().optimiser.learningRate,
    loss: lossNames[0],
    iterations: trainingDefaults().iterations,
    seed: 7,
  },
};

/** More lines than that cannot be told apart. */
export const MAX_RUNS = 12;

/** The names of the settings that are numbers. */
export const numberSettings = Object.keys(limits) as readonly NumberSetting[];

/** Returns what is wrong with a setting, as a sentence, or null. */
export function settingFault(name: NumberSetting, value: number, room = limits.ebits.max): string | null {
  const { min, whole, label } = limits[name];
  const max = name === 'ebits' ? Math.min(room, limits.ebits.max) : limits[name].max;
  const kind = whole ? 'a whole number' : 'a number';
  if (Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value))) return null;
  return `${label} is ${value}; give ${kind} from ${min} to ${max}.`;
}

/** What tells a run from others: `Bell-1`, with what else differs from the defaults. */
export function runName({ network: { ebits } }: RunSettings): string {
  return `Bell-${ebits}`;
}

/** How a run learns, in a line: `depth 20, rate 0.05`. */
export function learningDetails(settings: RunSettings): string {
  const { depth, mixing, learningRate, loss } = flatSettings(settings);
  return [
    `depth ${depth}`,
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

const DASHES = ['', '6,3', '2,3', '8,3,2,3'];

/** How a run's line looks. */
export interface LineStyle {
  readonly colour: string;
  /** An SVG dash array; empty for a whole line. */
  readonly dash: string;
}

/**
 * Returns the lines of runs: the colour says how many ebits, as in the report; runs of one colour differ in their dashes.
 *
 * @param isDark - whether they are drawn on a dark ground; as the page is, unless told
 */
export function lineStyles(runs: readonly RunSettings[], isDark?: boolean): LineStyle[] {
  return runs.map(({ network: { ebits } }, i) => {
    const before = runs.slice(0, i).filter(({ network }) => network.ebits === ebits).length;
    return { colour: bellColour(ebits, isDark), dash: DASHES[before % DASHES.length] };
  });
}
