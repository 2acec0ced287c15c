import { EbitError } from '../errors.js';
import type { Store } from '../jobs/store.js';
import { checkedWord } from '../options.js';
import { spread } from '../report/spread.js';
import { pairedInterval } from '../statistics.js';
import { metricsOf } from './metrics.js';
import { checkedPlan, type Study } from './study.js';
import { cellProgress, studyReader } from './study-progress.js';

/** One outcome of a study: its coordinates, its seed, its metrics and its name. */
export type StudyRow = Readonly<Record<string, unknown>>;

/**
 * Returns what there is of a study, a row an outcome: the coordinates of its cell, the seed if it has some, the metrics that
 * the study collects, and the task's name as `id`.
 *
 * With a stopping rule only outcomes count that the rule asks for, so that rows do not depend on who else uses the store.
 *
 * @param study - as `study` makes it
 * @param store - is only read
 * @throws EbitError 'config' for what is no study or no store; as the store
 * @example
 * const plan = study({ task: { data: 'chsh', training: { iterations: 4 } }, axes: [{ path: 'model.depth', list: [1, 2] }] });
 * const store = memoryStore();
 * await runStudy(plan, { store, executor: callingThread() });
 * studyRows(plan, store).map((row) => row['model.depth']); // [1, 2]
 */
export function studyRows(study: Study, store: Store): StudyRow[] {
  checkedPlan(study);
  const reader = studyReader(store);
  return study.cells.flatMap((cell) =>
    cellProgress(study, cell, reader).wanted.flatMap(({ one, outcome }) => {
      if (outcome === null) return [];
      const metrics = metricsOf(one.task, outcome);
      return [
        {
          ...cell.coordinates,
          ...(one.seed === null ? {} : { seed: one.seed }),
          ...Object.fromEntries(study.collect.map((name) => [name, metrics[name] ?? null])),
          id: one.id,
        },
      ];
    }),
  );
}

/** The coordinate that a person means: by its name, or by the last part of it where that is one's alone. */
export function coordinateNamed({ coordinates }: Study, name: string): string {
  const shortOf = (one: string) => one.split('.').at(-1) as string;
  const own = coordinates.filter((one) => coordinates.filter((other) => shortOf(other) === shortOf(one)).length === 1);
  const word = checkedWord('coordinate', name, [...new Set([...coordinates, ...own.map(shortOf)])]);
  return coordinates.includes(word) ? word : (own.find((one) => shortOf(one) === word) as string);
}

/**
 * Returns means over rows that share some coordinates: of every metric its `mean`, its standard `deviation` and the ends of
 * its interval of 95 % (Student's), `low` and `high`, and how many values there are.
 *
 * deviation^2 = sum (x - mean)^2 / (n - 1),    high = mean + t s / sqrt n
 *
 * @param study - as `study` makes it
 * @param rows - of {@link studyRows}
 * @param by - names of coordinates, or their last parts; without any, one group of all
 * @returns a row a group, in the order of the rows; null where there are too few values
 * @throws EbitError 'config' for a coordinate that there is not, with the nearest
 * @example
 * const plan = study({ task: { data: 'chsh', training: { iterations: 4 } }, repeats: 3, collect: ['iterations'] });
 * const store = memoryStore();
 * await runStudy(plan, { store, executor: callingThread() });
 * const [group] = groupedRows(plan, studyRows(plan, store), []);
 * group['iterations.mean']; // 4
 */
export function groupedRows(study: Study, rows: readonly StudyRow[], by: readonly string[]): StudyRow[] {
  checkedPlan(study);
  if (!Array.isArray(rows) || !rows.every((row) => typeof row === 'object' && row !== null) || !Array.isArray(by)) {
    throw new EbitError('config', 'Rows and coordinates to group them by are lists; give what studyRows() returns.');
  }
  const names = by.map((name) => coordinateNamed(study, name));
  const groups = new Map<string, StudyRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(names.map((name) => row[name]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((own) => ({
    ...Object.fromEntries(names.map((name) => [name, own[0][name]])),
    count: own.length,
    ...Object.assign({}, ...study.collect.map((metric) => summaryOf(metric, own))),
  }));
}

function summaryOf(metric: string, rows: readonly StudyRow[]): StudyRow {
  const values = rows.map((row) => row[metric]).filter((value) => typeof value === 'number');
  const { mean, deviation } = values.length === 0 ? { mean: null, deviation: null } : spread(values);
  const { low, high } = values.length < 2 ? { low: null, high: null } : pairedInterval(values);
  return {
    [`${metric}.mean`]: mean,
    [`${metric}.deviation`]: deviation,
    [`${metric}.low`]: low,
    [`${metric}.high`]: high,
  };
}
