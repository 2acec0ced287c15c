// A classifier's training between a task and `fit`: what the one says to the other, and what comes back.

import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { classLabels } from '../models/class-logits.js';
import { decidingWeights } from '../models/deciding.js';
import type { Model } from '../models/model-types.js';
import { decidedValues } from '../models/predict.js';
import { SCALED } from '../models/row-options.js';
import { openSession } from '../models/session.js';
import { CLASS_LOSS, lossNames } from '../models/session-types.js';
import type { FitOptions } from '../training/fit-options.js';
import type { OpenSession } from '../training/subject.js';
import { completed, type FitResult, trainingRun } from '../training/training-run.js';
import type { DataRows } from './data-source.js';
import type { FitTask } from './fit-task.js';
import { type FitOutcome, scoreOf } from './outcome.js';
import type { RunContext } from './run-context.js';

/** What is learnt from, and what is judged by. */
type FitRows = Pick<DataRows, 'training' | 'validation' | 'test'>;

/** What each training row weighs, where a program said so. */
export function weightsOf({ data }: Pick<FitTask, 'data'>): ArrayLike<number> | undefined {
  return data.kind === 'rows' ? data.weights : undefined;
}

/**
 * Returns the loss of a task's training. A complete task always names one, and by default that of two classes, which more
 * have not: theirs is then the one that they have.
 */
export function taskLoss(loss: FitTask['training']['loss'], { classes }: Dataset): FitTask['training']['loss'] {
  return classes !== undefined && (loss === lossNames[0] || loss === 'logistic') ? CLASS_LOSS : loss;
}

/**
 * Throws where a task says a loss of two classes and its rows have more: of a re-uploading circuit on a table it is another
 * than the one that holds unless told, and so was meant.
 *
 * @throws EbitError 'labels'
 */
export function checkTaskLoss({ data, model, training: { loss } }: Omit<FitTask, 'kind'>, { classes }: Dataset): void {
  const isStandard = model.kind === 'classifier' && model.circuit === 'reuploading' && data.kind === 'table';
  if (classes === undefined || loss !== lossNames[0] || !isStandard) return;
  throw new EbitError(
    'labels',
    `The loss "${loss}" is that of two classes, and there are ${classes}; leave it out for the cross-entropy of all.`,
  );
}

/** What `fit` is told of a task. */
export function fitOptionsOf(
  task: FitTask,
  { training, validation }: Pick<FitRows, 'training' | 'validation'>,
  context: RunContext,
): FitOptions {
  checkTaskLoss(task, training);
  const { signal, onEvent, checkpointEvery = null, progressEvery, progressParameters, resume = null } = context;
  return {
    ...task.training,
    loss: taskLoss(task.training.loss, training),
    sampleWeights: weightsOf(task),
    progressEvery,
    progressParameters,
    validation: validation ?? undefined,
    signal,
    resume: resume ?? undefined,
    onProgress: onEvent && ((progress) => onEvent({ kind: 'progress', progress })),
    checkpoint:
      checkpointEvery === null
        ? undefined
        : { every: checkpointEvery, save: (saved) => void onEvent?.({ kind: 'checkpoint', checkpoint: saved }) },
  };
}

/**
 * What the sessions of a fit said last: E of every row, 0 where nothing is decided, or of more than two classes the labels;
 * null before they were asked.
 */
export interface Overheard {
  readonly training: Float64Array | null;
  readonly validation: Float64Array | null;
  /** Opens the fit's sessions: the one with labels to train with, the other to judge with. */
  readonly open: OpenSession;
}

/**
 * Returns how a fit opens its sessions so that its own evaluations are heard, and none has to be made again.
 *
 * @param opened - opens them; in this thread unless told
 */
export function overhearing(opened: OpenSession = openSession): Overheard {
  let training: Float64Array | null = null;
  let validation: Float64Array | null = null;
  return {
    get training() {
      return training;
    },
    get validation() {
      return validation;
    },
    open(model, rows, labels, options) {
      const session = opened(model, rows, labels, options);
      const hear = (answers: Float64Array): void => {
        if (labels === null) validation = answers;
        else training = answers;
      };
      return {
        ...session,
        expectations(parameters) {
          const expectations = session.expectations(parameters);
          hear(decidedValues(expectations, decidingWeights(model, parameters)));
          return expectations;
        },
        logits(parameters) {
          const logits = session.logits(parameters);
          hear(Float64Array.from(classLabels(logits, parameters.subarray(model.angles), model.classes)));
          return logits;
        },
      };
    },
  };
}

/** What the training of a classifier came to; a fit that went on from its end has evaluated nothing. */
export function classifierOutcome(
  { model, loss, history, iterations, stopped, checkpoint, best }: FitResult,
  { training, validation, test }: FitRows,
  heard: Overheard,
): FitOutcome {
  const decided = (data: Dataset): Float64Array =>
    model.classes === 2
      ? decidedValues(model.expectations(data.rows, SCALED), decidingWeights(model, model.parameters))
      : Float64Array.from(model.predict(data.rows, SCALED));
  // What was heard last is of the last parameters, which need not be the best.
  const last = best === null ? heard : null;
  return {
    kind: 'fit',
    training: scoreOf(last?.training ?? decided(training), training),
    validation: validation && scoreOf(last?.validation ?? decided(validation), validation),
    ...(test === undefined ? {} : { test: scoreOf(decided(test), test) }),
    loss,
    history,
    iterations,
    stopped,
    parameters: model.parameters,
    ...(best === null ? {} : { best: { iteration: best.iteration, metric: best.metric, value: best.value } }),
    checkpoint,
  };
}

/** Trains a classifier to its end, or to its signal. @throws EbitError as `fit` */
export async function fittedOutcome(
  model: Model,
  rows: FitRows,
  options: FitOptions,
  open?: OpenSession,
): Promise<FitOutcome> {
  const heard = overhearing(open);
  const run = trainingRun(heard.open, model, rows.training, options);
  return classifierOutcome(await completed(run, options.onProgress), rows, heard);
}
