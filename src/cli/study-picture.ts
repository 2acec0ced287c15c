// The drawing of a study, in one module that is loaded when it is asked for.
import { EbitError } from '../errors.js';
import { linesChart, stripsChart } from '../report/charts.js';
import { coordinateNamed, groupedRows, type StudyRow } from '../studies/results.js';
import type { Study } from '../studies/study.js';

/** What is drawn. */
export interface StudyPicture {
  readonly metric: string;
  /** The coordinate across. */
  readonly x: string;
  /** The coordinates that lines are told apart by. */
  readonly by: readonly string[];
  /** Whether the coordinate across is on a logarithmic axis. */
  readonly log: boolean;
}

/** What is drawn unless told: the first coordinate of numbers across, a line for each value of another one. */
export function usualPicture(plan: Study, rows: readonly StudyRow[], asked: Partial<StudyPicture>): StudyPicture {
  const { coordinates } = plan;
  if (coordinates.length === 0) {
    throw new EbitError('config', 'The study has no axes to draw a metric against; add one to its "axes".');
  }
  const numeric = coordinates.filter((name) => rows.every((row) => typeof row[name] === 'number'));
  const by = asked.by?.map((name) => coordinateNamed(plan, name));
  const x =
    asked.x === undefined
      ? ([...numeric, ...coordinates].find((name) => !by?.includes(name)) ?? coordinates[0])
      : coordinateNamed(plan, asked.x);
  const others = coordinates.filter((name) => name !== x);
  return { metric: asked.metric ?? plan.collect[0], x, by: by ?? others.slice(0, 1), log: asked.log ?? false };
}

/**
 * Draws a metric against a coordinate: means with a band of one standard deviation, a line for each group; every value as a
 * dot where the coordinate is a word.
 *
 * @returns a whole SVG document
 * @throws EbitError 'config' if there is nothing to draw, or no logarithm of it
 */
export function studyPicture(plan: Study, rows: readonly StudyRow[], { metric, x, by, log }: StudyPicture): string {
  const measured = rows.filter((row) => typeof row[metric] === 'number');
  if (measured.length === 0) {
    throw new EbitError(
      'config',
      `No outcome has a number for "${metric}"; run the study first, or draw another --metric.`,
    );
  }
  // A number alone would not say of what it is.
  const wordOf = (name: string, value: unknown) =>
    typeof value === 'number' ? `${name.split('.').at(-1)} ${value}` : String(value);
  const nameOf = (row: StudyRow) => (by.length === 0 ? metric : by.map((name) => wordOf(name, row[name])).join(', '));
  const across = measured.map((row) => row[x]);
  const caption =
    `${plan.name}: ${by.length === 0 ? '' : `by ${by.join(', ')}. `}` +
    `Means of ${measured.length} outcomes; bands: one standard deviation.`;
  if (!across.every((value) => typeof value === 'number')) {
    const strips = new Map<string, { panel: string; group: string; values: number[] }>();
    for (const row of measured) {
      const key = JSON.stringify([nameOf(row), row[x]]);
      const strip = strips.get(key) ?? { panel: nameOf(row), group: String(row[x]), values: [] };
      strip.values.push(row[metric] as number);
      strips.set(key, strip);
    }
    return stripsChart({ caption: `${plan.name}: every outcome.`, y: { label: metric }, strips: [...strips.values()] });
  }
  const low = Math.min(...across);
  if (log && low <= 0) {
    throw new EbitError('config', `"${x}" goes down to ${low}, which has no logarithm; leave out --log.`);
  }
  const lines = new Map<string, { x: number; mean: number; deviation: number | null }[]>();
  for (const group of groupedRows(plan, measured, [...by, x])) {
    const points = lines.get(nameOf(group)) ?? [];
    points.push({
      x: group[x] as number,
      mean: group[`${metric}.mean`] as number,
      deviation: group[`${metric}.deviation`] as number | null,
    });
    lines.set(nameOf(group), points);
  }
  const series = [...lines].map(([name, points]) => ({ name, points: points.sort((a, b) => a.x - b.x) }));
  return linesChart({ caption, x: { label: x, log }, y: { label: metric }, series });
}
