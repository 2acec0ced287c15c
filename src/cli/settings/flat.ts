// The settings by flat names: a flag each, the keys of a file of version 0.1.0, and where each stands in a task.

import { lossNames } from '../../models/session-types.js';
import { TOPOLOGIES } from '../../network/topology.js';
import { dataNamed, dataSources, type PartialData } from '../../tasks/data-settings.js';
import { circuitWords, classifierDefaults, reuploadingDefaults } from '../../tasks/model-settings.js';
import type { SettingFlag } from '../../tasks/naming.js';
import { networkDefaults } from '../../tasks/network-settings.js';
import { trainingDefaults } from '../../tasks/training-settings.js';
import { optimiserNames, optimiserRules } from '../../training/optimisers.js';
import { scheduleNames } from '../../training/schedule.js';
import { validationMetrics } from '../../training/watched-metric.js';
import { runDefaults, type Settings } from './schema.js';

/** A flag, by the setting that it is about. */
interface Flag extends SettingFlag {
  /** The setting's place in a task, such as `model.depth`. */
  readonly path: string;
}

const number = { value: 'n', word: 'number' } as const;

/** The kinds of data in one sentence: those that a word is enough for, then tables. */
const dataHelp = Object.values(dataSources)
  .filter(({ help }) => help !== '')
  .map(({ kind, help }) => (kind === 'table' ? `or ${help}` : `"${kind}" (${help}),`))
  .join(' ');

/** The flags about data: one for each name, whatever kinds of data know it. */
function dataFlags(): Record<string, Flag> {
  const flags: Record<string, Flag> = { data: { path: 'data', value: 'what', help: dataHelp } };
  for (const { kind, flags: own } of Object.values(dataSources)) {
    for (const [setting, flag] of Object.entries<SettingFlag>(own)) {
      const name = flag.flag ?? setting;
      const help = `${kind}: ${flag.help}`;
      flags[name] =
        flags[name] === undefined
          ? { ...flag, path: `data.${setting}`, help }
          : { ...flags[name], help: `${flags[name].help}; ${help}` };
    }
  }
  return flags;
}

const networkFlags = {
  ebits: {
    path: 'network.ebits',
    value: 'n',
    help: 'how many ebits A and B share, or each edge of --topology has, or a list such as A.0:B.0,B.1:C.0@0.9',
    word: 'ebits',
  },
  fidelity: {
    path: 'network.fidelity',
    value: 'F',
    help: 'of every ebit, from 0.25 (useless) to 1 (perfect)',
    word: 'number',
  },
  coins: {
    path: 'network.coins',
    value: 'n',
    help: 'how many random bits they share likewise, on the qubits behind the ebits, or a list such as A.1:B.1,A.2:B.2@0.7',
    word: 'coins',
  },
  noise: {
    path: 'network.noise',
    value: 'what',
    help: 'behind the gates of every processor: a channel, its numbers, and which gates unless all, such as depolarizing:0.01, phaseFlip:0.02:two-qubit or bitFlip:0.001:cx+rzz; again, or with commas, for more',
    word: 'noise',
  },
  qubits: {
    path: 'network.qubits',
    value: 'm',
    help: 'of every processor, or of each in turn: 4,2,2',
    word: 'qubits',
  },
  topology: { path: 'network.topology', value: 'which', help: `who is joined by ebits: ${quoted(TOPOLOGIES)}` },
} as const satisfies Record<string, Flag>;

