import { EbitError } from '../errors.js';
import { plural } from '../plural.js';
import { type RunStudyOptions, runStudy, type StudyFailure, wholeSummary } from '../studies/run-study.js';
import { canonicalText } from '../tasks/canonical.js';
import type { FitTask } from '../tasks/fit-task.js';
import type { Score } from '../tasks/outcome.js';
import type { Task } from '../tasks/task.js';
import { taskWork } from '../tasks/work.js';
import type { Cell, Experiment, Findings, Known, Measured, Scale } from './experiment.js';
import { loadStored, type OutcomeBook, type StoredOutcomeOf } from './outcome-book.js';

/** An experiment with what came of it. */
export interface Finding {
  readonly experiment: Experiment;
  readonly findings: Findings;
}

/** What `runExperiments` says on the way. */
export interface ExperimentsProgress {
  readonly done: number;
  readonly total: number;
  /** Work that was done since the command was given, and that is left; see `taskWork`. */
  readonly workDone: number;
  readonly workLeft: number;
}

/** What `runExperiments` takes beside what is to be run. */
export interface RunExperimentsOptions extends Pick<RunStudyOptions, 'store' | 'executor' | 'signal'> {
  readonly onProgress?: (progress: ExperimentsProgress) => void;
}

/** How an experiment is run: its own size, with what is the same for all. */
export function sizeOf({ sizes }: Experiment, scale: Scale): Scale {
  return { ...scale, ...sizes[scale.name] };
}

/** What an experiment asks for. */
export interface Asked {
  readonly cells: readonly Cell[];
  /** Those of the cells, and those by whose outcomes it is decided what else is measured. */
  readonly tasks: readonly Task[];
  /** Whether it asks for more when these are there. */
  readonly waits: boolean;
}

/** Outcomes that could be, of tasks whose outcomes are not there. */
type Imagine = (task: FitTask) => StoredOutcomeOf<FitTask>;

/**
 * Returns what an experiment asks for when it knows what is in a book.
 *
 * @param imagine - takes the place of what is not in the book; without it, what depends on that is not asked for yet
 */
export function askedOf(experiment: Experiment, scale: Scale, book: OutcomeBook, imagine?: Imagine): Asked {
  const first: Task[] = [];
  let waits = false;
  const known: Known = {
    outcomes<T extends Task>(tasks: readonly T[]) {
      first.push(...tasks);
      const missing = tasks.filter((task) => !book.has(task));
      waits ||= missing.length > 0;
      if (missing.length > 0 && (imagine === undefined || missing.some(({ kind }) => kind !== 'fit'))) return null;
      return tasks.map((task) =>
        book.has(task) ? book.outcome(task) : (imagine?.(task as FitTask) as StoredOutcomeOf<T>),
      );
    },
  };
  const cells = experiment.cells(sizeOf(experiment, scale), known);
  return { cells, tasks: [...first, ...cells.map(({ task }) => task)], waits };
}

/** Each training by another number, so that measurements of different ones are not taken for one. */
function imagination(): Imagine {
  const numbers = new Map<string, number>();
  const score: Score = { accuracy: 0.5, balancedAccuracy: 0.5, baseRate: 0.5 };
  return (task) => {
    const text = canonicalText(task);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return {
      kind: 'fit',
      training: score,
      validation: score,
      loss: { training: 1, validation: 1 },
      course: { iterations: [], loss: [], training: [], validation: [] },
      iterations: 0,
      stopped: 'iterations',
      parameters: [number],
    };
  };
}

/** What will be asked for beside some tasks: how much it is does not depend on what will be found, which ones do. */
function laterTasks(waiting: readonly Experiment[], scale: Scale, book: OutcomeBook, now: readonly Task[]): Task[] {
  const imagine = imagination();
  const later = waiting.flatMap((experiment) => askedOf(experiment, scale, book, imagine).tasks);
  const different = new Map(later.map((task) => [canonicalText(task), task]));
  for (const task of now) different.delete(canonicalText(task));
  return [...different.values()];
}

function workOf(tasks: readonly Task[]): number {
  return tasks.reduce((sum, task) => sum + taskWork(task), 0);
}

/** The cells of an experiment with what their tasks came to. */
function measuredCells({ cells }: Asked, book: OutcomeBook): Measured<Cell>[] {
  return cells.map((cell) => ({ ...cell, outcome: book.outcome(cell.task) }));
}

/** What ends experiments of which tasks failed, when the others are kept; null where none did. */
function failureOf(failures: readonly StudyFailure[]): EbitError | null {
  if (failures.length === 0) return null;
  const [{ task, error }] = failures;
  const count = plural(failures.length, 'task');
  return new EbitError(error.code, `${count} failed, the others are kept; the first, ${task.id}: ${error.message}`);
}

/**
 * Runs experiments, round by round: in each what they ask for, as a study, until what they know leaves nothing to ask for.
 *
 * @throws EbitError as a task that failed, when the others of its round are kept; 'config' for a store that forgets; as `runStudy`
 */
export async function runExperiments(
  chosen: readonly Experiment[],
  scale: Scale,
  book: OutcomeBook,
  options: RunExperimentsOptions,
): Promise<Finding[]> {
  const { onProgress, ...rest } = options;
  const all = new Map<Experiment, Asked>();
  // A store that forgets would have the same tasks run for ever.
  const tried = new Set<string>();
  let workBefore = 0;
  for (;;) {
    const waiting = chosen.filter((experiment) => all.get(experiment)?.waits ?? true);
    for (const experiment of waiting) all.set(experiment, askedOf(experiment, scale, book));
    const tasks = [...all.values()].flatMap((one) => one.tasks);
    const missing = [...loadStored(tasks, book, rest.store).values()].map(([task]) => task);
    const lost = missing.find((task) => tried.has(book.idOf(task)));
    if (lost !== undefined) {
      throw new EbitError(
        'config',
        `The store does not give back what it was to keep of the task ${book.idOf(lost)}; give one such as memoryStore() returns.`,
      );
    }
    const isMissing = missing.length > 0;
    const waits = waiting.filter((experiment) => all.get(experiment)?.waits);
    if (!isMissing && waits.length > 0) continue;
    const later = isMissing ? laterTasks(waits, scale, book, tasks) : [];
    const left = later.filter((task) => !book.has(task));
    const total = new Set(tasks.map(book.idOf)).size;
    const failures: StudyFailure[] = [];
    let workDone = 0;
    const summary = await runStudy(missing, {
      ...rest,
      again: true,
      onFailure: (failure) => failures.push(failure),
      onProgress(progress) {
        const { done, work } = progress;
        workDone = progress.workDone;
        onProgress?.({
          done: total - missing.length + done + later.length - left.length,
          total: total + later.length,
          workDone: workBefore + workDone,
          workLeft: work - workDone + workOf(left),
        });
      },
    });
    wholeSummary(summary, rest.signal);
    for (const task of missing) tried.add(book.idOf(task));
    const failure = failureOf(failures);
    if (failure !== null) throw failure;
    if (!isMissing) break;
    workBefore += workDone;
  }
  return [...all].map(([experiment, one]) => ({
    experiment,
    findings: experiment.show(measuredCells(one, book), sizeOf(experiment, scale)),
  }));
}
