import * as v from 'valibot';
import { EbitError, isEbitError, messageOf } from '../errors.js';
import { createModel, modelToJSON } from '../models/model-file.js';
import type { Model, ModelFile } from '../models/model-types.js';
import type { SessionEngine } from '../models/session-types.js';
import { checked, lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { type BatchChoice, batchWords, type RowSampling, rowSamplings } from './batches.js';
import { upgraded } from './checkpoint-1.js';
import { evaluationsOf, type History, type HistoryFile, historyFromJSON, historyToJSON } from './history.js';
import { type OptimiserStateFile, stateFromJSON, stateToJSON } from './optimiser.js';
import {
  completeOptimiser,
  type OptimiserPlan,
  optimiserFault,
  optimiserSchema,
  optimiserStateSchema,
} from './optimisers.js';
import { clipSchema, completeL2, type L2Plan, l2Schema } from './penalty.js';
import { areWords, classWeightsSchema, completeClassWeights, type SettledClassWeights } from './row-weights.js';
import type { RunState } from './run-state.js';
import { completeSchedule, type SchedulePlan, scheduleSchema } from './schedule.js';
import { finiteNumber, finiteNumbers, wholeNumber } from './state-schema.js';
import { completeLoss, type LossPlan, lossSchema } from './trained-loss.js';
import { columnOf, isBetter, type ValidationMetric, validationMetrics, valueIn } from './watched-metric.js';

/** The options on which a run's numbers depend. */
export interface CheckpointSettings {
  readonly optimiser: OptimiserPlan;
  readonly schedule: SchedulePlan;
  readonly l2: L2Plan;
  readonly clip: number | null;
  /** `custom` for a function of the caller's own, which no file can hold: who goes on has to give it again. */
  readonly loss: LossPlan | 'custom';
  readonly classWeights: SettledClassWeights;
  readonly batch: BatchChoice;
  readonly sampling: RowSampling;
  readonly seed: number | null;
  /** The one that ran, also where `auto` was asked for: the two differ in their roundings. */
  readonly engine: SessionEngine;
  readonly evaluateEvery: number;
  /** What of the validation rows is kept beside their accuracy and loss; not there where nothing is. */
  readonly watched?: WatchedSettings;
}

/** What a run keeps of its validation rows beside their accuracy and loss. */
export interface WatchedSettings {
  readonly metric: ValidationMetric;
  /** Whether the parameters that were best by it are kept. */
  readonly best: boolean;
}

/** Digests of what a run learns from. */
export interface CheckpointData {
  readonly training: string;
  readonly validation: string | null;
  /** Of the weights of single training rows; null where they have none. */
  readonly sampleWeights: string | null;
}

/**
 * A training run between two iterations, as plain data that JSON keeps without loss.
 *
 * A run that goes on from it equals, bit for bit, the one that was never interrupted. Its model is a model file of its own.
 */
export interface Checkpoint {
  readonly format: 'ebit-checkpoint';
  /** 2 where a program of an earlier version could read it, else 3: what is watched, and the best model, came with it. */
  readonly version: 2 | 3;
  /** The model with the parameters that it had reached. */
  readonly model: ModelFile;
  /** How many updates are done. */
  readonly iteration: number;
  readonly settings: CheckpointSettings;
  readonly data: CheckpointData;
  /** What the optimiser remembers. */
  readonly optimiser: OptimiserStateFile;
  readonly history: HistoryFile;
  /** The evaluation that was best, of which the history has the scores; not there unless it is kept. */
  readonly best?: { readonly iteration: number; readonly parameters: readonly number[] };
}

/** What has to be the same in a run and in the checkpoint that it goes on from. */
export interface RunIdentity {
  readonly model: Model;
  readonly settings: CheckpointSettings;
  readonly data: CheckpointData;
}

const FORMAT = 'ebit-checkpoint';
const VERSION = 3;
const WHAT = 'The checkpoint';

const shares = v.array(v.pipe(finiteNumber, v.minValue(0), v.maxValue(1)));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const checkpointSchema = lazily(() =>
  v.strictObject({
    format: v.literal(FORMAT),
    version: v.picklist([2, VERSION]),
    model: v.unknown(),
    iteration: wholeNumber,
    settings: v.strictObject({
      optimiser: optimiserSchema(),
      schedule: scheduleSchema(),
      l2: l2Schema(),
      clip: clipSchema(),
      loss: v.union([v.literal('custom'), lossSchema()]),
      classWeights: classWeightsSchema(),
      batch: v.union([v.pipe(wholeNumber, v.minValue(1)), v.picklist(batchWords)]),
      sampling: v.picklist(rowSamplings),
      seed: v.nullable(v.pipe(wholeNumber, v.maxValue(Number.MAX_SAFE_INTEGER))),
      engine: v.picklist(['observable', 'state', 'noisy']),
      evaluateEvery: v.pipe(wholeNumber, v.minValue(1)),
      watched: v.exactOptional(v.strictObject({ metric: v.picklist(validationMetrics), best: v.boolean() })),
    }),
    data: v.strictObject({ training: sha256, validation: v.nullable(sha256), sampleWeights: v.nullable(sha256) }),
    optimiser: v.looseObject({ step: wholeNumber }),
    history: v.strictObject({
      loss: finiteNumbers,
      evaluatedAt: finiteNumbers,
      trainingAccuracy: shares,
      trainingLoss: finiteNumbers,
      validationAccuracy: v.nullable(shares),
      validationLoss: v.nullable(finiteNumbers),
      validationMetric: v.exactOptional(finiteNumbers),
    }),
    best: v.exactOptional(v.strictObject({ iteration: wholeNumber, parameters: finiteNumbers })),
  }),
);

/** Returns a run's state as a checkpoint; nothing in it changes when the run goes on. */
export function checkpointOf({ model, settings, data }: RunIdentity, state: RunState): Checkpoint {
  const { best } = state;
  return {
    format: FORMAT,
    version: settings.watched === undefined ? 2 : VERSION,
    model: modelToJSON(model.withParameters(state.parameters)),
    iteration: state.iteration,
    settings,
    data,
    optimiser: stateToJSON(state.optimiser),
    history: historyToJSON(state.history),
    ...(best === null ? {} : { best: { iteration: best.iteration, parameters: Array.from(best.parameters) } }),
  };
}

function refuse(message: string, cause?: unknown): EbitError {
  return new EbitError('checkpoint', message, { cause });
}

function modelOf(json: unknown): Model {
  try {
    return createModel(json);
  } catch (cause) {
    if (!isEbitError(cause)) throw cause;
    throw refuse(`${WHAT}'s model is not valid: ${cause.message}`, cause);
  }
}

type CheckedFile = v.InferOutput<ReturnType<typeof checkpointSchema>>;

/** The settings of a file, complete; what a schema cannot see of them is refused here. */
function settingsOf({ settings }: CheckedFile): CheckpointSettings {
  try {
    const classWeights = completeClassWeights(settings.classWeights);
    if (classWeights === 'balanced' || areWords(classWeights)) {
      throw refuse(`${WHAT} has class weights by words where numbers belong.`);
    }
    return {
      ...settings,
      optimiser: completeOptimiser(settings.optimiser),
      schedule: completeSchedule(settings.schedule, 0),
      l2: completeL2(settings.l2),
      loss: settings.loss === 'custom' ? 'custom' : completeLoss(settings.loss, Number.MAX_SAFE_INTEGER),
      classWeights,
    };
  } catch (cause) {
    if (!isEbitError(cause) || cause.code === 'checkpoint') throw cause;
    throw refuse(`${WHAT}'s settings are not valid: ${cause.message}`, cause);
  }
}

/** The state of a file's optimiser. */
function optimiserOf(given: unknown, plan: OptimiserPlan): OptimiserStateFile {
  const schema = v.looseObject({ optimiser: optimiserStateSchema(plan.kind) });
  const state = checked(schema, { optimiser: given }, 'checkpoint', WHAT).optimiser;
  const fault = optimiserFault(plan, state);
  if (fault !== null) throw refuse(`${WHAT} has ${fault}; it was changed, use another one.`);
  return state;
}

/** Whether what is watched is there, no more and no less, and the best evaluation is the one that the history says. */
function isWatched({ version, settings, history, best, data }: CheckedFile, parameters: number): boolean {
  const { watched } = settings;
  if ((watched !== undefined) !== (version === VERSION)) return false;
  if (watched === undefined) return history.validationMetric === undefined && best === undefined;
  const hasColumn = columnOf(watched.metric) !== null;
  if (data.validation === null || hasColumn === (history.validationMetric === undefined)) return false;
  if (hasColumn && history.validationMetric?.length !== history.evaluatedAt.length) return false;
  if (!watched.best) return hasColumn && best === undefined;
  if (best?.parameters.length !== parameters) return false;
  return best.iteration === bestOf(historyFromJSON(history), watched.metric)?.iteration;
}

/** The evaluation of a history that is best, the first of equal ones. */
function bestOf(history: History, metric: ValidationMetric) {
  const evaluations = evaluationsOf(history);
  return evaluations.reduce(
    (best, one) => (isBetter(metric, valueIn(one, metric), valueIn(best, metric)) ? one : best),
    evaluations[0],
  );
}

/** Whether all that a checkpoint counts fits together: a file that was cut or edited by hand does not go unnoticed. */
function isConsistent(file: CheckedFile, parameters: number): boolean {
  const { iteration, optimiser, history, settings, data } = file;
  const evaluations = Math.floor(iteration / settings.evaluateEvery) + 1;
  const columns = [history.trainingAccuracy, history.trainingLoss];
  const validated = [history.validationAccuracy, history.validationLoss];
  return (
    optimiser.step === iteration &&
    Object.values(optimiser).every((value) => !Array.isArray(value) || value.length === parameters) &&
    history.loss.length === iteration &&
    history.evaluatedAt.every((at, i) => at === i * settings.evaluateEvery) &&
    [history.evaluatedAt, ...columns].every((column) => column.length === evaluations) &&
    validated.every((column) => (data.validation === null ? column === null : column?.length === evaluations)) &&
    isWatched(file, parameters)
  );
}

/**
 * Returns plain data as a checkpoint, after checking all of it.
 *
 * @param json - what `JSON.parse` makes of a checkpoint's file
 * @throws EbitError 'checkpoint' if it is none, is of a newer version, holds a number outside its limits (an accuracy beyond
 *   [0, 1], say), or contradicts itself
 * @example
 * const { checkpoint } = await fit(model, training, { iterations: 2, seed: 7 });
 * createCheckpoint(JSON.parse(JSON.stringify(checkpoint))).iteration; // 2
 */
export function createCheckpoint(json: unknown): Checkpoint {
  const { format, version } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  if (format !== FORMAT) {
    throw refuse(`That is no checkpoint: its "format" is ${shownValue(format)}, not "${FORMAT}".`);
  }
  if (typeof version === 'number' && version > VERSION) {
    throw refuse(`${WHAT} has version ${version}, this program reads up to ${VERSION}; use a newer ebit.`);
  }
  const file = checked(checkpointSchema(), version === 1 ? upgraded(json) : json, 'checkpoint', WHAT);
  const settings = settingsOf(file);
  const model = modelOf(file.model);
  if (!isConsistent(file, model.parameters.length)) {
    throw refuse(
      `${WHAT} contradicts itself in its numbers of iterations, parameters or evaluations; use another one.`,
    );
  }
  return { ...file, settings, model: modelToJSON(model), optimiser: optimiserOf(file.optimiser, settings.optimiser) };
}

/**
 * Returns the checkpoint that a file's text holds.
 *
 * @param text - JSON
 * @throws EbitError 'checkpoint' if the text is not JSON, for instance because it is truncated, and as
 *   {@link createCheckpoint}
 * @example
 * const { checkpoint } = await fit(model, training, { iterations: 2, seed: 7 });
 * const resume = parseCheckpoint(JSON.stringify(checkpoint));
 * const { iterations } = await fit(model, training, { iterations: 4, seed: 7, resume });
 * iterations; // 4
 */
export function parseCheckpoint(text: string): Checkpoint {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const why = messageOf(cause);
    throw refuse(`${WHAT} is not whole JSON (${why}); it may be truncated, use an earlier one.`, cause);
  }
  return createCheckpoint(json);
}

