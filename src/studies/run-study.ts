import { aborted } from '../abort.js';
import { type EbitError, isEbitError } from '../errors.js';
import type { Executor, Job } from '../jobs/job.js';
import { callingThread } from '../jobs/run-job.js';
import { checkedScript, isAlone } from '../jobs/script.js';
import { checkedStore, type Store } from '../jobs/store.js';
import { checkExecutor, throughLanes } from '../jobs/sweep.js';
import { threadPool } from '../jobs/thread-pool.js';
import { checkedFunction, checkedSignal, checkOptions } from '../options.js';
import { type StoredOutcome, storedOutcome } from '../tasks/outcome.js';
import { checkedTask, type Task, taskNames } from '../tasks/task.js';
import { taskWork } from '../tasks/work.js';
import type { Checkpoint } from '../training/checkpoint.js';
import { repeatsWanted } from './stopping-rule.js';
import { checkedPlan, type Study, type StudyCell, type StudyTask } from './study.js';
import { jobOf } from './study-jobs.js';
import { judgedValue, studyReader } from './study-progress.js';

/** How far a study is while it is run. */
export interface StudyProgress {
  /** Different tasks whose outcomes are there, those from the store included. */
  readonly done: number;
  /** Different tasks that are wanted by now; with a stopping rule more may be. */
  readonly total: number;
  readonly failed: number;
  /** Of the work that was not in the store, how much is done, and how much there is by now; units of `taskWork`. */
  readonly workDone: number;
  readonly work: number;
}

/** A task that failed with an error of its own. */
export interface StudyFailure {
  readonly task: StudyTask;
  readonly error: EbitError;
}

/** What {@link runStudy} takes. What a callback throws ends the run. */
export interface RunStudyOptions {
  readonly store: Store;
  /**
   * As many threads as there are processors unless told, which are closed at the end, and where there are none the calling
   * thread; one that is given is not closed.
   */
  readonly executor?: Executor;
  /** Where the program of these threads is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL | string;
  /** Ends it early: tasks that are under way leave checkpoints. One that was aborted beforehand begins none. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StudyProgress) => unknown;
  /** Called with each task that fails; the others go on. */
  readonly onFailure?: (failure: StudyFailure) => unknown;
  /** Called with where an outcome is that cannot be read; its task counts as missing. */
  readonly onDamage?: (place: string) => unknown;
  /** Whether tasks that failed before are run again; unless told they stay as they are. */
  readonly again?: boolean;
  /** How many times a task is tried whose worker is lost; 3 unless told. */
  readonly tries?: number;
}

/** What became of a study. */
export interface StudySummary {
  readonly done: number;
  readonly total: number;
  /** Of the total, those without an outcome. */
  readonly failed: number;
  /** There after the signal, if it came before all was done; the same call again goes on. */
  readonly aborted?: true;
}

/** A task on its way, with where it stands: in which cells, as which of their repeats. */
interface Queued {
  readonly one: StudyTask;
  readonly work: number;
  readonly places: { readonly state: CellState; readonly repeat: number }[];
}

/** What is known of a cell. */
interface CellState {
  readonly cell: StudyCell;
  /** How many of its repeats were asked for. */
  asked: number;
  readonly values: (number | undefined)[];
}

/** Tasks as a study that is run to its end. @throws EbitError as `taskId` */
function studyOf(tasks: readonly Task[]): Study {
  const nameOf = taskNames();
  const cells = tasks.map((given): StudyCell => {
    const task = checkedTask(given);
    return { coordinates: {}, repeats: [{ id: nameOf(task), task, seed: null }] };
  });
  const kind = tasks[0]?.kind ?? 'fit';
  return { name: 'tasks', kind, coordinates: [], cells, stop: null, collect: [], checkpointEvery: 500 };
}

/**
 * An executor that takes jobs on from the store's checkpoints, and says how long those took that it did from the beginning;
 * of those that may have waited elsewhere for their turn nobody knows.
 */
