import type { FitJob } from '../../jobs/job.js';
import { createModel } from '../../models/model-file.js';
import type { Model } from '../../models/model-types.js';
import type { DataSettings } from '../../tasks/data-settings.js';
import { type FitTask, fitTask } from '../../tasks/fit-task.js';
import { modelOf } from '../../tasks/make.js';
import type { Checkpoint } from '../../training/checkpoint.js';
import { type Balanced, type Course, type Evaluation, notBalanced } from './course.js';
import type { RaceData } from './data.js';
import type { RunSettings } from './settings.js';

/** Where a run stands: `still` is one that was paused, `ready` one that has not begun. */
export type Phase = 'ready' | 'training' | 'still' | 'done' | 'failed';

/** One run of the race. */
export interface Run {
  readonly id: number;
  readonly settings: RunSettings;
  readonly phase: Phase;
  readonly iteration: number;
  readonly course: Course;
  /** The last evaluation; of a run that is done, that of its result. */
  readonly latest: Evaluation | null;
  /** Steps a second of computing; null before the first. */
  readonly rate: number | null;
  /** After `iteration` updates; null before the first. */
  readonly parameters: Float64Array | null;
  /** Where it can go on from; null where it would begin anew. */
  readonly checkpoint: Checkpoint | null;
  /** What ended it, in words. */
  readonly error: string | null;
}

/** A run that has not begun. */
export function readyRun(id: number, settings: RunSettings): Run {
  return {
    id,
    settings,
    phase: 'ready',
    iteration: 0,
    course: { losses: [], evaluations: [] },
    latest: null,
    rate: null,
    parameters: null,
    checkpoint: null,
    error: null,
  };
}

/** A run as it was at a checkpoint, which keeps all of its evaluations but the balanced accuracies. */
export function runAt(
  id: number,
  settings: RunSettings,
  checkpoint: Checkpoint,
  latest: Evaluation | null,
  balanced: ReadonlyMap<number, Balanced>,
): Run {
  const { loss, evaluatedAt, trainingAccuracy, trainingLoss, validationAccuracy, validationLoss } = checkpoint.history;
  const evaluations = evaluatedAt.map((iteration, i) => ({
    iteration,
    trainingAccuracy: trainingAccuracy[i],
    trainingLoss: trainingLoss[i],
    validationAccuracy: validationAccuracy?.[i] ?? null,
    validationLoss: validationLoss?.[i] ?? null,
    ...(balanced.get(iteration) ?? notBalanced),
  }));
  return {
    ...readyRun(id, settings),
    phase: checkpoint.iteration === settings.training.iterations ? 'done' : 'still',
    iteration: checkpoint.iteration,
    course: { losses: [...loss], evaluations },
    latest: latest ?? evaluations.at(-1) ?? null,
    parameters: createModel(checkpoint.model).parameters,
    checkpoint,
  };
}

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

/**
 * Returns the untrained model of a run, at the start that its seed gives.
 *
 * @throws EbitError 'network', 'circuit' or 'range' if settings and data do not fit each other
 */
export function runModel(
  settings: RunSettings,
  { settings: data, table, training: { classes } }: Pick<RaceData, 'settings' | 'table' | 'training'>,
): Model {
  const task = taskOf(settings, data);
  const ofClasses = classes === undefined ? task : { ...task, model: { ...task.model, classes } };
  const model = modelOf(ofClasses, settings.training.seed);
  return table === null ? model : model.withTable(table);
}

/** Returns a run as a job for a worker. A table's text stays here: the worker is sent its rows. */
export function runJob({ settings, checkpoint }: Run, { settings: data, training, validation }: RaceData): FitJob {
  const task = taskOf(settings, data);
  return {
    task: data.kind === 'table' ? { ...task, data: { kind: 'rows', training, validation } } : task,
    checkpointEvery: Math.max(20, Math.ceil(settings.training.iterations / 20)),
    resume: checkpoint,
  };
}
