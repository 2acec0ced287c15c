import { batch, computed, type Signal, signal } from '@preact/signals';
import { EbitError, isEbitError } from '../../errors.js';
import type { StepEvent, SteppedFit } from '../../jobs/job.js';
import type { FitOutcome } from '../../tasks/outcome.js';
import { messageOf } from '../ui/error-note.js';
import { workers } from '../work.js';
import { judgedAccuracy } from './course.js';
import { type DataChoice, firstData, type Prepared, preparedBy, type RaceData } from './data.js';
import { entrantKey } from './entrants.js';
import { createHistory } from './history.js';
import { knownTable } from './known-tables.js';
import { openedRun } from './opened-model.js';
import { type OpenedModel, type Run, readyRun, runJob } from './run.js';
import {
  adapted,
  changed,
  defaults,
  FIRST_SEEDS,
  type FlatSettings,
  MAX_RUNS,
  nextSeed,
  type RunSettings,
  runName,
  sharedFault,
  sharedRoom,
} from './settings.js';
import { MOST_QUBITS } from './table-file.js';

/** What all runs learn from. */
export const choice: Signal<DataChoice> = signal(firstData);

/** The chosen data, or why there are none. */
export const data = computed((): Prepared => knownTable(choice.value)?.prepared ?? preparedBy(choice.value));

/** The runs in the order in which they were added. */
export const runs: Signal<readonly Run[]> = signal([]);

/** The number of the run that the other panels look at. */
export const selected: Signal<number> = signal(0);

/** What has just happened, for readers of the screen. */
export const news: Signal<string> = signal('');

/** Runs that are under way, by their numbers. */
const underWay = new Map<number, UnderWay>();
let lastId = 0;

/** How often what the workers tell is shown, milliseconds. */
const REFRESH = 250;
/** What was told of runs since it was last shown. */
const told = new Map<number, Partial<Run>>();
let isDue = false;
let lastShow = 0;

function show(): void {
  isDue = false;
  lastShow = performance.now();
  if (told.size === 0) return;
  const changes = new Map(told);
  told.clear();
  runs.value = runs.value.map((run) => (changes.has(run.id) ? { ...run, ...changes.get(run.id) } : run));
}

/** Changes a run: at once if it changes its phase or nothing was shown of late, else with the next refresh. */
function change(id: number, part: Partial<Run>): void {
  told.set(id, { ...told.get(id), ...part });
  if (part.phase !== undefined || performance.now() - lastShow > REFRESH) show();
  else if (!isDue) {
    isDue = true;
    setTimeout(show, REFRESH);
  }
}

function runOf(id: number): Run | undefined {
  return runs.value.find((run) => run.id === id);
}

/** Tells something of a run that was found beside its training. */
export const tellRun: (id: number, part: Partial<Run>) => void = change;

/** Hears what a worker tells of a run, from its start on. */
function listener(id: number, course: Run['course']): (event: StepEvent) => void {
  const spent = { steps: 0, busy: 0 };
  let isFirst = true;
  return (event) => {
    if (event.kind === 'checkpoint') return change(id, { checkpoint: event.checkpoint });
    if (event.kind === 'thread-lost') return;
    course.losses.push(...event.losses);
    course.evaluations.push(...event.evaluations);
    // The first turn compiles the model too; it counts only until there is a second.
    const steps = spent.steps + event.losses.length;
    const busy = spent.busy + event.busy;
    if (!isFirst) Object.assign(spent, { steps, busy });
    isFirst = false;
    change(id, {
      iteration: event.iteration,
      parameters: event.parameters,
      latest: course.evaluations[course.evaluations.length - 1] ?? null,
      rate: (1000 * steps) / busy,
    });
  };
}

