import { effect, type Signal, signal } from '@preact/signals';
import {
  type AccuracyAtShots,
  accuracyOfChances,
  type RowChance,
  rowChances,
  type WeightedRows,
  weightedRows,
} from '../../analysis/accuracy-at-shots.js';
import { drawnCourse } from '../../analysis/drawn-course.js';
import { SCALED } from '../../models/row-options.js';
import { pause } from '../../pause.js';
import { reportFault } from '../page-faults.js';
import type { RaceData } from './data.js';
import { data, runs } from './race.js';
import { type Run, runModel } from './run.js';

/** How many shots a decision the page asks for, beside the exact mean. */
export const SHOTS = 100;

/** Of the draws, where an accuracy is sampled: the library's, so that it gives the same numbers. */
const SEED = 0;

/** For how long the page is kept waiting at most, milliseconds: about a frame. */
const SLICE = 16;

/** How well a run that is done decides from {@link SHOTS} shots, over the rows that it is judged by. */
export interface AtShots {
  readonly found: AccuracyAtShots;
  /** Of every row, that it gets the right label. */
  readonly chances: Float64Array;
  /** The accuracy from 1, 2, ... of them, each by the same draws, and the standard errors of these; shape [SHOTS]. */
  readonly course: { readonly accuracies: Float64Array; readonly errors: Float64Array };
}

/** What has been found, by the parameters that a run has come to, which are never changed in place. */
const known: Signal<ReadonlyMap<Float64Array, AtShots>> = signal(new Map());

/** Returns how well a run decides from {@link SHOTS} shots; null of one that is not done, and until it is found. */
export function atShots({ phase, parameters }: Run): AtShots | null {
  return (phase === 'done' && parameters !== null && known.value.get(parameters)) || null;
}

/**
 * Finds how well rows are decided, and lets the page go on in between.
 *
 * @param isWanted - asked now and then; null is returned once it is not
 */
export async function decided(rows: WeightedRows, isWanted: () => boolean): Promise<AtShots | null> {
  const how = rowChances(rows, SHOTS, SEED);
  const course = drawnCourse(rows, SHOTS, SEED);
  const { length } = rows.labels;
  const found: RowChance[] = [];
  const accuracies = new Float64Array(SHOTS);
  const variances = new Float64Array(SHOTS);
  let since = performance.now();
  for (let n = 0; n < length; n++) {
    found.push(how.of(n));
    course.shares(n).forEach((share, shot) => {
      accuracies[shot] += share / length;
      variances[shot] += (share * (1 - share)) / ((course.draws - 1) * length * length);
    });
    if (performance.now() - since < SLICE) continue;
    await pause();
    if (!isWanted()) return null;
    since = performance.now();
  }
  return {
    found: accuracyOfChances(found, SHOTS, how),
    chances: Float64Array.from(found, ({ chance }) => chance),
    course: { accuracies, errors: variances.map(Math.sqrt) },
  };
}

/** A run of which it is not known yet, with its data. */
interface Open {
  readonly run: Run;
  readonly parameters: Float64Array;
  readonly source: RaceData;
}

/** Finds how well runs decide from some shots as they are done, one after another. */
export function followShots(): void {
  const refused = new WeakSet<Float64Array>();
  const next = (): Open | null => {
    const source = data.value.data;
    for (const run of source === null ? [] : runs.value) {
      const { phase, parameters } = run;
      if (phase !== 'done' || parameters === null || source === null) continue;
      if (!known.peek().has(parameters) && !refused.has(parameters)) return { run, parameters, source };
    }
    return null;
  };
  const isThere = (parameters: Float64Array) => runs.peek().some((run) => run.parameters === parameters);

  const find = async ({ run, parameters, source }: Open): Promise<void> => {
    const model = runModel(run.settings, source).withParameters(parameters);
    const rows = weightedRows(model, source.validation ?? source.training, SCALED);
    const found = await decided(rows, () => isThere(parameters));
    if (found === null) return;
    // What belongs to runs that are gone is forgotten.
    const kept = [...known.peek()].filter(([own]) => isThere(own));
    known.value = new Map([...kept, [parameters, found]]);
  };

  let isBusy = false;
  const work = async (): Promise<void> => {
    isBusy = true;
    for (let open = next(); open !== null; open = next()) {
      try {
        await find(open);
      } catch (error) {
        refused.add(open.parameters);
        reportFault(error);
      }
    }
    isBusy = false;
  };
  effect(() => {
    if (next() !== null && !isBusy) void work();
  });
}
