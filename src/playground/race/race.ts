import { batch, computed, type Signal, signal } from '@preact/signals';
import { EbitError } from '../../errors.js';
import { messageOf } from '../ui/error-note.js';
import { judgedAccuracy } from './course.js';
import { enter, type Ticket } from './crew.js';
import { type DataChoice, firstData, type RaceData, raceData } from './data.js';
import type { RaceReport } from './race-messages.js';
import { type Run, readyRun, runJobOf } from './run.js';
import { ebitRoom } from './run-model.js';
import { defaults, MAX_RUNS, type RunSettings, runName, settingFault } from './settings.js';

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

const tickets = new Map<number, Ticket>();
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
function listener(id: number, settings: RunSettings, course: Run['course']): (report: RaceReport) => void {
  const spent = { steps: 0, busy: 0 };
  let isFirst = true;
  return (report) => {
    if (report.kind === 'progress') {
      for (const loss of report.losses) course.losses.push(loss);
      for (const { iteration, scores, balanced } of report.scores) {
        course.evaluations.push({ iteration, ...scores, ...balanced });
      }
      // The first turn compiles the model too; it counts only until there is a second.
      const steps = spent.steps + report.losses.length;
      const busy = spent.busy + report.busy;
      if (!isFirst) Object.assign(spent, { steps, busy });
      isFirst = false;
      change(id, {
        iteration: report.iteration,
        parameters: report.parameters,
        latest: course.evaluations[course.evaluations.length - 1] ?? null,
        rate: (1000 * steps) / busy,
        ...(report.isStill ? { phase: 'still' } : {}),
      });
    } else if (report.kind === 'checkpoint') change(id, { checkpoint: report.checkpoint });
    else if (report.kind === 'done') {
      const { accuracy, loss, iterations, parameters, checkpoint } = report.result;
      const latest = {
        iteration: iterations,
        trainingAccuracy: accuracy.training,
        trainingLoss: loss.training,
        validationAccuracy: accuracy.validation,
        validationLoss: loss.validation,
        ...report.balanced,
      };
      if (course.evaluations[course.evaluations.length - 1]?.iteration !== iterations) course.evaluations.push(latest);
      tickets.delete(id);
      change(id, { phase: 'done', iteration: iterations, latest, parameters, checkpoint });
      news.value = `${runName(settings)} is done: accuracy ${(100 * judgedAccuracy(latest)).toFixed(1)} %.`;
    } else {
      tickets.delete(id);
      change(id, { phase: 'failed', error: report.message });
      news.value = `${runName(settings)} has failed.`;
    }
  };
}

/** Starts a run, or lets it go on; it stands still after `steps` steps, unless that is null. */
function pull(id: number, steps: number | null): void {
  const run = runOf(id);
  const source = data.value.data;
  if (run === undefined || run.phase === 'done' || run.phase === 'failed' || source === null) return;
  const ticket = tickets.get(id);
  if (ticket !== undefined) {
    ticket.pull(steps);
    change(id, { phase: 'training' });
    return;
  }
  try {
    const fault = settingFault('ebits', run.settings.ebits, ebitRoom(source));
    if (fault !== null) throw new EbitError('network', `${fault} These data leave no room for more.`);
    const job = runJobOf(run, source, choice.value.kind);
    // What was seen beyond the checkpoint will be seen again.
    const from = run.checkpoint?.iteration ?? 0;
    const course = {
      losses: run.course.losses.slice(0, from),
      evaluations: run.checkpoint === null ? [] : run.course.evaluations.filter(({ iteration }) => iteration <= from),
    };
    change(id, { phase: 'training', course, iteration: from });
    tickets.set(id, enter(job, steps, listener(id, run.settings, course)));
  } catch (error) {
    change(id, { phase: 'failed', error: messageOf(error) });
  }
}

function drop(id: number): void {
  tickets.get(id)?.drop();
  tickets.delete(id);
  told.delete(id);
}

/** Adds a run to the race, unless there are too many. */
export function addRun(settings: RunSettings): void {
  if (runs.value.length >= MAX_RUNS) return;
  lastId += 1;
  runs.value = [...runs.value, readyRun(lastId, settings)];
  if (runOf(selected.value) === undefined) selected.value = lastId;
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
  for (const id of ids) pull(id, null);
}

/** Does one step of a run and stands still. */
export function stepOnce(id: number): void {
  pull(id, 1);
}

/** Lets a run, or all of them, stand still. */
export function pause(ids: readonly number[] = runs.value.map(({ id }) => id)): void {
  for (const id of ids) {
    if (runOf(id)?.phase !== 'training') continue;
    tickets.get(id)?.pause();
    change(id, { phase: 'still' });
  }
}

/** Takes a run, or all of them, back to the start. */
export function reset(ids: readonly number[] = runs.value.map(({ id }) => id)): void {
  for (const id of ids) drop(id);
  runs.value = runs.value.map((run) => (ids.includes(run.id) ? readyRun(run.id, run.settings) : run));
}

/** Changes what all runs learn from, which takes them back to the start. */
export function choose(next: DataChoice): void {
  batch(() => {
    choice.value = next;
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
    const [first, second] = runs.value;
    selected.value = (second ?? first)?.id ?? 0;
  });
}

/** The runs that the page begins with. */
export const firstSettings: readonly RunSettings[] = [0, 1].map((ebits) => ({ ...defaults, ebits }));

/** The race that the page begins with: the point is seen with one press of a button. */
export function firstRace(): void {
  setRace(
    firstData,
    firstSettings.map((settings) => (id) => readyRun(id, settings)),
  );
}