function resumingExecutor(
  executor: Executor,
  checkpointOf: (job: Job) => Checkpoint | null,
  onTime: (job: Job, seconds: number) => void,
): Executor {
  return {
    width: executor.width,
    queues: executor.queues,
    acknowledge: async (job) => executor.acknowledge?.(job),
    close: () => executor.close(),
    async run(job, onEvent, signal) {
      const resume = job.task.kind === 'fit' ? checkpointOf(job) : null;
      const start = performance.now();
      const outcome = await executor.run({ ...job, resume }, onEvent, signal);
      if (resume === null && executor.queues !== true) onTime(job, (performance.now() - start) / 1000);
      return outcome;
    },
  };
}

/**
 * Runs what is missing of a study, and keeps every outcome as soon as it is there; the same call again goes on.
 *
 * A task is run once, however many cells it stands in. One that fails with an error of its own is kept as failed, and the
 * others go on. Fits leave checkpoints, from which they go on after a crash or an interruption, with the same bits. With a
 * stopping rule further seeds of a cell are run when those before are finished and do not suffice; of a cell with a failed
 * task no more are.
 *
 * @param what - a study, or a list of tasks
 * @returns how much of it there is; after the signal, which leaves the store whole, it says `aborted`
 * @throws EbitError 'config' for options that are none; as the
 *   store, and what stops all tasks: 'closed' and 'runtime'
 * @example
 * const plan = study({ task: { data: 'chsh', training: { iterations: 4 } }, axes: [{ path: 'model.depth', list: [1, 2] }] });
 * await runStudy(plan, { store: memoryStore(), executor: callingThread() }); // { done: 2, total: 2, failed: 0 }
 */
export async function runStudy(what: Study | readonly Task[], options: RunStudyOptions): Promise<StudySummary> {
  checkOptions('runStudy', options, {
    store: true,
    executor: true,
    script: true,
    signal: true,
    onProgress: true,
    onFailure: true,
    onDamage: true,
    again: true,
    tries: true,
  });
  const { onProgress, onFailure, onDamage } = options;
  for (const [name, callback] of Object.entries({ onProgress, onFailure, onDamage })) {
    if (callback !== undefined) checkedFunction(name, callback);
  }
  checkedSignal(options.signal);
  checkedStore(options.store);
  const whole = Array.isArray(what) ? studyOf(what) : checkedPlan(what as Study);
  const script = options.script === undefined ? undefined : checkedScript(options.script);
  if (options.executor === undefined) {
    const executor = isAlone(undefined, script) ? callingThread() : await threadPool({ script });
    return run(whole, { ...options, executor }).finally(() => executor.close());
  }
  checkExecutor(options.executor);
  return run(whole, { ...options, executor: options.executor });
}

