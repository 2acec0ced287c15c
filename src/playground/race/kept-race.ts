import { computed, effect, type Signal, signal, untracked } from '@preact/signals';
import * as v from 'valibot';
import { missingRules } from '../../data/missing.js';
import { wordsRules } from '../../data/preparation.js';
import { decimals } from '../../data/table-cells.js';
import type { Model } from '../../models/model-types.js';
import type { TableSettings } from '../../tasks/data/table.js';
import { completeData } from '../../tasks/data-settings.js';
import { pathNames } from '../../tasks/naming.js';
import { type Checkpoint, createCheckpoint } from '../../training/checkpoint.js';
import { address, moveTo, parseAddress } from '../address.js';
import { shown } from '../shown.js';
import { keepForReload, keptForReload } from '../storage.js';
import { decodeRace, encodeRace, type Read } from './codec.js';
import type { Balanced } from './course.js';
import { type DataChoice, firstData, type RaceData } from './data.js';
import { choice, data, firstRace, firstSettings, runs, selected, setRace } from './race.js';
import { type Run, readyRun, runAt, runModel } from './run.js';
import { type RunSettings, runName, settingFault } from './settings.js';
import { tableColumns } from './table-file.js';

const nullableNumber = v.nullable(v.pipe(v.number(), v.finite()));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const nullableShare = v.nullable(share);
const evaluationSchema = v.object({
  iteration: v.number(),
  trainingAccuracy: share,
  trainingLoss: v.number(),
  validationAccuracy: nullableShare,
  validationLoss: nullableNumber,
  trainingBalanced: nullableShare,
  validationBalanced: nullableShare,
});
const tableSchema = v.object({
  name: v.string(),
  text: v.string(),
  seed: v.number(),
  deal: v.object({ label: v.string(), A: v.array(v.string()), B: v.array(v.string()) }),
  missing: v.optional(v.picklist(missingRules)),
  words: v.optional(v.picklist(wordsRules)),
  decimal: v.optional(v.picklist(decimals)),
});
const balancedSchema = v.tuple([v.number(), nullableShare, nullableShare]);
const keptRunSchema = v.object({
  checkpoint: v.unknown(),
  latest: v.nullable(evaluationSchema),
  /** After which iteration, over the training and over the validation rows. */
  balanced: v.array(balancedSchema),
});

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** The table of before the reload; null where there is none that can be read. */
function keptTable(): DataChoice | null {
  const table = v.safeParse(tableSchema, parsed(keptForReload('table')));
  if (!table.success || settingFault('seed', table.output.seed) !== null) return null;
  try {
    const { name: path, text, seed, deal, ...how } = table.output;
    const { label, ...columns } = deal;
    tableColumns(text, how);
    const settings = completeData({ kind: 'table', path, columns, label, seed, ...how }, pathNames);
    return { settings: settings as TableSettings, text };
  } catch {
    return null;
  }
}

/** A run as it was before the reload; one that has not begun where nothing that fits its settings was kept. */
function keptRun(place: number, id: number, settings: RunSettings): Run {
  const kept = v.safeParse(keptRunSchema, parsed(keptForReload(`run-${place}`)));
  if (!kept.success) return readyRun(id, settings);
  const { latest, balanced } = kept.output;
  try {
    const checkpoint = createCheckpoint(kept.output.checkpoint);
    if (checkpoint.iteration > settings.training.iterations) return readyRun(id, settings);
    const found = balanced.map(([iteration, trainingBalanced, validationBalanced]): [number, Balanced] => [
      iteration,
      { trainingBalanced, validationBalanced },
    ]);
    return runAt(id, settings, checkpoint, latest, new Map(found));
  } catch {
    return readyRun(id, settings);
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
  const isSame = entrants.length > 0 && keptForReload('race') === settings;
  const next = asked === null ? (table ?? firstData) : { settings: asked, text: null };
  const own = entrants.length === 0 ? firstSettings : entrants;
  setRace(
    next,
    own.map(
      (settingsOfRun, place) => (id) => (isSame ? keptRun(place, id, settingsOfRun) : readyRun(id, settingsOfRun)),
    ),
  );
  const missing =
    'The address is of a race on somebody’s own table, which stays with them; here are the clusters instead.';
  restoreFaults.value = asked === null && table === null ? [...faults, missing] : faults;
}

/** The present race as the words of an address. */
export function presentSettings(): string {
  return encodeRace({ data: choice.value.settings, runs: runs.value.map((run) => run.settings) });
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
    const { settings: data, text } = choice.value;
    if (data.kind !== 'table') keepForReload('table', null);
    else {
      const { path: name, columns, label, seed, missing, words, decimal } = data;
      const deal = { label, ...columns };
      keepForReload('table', JSON.stringify({ name, text, seed, deal, missing, words, decimal }));
    }
  });
  const written = new Map<number, Checkpoint | null>();
  effect(() => {
    runs.value.forEach(({ checkpoint, latest, phase, course }, place) => {
      if (written.get(place) === checkpoint) return;
      written.set(place, checkpoint);
      const isEnd = phase === 'done';
      const balanced = course.evaluations.map((one) => [one.iteration, one.trainingBalanced, one.validationBalanced]);
      keepForReload(
        `run-${place}`,
        checkpoint === null ? null : JSON.stringify({ checkpoint, latest: isEnd ? latest : null, balanced }),
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
        ebits: run.settings.network.ebits,
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
