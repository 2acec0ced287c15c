import { openDnn } from '../baselines/dnn.js';
import { fitDnn } from '../baselines/fit-dnn.js';
import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { fit } from '../training/fit.js';
import type { FitOptions } from '../training/fit-options.js';
import { evaluate } from '../training/metrics.js';
import type { FitResult } from '../training/training-run.js';
import type { DataRows } from './data-source.js';
import type { FitTask } from './fit-task.js';
import { learningTask, rowsOf } from './make.js';
import { type FitOutcome, type Score, scoreOf } from './outcome.js';
import type { RunContext } from './run-context.js';

/** What each training row weighs, where a program said so. */
function weightsOf({ data }: Pick<FitTask, 'data'>): ArrayLike<number> | undefined {
  return data.kind === 'rows' ? data.weights : undefined;
}

/** What `fit` is told of a task. */
export function fitOptionsOf(task: FitTask, validation: Dataset | null, context: RunContext): FitOptions {
  const { signal, onEvent, checkpointEvery = null, progressEvery, resume = null } = context;
  return {
    ...task.training,
    sampleWeights: weightsOf(task),
    progressEvery,
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

/** What the training of a classifier came to. */
export function classifierOutcome(
  { model, loss, history, iterations, stopped, checkpoint }: FitResult,
  { training, validation }: Pick<DataRows, 'training' | 'validation'>,
): FitOutcome {
  const score = (data: Dataset): Score => {
    const { accuracy, balancedAccuracy, baseRate } = evaluate(model, data);
    return { accuracy, balancedAccuracy, baseRate };
  };
  return {
    kind: 'fit',
    training: score(training),
    validation: validation && score(validation),
    loss,
    history,
    iterations,
    stopped,
    parameters: model.parameters,
    checkpoint,
  };
}

/** Runs the training of a classifier. @throws EbitError as `learningTask` and `fit` */
async function runClassifier(task: FitTask, context: RunContext): Promise<FitOutcome> {
  const learnt = learningTask(task, context.read);
  const { model, training, validation } = learnt;
  return classifierOutcome(await fit(model, training, fitOptionsOf(task, validation, context)), learnt);
}

/** Runs the training of the baseline. @throws EbitError as `fitDnn`, 'aborted' after the signal; 'shape' without validation rows */
async function runDnn({ data, training: how }: FitTask, { read, signal }: RunContext): Promise<FitOutcome> {
  const { training, validation } = rowsOf(data, read);
  if (validation === null) {
    throw new EbitError('config', 'The baseline is judged on validation rows; choose data that have some.');
  }
  const { engine: _engine, earlyStop: _stop, ...settings } = how;
  const { history, parameters, loss } = await fitDnn(training, validation, {
    ...settings,
    sampleWeights: weightsOf({ data }),
    signal,
  });
  const [seen, unseen] = [training, validation].map((rows) => openDnn(rows).expectations(parameters));
  return {
    kind: 'fit',
    training: scoreOf(seen, training),
    validation: scoreOf(unseen, validation),
    loss,
    history,
    iterations: how.iterations,
    stopped: 'iterations',
    parameters,
    checkpoint: null,
  };
}

/** Runs a training to its end, or to its signal. @throws EbitError as the parts */
export function runFit(task: FitTask, context: RunContext): Promise<FitOutcome> {
  return task.model.kind === 'dnn' ? runDnn(task, context) : runClassifier(task, context);
}