/** What two models must share to be one model at two times: all but the parameters and the table. */
function structure(file: ModelFile): string {
  const { network, embedding, mixing, circuit, weights, classes } = file;
  return JSON.stringify({ network, embedding, mixing, circuit, weights, classes });
}

/** Settings in words: a path a setting, where Adam and others are called by their kind, and all of theirs by its own name. */
function described(settings: CheckpointSettings): Map<string, unknown> {
  const words = new Map<string, unknown>();
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value !== 'object' || value === null) {
      words.set(name, value);
      continue;
    }
    for (const [own, one] of Object.entries(value)) {
      words.set(own === 'kind' ? name : name === 'optimiser' ? own : `${name}.${own}`, one);
    }
  }
  return words;
}

function requireSame(identity: RunIdentity, { model, settings, data }: Checkpoint): void {
  if (structure(model) !== structure(modelToJSON(identity.model))) {
    throw refuse(
      `${WHAT} is of another model (network, embedding, mixing, circuit or weights); give the one it is of.`,
    );
  }
  const [made, wanted] = [described(settings), described(identity.settings)];
  for (const name of new Set([...made.keys(), ...wanted.keys()])) {
    if (made.get(name) === wanted.get(name)) continue;
    const [before, now] = [made, wanted].map((words) => (words.has(name) ? words.get(name) : 'none'));
    throw refuse(`${WHAT} was made with ${name} ${before}, this run has ${now}; give the same.`);
  }
  const names = {
    training: 'training rows or labels',
    validation: 'validation rows or labels',
    sampleWeights: 'sample weights',
  };
  for (const name of ['training', 'validation', 'sampleWeights'] as const) {
    if (data[name] !== identity.data[name]) {
      throw refuse(`${WHAT} was made with other ${names[name]}; give the same data in the same order.`);
    }
  }
}

/**
 * Returns the state of a run at a checkpoint: the inverse of {@link checkpointOf}, bit for bit.
 *
 * @param identity - of the run that goes on
 * @throws EbitError 'checkpoint' if it is no checkpoint of this run; the message names the first thing that differs
 */
export function stateOf(identity: RunIdentity, json: Checkpoint): RunState {
  const checkpoint = createCheckpoint(json);
  requireSame(identity, checkpoint);
  const history = historyFromJSON(checkpoint.history);
  const { watched } = checkpoint.settings;
  const scores = watched === undefined ? null : bestOf(history, watched.metric);
  return {
    iteration: checkpoint.iteration,
    parameters: modelOf(checkpoint.model).parameters.slice(),
    optimiser: stateFromJSON(checkpoint.optimiser),
    history,
    best:
      checkpoint.best === undefined || scores === null
        ? null
        : {
            iteration: checkpoint.best.iteration,
            scores,
            parameters: Float64Array.from(checkpoint.best.parameters),
          },
  };
}
