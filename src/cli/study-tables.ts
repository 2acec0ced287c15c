// What is there of a study, for people.
import { plural } from '../plural.js';
import { textTable } from '../report/text-table.js';
import type { StudyRow } from '../studies/results.js';
import type { Study } from '../studies/study.js';
import type { StudyStatus } from '../studies/study-progress.js';
import { durationText } from './work-display.js';

/** More cells than these are a list that nobody reads. */
const SHOWN_CELLS = 40;

/** A guess at how long a unit of `taskWork` takes one processor, where nothing was measured. */
const SECONDS_A_UNIT = 0.5;

const KIND_WORDS = { fit: 'fit', dimension: 'effective dimension', evaluation: 'evaluation' } as const;

/** How many tasks there are, and how many of them are done: one line. */
export function countsText({ kind, cells, stop }: Study, status: StudyStatus): string {
  const { total, most, done, failed, begun } = status;
  const missing = total - done - failed.length;
  const parts = [
    `${done} there`,
    ...(failed.length === 0 ? [] : [`${failed.length} failed`]),
    `${missing} to run${begun === 0 ? '' : ` (${begun} from a checkpoint)`}`,
  ];
  const wanted = stop === null ? plural(most, KIND_WORDS[kind]) : `${total} to ${plural(most, KIND_WORDS[kind])}`;
  return `${plural(cells.length, 'cell')}, ${wanted}: ${parts.join(', ')}`;
}

/** How long what is missing takes so many processors. */
export function timeText({ secondsLeft, workLeft }: StudyStatus, workers: number): string {
  if (workLeft === 0) return 'nothing is left to run';
  const seconds = (secondsLeft ?? workLeft * SECONDS_A_UNIT) / workers;
  const why = secondsLeft === null ? 'a guess: no task is finished yet' : 'from how long finished tasks took';
  return `about ${durationText(seconds)} on ${plural(workers, 'worker')} (${why})`;
}

/** The cells with how many of their tasks are there. */
export function cellsText({ coordinates }: Study, { cells }: StudyStatus): string {
  const rows = cells
    .slice(0, SHOWN_CELLS)
    .map(({ cell, done, wanted }) => [
      ...coordinates.map((name) => String(cell.coordinates[name])),
      `${done}/${wanted}`,
    ]);
  const more = cells.length > SHOWN_CELLS ? `\n… and ${cells.length - SHOWN_CELLS} more; --json has all` : '';
  return `${textTable([...coordinates, 'there'], rows)}${more}`;
}

/** Where a cell is: `model.depth = 3, network.ebits = 1`. */
export function placeText(coordinates: Readonly<Record<string, unknown>>): string {
  return Object.entries(coordinates)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(', ');
}

/**
 * Rows as a table: of groups every metric with its deviation, of outcomes the numbers alone.
 *
 * @param collected - all metrics that rows may have
 */
export function rowsText(rows: readonly StudyRow[], metrics: readonly string[], collected: readonly string[]): string {
  if (rows.length === 0) return 'No outcome is there yet.';
  const isGrouped = 'count' in rows[0];
  const names = Object.keys(rows[0]).filter(
    (name) => name !== 'id' && !collected.some((metric) => name === metric || name.startsWith(`${metric}.`)),
  );
  const shown = (row: StudyRow, metric: string): string => {
    if (!isGrouped) return numberText(row[metric]);
    const deviation = row[`${metric}.deviation`];
    return `${numberText(row[`${metric}.mean`])}${deviation === null ? '' : ` ± ${numberText(deviation)}`}`;
  };
  return textTable(
    [...names, ...metrics],
    rows.map((row) => [...names.map((name) => String(row[name])), ...metrics.map((metric) => shown(row, metric))]),
  );
}

function numberText(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : '–';
}
