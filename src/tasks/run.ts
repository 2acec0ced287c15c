import { checkedFunction, checkedSignal, checkOptions, type OptionNames } from '../options.js';
import type { Outcome } from './outcome.js';
import type { RunContext } from './run-context.js';
import { runDimension } from './run-dimension.js';
import { runEvaluation } from './run-evaluation.js';
import { runFit } from './run-fit.js';
import { checkedTask, type Task } from './task.js';

const CONTEXT_NAMES: OptionNames<RunContext> = {
  onEvent: true,
  signal: true,
  read: true,
  checkpointEvery: true,
  progressEvery: true,
  progressParameters: true,
  resume: true,
  open: true,
};

/** The outcome of each kind of task. */
export type OutcomeOf<T extends Task> = Extract<Outcome, { readonly kind: T['kind'] }>;

function outcomeOf(task: Task, context: RunContext): Promise<Outcome> {
  if (task.kind === 'fit') return runFit(task, context);
  if (task.kind === 'dimension') return runDimension(task, context);
  return runEvaluation(task, context);
}

/**
 * Runs a task in this thread.
 *
 * The same task has the same outcome, bit for bit, on every runtime and however it is interrupted and resumed.
 *
 * @param task - as `fitTask`, `dimensionTask` and `evaluationTask` make them
 * @param context - see {@link RunContext}; all may be left out
 * @throws EbitError of any kind that the parts refuse, and 'aborted' after the signal, but that a fit then has an outcome;
 *   'config' for what is no task
 * @example
 * const task = fitTask({ data: { kind: 'chsh' }, model: { depth: 1, weights: 'parity' }, training: { iterations: 20 } });
 * const { training, stopped } = await runTask(task);
 * [training.baseRate, stopped]; // [0.5, 'iterations']
 */
export async function runTask<T extends Task>(task: T, context: RunContext = {}): Promise<OutcomeOf<T>> {
  checkOptions('runTask', context, CONTEXT_NAMES);
  for (const name of ['onEvent', 'read', 'open'] as const) {
    if (context[name] !== undefined) checkedFunction(name, context[name]);
  }
  checkedSignal(context.signal);
  return (await outcomeOf(checkedTask(task), context)) as OutcomeOf<T>;
}
