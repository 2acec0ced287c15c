// The trainings of the scene: the seed that is shown first, then all others, one after another in the page's worker.
import { computed, type Signal, signal } from '@preact/signals';
import { ask } from '../../ask.js';
import { type AskedCourse, type Course, SEEDS, SHARED, type Shared } from '../../questions/learns/asked.js';
import { messageOf } from '../../ui/error-note.js';
import { embedding, loss, seed } from './settings.js';

/** By which a training is known here. */
function keyOf(asked: AskedCourse): string {
  return [asked.shared, asked.embedding, asked.loss, asked.seed].join(' ');
}

/** All that were trained since the page was opened. */
const known: Signal<ReadonlyMap<string, Course>> = signal(new Map());

/** What went wrong, in words; nothing goes on until it is tried again. */
export const trainingFault: Signal<string | null> = signal(null);

function courseOf(shared: Shared, own: number): AskedCourse {
  return { shared, embedding: embedding.value, loss: loss.value, seed: own };
}

/** The seeds, that of the arrows first. */
const seeds = computed((): readonly number[] => {
  const all = Array.from({ length: SEEDS }, (_, i) => i + 1);
  return [seed.value, ...all.filter((one) => one !== seed.value)];
});

/** All that are wanted, the most telling ones first. */
const wanted = computed((): readonly AskedCourse[] =>
  seeds.value.flatMap((own) => [...SHARED].reverse().map((shared) => courseOf(shared, own))),
);

/** The courses that are there, of everything that may be shared. */
export const courses = computed((): Readonly<Record<Shared, readonly Course[]>> => {
  const there = (shared: Shared) => seeds.value.flatMap((own) => known.value.get(keyOf(courseOf(shared, own))) ?? []);
  return { nothing: there('nothing'), coin: there('coin'), ebit: there('ebit') };
});

/** The courses of the seed whose arrows are drawn; null until all are there. */
export const shownCourses = computed((): Readonly<Record<Shared, Course>> | null => {
  const [nothing, coin, ebit] = SHARED.map((shared) => known.value.get(keyOf(courseOf(shared, seed.value))));
  return nothing && coin && ebit ? { nothing, coin, ebit } : null;
});

/** How many trainings are done, and of how many. */
export const progress = computed(() => ({
  done: wanted.value.filter((one) => known.value.has(keyOf(one))).length,
  of: wanted.value.length,
}));

let isWatched = false;
let isBusy = false;

/** Has the next training done that is wanted and not there: one at a time, so that other questions need not wait. */
async function work(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  try {
    for (;;) {
      const next = wanted.peek().find((one) => !known.peek().has(keyOf(one)));
      if (next === undefined || !isWatched || trainingFault.peek() !== null) return;
      const course = await ask('learnt', next);
      known.value = new Map(known.peek()).set(keyOf(next), course);
    }
  } catch (error) {
    trainingFault.value = messageOf(error);
  } finally {
    isBusy = false;
  }
}

/** Trains what is wanted for as long as somebody looks. @returns ends it */
export function followWanted(): () => void {
  isWatched = true;
  const end = wanted.subscribe(() => void work());
  return () => {
    isWatched = false;
    end();
  };
}

/** Goes on after something went wrong. */
export function tryAgain(): void {
  trainingFault.value = null;
  void work();
}
