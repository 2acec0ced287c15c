import { batch, computed, type Signal, signal } from '@preact/signals';
import { EbitError, isEbitError } from '../../errors.js';
import type { StepEvent, SteppedFit } from '../../jobs/job.js';
import type { FitOutcome } from '../../tasks/outcome.js';
import { messageOf } from '../ui/error-note.js';
import { workers } from '../work.js';
import { judgedAccuracy } from './course.js';
import { type DataChoice, firstData, type RaceData, raceData } from './data.js';
import { type Run, readyRun, runJob } from './run.js';
import {
  adapted,
  changed,
  defaults,
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
export const data = computed<{ readonly data: RaceData | null; readonly error: string | null }>(() => {
  try {
    return { data: raceData(choice.value), error: null };
  } catch (error) {
    return { data: null, error: messageOf(error) };
  }
});

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
const REFRESH = 120;
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
  news.value = `${runName(settings)} is done: accuracy ${(100 * judgedAccuracy(latest)).toFixed(1)} %.`;
}

function fail({ id, settings }: Run, error: unknown): void {
  const isLost = isEbitError(error) && error.code === 'worker';
  change(id, { phase: 'failed', error: `${messageOf(error)}${isLost ? ' Restart the run.' : ''}` });
  news.value = `${runName(settings)} has failed.`;
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

/** Adds a run to the race, unless there are too many. */
export function addRun(settings: RunSettings): void {
  if (runs.value.length >= MAX_RUNS) return;
  lastId += 1;
  runs.value = [...runs.value, readyRun(lastId, settings)];
  if (runOf(selected.value) === undefined) selected.value = lastId;
}

/** The runs that {@link addSeed} would add; none where there is no room for all of them. */
export const withNextSeed = computed((): readonly RunSettings[] => {
  const more = nextSeed(runs.value.map(({ settings }) => settings));
  return runs.value.length + more.length <= MAX_RUNS ? more : [];
});

/** Adds the runs of the race once more with the next seed. */
export function addSeed(): void {
  for (const settings of withNextSeed.value) addRun(settings);
}

/** Takes a run out of the race. */
export function removeRun(id: number): void {
  drop(id);
  batch(() => {
    runs.value = runs.value.filter((run) => run.id !== id);
    if (selected.value === id) selected.value = runs.value[0]?.id ?? 0;
  });
}

/** Lets a run, or all of them, train to the end. */
export function train(ids: readonly number[] = runs.value.map(({ id }) => id)): void {
  for (const id of ids) pull(id);
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

/** Takes a run, or all of them, back to the start. */
export function reset(ids: readonly number[] = runs.value.map(({ id }) => id)): void {
  for (const id of ids) drop(id);
  runs.value = runs.value.map((run) => (ids.includes(run.id) ? readyRun(run.id, run.settings) : run));
}

/** Changes what all runs learn from, which takes them back to the start; on other data they learn as these are learnt. */
export function choose(next: DataChoice): void {
  const isTable = next.settings.kind === 'table';
  const isOther = isTable !== (choice.value.settings.kind === 'table');
  batch(() => {
    choice.value = next;
    if (isOther) runs.value = runs.value.map((run) => ({ ...run, settings: adapted(run.settings, isTable) }));
    reset();
  });
}

/** Begins with other data and runs; nothing of the present ones is left. */
export function setRace(next: DataChoice, entrants: readonly ((id: number) => Run)[]): void {
  for (const { id } of runs.value) drop(id);
  batch(() => {
    choice.value = next;
    runs.value = entrants.map((entrant) => {
      lastId += 1;
      return entrant(lastId);
    });
    // What is shared most of stands last, and has the most to show.
    selected.value = runs.value.at(-1)?.id ?? 0;
  });
}

/** The runs that the page begins with: nothing shared, what is shared without entanglement, and one ebit. */
export const firstSettings: readonly RunSettings[] = [{ ebits: 0 }, { ebits: 0, coins: 2 }, { ebits: 1 }].map(
  (shared) => changed(defaults, shared),
);

/** The race that the page begins with: the point is seen with one press of a button. */
export function firstRace(): void {
  setRace(
    firstData,
    firstSettings.map((settings) => (id) => readyRun(id, settings)),
  );
}