/** Ends a run with its result. */
function finish({ id, settings }: Run, course: Run['course'], outcome: FitOutcome): void {
  const { training, validation, loss, iterations: iteration, parameters, checkpoint } = outcome;
  const latest = {
    iteration,
    trainingAccuracy: training.accuracy,
    trainingLoss: loss.training,
    validationAccuracy: validation?.accuracy ?? null,
    validationLoss: loss.validation,
    trainingBalanced: training.balancedAccuracy,
    validationBalanced: validation?.balancedAccuracy ?? null,
  };
  if (course.evaluations[course.evaluations.length - 1]?.iteration !== iteration) course.evaluations.push(latest);
  change(id, { phase: 'done', iteration, latest, parameters, checkpoint });
  news.value = `${runName(settings)}, seed ${settings.training.seed}, is done: accuracy ${(100 * judgedAccuracy(latest)).toFixed(1)} %.`;
}

function fail({ id, settings }: Run, error: unknown): void {
  const isLost = isEbitError(error) && error.code === 'worker';
  change(id, { phase: 'failed', error: `${messageOf(error)}${isLost ? ' Restart the run.' : ''}` });
  news.value = `${runName(settings)}, seed ${settings.training.seed}, has failed.`;
}

/** A run that is under way in a worker. */
interface UnderWay {
  readonly fit: Promise<SteppedFit>;
  readonly course: Run['course'];
}

/** Opens a run's fit in a worker. @throws EbitError if the run does not fit the data */
function enter(run: Run, source: RaceData): UnderWay {
  const { network, model } = run.settings;
  const fault = sharedFault(network, sharedRoom(source, model.circuit));
  if (fault !== null) throw new EbitError('network', `${fault} These data leave no room for more.`);
  const most = Math.max(...source.features);
  if (model.circuit === 'qcnn' && most > MOST_QUBITS) {
    throw new EbitError(
      'columns',
      `A party holds ${most} columns, and the qcnn takes a qubit for each, here at most ${MOST_QUBITS}; take re-uploading.`,
    );
  }
  const job = runJob(run, source);
  // What was seen beyond the checkpoint will be seen again.
  const from = run.checkpoint?.iteration ?? 0;
  const course = {
    losses: run.course.losses.slice(0, from),
    evaluations: run.checkpoint === null ? [] : run.course.evaluations.filter(({ iteration }) => iteration <= from),
  };
  change(run.id, { course, iteration: from });
  return { course, fit: workers().then(({ open }) => open(job, listener(run.id, course))) };
}

/** Takes a run on by some steps, or to its end, in the worker that it is in; what comes of it is told to the run. */
async function step(run: Run, own: UnderWay, count?: number): Promise<void> {
  const isOurs = () => underWay.get(run.id) === own;
  try {
    const outcome = await (await own.fit).step(count);
    if (!isOurs()) return;
    if (outcome === null) return change(run.id, { phase: 'still' });
    underWay.delete(run.id);
    finish(run, own.course, outcome);
  } catch (error) {
    if (!isOurs()) return;
    underWay.delete(run.id);
    fail(run, error);
  }
}

/** Starts a run, or lets it go on; it stands still after `count` steps if that is given. */
function pull(id: number, count?: number): void {
  const run = runOf(id);
  const source = data.value.data;
  if (run === undefined || run.phase === 'done' || run.phase === 'failed' || source === null) return;
  try {
    const own = underWay.get(id) ?? enter(run, source);
    underWay.set(id, own);
    change(id, { phase: 'training' });
    void step(run, own, count);
  } catch (error) {
    change(id, { phase: 'failed', error: messageOf(error) });
  }
}

function drop(id: number): void {
  void underWay.get(id)?.fit.then(
    (fit) => fit.close(),
    () => {},
  );
  underWay.delete(id);
  told.delete(id);
}

/** A race as it is at a moment. */
interface RaceState {
  readonly choice: DataChoice;
  readonly runs: readonly Run[];
  readonly selected: number;
}

const history = createHistory<RaceState>();

/** What would be undone next, and what done again: `Remove Bell-1`; null for nothing. */
export const undoable: Signal<string | null> = history.back;
export const redoable: Signal<string | null> = history.forth;

function present(): RaceState {
  return { choice: choice.value, runs: runs.value, selected: selected.value };
}

/** Has a change of the race be one that can be undone. */
function edit(what: string, change: () => void, merge = false): void {
  show();
  history.remember(what, present(), merge);
  batch(change);
}

