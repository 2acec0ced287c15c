import { computed, effect, type Signal, signal, untracked } from '@preact/signals';
import * as v from 'valibot';
import type { Model } from '../../models/model-types.js';
import { type Checkpoint, createCheckpoint } from '../../training/checkpoint.js';
import { address, moveTo, parseAddress } from '../address.js';
import { shown } from '../shown.js';
import { keepForReload, keptForReload } from '../storage.js';
import { decodeRace, encodeRace, type Read } from './codec.js';
import type { Evaluation } from './course.js';
import { type DataChoice, firstData, type RaceData } from './data.js';
import { choice, data, firstRace, runs, selected, setRace } from './race.js';
import { readyRun, runAt } from './run.js';
import { runModel } from './run-model.js';
import { type RunSettings, runName } from './settings.js';

const nullableNumber = v.nullable(v.number());
const evaluationSchema = v.object({
  iteration: v.number(),
  trainingAccuracy: v.number(),
  trainingLoss: v.number(),
  validationAccuracy: nullableNumber,
  validationLoss: nullableNumber,
});
const tableSchema = v.object({
  name: v.string(),
  text: v.string(),
  seed: v.number(),
  deal: v.object({ label: v.string(), A: v.array(v.string()), B: v.array(v.string()) }),
});
const keptRunSchema = v.object({ checkpoint: v.unknown(), latest: v.nullable(evaluationSchema) });

/** What of a reload is not in the address: a table, and how far the runs have come. */
interface Kept {
  readonly table: Omit<Extract<DataChoice, { kind: 'table' }>, 'kind'> | null;
  readonly runs: readonly { readonly checkpoint: Checkpoint | null; readonly latest: Evaluation | null }[];
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function keptTable(): Kept['table'] {
  const table = v.safeParse(tableSchema, parsed(keptForReload('table')));
  return table.success ? table.output : null;
}

function keptRun(place: number): Kept['runs'][number] {
  const run = v.safeParse(keptRunSchema, parsed(keptForReload(`run-${place}`)));
  if (!run.success) return { checkpoint: null, latest: null };
  try {
    return { checkpoint: createCheckpoint(run.output.checkpoint), latest: run.output.latest };
  } catch {
    return { checkpoint: null, latest: null };
  }
}

/** What the address asked for in vain, as sentences. */
export const restoreFaults: Signal<readonly string[]> = signal([]);

/**
 * Begins with the race in the address, as far as this window had come with it before it was loaded again; else with the
 * page's own.
 */
export function restoreRace(): void {
  const { settings } = address.peek();
  restoreFaults.value = [];
  if (settings === '') {
    firstRace();
    return;
  }
  const { data: asked, runs: entrants, faults }: Read = decodeRace(settings);
  const table = asked === null ? keptTable() : null;
  const isSame = keptForReload('race') === settings;
  const next: DataChoice = asked ?? (table === null ? firstData : { kind: 'table', ...table });
  setRace(
    next,
    entrants.map((settingsOfRun, place) => (id) => {
      const { checkpoint, latest } = isSame ? keptRun(place) : { checkpoint: null, latest: null };
      return checkpoint === null ? readyRun(id, settingsOfRun) : runAt(id, settingsOfRun, checkpoint, latest);
    }),
  );
  if (entrants.length === 0) firstRace();
  const missing =
    'The address is of a race on somebody’s own table, which stays with them; here are the clusters instead.';
  restoreFaults.value = asked === null && table === null ? [...faults, missing] : faults;
}

function presentSettings(): string {
  return encodeRace({ data: choice.value, runs: runs.value.map((run) => run.settings) });
}

/** Takes another race when somebody changes the address by hand. */
export function followRace(): void {
  addEventListener('hashchange', () => {
    const { settings } = parseAddress(location.hash);
    if (settings !== '' && settings !== presentSettings()) restoreRace();
  });
}

/** Keeps the race in the address and, as far as the browser lets it, for when the page is loaded again. */
export function keepRace(): void {
  const settings = computed(presentSettings);
  effect(() => {
    const words = settings.value;
    untracked(() => moveTo({ settings: words }));
    keepForReload('race', words);
  });
  effect(() => {
    const { value } = choice;
    if (value.kind !== 'table') keepForReload('table', null);
    else {
      const { kind: _, ...table } = value;
      keepForReload('table', JSON.stringify(table));
    }
  });
  const written = new Map<number, Checkpoint | null>();
  effect(() => {
    runs.value.forEach(({ checkpoint, latest, phase }, place) => {
      if (written.get(place) === checkpoint) return;
      written.set(place, checkpoint);
      const isEnd = phase === 'done';
      keepForReload(
        `run-${place}`,
        checkpoint === null ? null : JSON.stringify({ checkpoint, latest: isEnd ? latest : null }),
      );
    });
  });
}

/** Shows the selected run to the other panels. */
export function showSelected(): void {
  // A run that did not change is the same object, and then nothing is to be done.
  const looked = computed(() => runs.value.find(({ id }) => id === selected.value));
  let untrained: { settings: RunSettings; source: RaceData; model: Model } | null = null;
  effect(() => {
    const run = looked.value;
    const source = data.value.data;
    if (run === undefined || source === null) {
      shown.value = null;
      return;
    }
    try {
      if (untrained?.settings !== run.settings || untrained.source !== source) {
        untrained = { settings: run.settings, source, model: runModel(run.settings, source) };
      }
      const { model } = untrained;
      shown.value = {
        name: runName(run.settings),
        ebits: run.settings.ebits,
        model: run.parameters === null ? model : model.withParameters(run.parameters),
        training: source.training,
        validation: source.validation,
        columns: source.columns,
        iteration: run.iteration,
      };
    } catch {
      // Settings that do not fit the data; the run itself says so.
      shown.value = null;
    }
  });
}