const modelFlags = {
  circuit: {
    path: 'model.circuit',
    value: 'which',
    help: `${quoted(circuitWords)}: the second reads the features itself, in every layer (default "${circuitWords[0]}")`,
  },
  layers: {
    path: 'model.layers',
    ...number,
    help: `of the circuit "reuploading" (default ${reuploadingDefaults.layers}, more where there are many columns)`,
  },
  readout: {
    path: 'model.readout',
    value: 'which',
    help: 'qubits that "reuploading" reads out: "last", "pools", "all", or a list such as 2,3 (default of a table all, else last)',
    word: 'readout',
  },
  depth: { path: 'model.depth', value: 'd', help: 'conv layers in each stage of the circuit', word: 'number' },
  mixing: { path: 'model.mixing', value: 'layers', help: 'trainable layers before the embedding', word: 'number' },
  pairs: { path: 'model.pairs', value: 'which', help: 'qubits that the embedding couples: "ring", "all" or "chain"' },
  weights: { path: 'model.weights', value: 'form', help: 'weights of the outcomes: "free", "parity" or "fixed"' },
} as const satisfies Record<string, Flag>;

/** The flags of optimisers: which, and every setting that one of them has. */
function optimiserFlags(): Record<string, Flag> {
  const flags: Record<string, Flag> = {
    optimiser: { path: 'training.optimiser.kind', value: 'name', help: quoted(optimiserNames) },
  };
  const rules = optimiserNames.flatMap((kind) =>
    Object.entries(optimiserRules(kind)).map(([name, { belongs, standard }]) => {
      return { kind, name, standard, text: `${belongs} (default ${String(standard)})` };
    }),
  );
  for (const { name, standard } of rules) {
    const same = rules.filter((rule) => rule.name === name);
    const kindsOf = (meaning: string) => same.filter(({ text }) => text === meaning).map(({ kind }) => kind);
    const meanings = [...new Set(same.map(({ text }) => text))];
    const isFlag = typeof standard === 'boolean';
    flags[name] = {
      path: `training.optimiser.${name}`,
      value: isFlag ? 'yes' : 'number',
      help: meanings.map((text) => `${kindsOf(text).join(', ')}: ${text}`).join('; '),
      word: isFlag ? 'flag' : 'number',
    };
  }
  return flags;
}

const trainingFlags: Record<string, Flag> = {
  loss: {
    path: 'training.loss',
    value: 'name',
    help: `${quoted(lossNames)}, or "shots:100": errors by so many shots, from 5/6 of the iterations on; "shots:100:50" from the 50th`,
    word: 'loss',
  },
  iterations: { path: 'training.iterations', ...number, help: 'steps of the optimiser' },
  ...optimiserFlags(),
  schedule: {
    path: 'training.schedule.kind',
    value: 'name',
    help: `how the learning rate changes: ${quoted(scheduleNames)}`,
  },
  warmUp: { path: 'training.schedule.warmUp', ...number, help: 'steps over which the learning rate rises at first' },
  l2: { path: 'training.l2', value: 'strength', help: 'of what keeps parameters small', word: 'number' },
  clip: { path: 'training.clip', value: 'length', help: 'of the gradient at most', word: 'number' },
  classWeights: {
    path: 'training.classWeights',
    value: 'how',
    help: '"balanced": all classes count the same in the loss; or yes=2,no=1: each row by its class',
    word: 'classWeights',
  },
  batch: {
    path: 'training.batch',
    value: 'rows',
    help: 'rows a step: a number, "quarter" of the training rows, or "full"',
    word: 'number',
  },
  sampling: {
    path: 'training.sampling',
    value: 'how',
    help: 'rows of a step: "epochs" deals each once an epoch, "replacement" draws from all',
  },
  seed: {
    path: 'training.seed',
    value: 'seed',
    help: 'chooses the initial angles and the order of the rows',
    word: 'number',
  },
  seeds: { path: 'run.seeds', ...number, help: 'how many runs, from --seed on' },
  workers: {
    path: 'run.workers',
    ...number,
    help: 'threads for several seeds, or for batches of more than 4096 rows; the results do not depend on it',
  },
  engine: { path: 'training.engine', value: 'name', help: '"observable", "state", or "auto" for the cheaper one' },
  evaluateEvery: {
    path: 'training.evaluateEvery',
    ...number,
    help: 'iterations from one measurement of the accuracies to the next',
  },
  earlyStop: {
    path: 'training.earlyStop',
    value: 'patience',
    help: `stop when so many measurements in a row brought no better validation accuracy; "5:loss" watches another metric, "5:loss:0.01" with the least gain: ${quoted(validationMetrics)}`,
    word: 'earlyStop',
  },
  restoreBest: {
    path: 'training.restoreBest',
    value: 'metric',
    help: 'keep the best model by a metric of the validation rows, not the last: one of those, or "yes" for that of --early-stop',
    word: 'flag',
  },
  checkpointEvery: { path: 'run.checkpointEvery', ...number, help: 'iterations from one checkpoint to the next' },
};

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** The flags by what they are about, in the order of the help. */
export const flagGroups: Readonly<Record<string, Readonly<Record<string, Flag>>>> = {
  'Data:': dataFlags(),
  'Network:': networkFlags,
  'Model:': modelFlags,
  'Training:': trainingFlags,
};