/** Returns to a race of before, or of after; runs that are in it and now keep what they have come to since. */
function goTo(to: RaceState | null, words: string): void {
  if (to === null) return;
  const now = new Map(runs.value.map((run) => [run.life, run]));
  const all = to.runs.map((run) => now.get(run.life) ?? stilled(run));
  const lives = new Set(all.map(({ life }) => life));
  for (const { id, life } of runs.value) if (!lives.has(life)) drop(id);
  batch(() => {
    choice.value = to.choice;
    runs.value = all;
    const isThere = (id: number) => all.some((run) => run.id === id);
    if (!isThere(selected.value)) selected.value = isThere(to.selected) ? to.selected : (all[0]?.id ?? 0);
    news.value = words;
  });
}

/** A run that was under way in a worker that is gone. */
function stilled(run: Run): Run {
  return run.phase === 'training' ? { ...run, phase: run.iteration === 0 ? 'ready' : 'still' } : run;
}

/** Takes the last change of the race back; runs are again what they were. */
export function undo(): void {
  show();
  const words = `Undone: ${undoable.value}.`;
  goTo(history.undo(present()), words);
}

/** Does again what was undone last. */
export function redo(): void {
  show();
  const words = `Done again: ${redoable.value}.`;
  goTo(history.redo(present()), words);
}

/** Adds runs, each behind those that differ from it by nothing but their seed, as one change; none beyond {@link MAX_RUNS}. */
export function addRuns(all: readonly RunSettings[], what: string): void {
  const room = MAX_RUNS - runs.value.length;
  if (room <= 0 || all.length === 0) return;
  edit(what, () => {
    const next = [...runs.value];
    for (const settings of all.slice(0, room)) {
      lastId += 1;
      const run = readyRun(lastId, settings);
      const key = entrantKey(run);
      const last = next.map(entrantKey).lastIndexOf(key);
      next.splice(last < 0 ? next.length : last + 1, 0, run);
    }
    runs.value = next;
    if (runOf(selected.value) === undefined) selected.value = next[0].id;
  });
}

/** Adds a run to the race, unless there are too many. */
export function addRun(settings: RunSettings): void {
  addRuns([settings], `Add ${runName(settings)}`);
}

/** Adds a model that came with a file, as a run that is done; it is the one that the other panels look at. */
export function addModel(file: OpenedModel): void {
  if (runs.value.length >= MAX_RUNS) {
    throw new EbitError('range', `There are ${MAX_RUNS} runs, which is as many as a race takes; remove one first.`);
  }
  edit(`Open ${file.name}`, () => {
    lastId += 1;
    runs.value = [...runs.value, openedRun(lastId, file)];
    selected.value = lastId;
  });
}

/** How runs learn, beside what they share and their seed. */
export type Learning = Pick<FlatSettings, 'circuit' | 'depth' | 'mixing' | 'learningRate' | 'loss' | 'iterations'>;

/** Has all runs learn in one way, which takes them back to the start; what they share and their seeds stay. */
export function changeAll({ circuit, depth, mixing, learningRate, loss, iterations }: Learning): void {
  const part = { circuit, depth, mixing, learningRate, loss, iterations };
  edit('Change all runs', () => {
    const next = runs.value.map((run) => (run.file === null ? readyRun(run.id, changed(run.settings, part)) : run));
    for (const { id, file } of next) if (file === null) drop(id);
    runs.value = next;
  });
}

/** The runs that {@link addSeed} would add; none where there is no room for all of them. */
export const withNextSeed = computed((): readonly RunSettings[] => {
  const more = nextSeed(runs.value.filter(({ file }) => file === null).map(({ settings }) => settings));
  return runs.value.length + more.length <= MAX_RUNS ? more : [];
});

/** Adds the runs of the race once more with the next seed. */
export function addSeed(): void {
  addRuns(withNextSeed.value, 'Add a seed');
}

/** How some runs are called together. */
function namesOf(all: readonly Run[]): string {
  const names = [...new Set(all.map(({ settings, file }) => file?.name ?? runName(settings)))];
  return names.length === 1 ? names[0] : 'all runs';
}

