import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { checkedWord } from '../options.js';
import { checked, lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { dataNamed, type PartialData, partialDataSchema } from '../tasks/data-settings.js';
import { type DimensionTaskSettings, dimensionTask, dimensionTaskSchema } from '../tasks/dimension-task.js';
import { type EvaluationTaskSettings, evaluationTask, evaluationTaskSchema } from '../tasks/evaluation-task.js';
import { type FitTaskSettings, fitTask, fitTaskSchema } from '../tasks/fit-task.js';
import { finiteSchema, positiveSchema, seedSchema } from '../tasks/schemas.js';
import type { Task } from '../tasks/task.js';
import { type AxisSettings, axisSchema, MOST_TASKS } from './axis.js';

/** What a study's tasks have in common; data may be a word, and what an axis says may be missing. */
export type BaseTask = Omit<
  Partial<FitTaskSettings & DimensionTaskSettings & EvaluationTaskSettings>,
  'data' | 'inputs'
> & {
  readonly kind?: Task['kind'] | undefined;
  readonly data?: PartialData | string | undefined;
  readonly inputs?: DimensionTaskSettings['inputs'];
};

/** The same again with other seeds: `count` of them from `from` on. */
export interface RepeatSettings {
  readonly count: number;
  /** The base task's own seed, or 0, unless told. */
  readonly from?: number | undefined;
  /** What the seed is of; of the training, the draws or the shots unless told. */
  readonly path?: string | readonly string[] | undefined;
}

/** When a cell has repeats enough. */
export interface StopSettings {
  /** Of the mean of the metric over the cell's repeats: below it no more are run. */
  readonly standardError: number;
  /** What is judged; what matters most of the kind of task unless told, see {@link metricNames}. */
  readonly metric?: string | undefined;
}

/** A study as a person writes it; {@link study} makes its tasks. */
export interface StudySettings {
  readonly name?: string | undefined;
  readonly task: BaseTask;
  readonly axes?: readonly AxisSettings[] | undefined;
  /** A number, or where from and of what. One task a cell unless told. */
  readonly repeats?: number | RepeatSettings | undefined;
  readonly stop?: StopSettings | undefined;
  /** Which metrics results have; all unless told. */
  readonly collect?: readonly string[] | undefined;
  /** After how many iterations a fit keeps where it is; 500 unless told. A crash costs no more than these. */
  readonly checkpointEvery?: number | undefined;
  /** The folder of the results, for programs that have files. */
  readonly store?: string | undefined;
}

/** One kind of task in studies: everything that is to be known about it here. */
interface StudyKind {
  /** The shape of a whole task; a base may lack what an axis says. */
  schema(): v.StrictObjectSchema<v.ObjectEntries, undefined>;
  /** Fills in what is left open. */
  complete(settings: never): Task;
  /** What repeats change unless told. */
  readonly seed: string;
  /** Parts of a task that say nothing of the others, nor others of them. */
  readonly apart: readonly string[];
  /** What may be said of one of several kinds by one word. */
  readonly data: string;
}

/** Every kind of task that a study can have. */
export const studyKinds: Readonly<Record<Task['kind'], StudyKind>> = {
  fit: { schema: fitTaskSchema, complete: fitTask, seed: 'training.seed', apart: ['training'], data: 'data' },
  dimension: {
    schema: dimensionTaskSchema,
    complete: dimensionTask,
    seed: 'measure.seed',
    apart: ['measure'],
    data: 'inputs.data',
  },
  evaluation: {
    schema: evaluationTaskSchema,
    complete: evaluationTask,
    seed: 'seed',
    apart: ['rows', 'parameters', 'shots', 'seed', 'expectations'],
    data: 'data',
  },
};

const kindNames = Object.keys(studyKinds) as Task['kind'][];

const repeatSchema = () =>
  v.strictObject({
    count: v.pipe(positiveSchema, v.maxValue(MOST_TASKS)),
    from: v.optional(seedSchema),
    path: v.optional(v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.array(v.string()), v.nonEmpty())])),
  });