export const flags: Readonly<Record<string, Flag>> = Object.assign({}, ...Object.values(flagGroups));

/** All settings that have a flag, by its name in camel case. */
export const flagNames: readonly string[] = Object.keys(flags);

/** The flags about data. */
export const dataFlagNames: readonly string[] = Object.keys(flagGroups['Data:']);

/** Where each setting stands in a task, by the name of its flag; those without one are named like flags in flat files. */
export const flatPaths: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(flags).map(([name, { path }]) => [name, path])),
  processors: 'network.processors',
  embedding: 'model.embedding',
  features: 'model.features',
};

/** The flag as it is typed. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The flat name of the setting at a path: `data.seed` is `dataSeed`. What has none is called by its path. */
export function flatNameOf(path: string): string {
  if (path === 'data.kind' || path === 'data.path') return 'data';
  const name = Object.keys(flatPaths).find((one) => one !== 'data' && isAt(path, flatPaths[one]));
  return name === undefined ? path : name + path.slice(flatPaths[name].length);
}

function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}

/** The flag of the setting at a path; what has none is called by its flat name. */
export function flagAt(path: string): string {
  const name = flatNameOf(path);
  return name.split(/[.[]/)[0] in flags ? flagOf(name) : name;
}

/** Settings by their flat names as they stand in a task. */
export function nested(flat: Readonly<Record<string, unknown>>): Record<string, Record<string, unknown>> {
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(flat)) {
    if (value === undefined) continue;
    const [group, key, inner] = flatPaths[name].split('.');
    const before = groups[group] ?? {};
    if (key === undefined) groups[group] = { ...before, ...dataOf(value) };
    else if (inner === undefined) groups[group] = { ...before, [key]: value };
    else groups[group] = { ...before, [key]: { ...(before[key] as object | undefined), [inner]: value } };
  }
  return groups;
}

/** What is no word stands where a word belongs, for the schema to refuse. */
function dataOf(value: unknown): PartialData {
  return typeof value === 'string' ? dataNamed(value) : { kind: value as 'table' };
}

/** Settings of a task by their flat names, for the help; the inverse of {@link nested}. */
export function flat(settings: Settings): Record<string, unknown> {
  const groups = settings as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  const entries = Object.entries(flatPaths).map(([name, path]) => {
    const [group, key, inner] = path.split('.');
    const value = key === undefined ? undefined : groups[group]?.[key];
    const isInner = inner !== undefined && typeof value === 'object' && value !== null;
    return [name, isInner ? (value as Readonly<Record<string, unknown>>)[inner] : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** What holds unless told, where that is one value whatever else is told. */
export const flagDefaults: Readonly<Record<string, unknown>> = Object.assign(
  {},
  ...Object.values(dataSources)
    .filter(({ help }) => help !== '')
    .map(({ defaults }) => flat({ data: defaults })),
  flat({
    network: { fidelity: networkDefaults.fidelity },
    model: classifierDefaults,
    training: trainingDefaults(),
    run: runDefaults,
  }),
);
