import { EbitError } from '../errors.js';
import { NUMERICS } from '../numerics.js';
import { checkedFunction } from '../options.js';
import { shownValue } from '../shown-value.js';
import { canonicalText } from './canonical.js';
import { type DataSettings, sourceOf } from './data-settings.js';
import type { ReadText } from './data-source.js';
import { type DimensionTask, dimensionIdentity, dimensionTask } from './dimension-task.js';
import { type EvaluationTask, evaluationIdentity, evaluationTask } from './evaluation-task.js';
import { type FitTask, fitIdentity, fitTask } from './fit-task.js';
import { textHash, textHasher } from './text-hash.js';

/**
 * Something to compute, as plain data: everything on which its numbers depend, and nothing else. How many threads there
 * are, where a table lies and how often a run is saved is no part of it.
 */
export type Task = FitTask | DimensionTask | EvaluationTask;

/** Returns data that say what is outside of them. @throws EbitError as `read` and `readTable` */
export function settledData(data: DataSettings, read: ReadText): DataSettings {
  return sourceOf(data).settled?.(data, read) ?? data;
}

/**
 * Returns a task that says of data outside of it what they are: of a table its digest, for which it is read.
 *
 * @param task - as `fitTask` and its like make them
 * @param read - returns the text of a file
 * @throws EbitError as `read` and `readTable`
 * @example
 * const csv = 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y';
 * const data = { kind: 'table', path: 'any.csv', columns: { A: ['a'], B: ['b'] } } as const;
 * taskId(settledTask(fitTask({ data }), () => csv)).length; // 32
 */
export function settledTask<T extends Task>(task: T, read: ReadText): T {
  checkedFunction('read', read);
  return withData(checkedTask(task), (data) => settledData(data, read));
}

/** Returns a task with its data changed; one that has none, as it is. */
export function withData<T extends Task>(task: T, change: (data: DataSettings) => DataSettings): T {
  if (task.kind !== 'dimension') return { ...task, data: change(task.data) };
  const { inputs } = task;
  return inputs.kind === 'data' ? { ...task, inputs: { kind: 'data', data: change(inputs.data) } } : task;
}

/**
 * Returns a task as one, after checking it like settings, which it is again.
 *
 * @throws EbitError 'config' for what is no task
 */
export function checkedTask<T extends Task>(task: T): T {
  const given: Task | null | undefined = task;
  if (given?.kind === 'fit') return fitTask(given) as T;
  if (given?.kind === 'dimension') return dimensionTask(given) as T;
  if (given?.kind === 'evaluation') return evaluationTask(given) as T;
  throw new EbitError(
    'config',
    `${shownValue(given)} is no task; make one by fitTask, dimensionTask or evaluationTask.`,
  );
}

function identityOf(task: Task): unknown {
  if (task.kind === 'fit') return fitIdentity(task);
  return task.kind === 'dimension' ? dimensionIdentity(task) : evaluationIdentity(task);
}

/**
 * Returns the text by which a task is known: all that its numbers depend on, and the version of the numerics.
 *
 * Two ways to say one thing give one text: an ebit count and the list of those ebits, a depth and the circuit of that depth.
 *
 * @throws EbitError 'config' for what is no task, or one of a table that was not read; as `network` for a network that is
 *   none
 */
export function taskText(task: Task): string {
  return textOf(checkedTask(task));
}

function textOf(complete: Task): string {
  return canonicalText({ ...(identityOf(complete) as object), numerics: NUMERICS });
}

/** How many digits of the hash are a task's name. */
const DIGITS = 32;

/**
 * Returns a function for the names of tasks that `fitTask` and its like made, quick for many that share parts.
 *
 * @throws EbitError as `taskText`, when it is called
 */
export function taskNames(): (complete: Task) => string {
  const hash = textHasher();
  return (complete) => hash(textOf(complete)).slice(0, DIGITS);
}

/**
 * Returns a task's name: the first 32 hexadecimal digits of the SHA-256 of everything on which its numbers depend, as UTF-8
 * text with sorted keys.
 *
 * Equal names mean equal numbers, on every machine and runtime; results can be kept under them.
 *
 * @param task - as `fitTask` and its like make them
 * @throws EbitError 'config' for what is no task, or for a table that was not read yet, see {@link settledTask}
 * @example
 * const one = fitTask({ data: { kind: 'clusters' }, network: { ebits: 1 } });
 * const again = fitTask({ data: { kind: 'clusters' }, network: { ebits: [{ between: ['A.0', 'B.0'] }] } });
 * taskId(one) === taskId(again); // true
 */
export function taskId(task: Task): string {
  return textHash(taskText(task)).slice(0, DIGITS);
}
