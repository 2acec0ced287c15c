import { openDnn } from '../baselines/dnn.js';
import { fitDnn } from '../baselines/fit-dnn.js';
import { EbitError } from '../errors.js';
import { fit } from '../training/fit.js';
import { evaluate } from '../training/metrics.js';
import type { FitTask } from './fit-task.js';
import { learningTask, rowsOf } from './make.js';
import { type FitOutcome, type Score, scoreOf } from './outcome.js';
import type { RunContext } from './run-context.js';

/** What each training row weighs, where a program said so. */
function weightsOf({ data }: Pick<FitTask, 'data'>): ArrayLike<number> | undefined {
  return data.kind === 'rows' ? data.weights : undefined;
}

/** Runs the training of a classifier. @throws EbitError as `learningTask` and `fit` */
async function runClassifier(task: FitTask, context: RunContext): Promise<FitOutcome> {
  const { read, signal, onEvent, checkpointEvery = null, progressEvery, resume = null } = context;
  const { training, validation, model: start } = learningTask(task, read);
  const { model, loss, history, iterations, stopped, checkpoint } = await fit(start, training, {
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
  });
  const score = (data: typeof training): Score => {
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
