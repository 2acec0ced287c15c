import type { Model } from '../../models/model-types.js';
import type { DataSettings } from '../../tasks/data-settings.js';
import { type FitTask, fitTask } from '../../tasks/fit-task.js';
import { modelOf } from '../../tasks/make.js';
import type { RaceData } from './data.js';
import type { RunSettings } from './settings.js';

/** After how many iterations a run is evaluated: fifty times on its way. */
export function evaluateEvery(iterations: number): number {
  return Math.max(1, Math.round(iterations / 50));
}

/** A fit of a classifier whose network and model are there. */
type RaceTask = FitTask & Parameters<typeof modelOf>[0];

/** A run's task on some data. */
export function taskOf({ network, model: asked, training }: RunSettings, data: DataSettings): RaceTask {
  const { depth, mixing, circuit } = asked;
  const model = circuit === 'qcnn' ? { depth, mixing } : { circuit, mixing };
  const how = {
    ...training,
    evaluateEvery: evaluateEvery(training.iterations),
    // The game's sixteen inputs are few enough to be taken all at once.
    ...(data.kind === 'chsh' ? { batch: 'full' as const } : {}),
  };
  return fitTask({ data, network, model, training: how }) as RaceTask;
}

/** What a model has to know of the data that it is for; plain data. */
export type ModelSource = Pick<RaceData, 'settings' | 'table'> & {
  readonly training: Pick<RaceData['training'], 'classes'>;
};

/**
 * Returns the untrained model of a run, at the start that its seed gives.
 *
 * @throws EbitError 'network', 'circuit' or 'range' if settings and data do not fit each other
 */
export function runModel(settings: RunSettings, { settings: data, table, training: { classes } }: ModelSource): Model {
  const task = taskOf(settings, data);
  const ofClasses = classes === undefined ? task : { ...task, model: { ...task.model, classes } };
  const model = modelOf(ofClasses, settings.training.seed);
  return table === null ? model : model.withTable(table);
}