/** The shape of {@link StudySettings}; the task is checked by its own kind's. */
const studyEntries = lazily(() => ({
  name: v.optional(v.pipe(v.string(), v.nonEmpty())),
  task: v.looseObject({ kind: v.optional(v.picklist(kindNames)) }),
  axes: v.optional(v.array(axisSchema())),
  repeats: v.optional(v.union([v.pipe(positiveSchema, v.maxValue(MOST_TASKS)), repeatSchema()])),
  stop: v.optional(
    v.strictObject({
      standardError: v.pipe(finiteSchema, v.gtValue(0)),
      metric: v.optional(v.string()),
    }),
  ),
  collect: v.optional(v.pipe(v.array(v.string()), v.nonEmpty())),
  checkpointEvery: v.optional(positiveSchema),
  store: v.optional(v.pipe(v.string(), v.nonEmpty())),
}));
const studySchema = lazily(() => v.strictObject(studyEntries()));

/** A word for data, or all that may be said of them. */
const wordedData = lazily(() => v.union([v.pipe(v.string(), v.nonEmpty()), partialDataSchema()]));

/** The shape of the base task of a kind: data may be a word, everything may be missing, the kind is said. */
function baseSchema(kind: Task['kind']): v.GenericSchema {
  const { entries } = studyKinds[kind].schema();
  const open = Object.fromEntries(
    Object.entries(entries).map(([key, schema]) => [
      key,
      key === 'data' ? v.optional(wordedData()) : schema.type === 'optional' ? schema : v.optional(schema),
    ]),
  );
  return v.strictObject({ ...open, kind: kind === 'fit' ? v.optional(v.literal(kind)) : v.literal(kind) });
}

/** The shape of a whole study, for what describes it to other programs. */
export const wholeStudySchema = lazily(() =>
  v.strictObject({ ...studyEntries(), task: v.union(kindNames.map(baseSchema)) }),
);

/** Data by their word where they are said by one. */
export function withoutWords(task: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return typeof task.data === 'string' ? { ...task, data: dataNamed(task.data) } : task;
}

/** A study that was checked for what it says, with the kind of its tasks. */
export interface CheckedStudy extends StudySettings {
  readonly kind: Task['kind'];
  readonly base: Readonly<Record<string, unknown>>;
}

/**
 * Checks a study that a person wrote, but for what its numbers mean together.
 *
 * @throws EbitError 'config' naming the first key that is unknown, with the nearest known one, or the first value that does
 *   not fit, with what belongs there
 */
export function checkedStudy(value: unknown): CheckedStudy {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EbitError(
      'config',
      `The study is ${shownValue(value)}; give an object, such as { task: { data: 'clusters' }, repeats: 10 }.`,
    );
  }
  const { task } = value as { readonly task?: unknown };
  const given = typeof task === 'object' && task !== null && 'kind' in task ? task.kind : undefined;
  const kind = given === undefined ? 'fit' : checkedWord('kind of task', given, kindNames);
  const settings = checked(studySchema(), value, 'config', 'The study') as StudySettings;
  if (settings.axes === undefined && settings.repeats === undefined) {
    throw new EbitError(
      'config',
      `The study has neither "axes" nor "repeats", so it is one task; say what is varied, such as axes: [{ path: model.depth, list: [1, 5] }].`,
    );
  }
  const base = checked(baseSchema(kind), task, 'config', "The study's task") as Readonly<Record<string, unknown>>;
  checkOrder(kind, settings);
  return { ...settings, kind, base: withoutWords(base) };
}

/** How many repeats a cell has before it is first judged, and between two judgements. */
export const JUDGED_EVERY = 5;

function checkOrder(kind: Task['kind'], { stop, repeats }: StudySettings): void {
  const count = typeof repeats === 'number' ? repeats : repeats?.count;
  if (stop === undefined || (count !== undefined && count > JUDGED_EVERY)) return;
  throw new EbitError(
    'config',
    `The study stops by "stop.standardError", which is judged after ${JUDGED_EVERY} repeats, but has ${shownValue(count ?? 1)}; ` +
      `give more "repeats", over ${studyKinds[kind].seed} for instance, or leave out "stop".`,
  );
}
