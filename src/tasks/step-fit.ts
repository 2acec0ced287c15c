import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import type { Scores } from '../training/scores.js';
import type { OpenSession } from '../training/subject.js';
import { trainingRun } from '../training/training-run.js';
import { withNumberedWeights } from './class-weights.js';
import { classifierOutcome, fitOptionsOf, overhearing } from './classifier-fit.js';
import type { FitTask } from './fit-task.js';
import { learningTask } from './make.js';
import { type FitOutcome, scoreOf } from './outcome.js';
import type { RunContext } from './run-context.js';
import { checkedTask, type Task } from './task.js';

/** An evaluation on a fit's way. */
export interface StepScores extends Scores {
  /** After how many updates. */
  readonly iteration: number;
  /** Over all training rows. */
  readonly trainingBalanced: number;
  /** Null where there are no validation rows. */
  readonly validationBalanced: number | null;
}

/** One step of a fit. */
export interface FitStep {
  /** How many updates are done. */
  readonly iteration: number;
  /** Over the step's minibatch, before its update. */
  readonly loss: number;
  /** What was evaluated with it; with the first step that of the untrained model too. */
  readonly evaluations: readonly StepScores[];
  /** After the step. They are the fit's own: the next step changes them in place. */
  readonly parameters: Float64Array;
}

/**
 * Trains the classifier of a task as `runTask` does, to the same bits, but stands still after every step until the next one
 * is asked for.
 *
 * @throws EbitError 'config' for what is no fit of a classifier, else as `learningTask` and `fit`; all at the first step
 */
export async function* fitInSteps(given: FitTask, context: RunContext): AsyncGenerator<FitStep, FitOutcome, void> {
  const task: Task = checkedTask<Task>(given);
  if (task.kind !== 'fit') throw new EbitError('config', `A task of the kind "${task.kind}" has no steps; give a fit.`);
  const learnt = learningTask(task, context.read);
  const { training, validation, model } = learnt;
  let parameters = model.parameters;
  // A step is given the fit's own parameters, which it then changes in place: seen here, they need no copy a step.
  const heard = overhearing(context.open);
  const open: OpenSession = (...given) => {
    const session = heard.open(...given);
    return {
      ...session,
      step(now, ...others) {
        parameters = now;
        return session.step(now, ...others);
      },
    };
  };
  const balanced = (decided: Float64Array | null, against: Dataset): number => {
    if (decided === null) throw new Error('a fit told scores before it was evaluated');
    return scoreOf(decided, against).balancedAccuracy;
  };
  const numbered = { ...task, training: withNumberedWeights(task.training, model.columns?.label ?? null) };
  const { evaluateEvery } = task.training;
  const run = trainingRun(open, model, training, { ...fitOptionsOf(numbered, learnt, context), progressEvery: 1 });
  try {
    for (;;) {
      const next = await run.next();
      if (next.done) return classifierOutcome(next.value, learnt, heard);
      const { iteration, loss, scores } = next.value;
      const evaluated = [
        ...(iteration === 1 && evaluateEvery > 1 ? [0] : []),
        ...(iteration % evaluateEvery === 0 ? [iteration] : []),
      ];
      yield {
        iteration,
        loss,
        evaluations: evaluated.map((at) => ({
          iteration: at,
          ...scores,
          trainingBalanced: balanced(heard.training, training),
          validationBalanced: validation && balanced(heard.validation, validation),
        })),
        parameters,
      };
    }
  } finally {
    await run.return(undefined as never);
  }
}