/** Takes runs out of the race. */
export function removeRuns(ids: readonly number[]): void {
  const gone = runs.value.filter(({ id }) => ids.includes(id));
  if (gone.length === 0) return;
  edit(`Remove ${namesOf(gone)}`, () => {
    for (const id of ids) drop(id);
    runs.value = runs.value.filter(({ id }) => !ids.includes(id));
    if (ids.includes(selected.value)) selected.value = runs.value[0]?.id ?? 0;
  });
}

/** Takes a run out of the race. */
export function removeRun(id: number): void {
  removeRuns([id]);
}

/** Lets a run, or all of them, train to the end. */
export function train(ids: readonly number[] = runs.value.map(({ id }) => id)): void {
  batch(() => {
    for (const id of ids) pull(id);
  });
}

/** Does one step of a run and stands still. */
export function stepOnce(id: number): void {
  pull(id, 1);
}

/** Lets a run, or all of them, stand still. */
export function pause(ids: readonly number[] = runs.value.map(({ id }) => id)): void {
  for (const id of ids) {
    const run = runOf(id);
    const own = underWay.get(id);
    if (run?.phase !== 'training' || own === undefined) continue;
    change(id, { phase: 'still' });
    void step(run, own, 0);
  }
}

/** Takes runs back to the start; a model from a file has none. */
function begin(ids: readonly number[]): void {
  const isMeant = ({ id, file }: Run) => file === null && ids.includes(id);
  for (const run of runs.value) if (isMeant(run)) drop(run.id);
  runs.value = runs.value.map((run) => (isMeant(run) ? readyRun(run.id, run.settings) : run));
}

/** Takes a run, or all of them, back to the start. */
export function reset(ids: readonly number[] = runs.value.map(({ id }) => id)): void {
  const meant = runs.value.filter(({ id }) => ids.includes(id));
  if (meant.every(({ phase, file }) => phase === 'ready' || file !== null)) return;
  edit(`Restart ${namesOf(meant)}`, () => begin(ids));
}

/** Changes what all runs learn from, which takes them back to the start; on other data they learn as these are learnt. */
export function choose(next: DataChoice): void {
  const isTable = next.settings.kind === 'table';
  const isOther = isTable !== (choice.value.settings.kind === 'table');
  const change = () => {
    choice.value = next;
    if (isOther) runs.value = runs.value.map((run) => ({ ...run, settings: adapted(run.settings, isTable) }));
    begin(runs.value.map(({ id }) => id));
    // How well a model from a file decides is another question now.
    runs.value = runs.value.map((run) => (run.file === null ? run : openedRun(run.id, run.file)));
  };
  edit('Choose other data', change, true);
}

/** The run that is looked at unless told: what is shared most of stands last, and has the most to show. */
export function firstMarked(all: readonly Run[]): number {
  const last = all.at(-1);
  return (last && all.find((run) => entrantKey(run) === entrantKey(last)))?.id ?? 0;
}

/** Begins with other data and runs. */
export function setRace(next: DataChoice, entrants: readonly ((id: number) => Run)[]): void {
  const change = () => {
    for (const { id } of runs.value) drop(id);
    choice.value = next;
    runs.value = entrants.map((entrant) => {
      lastId += 1;
      return entrant(lastId);
    });
    selected.value = firstMarked(runs.value);
  };
  // The page's first race follows none.
  if (runs.value.length === 0) batch(change);
  else edit('Begin another race', change);
}

/** The runs that the page begins with: nothing shared, what is shared without entanglement, and one ebit, five seeds each. */
export const firstSettings: readonly RunSettings[] = [{ ebits: 0 }, { ebits: 0, coins: 2 }, { ebits: 1 }].flatMap(
  (shared) =>
    Array.from({ length: FIRST_SEEDS }, (_, i) => changed(defaults, { ...shared, seed: defaults.training.seed + i })),
);

/** The race that the page begins with: the point is seen with one press of a button. */
export function firstRace(): void {
  setRace(
    firstData,
    firstSettings.map((settings) => (id) => readyRun(id, settings)),
  );
}
