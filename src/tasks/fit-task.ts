import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { checked, lazily } from '../schema.js';
import { cutShort } from '../shown-value.js';
import { canonicalText, writtenOnce } from './canonical.js';
import {
  completeData,
  type DataSettings,
  dataIdentity,
  type PartialData,
  partialDataSchema,
  sourceOf,
} from './data-settings.js';
import { completeModel, type ModelSettings, type PartialModel, partialModelSchema, specOf } from './model-settings.js';
import { type Naming, pathNames } from './naming.js';
import {
  completeNetwork,
  type NetworkSettings,
  networkIdentity,
  type PartialNetwork,
  partialNetworkSchema,
} from './network-settings.js';
import { partyQubits, settledModel, standardCircuit, standardTraining } from './reuploading-settings.js';
import { withSaidParties } from './said-parties.js';
import {
  completeTraining,
  type PartialTraining,
  partialTrainingSchema,
  type TaskTraining,
  trainingDefaults,
  trainingIdentity,
} from './training-settings.js';

/** One training as plain data: everything on which its numbers depend, and nothing else. */
export interface FitTask {
  readonly kind: 'fit';
  readonly data: DataSettings;
  /** Null where the model is no network of processors. */
  readonly network: NetworkSettings | null;
  readonly model: ModelSettings;
  readonly training: TaskTraining;
}

/** What may be said of a training; {@link fitTask} fills in the rest. */
export interface FitTaskSettings {
  readonly data?: PartialData | undefined;
  readonly network?: PartialNetwork | null | undefined;
  readonly model?: PartialModel | undefined;
  readonly training?: PartialTraining | undefined;
}

/** The shape of {@link FitTaskSettings}, and of a whole task. */
export const fitTaskSchema = lazily(() =>
  v.strictObject({
    kind: v.optional(v.literal('fit')),
    data: v.optional(partialDataSchema()),
    network: v.optional(v.nullable(partialNetworkSchema())),
    model: v.optional(partialModelSchema()),
    training: v.optional(partialTrainingSchema()),
  }),
);

/**
 * Fills in everything that settings leave open, so that they say the whole training; a task is settings again, and says
 * the same.
 *
 * @param given - settings that fit {@link fitTaskSchema}
 * @throws EbitError `naming.code` for settings that say too little or contradict each other
 */
export function completeFitTask(given: FitTaskSettings, naming: Naming): FitTask {
  const settings = withSaidParties(given);
  const data = completeData(settings.data, naming);
  const model = completeModel(settings.model ?? {}, naming, standardCircuit(data));
  const parties = partyQubits(model, data);
  const network = model.kind !== 'classifier' ? null : completeNetwork(settings.network ?? {}, parties, naming);
  const ordered = inOrder(data, network, naming);
  return {
    kind: 'fit',
    data: ordered,
    network,
    model: settledModel(model, network?.processors ?? [], sourceOf(data).parties(ordered), data),
    training: trainingOf(standardTraining(settings.training, model, data), model, naming),
  };
}

/** @throws EbitError `naming.code` for a setting that means nothing for the model */
function trainingOf(settings: PartialTraining | undefined, { kind }: ModelSettings, naming: Naming): TaskTraining {
  const complete = settings === undefined ? trainingDefaults() : completeTraining(settings);
  if (kind === 'dnn' && complete.restoreBest !== undefined && complete.restoreBest !== false) {
    const flag = naming.nameOf('training.restoreBest');
    throw new EbitError(
      naming.code,
      `"${flag}" means nothing for the model "dnn", which keeps its last parameters; leave it out.`,
    );
  }
  if (kind !== 'logistic') return complete;
  // It has one minimum, which no step and no start decides on.
  const names = Object.keys(complete) as (keyof TaskTraining)[];
  const stray = names.find(
    (name) =>
      name !== 'classWeights' && canonicalText(complete[name]) !== canonicalText(trainingDefaults()[name] ?? null),
  );
  if (stray === undefined) return complete;
  const flag = naming.nameOf(`training.${stray}`);
  throw new EbitError(
    naming.code,
    `"${flag}" means nothing for the model "logistic", which has no steps; leave it out.`,
  );
}

/** A table's columns in the order of the processors: a row holds the processors' features in that order. */
function inOrder(data: DataSettings, network: NetworkSettings | null, { code }: Naming): DataSettings {
  if (data.kind !== 'table' || network === null) return data;
  const { columns } = data;
  const names = network.processors.map(({ name }) => name);
  const stray = Object.keys(columns).find((name) => !names.includes(name));
  const wrong = stray ?? names.find((name) => !Object.hasOwn(columns, name));
  if (wrong !== undefined) {
    const what = `${stray === undefined ? 'none' : 'some'} to "${cutShort(wrong)}"`;
    throw new EbitError(
      code,
      `Columns are assigned to each of the processors ${names.map(cutShort).join(', ')}, not ${what}.`,
    );
  }
  return { ...data, columns: Object.fromEntries(names.map((name) => [name, columns[name]])) };
}

/**
 * Returns a training as plain data, with everything said that the settings leave open.
 *
 * @param settings - of data, network, model and training; all but the kind of the data may be left out
 * @returns a task, which is settings again; see `taskId` for its name and `runTask` for its outcome
 * @throws EbitError 'config' for an unknown key, with the nearest known one, for a value of another type, for settings that
 *   contradict each other, and where it is not said what to train on. What the numbers mean is checked when it is run
 * @example
 * const task = fitTask({ data: { kind: 'clusters', seed: 1 }, network: { ebits: 2 }, training: { seed: 7 } });
 * [task.model, task.training.iterations]; // [{ kind: 'classifier', pairs: 'ring', mixing: 0, depth: 20, weights: 'free' }, 2000]
 */
export function fitTask(settings: FitTaskSettings): FitTask {
  return completeFitTask(checked(fitTaskSchema(), settings, 'config', 'The task') as FitTaskSettings, pathNames);
}

const modelIdentity = writtenOnce((model: ModelSettings) =>
  model.kind === 'classifier' ? { kind: model.kind, ...specOf(model) } : model,
);
const writtenTraining = writtenOnce(trainingIdentity);

/** What of a fit decides on its numbers, as plain data: two ways to say one thing are one here. */
export function fitIdentity({ data, network, model, training }: FitTask): unknown {
  return {
    kind: 'fit',
    data: dataIdentity(data),
    network: network === null ? null : networkIdentity(network),
    model: modelIdentity(model),
    training: writtenTraining(training),
  };
}
