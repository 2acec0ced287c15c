import { EbitError, isEbitError } from '../errors.js';
import { checkedFunction, checkedWhole, checkedWord, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { canonicalText } from '../tasks/canonical.js';
import type { DataSettings } from '../tasks/data-settings.js';
import type { ReadText } from '../tasks/data-source.js';
import { modelOf, noFiles } from '../tasks/make.js';
import type { ModelSettings } from '../tasks/model-settings.js';
import type { NetworkSettings } from '../tasks/network-settings.js';
import { settledData, type Task, taskNames } from '../tasks/task.js';
import { type AxisPoint, axisPoints, checkCount, MOST_TASKS } from './axis.js';
import { columnDealer } from './dealt-task.js';
import { metricNames } from './metrics.js';
import type { StoppingRule } from './stopping-rule.js';
import { type CheckedStudy, checkedStudy, type StudySettings, studyKinds, withoutWords } from './study-spec.js';
import { keysOf, valueAt, withValueAt } from './task-path.js';

/** One task of a study. */
export interface StudyTask {
  /** The task's name, see `taskId`. */
  readonly id: string;
  readonly task: Task;
  /** By which repeats of a cell are told apart; null where there is one. */
  readonly seed: number | null;
}

/** Tasks that differ by their seed alone. */
export interface StudyCell {
  /** Where the cell is, by the names of the axes. */
  readonly coordinates: Readonly<Record<string, unknown>>;
  /** In the order of their seeds. */
  readonly repeats: readonly StudyTask[];
}

/** Tasks that are run and looked at together. */
export interface Study {
  readonly name: string;
  readonly kind: Task['kind'];
  /** The names of the coordinates, in the order of the axes. */
  readonly coordinates: readonly string[];
  /** The last axis goes fastest. */
  readonly cells: readonly StudyCell[];
  /** Null where every repeat is run. */
  readonly stop: StoppingRule | null;
  /** The metrics of its results; what matters most comes first. */
  readonly collect: readonly string[];
  readonly checkpointEvery: number;
}

/** Those that were made here; of anything else nothing is known. */
const made = new WeakSet<Study>();

/** Returns a study if `study` made it. @throws EbitError 'config' for anything else */
export function checkedPlan(plan: Study): Study {
  if (made.has(plan)) return plan;
  throw new EbitError('config', `${shownValue(plan)} is no study; give what study() returns.`);
}

/**
 * Returns the part of a study that one of several programs runs, so that together they run all of it: every count-th cell
 * where a rule judges cells, else every count-th task.
 *
 * @param place - of the program, from 0
 * @throws EbitError 'range' for a place beyond them
 */
export function studyPart(plan: Study, place: number, count: number): Study {
  checkedWhole('The number of parts', count, 1, MOST_TASKS);
  checkedWhole('The place among the parts', place, 0, count - 1);
  let next = 0;
  const own = plan.cells.flatMap((cell): StudyCell[] => {
    if (plan.stop !== null) return next++ % count === place ? [cell] : [];
    const repeats = cell.repeats.filter(() => next++ % count === place);
    return repeats.length === 0 ? [] : [{ ...cell, repeats }];
  });
  const part = { ...plan, cells: own };
  made.add(part);
  return part;
}

/** What {@link study} takes beside the study. */
export interface StudyOptions {
  /** Returns the text of a file, for tables; without it there are no files. */
  readonly read?: ReadText;
  /** Returns where a table is whose path is a relative one; tasks have what it returns. */
  readonly locate?: (path: string) => string;
}

/** How often a fit keeps where it is unless told. */
const CHECKPOINT_EVERY = 500;

/** The repeats as one more axis, which is no coordinate. */
function repeatPoints({ repeats, kind, base }: CheckedStudy): AxisPoint[] {
  if (repeats === undefined) return [{ assignments: [], coordinates: {} }];
  const { count, from, path = studyKinds[kind].seed } = typeof repeats === 'number' ? { count: repeats } : repeats;
  const paths = [path].flat();
  const own = valueAt(base, paths[0]);
  const first = from ?? (typeof own === 'number' ? own : 0);
  if (first > Number.MAX_SAFE_INTEGER - (count - 1)) {
    throw new EbitError('config', `The study has no ${count} seeds from ${first} on; give a smaller "repeats.from".`);
  }
  return Array.from({ length: count }, (_, i) => ({
    assignments: paths.map((one) => [one, first + i] as const),
    coordinates: { seed: first + i },
  }));
}

/** @throws EbitError 'config' for a path that is set twice, a part of what another one sets, or the kind of the tasks */
function checkPaths(axes: readonly (readonly AxisPoint[])[]): void {
  const paths = axes.flatMap(([{ assignments }]) => assignments.map(([path]) => path));
  for (const [i, path] of paths.entries()) {
    if (path === 'kind') {
      throw new EbitError('config', 'The study varies "kind", but its tasks are of one kind; write a study for each.');
    }
    const rival = paths.find((other, j) => j !== i && (other === path || other.startsWith(`${path}.`)));
    if (rival === undefined) continue;
    throw new EbitError(
      'config',
      `The study says "${rival}" twice${rival === path ? '' : `, once by "${path}"`}; leave one of its axes or repeats out.`,
    );
  }
}

/** @throws EbitError whatever `make` throws, saying where: at `model.depth = 3` */
function located<T>(points: readonly AxisPoint[], make: () => T): T {
  try {
    return make();
  } catch (error) {
    const where = points
      .flatMap(({ coordinates }) => Object.entries(coordinates))
      .map(([name, value]) => `${name} = ${String(value)}`)
      .join(', ');
    if (!isEbitError(error) || where === '') throw error;
    throw new EbitError(error.code, `${error.message} So it is at ${where}.`, { cause: error });
  }
}

/** Columns of results that no axis may be called. */
const TAKEN = ['id', 'seed', 'count'];

/** The names of the axes, in order. @throws EbitError 'config' for one that comes twice or stands for something else */
function coordinateNames(axes: readonly (readonly AxisPoint[])[]): string[] {
  const names = axes.flatMap(([{ coordinates }]) => Object.keys(coordinates));
  const stray = names.find((name, i) => TAKEN.includes(name) || names.indexOf(name) !== i);
  if (stray === undefined) return names;
  const why = TAKEN.includes(stray) ? 'as a column of every result is' : 'and so is another';
  throw new EbitError('config', `An axis of the study is called "${stray}", ${why}; give it another "name".`);
}

/** Returns a function for the first of equal parts of tasks: what is found out about one is found out once. */
function sharedParts(): <T extends object>(part: T) => T {
  const firsts = new Map<string, object>();
  return <T extends object>(part: T): T => {
    const key = canonicalText(part);
    const first = firsts.get(key) ?? part;
    firsts.set(key, first);
    return first as T;
  };
}

/**
 * Makes the tasks at places of the axes. Parts of a task that some axes decide are made once for each place of those axes,
 * and shared: a study of a hundred thousand tasks has far fewer parts.
 */
function taskMaker(
  checked: CheckedStudy,
  axes: readonly (readonly AxisPoint[])[],
  { read = noFiles, locate = (path) => path }: StudyOptions,
) {
  const { kind, base } = checked;
  const { complete, apart, schema } = studyKinds[kind];
  const touched = axes.map(([{ assignments }]) => new Set(assignments.map(([path]) => keysOf(path)[0])));
  /** Which axes decide on parts of the task. */
  const axesOf = (decides: (part: string) => boolean) =>
    axes.flatMap((_, i) => ([...touched[i]].some(decides) ? [i] : []));
  const firsts = axes.map(() => 0);
  const withColumns = columnDealer(kind, (path) => read(locate(path)));
  const completeAt = (
    places: readonly number[],
    which: readonly number[],
    isLeftOut: (part: string) => boolean,
  ): Task => {
    const points = axes.map((axis, i) => axis[places[i]]);
    const own = which.map((i) => points[i]);
    return located(own, () => {
      const settings = points
        .flatMap(({ assignments }) => assignments)
        .reduce<unknown>((task, [path, value]) => withValueAt(task, path, value), base);
      const said = Object.entries(withoutWords(settings as Readonly<Record<string, unknown>>));
      const kept = Object.fromEntries(said.filter(([part]) => !isLeftOut(part)));
      return complete(withColumns({ ...kept, kind }) as never);
    });
  };
  const settled = new Map<string, DataSettings>();
  const settle = (data: DataSettings): DataSettings => {
    if (data.kind !== 'table') return data;
    const key = canonicalText(data);
    const placed = { ...data, path: locate(data.path) };
    const known = settled.get(key) ?? (data.digest === undefined ? settledData(placed, read) : placed);
    settled.set(key, known);
    return known;
  };
  const firstOf = sharedParts();
  /** Makes parts of tasks by the places of the axes that decide on them. */
  const partsBy = (which: readonly number[], isLeftOut: (part: string) => boolean, parts: (task: Task) => object) => {
    const known = new Map<number, object>();
    return (places: readonly number[]): object => {
      let key = 0;
      for (const i of which) key = key * axes[i].length + places[i];
      const found = known.get(key);
      if (found !== undefined) return found;
      const own = firsts.map((first, i) => (which.includes(i) ? places[i] : first));
      const made = parts(completeAt(own, which, isLeftOut));
      known.set(key, made);
      return made;
    };
  };
  const isApart = (part: string) => apart.includes(part);
  const joint = partsBy(
    axesOf((part) => !isApart(part)),
    // What is made apart need not be made again with every one of these.
    (part) => isApart(part) && schema().entries[part].type === 'optional',
    (task) => {
      const parts = Object.fromEntries(Object.entries(task).filter(([part]) => !isApart(part)));
      const { model, network } = task;
      const common = { ...parts, model: firstOf(model), network: network && firstOf(network) };
      if ('data' in task) return { ...common, data: settle(task.data) };
      const { inputs } = task;
      return inputs.kind === 'data' ? { ...common, inputs: { kind: 'data', data: settle(inputs.data) } } : common;
    },
  );
  const others = apart.map((part) =>
    partsBy(
      axesOf((one) => one === part),
      () => false,
      (task) => ({ [part]: (task as unknown as Readonly<Record<string, unknown>>)[part] }),
    ),
  );
  return (places: readonly number[]): Task => {
    const task = { ...joint(places) };
    for (const part of others) Object.assign(task, part(places));
    return task as Task;
  };
}

/**
 * Returns a check that circuits fit their processors. What the ebits are does not matter to it, so that few models are made.
 *
 * @throws EbitError 'range' or 'circuit' if they do not
 */
function modelCheck(): (task: Task) => void {
  const seen = new Map<NetworkSettings, Set<ModelSettings>>();
  const fine = new Set<string>();
  return ({ model, network }) => {
    if (model.kind !== 'classifier' || network === null || seen.get(network)?.has(model)) return;
    const key = canonicalText([model, network.processors]);
    if (!fine.has(key)) modelOf({ network, model });
    fine.add(key);
    seen.set(network, (seen.get(network) ?? new Set()).add(model));
  };
}

/**
 * Returns the tasks of a study: a base task, varied along axes, each cell repeated by seed.
 *
 * @param settings - see {@link StudySettings}, such as a file of YAML holds
 * @returns its cells, each with its tasks in the order of their seeds; the same study has the same tasks everywhere
 * @throws EbitError 'config' naming key, value and mend for what is misspelt, missing or contradicts itself; 'range' for more
 *   than a million tasks; of any kind that the tasks' own numbers are refused with, naming the cell; as `read`
 * @example
 * const plan = study({
 *   task: { data: 'chsh', training: { iterations: 20 } },
 *   axes: [{ path: 'network.ebits', list: [0, 1] }, { path: 'network.fidelity', range: { from: 0.8, to: 1, count: 3 } }],
 *   repeats: 5,
 * });
 * plan.cells.length; // 6
 * plan.cells[5].coordinates; // { 'network.ebits': 1, 'network.fidelity': 1 }
 */
export function study(settings: StudySettings, options: StudyOptions = {}): Study {
  checkOptions('study', options, { read: true, locate: true });
  for (const name of ['read', 'locate'] as const) if (options[name] !== undefined) checkedFunction(name, options[name]);
  const checked = checkedStudy(settings);
  const { kind, name = 'study', stop, collect, checkpointEvery = CHECKPOINT_EVERY } = checked;
  const axes = (checked.axes ?? []).map((axis, i) => axisPoints(axis, `axes.${i}`));
  const repeats = repeatPoints(checked);
  checkCount('axes', [...axes, repeats]);
  checkPaths([...axes, repeats]);
  const coordinates = coordinateNames(axes);
  const taskAt = taskMaker(checked, [...axes, repeats], options);
  const checkModel = modelCheck();
  const nameOf = taskNames();
  const isRepeated = checked.repeats !== undefined;
  const cells = new Map<string, StudyCell>();
  for (const places of combinations(axes.map(({ length }) => length))) {
    const points = places.map((place, i) => axes[i][place]);
    const own: StudyCell['coordinates'] = Object.assign({}, ...points.map((point) => point.coordinates));
    const key = canonicalText(own);
    // What is drawn may come twice.
    if (cells.has(key)) continue;
    const tasks = located(points, () =>
      repeats.map((point, i) => {
        const task = taskAt([...places, i]);
        checkModel(task);
        return { id: nameOf(task), task, seed: isRepeated ? (point.coordinates.seed as number) : null };
      }),
    );
    cells.set(key, { coordinates: own, repeats: tasks });
  }
  const list = [...cells.values()];
  const names = namesOf(list);
  const column = coordinates.find((one) => names.some((metric) => one === metric || one.startsWith(`${metric}.`)));
  if (column !== undefined) {
    throw new EbitError(
      'config',
      `An axis of the study is called "${column}", as a metric is; give it another "name".`,
    );
  }
  for (const one of collect ?? []) checkedWord('metric', one, names);
  const metric = stop && checkedWord('metric', stop.metric ?? names[0], names);
  const plan: Study = {
    name,
    kind,
    coordinates,
    cells: list,
    stop: stop === undefined ? null : { standardError: stop.standardError, metric: metric as string },
    collect: collect ?? names,
    checkpointEvery,
  };
  made.add(plan);
  return plan;
}

/** All metrics of the cells' tasks; those of repeats are the same. */
function namesOf(cells: readonly StudyCell[]): string[] {
  // Only the numbers of shots give an evaluation others than the first has.
  const tasks = cells.map(({ repeats: [{ task }] }) => task);
  return [...new Set((tasks[0].kind === 'evaluation' ? tasks : tasks.slice(0, 1)).flatMap(metricNames))];
}

/** Every choice of a place on each of some axes; the last goes fastest. */
function* combinations(lengths: readonly number[]): Generator<number[]> {
  const places = lengths.map(() => 0);
  for (;;) {
    yield [...places];
    let axis = lengths.length - 1;
    while (axis >= 0 && places[axis] === lengths[axis] - 1) places[axis--] = 0;
    if (axis < 0) return;
    places[axis]++;
  }
}
