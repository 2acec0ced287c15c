// A classifier's training between a task and `fit`: what the one says to the other, and what comes back.
import type { Dataset } from '../data/dataset.js';
import type { FitOptions } from '../training/fit-options.js';
import { evaluate } from '../training/metrics.js';
import type { FitResult } from '../training/training-run.js';
import type { DataRows } from './data-source.js';
import type { FitTask } from './fit-task.js';
import type { FitOutcome, Score } from './outcome.js';
import type { RunContext } from './run-context.js';

/** What each training row weighs, where a program said so. */
export function weightsOf({ data }: Pick<FitTask, 'data'>): ArrayLike<number> | undefined {
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
