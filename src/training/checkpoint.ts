import * as v from 'valibot';
import { EbitError, isEbitError, messageOf } from '../errors.js';
import { createModel, type ModelFile, modelToJSON } from '../models/model-file.js';
import type { Model } from '../models/model-types.js';
import { type LossName, lossNames } from '../models/session-types.js';
import { checked } from '../schema.js';
import { shownValue } from '../shown-value.js';
import {
  type AdamState,
  type AdamStateFile,
  adamStateFromJSON,
  adamStateToJSON,
  completeAdamOptions,
  runningPower,
} from './adam.js';
import { type BatchChoice, batchWords, type RowSampling, rowSamplings } from './batches.js';
import { type HistoryFile, historyFromJSON, historyToJSON } from './history.js';
import type { RunState } from './run-state.js';

/** The options on which a run's numbers depend. */
export interface CheckpointSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly loss: LossName;
  readonly batch: BatchChoice;
  readonly sampling: RowSampling;
  readonly seed: number | null;
  /** The one that ran, also where `auto` was asked for: the two differ in their roundings. */
  readonly engine: 'observable' | 'state';
  readonly evaluateEvery: number;
}

/** Digests of what a run learns from. */
export interface CheckpointData {
  readonly training: string;
  readonly validation: string | null;
}

/**
 * A training run between two iterations, as plain data that JSON keeps without loss.
 *
 * A run that goes on from it equals, bit for bit, the one that was never interrupted. Its model is a model file of its own.
 */
export interface Checkpoint {
  readonly format: 'ebit-checkpoint';
  readonly version: 1;
  /** The model with the parameters that it had reached. */
  readonly model: ModelFile;
  /** How many updates are done. */
  readonly iteration: number;
  readonly settings: CheckpointSettings;
  readonly data: CheckpointData;
  readonly adam: AdamStateFile;
  readonly history: HistoryFile;
}

/** What has to be the same in a run and in the checkpoint that it goes on from. */
export interface RunIdentity {
  readonly model: Model;
  readonly settings: CheckpointSettings;
  readonly data: CheckpointData;
}

const FORMAT = 'ebit-checkpoint';
const VERSION = 1;
const WHAT = 'The checkpoint';

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(finite, v.integer(), v.minValue(0));
const numbers = v.array(finite);
const notNegative = v.array(v.pipe(finite, v.minValue(0)));
const shares = v.array(v.pipe(finite, v.minValue(0), v.maxValue(1)));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const checkpointSchema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  model: v.unknown(),
  iteration: count,
  settings: v.strictObject({
    learningRate: finite,
    beta1: finite,
    beta2: finite,
    epsilon: finite,
    loss: v.picklist(lossNames),
    batch: v.union([v.pipe(count, v.minValue(1)), v.picklist(batchWords)]),
    sampling: v.picklist(rowSamplings),
    seed: v.nullable(v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER))),
    engine: v.picklist(['observable', 'state']),
    evaluateEvery: v.pipe(count, v.minValue(1)),
  }),
  data: v.strictObject({ training: sha256, validation: v.nullable(sha256) }),
  adam: v.strictObject({
    step: count,
    beta1Power: finite,
    beta2Power: finite,
    firstMoment: numbers,
    secondMoment: notNegative,
  }),
  history: v.strictObject({
    loss: numbers,
    evaluatedAt: numbers,
    trainingAccuracy: shares,
    trainingLoss: numbers,
    validationAccuracy: v.nullable(shares),
    validationLoss: v.nullable(numbers),
  }),
});

/** Returns a run's state as a checkpoint; nothing in it changes when the run goes on. */
export function checkpointOf({ model, settings, data }: RunIdentity, state: RunState): Checkpoint {
  return {
    format: FORMAT,
    version: VERSION,
    model: modelToJSON(model.withParameters(state.parameters)),
    iteration: state.iteration,
    settings,
    data,
    adam: adamStateToJSON(state.optimiser as AdamState),
    history: historyToJSON(state.history),
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

type CheckedFile = v.InferOutput<typeof checkpointSchema>;

/** Refuses hyper-parameters outside their limits, and powers of Adam's that are not what so many updates make of them. */
function requireAdam({ settings, adam }: CheckedFile): void {
  try {
    completeAdamOptions(settings);
  } catch (cause) {
    if (!isEbitError(cause)) throw cause;
    throw refuse(`${WHAT}'s settings are not valid: ${cause.message}`, cause);
  }
  for (const name of ['beta1', 'beta2'] as const) {
    const power = runningPower(settings[name], adam.step);
    const given = adam[`${name}Power`];
    if (given === power) continue;
    throw refuse(
      `${WHAT} has ${name}Power ${given}, where ${adam.step} updates with ${name} ${settings[name]} make ${power}; ` +
        'it was changed, use another one.',
    );
  }
}

/** Whether all that a checkpoint counts fits together: a file that was cut or edited by hand does not go unnoticed. */
function isConsistent(file: CheckedFile, parameters: number): boolean {
  const { iteration, adam, history, settings, data } = file;
  const evaluations = Math.floor(iteration / settings.evaluateEvery) + 1;
  const columns = [history.trainingAccuracy, history.trainingLoss];
  const validated = [history.validationAccuracy, history.validationLoss];
  return (
    adam.step === iteration &&
    adam.firstMoment.length === parameters &&
    adam.secondMoment.length === parameters &&
    history.loss.length === iteration &&
    history.evaluatedAt.every((at, i) => at === i * settings.evaluateEvery) &&
    [history.evaluatedAt, ...columns].every((column) => column.length === evaluations) &&
    validated.every((column) => (data.validation === null ? column === null : column?.length === evaluations))
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
  const file = checked(checkpointSchema, json, 'checkpoint', WHAT);
  const model = modelOf(file.model);
  if (!isConsistent(file, model.parameters.length)) {
    throw refuse(
      `${WHAT} contradicts itself in its numbers of iterations, parameters or evaluations; use another one.`,
    );
  }
  requireAdam(file);
  return { ...file, model: modelToJSON(model) };
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
  const { network, embedding, mixing, circuit, weights } = file;
  return JSON.stringify({ network, embedding, mixing, circuit, weights });
}

function requireSame(identity: RunIdentity, { model, settings, data }: Checkpoint): void {
  if (structure(model) !== structure(modelToJSON(identity.model))) {
    throw refuse(
      `${WHAT} is of another model (network, embedding, mixing, circuit or weights); give the one it is of.`,
    );
  }
  for (const name of Object.keys(settings) as (keyof CheckpointSettings)[]) {
    if (settings[name] !== identity.settings[name]) {
      throw refuse(
        `${WHAT} was made with ${name} ${settings[name]}, this run has ${identity.settings[name]}; give the same.`,
      );
    }
  }
  for (const name of ['training', 'validation'] as const) {
    if (data[name] !== identity.data[name]) {
      throw refuse(`${WHAT} was made with other ${name} rows or labels; give the same data in the same order.`);
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
  return {
    iteration: checkpoint.iteration,
    parameters: modelOf(checkpoint.model).parameters.slice(),
    optimiser: adamStateFromJSON(checkpoint.adam),
    history: historyFromJSON(checkpoint.history),
  };
}
