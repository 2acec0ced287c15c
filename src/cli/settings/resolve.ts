import { resolve as absolute } from 'node:path';
import { EbitError } from '../../errors.js';
import type { Model } from '../../models/model-types.js';
import { readText } from '../../node/files.js';
import type { PartialData } from '../../tasks/data-settings.js';
import { dealtSettings } from '../../tasks/dealt-settings.js';
import { completeDimensionTask } from '../../tasks/dimension-task.js';
import { completeFitTask, type FitTask } from '../../tasks/fit-task.js';
import { modelOf } from '../../tasks/make.js';
import type { ClassifierSettings } from '../../tasks/model-settings.js';
import type { Naming } from '../../tasks/naming.js';
import type { NetworkSettings } from '../../tasks/network-settings.js';
import { mergedTraining } from '../../tasks/training-settings.js';
import { flagAt } from './flat.js';
import { type RunSettings, runDefaults, type Settings } from './schema.js';

/**
 * A task with how it is run: settings with everything filled in, so that they say the whole run.
 *
 * They are settings again: written to a file they can be read as a configuration, and say the same.
 */
export interface RunConfig extends FitTask {
  readonly network: NetworkSettings;
  readonly model: ClassifierSettings;
  readonly run: RunSettings;
}

/** Settings are called by their flags. */
export const flagNaming: Naming = { code: 'usage', nameOf: flagAt };

/** What may be said of a table, which knows most. */
type PartialTable = Extract<PartialData, { readonly kind?: 'table' | undefined }>;

/** Settings over others: of every part those of the second, and those of the first that it does not say. */
export function mergedSettings(first: Settings, second: Settings): Settings {
  // Other data are not the table that the first were about, and other columns of it have another digest.
  const { digest: _, widths: __, path, ...told } = (first.data ?? {}) as PartialTable;
  // Columns that are named and a number of parties to deal to both say who holds what: the second's word holds.
  const { columns, parties, ...rest } = told;
  const saysWho = second.data !== undefined && ('columns' in second.data || 'parties' in second.data);
  const about = saysWho ? rest : told;
  const data =
    second.data === undefined
      ? first.data
      : ({ ...about, ...(second.data.kind === undefined ? { path } : {}), ...second.data } as PartialData);
  return {
    data,
    network: { ...first.network, ...second.network },
    model: { ...first.model, ...second.model },
    training: mergedTraining(first.training ?? {}, second.training ?? {}),
    run: { ...first.run, ...second.run },
  };
}

/**
 * Fills in everything that settings leave open. A table whose columns are to be dealt is read for their names.
 *
 * @throws EbitError 'usage' if there are no data, a setting is about other data, or two settings contradict each other; as
 *   `readText` and `dealtSettings`; what the numbers mean is checked where they are used
 */
export function resolve(settings: Settings): RunConfig {
  const task = completeFitTask(dealtSettings(settings, flagNaming, readText), flagNaming);
  const { data, network, model, training } = task;
  if (model.kind !== 'classifier' || network === null) {
    throw new EbitError('usage', `The command line trains classifiers, no model "${model.kind}".`);
  }
  const { seeds = runDefaults.seeds, workers, checkpointEvery = runDefaults.checkpointEvery } = settings.run ?? {};
  if (training.seed > Number.MAX_SAFE_INTEGER - (seeds - 1)) {
    throw new EbitError(
      'usage',
      `There are no ${seeds} seeds from ${training.seed} on; the last is ${Number.MAX_SAFE_INTEGER}.`,
    );
  }
  return {
    kind: task.kind,
    data: data.kind === 'table' ? { ...data, path: absolute(data.path) } : data,
    network,
    model,
    training,
    run: { seeds, ...(workers === undefined ? {} : { workers }), checkpointEvery },
  };
}

/**
 * Returns the untrained model that settings of network and model describe, for where no data are asked for: on the paper's
 * two processors of four qubits unless told otherwise. A number of parties is taken wherever it was said.
 *
 * @throws EbitError 'usage' as {@link resolve}; 'network', 'range' or 'circuit' if the numbers do not fit
 */
export function describedModel(settings: Settings): Model {
  const { parties } = (settings.data ?? {}) as PartialTable;
  const { network, model } = completeDimensionTask(
    { network: { ...settings.network, ...(parties === undefined ? {} : { parties }) }, model: settings.model ?? {} },
    flagNaming,
  );
  return modelOf({ network, model });
}