async function run(
  study: Study,
  {
    store,
    executor,
    signal,
    onProgress,
    onFailure,
    onDamage,
    again = false,
    tries,
  }: RunStudyOptions & { executor: Executor },
): Promise<StudySummary> {
  const reader = studyReader(store);
  const states = study.cells.map((cell): CellState => ({ cell, asked: 0, values: [] }));
  /** Everything that was asked for, by name: what is on its way, and what there is an answer for. */
  const queued = new Map<string, Queued>();
  const settled = new Map<string, StoredOutcome | null>();
  const jobs: Job[] = [];
  const order: Queued[] = [];
  const ids = new WeakMap<Job, string>();
  const times = new WeakMap<Job, number>();
  let [done, failed, workDone, work] = [0, 0, 0, 0];
  const tell = () => onProgress?.({ done, total: queued.size + settled.size, failed, workDone, work });

  /** Takes what is known of a task into a cell: its value decides on more. */
  const learn = (state: CellState, repeat: number, outcome: StoredOutcome | null): void => {
    if (outcome === null) return;
    // Without a rule nothing is judged.
    state.values[repeat] = study.stop === null ? 0 : judgedValue(study, state.cell.repeats[repeat], outcome);
  };
  /** Asks for what a cell wants by now; returns what is to be run for it. */
  const grow = (state: CellState): Queued[] => {
    const { cell, values } = state;
    const fresh: Queued[] = [];
    for (;;) {
      const wanted = repeatsWanted(study.stop, values, cell.repeats.length);
      if (state.asked === wanted) return fresh;
      for (; state.asked < wanted; state.asked++) {
        const one = cell.repeats[state.asked];
        const known = queued.get(one.id);
        const place = { state, repeat: state.asked };
        if (known !== undefined) known.places.push(place);
        else if (settled.has(one.id)) learn(state, state.asked, settled.get(one.id) ?? null);
        else {
          const outcome = reader.outcome(one);
          const isFailed =
            outcome === null && !again && reader.contents.failures.has(one.id) && store.failure(one.id) !== null;
          if (outcome !== null || isFailed) {
            // The outcome itself is of no use any more; of cells with a rule its value is kept.
            settled.set(one.id, study.stop === null ? null : outcome);
            learn(state, state.asked, outcome);
            if (isFailed) failed++;
            else done++;
            continue;
          }
          const entry = { one, work: taskWork(one.task), places: [place] };
          queued.set(one.id, entry);
          fresh.push(entry);
        }
      }
    }
  };
  const enqueue = (fresh: readonly Queued[]): void => {
    for (const entry of fresh) {
      const job = jobOf(entry.one, study.checkpointEvery);
      ids.set(job, entry.one.id);
      jobs.push(job);
      order.push(entry);
      work += entry.work;
    }
  };
  const settle = (entry: Queued, outcome: StoredOutcome | null): void => {
    queued.delete(entry.one.id);
    settled.set(entry.one.id, study.stop === null ? null : outcome);
    workDone += entry.work;
    for (const { state, repeat } of entry.places) learn(state, repeat, outcome);
    if (study.stop !== null) for (const { state } of entry.places) enqueue(grow(state));
  };

  // The longest come first: begun last they would keep one lane busy when the others have nothing left.
  enqueue(states.flatMap(grow).sort((a, b) => b.work - a.work));
  for (const place of reader.damaged) await onDamage?.(place);
  await tell();
  try {
    await throughLanes(
      resumingExecutor(
        executor,
        (job) => store.checkpoint(ids.get(job) as string),
        (job, seconds) => times.set(job, seconds),
      ),
      {
        jobs,
        most: study.cells.reduce((sum, { repeats }) => sum + repeats.length, 0),
        beginsAborted: false,
        signal,
        tries,
        // What the store throws here ends the run, as it does everywhere.
        onEvent(event, job) {
          if (event.kind === 'checkpoint') store.keepCheckpoint(order[job].one.id, event.checkpoint);
        },
        async onResult(outcome, job) {
          const { one } = order[job];
          if (outcome.kind === 'fit' && outcome.stopped === 'aborted') {
            if (outcome.checkpoint !== null) store.keepCheckpoint(one.id, outcome.checkpoint);
            return;
          }
          const stored = storedOutcome(outcome);
          const seconds = times.get(jobs[job]);
          store.write(one.id, { task: one.task, outcome: stored });
          if (seconds !== undefined) store.keepRate(one.task.kind, { work: order[job].work, seconds });
          done++;
          settle(order[job], stored);
          await tell();
        },
        async onFailure(error, job, count) {
          const { one } = order[job];
          const { code, message } = error;
          store.keepFailure(one.id, { task: one.task, code, message, tries: count });
          failed++;
          settle(order[job], null);
          await onFailure?.({ task: one, error });
          await tell();
        },
      },
    );
  } catch (error) {
    if (!(signal?.aborted && isEbitError(error) && error.code === 'aborted')) throw error;
  }
  const total = queued.size + settled.size;
  return { done, total, failed, ...(queued.size > 0 ? { aborted: true } : {}) };
}

/**
 * Returns the summary of a study that is whole, for whoever can do nothing with a part of it.
 *
 * @param signal - that the study was run with
 * @throws EbitError 'aborted' for a part
 */
export function wholeSummary(summary: StudySummary, signal: AbortSignal | undefined): StudySummary {
  const { done, total, aborted: isPart } = summary;
  if (!isPart) return summary;
  throw aborted(`Stopped with ${done} of ${total} tasks finished, which are kept; do the same again to go on.`, signal);
}
