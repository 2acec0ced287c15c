// The ranks of the scene: N goes through its stops by itself, and what is wanted is found in the page's workers.
import { computed, effect, type Signal, signal, untracked } from '@preact/signals';
import { address } from '../../address.js';
import { ask } from '../../ask.js';
import { wantsLessMotion } from '../../panels/motion.js';
import type { AskedRank, FoundRank, PublishedRank } from '../../questions/enough/asked.js';
import { messageOf } from '../../ui/error-note.js';
import { runInWorker, workers } from '../../work.js';
import { isComplete, nextRank } from './cells.js';
import { chosenInputs, MOST, STOPS } from './settings.js';

/** How long a stop is looked at, at least, and how long a slide rests at the last one, milliseconds. */
const LOOK = 1800;
const REST = 8000;

/** All ranks that were found since the page was opened. */
export const found: Signal<readonly FoundRank[]> = signal([]);

/** What the paper prints; empty until it is there. */
export const published: Signal<readonly PublishedRank[]> = signal([]);

/** What went wrong, in words; nothing goes on until it is tried again. */
export const fault: Signal<string | null> = signal(null);

/** The stop that N has reached by itself; null when it does not move. */
const stop: Signal<number | null> = signal(null);

/** Whether N moves by itself. */
export const isMoving = computed(() => stop.value !== null);

/** N as it is shown. */
export const inputs = computed(() => (stop.value === null ? chosenInputs.value : STOPS[stop.value]));

/** The ranks that are known for N. */
export const shownRanks = computed(() => found.value.filter((one) => one.inputs === inputs.value));

/** Whether all ranks for N are known. */
export const isShownComplete = computed(() => isComplete(inputs.value, shownRanks.value));

const under: AskedRank[] = [];
let isWatched = false;

/** The next rank that is wanted: for the N that is shown, then for all stops. */
function next(): AskedRank | null {
  for (const own of [inputs.peek(), ...STOPS]) {
    const isOwn = (one: AskedRank) => one.inputs === own;
    const asked = nextRank(own, found.peek().filter(isOwn), under.filter(isOwn));
    if (asked !== null) return asked;
  }
  return null;
}

async function find(asked: AskedRank): Promise<void> {
  const task = await ask('rankTask', asked);
  const outcome = await runInWorker({ task }, () => {});
  if (outcome.kind !== 'dimension') throw new Error('a dimension has another outcome');
  const { rank, dof, atCap, parameters: angles } = outcome;
  found.value = [...found.peek(), { ...asked, rank, dof, atCap, angles }];
}

/** Starts what is wanted, as many at once as there are workers. */
async function work(): Promise<void> {
  try {
    const { width } = await workers();
    while (isWatched && fault.peek() === null && under.length < width) {
      const asked = next();
      if (asked === null) return;
      under.push(asked);
      void find(asked)
        .catch((error) => {
          fault.value = messageOf(error);
        })
        .finally(() => {
          under.splice(under.indexOf(asked), 1);
          void work();
        });
    }
  } catch (error) {
    fault.value = messageOf(error);
  }
}

async function readPublished(): Promise<void> {
  if (published.peek().length > 0) return;
  try {
    published.value = await ask('publishedRanks');
  } catch (error) {
    fault.value = messageOf(error);
  }
}

/** Goes on after something went wrong. */
export function tryAgain(): void {
  fault.value = null;
  void readPublished();
  void work();
}

/** Lets N go through its stops from the first. */
export function move(): void {
  chosenInputs.set(MOST);
  stop.value = 0;
}

/** Stays at the N that is shown. */
export function hold(): void {
  const at = inputs.peek();
  stop.value = null;
  chosenInputs.set(at);
}

/** Shows another N. */
export function choose(value: number): void {
  stop.value = null;
  chosenInputs.set(value);
}

/** Goes to the next stop once all of this one was seen. */
function followStops(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = effect(() => {
    clearTimeout(timer);
    const at = stop.value;
    const isSlide = address.value.isSlide;
    if (at === null) {
      if (isSlide && !wantsLessMotion() && isShownComplete.value) timer = setTimeout(move, REST);
      return;
    }
    if (!isShownComplete.value) return;
    timer = setTimeout(() => {
      stop.value = at + 1 < STOPS.length ? at + 1 : null;
    }, LOOK);
  });
  return () => {
    end();
    clearTimeout(timer);
    stop.value = null;
  };
}

/** Finds ranks for as long as somebody looks; N moves by itself unless the address names one. @returns ends it */
export function follow(): () => void {
  isWatched = true;
  void readPublished();
  if (untracked(() => chosenInputs.value) === MOST && !wantsLessMotion()) stop.value = 0;
  const ends = [
    followStops(),
    effect(() => {
      void inputs.value;
      untracked(() => void work());
    }),
  ];
  return () => {
    isWatched = false;
    for (const end of ends) end();
  };
}
