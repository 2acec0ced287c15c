import { computed, effect, type Signal, signal, untracked } from '@preact/signals';
import * as v from 'valibot';
import { createModel, modelToJSON } from '../../models/model-file.js';
import { type Checkpoint, createCheckpoint } from '../../training/checkpoint.js';
import { address, moveTo, whenMoved } from '../address.js';
import { fewFaults } from '../few-faults.js';
import { isPanel } from '../panel-names.js';
import { panelWords, splitWords, takePanelWords } from '../panels/settings.js';
import { keepForReload, keptForReload } from '../storage.js';
import { decodeRace, encodeRace, type RaceView, type Read } from './codec.js';
import type { Balanced } from './course.js';
import { firstData } from './data.js';
import { keepTable, keptTable } from './kept-table.js';
import { openedRun } from './opened-model.js';
import { choice, firstRace, firstSettings, runs, setRace } from './race.js';
import { presentView, takeView } from './race-view.js';
import { type OpenedModel, type Run, readyRun, runAt } from './run.js';
import type { RunSettings } from './settings.js';

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

const keptModelsSchema = v.array(v.object({ name: v.string(), model: v.unknown() }));

/** The models from files of before the reload, as far as they can be read. */
function keptModels(): readonly OpenedModel[] {
  const kept = v.safeParse(keptModelsSchema, parsed(keptForReload('models')));
  if (!kept.success) return [];
  try {
    return kept.output.map(({ name, model }) => ({ name, model: createModel(model) }));
  } catch {
    return [];
  }
}

/** So many of them are said one by one. */
const MOST_FAULTS = 8;

/** What the address asked for in vain, as sentences. */
export const restoreFaults: Signal<readonly string[]> = signal([]);

/**
 * Begins with the race in the address, as far as this window had come with it before it was loaded again. Where the address
 * names none it is the one that this window had, else the page's own.
 */
export function restoreRace(): void {
  const { race: asked, panels } = splitWords(address.peek().settings);
  const panelFaults = takePanelWords(panels);
  restoreFaults.value = [];
  takeRace(
    asked === '' && runs.peek().length > 0 ? presentRace(presentView()) : asked || (keptForReload('race') ?? ''),
  );
  restoreFaults.value = [...restoreFaults.value, ...panelFaults];
}

/** Begins with the race that some words of an address describe; with the page's own where there are none. */
function takeRace(settings: string): void {
  if (settings === '') {
    firstRace();
    return;
  }
  const { data: asked, runs: entrants, view, faults }: Read = decodeRace(settings);
  const race = encodeRace({ data: asked, runs: entrants });
  // Whoever looks at the race of before in another way keeps it.
  if (entrants.length > 0 && runs.peek().length > 0 && race === presentRace()) {
    takeView(view);
    restoreFaults.value = fewFaults(faults, MOST_FAULTS);
    return;
  }
  const table = asked === null ? keptTable() : null;
  const isKept = keptForReload('race') === race;
  const models = isKept ? keptModels() : [];
  const isSame = isKept && entrants.length > 0;
  const next = asked === null ? (table ?? firstData) : { settings: asked, text: null };
  const own = entrants.length === 0 && models.length === 0 ? firstSettings : entrants;
  setRace(next, [
    ...own.map(
      (settingsOfRun, place) => (id: number) =>
        isSame ? keptRun(place, id, settingsOfRun) : readyRun(id, settingsOfRun),
    ),
    ...models.map((file) => (id: number) => openedRun(id, file)),
  ]);
  takeView(view);
  const missing =
    'The address is of a race on somebody’s own table, which stays with them; here are the clusters instead.';
  const few = fewFaults(faults, MOST_FAULTS);
  restoreFaults.value = asked === null && table === null ? [...few, missing] : few;
}

/** The present race as the words of an address; models from files stay here. */
function presentRace(view: RaceView = {}): string {
  const own = runs.value.filter(({ file }) => file === null);
  return encodeRace({ data: choice.value.settings, runs: own.map(({ settings }) => settings), view });
}

/** The present race, how it is looked at, and what is set in the panels, as the words of an address. */
export function presentSettings(): string {
  return joined(presentRace(presentView()), panelWords());
}

function joined(race: string, panels: string): string {
  return panels === '' ? race : `${race}&${panels}`;
}

/** So long nothing moves before the panels' settings are written: browsers refuse an address that changes with every frame. */
const REST = 250;

/** The panels' settings as they were when they last came to rest, followed like a signal. */
function restedPanelWords(): Signal<string> {
  const rested = signal(untracked(panelWords));
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const words = panelWords();
    clearTimeout(timer);
    timer = setTimeout(() => {
      rested.value = words;
    }, REST);
  });
  return rested;
}

/** Takes another race when somebody changes the address by hand, or follows a link to one. */
export function followRace(): void {
  whenMoved(() => {
    const { tab, settings } = address.peek();
    if (isPanel(tab) && settings !== '' && settings !== presentSettings()) restoreRace();
  });
}

/**
 * Keeps the race in the address and, as far as the browser lets it, for when the page is loaded again.
 *
 * @param isOpen - whether the address is one of the race's now, and not one of a scene; followed like a signal
 */
export function keepRace(isOpen: () => boolean = () => true): void {
  const rested = restedPanelWords();
  const settings = computed(() => joined(presentRace(presentView()), rested.value));
  const race = computed(() => presentRace());
  const isOurs = computed(isOpen);
  effect(() => {
    const words = settings.value;
    if (isOurs.value) untracked(() => moveTo({ settings: words }));
  });
  effect(() => {
    keepForReload('race', race.value);
  });
  const opened = computed(() => runs.value.flatMap(({ file }) => (file === null ? [] : [file])));
  let written: readonly OpenedModel[] = [];
  effect(() => {
    const all = opened.value;
    if (all.length === written.length && all.every((file, i) => file === written[i])) return;
    written = all;
    const plain = all.map(({ name, model }) => ({ name, model: modelToJSON(model) }));
    keepForReload('models', all.length === 0 ? null : JSON.stringify(plain));
  });
  effect(() => keepTable(choice.value));
  const checkpoints = new Map<number, Checkpoint | null>();
  effect(() => {
    const own = runs.value.filter(({ file }) => file === null);
    own.forEach(({ checkpoint, latest, phase, course }, place) => {
      if (checkpoints.get(place) === checkpoint) return;
      checkpoints.set(place, checkpoint);
      const isEnd = phase === 'done';
      const balanced = course.evaluations.map((one) => [one.iteration, one.trainingBalanced, one.validationBalanced]);
      keepForReload(
        `run-${place}`,
        checkpoint === null ? null : JSON.stringify({ checkpoint, latest: isEnd ? latest : null, balanced }),
      );
    });
  });
}
