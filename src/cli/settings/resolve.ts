import { resolve as absolute } from 'node:path';
import { EbitError } from '../../errors.js';
import { type DataKind, dataKind } from './data-kind.js';
import { defaults } from './defaults.js';
import { flagOf } from './flags.js';
import { type SettingName, type Settings, settingNames } from './schema.js';

type Named<K extends SettingName> = Readonly<Required<Pick<Settings, K>>>;

/**
 * Settings with everything filled in, so that they say the whole run.
 *
 * They are settings again: written to a file they can be read as a configuration, and say the same.
 */
export type RunConfig = Readonly<Settings> &
  Named<'data' | 'processors' | 'ebits' | 'mixing' | 'weights' | 'loss' | 'iterations' | 'learningRate'> &
  Named<'beta2' | 'batch' | 'sampling' | 'seed' | 'seeds' | 'workers' | 'engine' | 'evaluateEvery' | 'checkpointEvery'>;

/** What else is to be said about each kind of data; said of another kind it is a mistake, not to be passed over. */
const ABOUT: Readonly<Record<DataKind, readonly SettingName[]>> = {
  clusters: ['dataSeed', 'corners', 'dimension'],
  chsh: ['chshEmbedding'],
  table: ['dataSeed', 'columns', 'label', 'positive', 'validation'],
};

/** Two ways to say one thing. */
const RIVALS: readonly (readonly [SettingName, SettingName])[] = [
  ['qubits', 'processors'],
  ['pairs', 'embedding'],
  ['depth', 'circuit'],
];

/**
 * Fills in everything that settings leave open.
 *
 * @throws EbitError 'usage' if there are no data, a setting is about other data, or two settings contradict each other;
 *   what the numbers mean is checked where they are used
 */
export function resolve(settings: Settings): RunConfig {
  const { data } = settings;
  if (data === undefined) {
    throw new EbitError('usage', 'There is nothing to train on; give --data clusters, --data chsh or --data FILE.csv.');
  }
  const kind = dataKind(data);
  const stray = Object.values(ABOUT)
    .flat()
    .find((name) => settings[name] !== undefined && !ABOUT[kind].includes(name));
  if (stray !== undefined) {
    throw new EbitError('usage', `${flagOf(stray)} means nothing for the data "${data}"; leave it out.`);
  }
  for (const [one, other] of RIVALS) {
    if (settings[one] !== undefined && settings[other] !== undefined) {
      throw new EbitError('usage', `"${one}" and "${other}" both say the same thing; give one of them.`);
    }
  }
  const { seed = defaults.seed, seeds = defaults.seeds } = settings;
  if (seed > Number.MAX_SAFE_INTEGER - (seeds - 1)) {
    throw new EbitError(
      'usage',
      `There are no ${seeds} seeds from ${seed} on; the last is ${Number.MAX_SAFE_INTEGER}.`,
    );
  }
  const { qubits, fidelity, pairs, depth, ...others } = settings;
  const processors = resolvedProcessors(settings, kind);
  const complete: RunConfig = {
    ...others,
    ...dataSettings(settings, data, kind),
    processors,
    ...resolvedEbits(settings, processors),
    ...(settings.embedding === undefined ? { pairs: pairs ?? defaults.pairs } : {}),
    ...(settings.circuit === undefined ? { depth: depth ?? defaults.depth } : {}),
    mixing: settings.mixing ?? defaults.mixing,
    weights: settings.weights ?? defaults.weights,
    loss: settings.loss ?? defaults.loss,
    iterations: settings.iterations ?? defaults.iterations,
    learningRate: settings.learningRate ?? defaults.learningRate,
    beta2: settings.beta2 ?? defaults.beta2,
    batch: settings.batch ?? defaults.batch,
    sampling: settings.sampling ?? defaults.sampling,
    seed,
    seeds,
    workers: settings.workers ?? defaults.workers,
    engine: settings.engine ?? defaults.engine,
    evaluateEvery: settings.evaluateEvery ?? defaults.evaluateEvery,
    checkpointEvery: settings.checkpointEvery ?? defaults.checkpointEvery,
  };
  // In one order, however they were given: equal runs then write equal files.
  const names = settingNames.filter((name) => complete[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, complete[name]])) as RunConfig;
}

function dataSettings(settings: Settings, data: string, kind: DataKind): Settings & { data: string } {
  const dataSeed = settings.dataSeed ?? defaults.dataSeed;
  if (kind === 'clusters') {
    const { corners = defaults.corners, dimension = defaults.dimension } = settings;
    return { data, dataSeed, corners, dimension };
  }
  if (kind === 'chsh') return { data, chshEmbedding: settings.chshEmbedding ?? defaults.chshEmbedding };
  if (settings.columns === undefined) {
    throw new EbitError(
      'usage',
      'Say which columns of the table each processor holds, such as --columns A=height,weight --columns B=age,dose.',
    );
  }
  const { label = defaults.label, validation = defaults.validation } = settings;
  return { data: absolute(data), dataSeed, columns: settings.columns, label, validation };
}

/** Unless told, a processor has one qubit for each of its features, and two processors are called A and B. */
function resolvedProcessors(settings: Settings, kind: DataKind): RunConfig['processors'] {
  const { processors, columns, qubits } = settings;
  if (processors !== undefined) {
    const names = processors.map(({ name }) => name);
    const stray = Object.keys(columns ?? {}).find((name) => !names.includes(name));
    const bare = columns === undefined ? undefined : names.find((name) => !Object.hasOwn(columns, name));
    if (stray !== undefined || bare !== undefined) {
      const what = stray === undefined ? `none to "${bare}"` : `some to "${stray}"`;
      throw new EbitError('usage', `Columns are assigned to each of the processors ${names.join(', ')}, not ${what}.`);
    }
    return processors;
  }
  if (columns !== undefined) {
    return Object.entries(columns).map(([name, own]) => ({ name, qubits: qubits ?? own.length }));
  }
  const features = kind === 'chsh' ? [2, 2] : settings.dimension === 3 ? [2, 1] : [4, 4];
  return features.map((count, i) => ({ name: 'AB'[i], qubits: qubits ?? count }));
}

function resolvedEbits(settings: Settings, processors: RunConfig['processors']): Pick<RunConfig, 'ebits' | 'fidelity'> {
  const { fidelity } = settings;
  const ebits = settings.ebits ?? (processors.length === 1 ? 0 : processors.length === 2 ? 1 : undefined);
  if (ebits === undefined || (typeof ebits === 'number' && ebits > 0 && processors.length !== 2)) {
    const names = processors.map(({ name }) => name).join(', ');
    throw new EbitError(
      'usage',
      `Between which of the processors ${names} are the ebits? List them, such as --ebits A.0:B.0,B.1:C.0, or give 0.`,
    );
  }
  if (typeof ebits === 'number') return { ebits, fidelity: fidelity ?? defaults.fidelity };
  const own = ebits.find((ebit) => ebit.fidelity !== undefined || ebit.weights !== undefined);
  if (fidelity !== undefined && own !== undefined) {
    throw new EbitError(
      'usage',
      `The ebit between ${own.between.join(' and ')} has a state of its own; drop it there, or drop --fidelity.`,
    );
  }
  const completed = ebits.map((ebit) =>
    ebit.weights === undefined ? { ...ebit, fidelity: ebit.fidelity ?? fidelity ?? defaults.fidelity } : ebit,
  );
  return { ebits: completed };
}
