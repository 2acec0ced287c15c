import type { FitJob } from '../../jobs/job.js';
import { createModel } from '../../models/model-file.js';
import type { Model } from '../../models/model-types.js';
import type { Checkpoint } from '../../training/checkpoint.js';
import { type Balanced, type Course, type Evaluation, notBalanced } from './course.js';
import type { RaceData } from './data.js';
import { runModel, taskOf } from './run-model.js';
import type { RunSettings } from './settings.js';

/** Where a run stands: `still` is one that was paused, `ready` one that has not begun. */
export type Phase = 'ready' | 'training' | 'still' | 'done' | 'failed';

/** A trained model that came with a file. */
export interface OpenedModel {
  /** By which the race calls it. */
  readonly name: string;
  readonly model: Model;
}

/** One run of the race. */
export interface Run {
  readonly id: number;
  /** Another one after each restart: what tells a run from itself before. */
  readonly life: number;
  /** What it is where it was not trained here; null for a run of the page's own. */
  readonly file: OpenedModel | null;
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

let lastLife = 0;

/** A run that has not begun. */
export function readyRun(id: number, settings: RunSettings): Run {
  lastLife += 1;
  return {
    id,
    life: lastLife,
    file: null,
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

/** Returns a run as a job for a worker. A table's text stays here: the worker is sent its rows. */
export function runJob({ settings, checkpoint }: Run, { settings: data, training, validation }: RaceData): FitJob {
  const task = taskOf(settings, data);
  return {
    task: data.kind === 'table' ? { ...task, data: { kind: 'rows', training, validation } } : task,
    checkpointEvery: Math.max(20, Math.ceil(settings.training.iterations / 20)),
    resume: checkpoint,
  };
}

/** The model that a run has come to, or its untrained one. @throws EbitError as {@link runModel} */
export function modelAt({ settings, parameters, file }: Run, source: RaceData): Model {
  if (file !== null) return file.model;
  const model = runModel(settings, source);
  return parameters === null ? model : model.withParameters(parameters);
}
