// What of a study is there, read from its store cell by cell.
import { EbitError } from '../errors.js';
import { contentsOf, type Store, type StoreContents } from '../jobs/store.js';
import type { StoredOutcome } from '../tasks/outcome.js';
import { taskWork } from '../tasks/work.js';
import { metricsOf } from './metrics.js';
import { repeatsWanted } from './stopping-rule.js';
import { checkedPlan, type Study, type StudyCell, type StudyTask } from './study.js';

/** Reads outcomes of a store, and knows which of them were damaged. */
export interface StudyReader {
  /** Null if it is not there; a damaged one counts as missing. */
  outcome(task: StudyTask): StoredOutcome | null;
  /** What was there when it was opened. */
  readonly contents: StoreContents;
  /** Where outcomes are that cannot be read. */
  readonly damaged: readonly string[];
}

/** Returns a reader of what is in a store by now. */
export function studyReader(store: Store): StudyReader {
  const contents = contentsOf(store);
  const damaged = new Set<string>();
  return {
    contents,
    outcome({ id, task }) {
      if (!contents.outcomes.has(id)) return null;
      const outcome = store.read(id)?.outcome;
      if (outcome?.kind === task.kind) return outcome;
      damaged.add(store.placeOf(id));
      return null;
    },
    get damaged() {
      return [...damaged];
    },
  };
}

/** The value by which a cell is judged. @throws EbitError 'config' if the outcome has none */
export function judgedValue({ stop }: Study, { task }: StudyTask, outcome: StoredOutcome): number {
  if (stop === null) return Number.NaN;
  const value = metricsOf(task, outcome)[stop.metric];
  if (typeof value === 'number') return value;
  throw new EbitError(
    'config',
    `The study stops by "${stop.metric}", of which these tasks have no number; choose another "stop.metric", such as training.accuracy.`,
  );
}

/** What is known of the repeats of a cell that are wanted by now. */
export interface CellProgress {
  readonly cell: StudyCell;
  /** In the order of the seeds; without its outcome where it is missing. */
  readonly wanted: readonly { readonly one: StudyTask; readonly outcome: StoredOutcome | null }[];
}

/** Reads a cell: no more of its repeats than the stopping rule asks for. */
export function cellProgress(study: Study, cell: StudyCell, reader: StudyReader): CellProgress {
  const wanted: CellProgress['wanted'][number][] = [];
  const values: (number | undefined)[] = [];
  while (wanted.length < repeatsWanted(study.stop, values, cell.repeats.length)) {
    const one = cell.repeats[wanted.length];
    const outcome = reader.outcome(one);
    wanted.push({ one, outcome });
    values.push(outcome === null ? undefined : judgedValue(study, one, outcome));
  }
  return { cell, wanted };
}

/** How far a study is. */
export interface StudyStatus {
  /** How many different tasks are wanted by now; with a stopping rule more may be. */
  readonly total: number;
  /** How many there are at most. */
  readonly most: number;
  readonly done: number;
  readonly failed: readonly {
    readonly task: StudyTask;
    readonly cell: StudyCell;
    readonly code: string;
    readonly message: string;
    readonly tries: number;
  }[];
  /** How many of those that are missing have a checkpoint to go on from. */
  readonly begun: number;
  /** Where outcomes are that cannot be read; their tasks count as missing. */
  readonly damaged: readonly string[];
  /** Of what is missing, in units of `taskWork`. */
  readonly workLeft: number;
  /** How long what is missing takes one processor; from what finished tasks of this kind took, null if none is known. */
  readonly secondsLeft: number | null;
  readonly cells: readonly { readonly cell: StudyCell; readonly done: number; readonly wanted: number }[];
}

/**
 * Says what of a study is in a store. It only reads, so another program may write there meanwhile.
 *
 * @param study - as `study` makes it
 * @param store - is only read
 * @throws EbitError 'config' for what is no study or no store; as the store
 * @example
 * const plan = study({ task: { data: 'chsh' }, repeats: 3 });
 * const { done, total } = studyStatus(plan, memoryStore());
 * [done, total]; // [0, 3]
 */
export function studyStatus(study: Study, store: Store): StudyStatus {
  checkedPlan(study);
  const reader = studyReader(store);
  const { failures, checkpoints } = reader.contents;
  const seen = new Set<string>();
  const failed: StudyStatus['failed'][number][] = [];
  let [done, begun, workLeft] = [0, 0, 0];
  const cells = study.cells.map((cell) => {
    const { wanted } = cellProgress(study, cell, reader);
    const work = taskWork(cell.repeats[0].task);
    for (const { one, outcome } of wanted) {
      if (seen.has(one.id)) continue;
      seen.add(one.id);
      const failure = outcome === null && failures.has(one.id) ? store.failure(one.id) : null;
      if (outcome !== null) done++;
      else if (failure !== null) failed.push({ ...failure, task: one, cell });
      else {
        workLeft += work;
        if (checkpoints.has(one.id)) begun++;
      }
    }
    return { cell, wanted: wanted.length, done: wanted.filter(({ outcome }) => outcome !== null).length };
  });
  const rate = store.rate(study.kind);
  const most = new Set(study.cells.flatMap(({ repeats }) => repeats.map(({ id }) => id))).size;
  const secondsLeft = rate === null || rate.work === 0 ? null : (workLeft * rate.seconds) / rate.work;
  return { total: seen.size, most, done, failed, begun, damaged: reader.damaged, workLeft, secondsLeft, cells };
}
