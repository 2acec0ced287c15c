// Which moment of the trainings is shown: by itself one after another, then the one that the reader chose.
import { computed, effect, type Signal, signal, untracked } from '@preact/signals';
import { address } from '../../address.js';
import { wantsLessMotion } from '../../panels/motion.js';
import { EVERY, MOMENTS, STEPS } from '../../questions/learns/asked.js';
import { embedding, loss, momentOf, seed, step } from './settings.js';
import { shownCourses } from './training.js';

/** How long all moments take, milliseconds; the beginning, where the most happens, goes slower, as it is wider in the picture. */
const WHOLE = 9000;
const SLOW_START = 2;

/** For how long a slide shows the end before it begins again, milliseconds. */
const REST = 9000;

const LAST = MOMENTS - 1;

/** The moment that is shown while it plays, or waits for the first trainings; null when it does not. */
const played: Signal<number | null> = signal(null);

/** Whether the moments go by. */
export const isPlaying = computed(() => played.value !== null);

/** The moment that is shown. */
export const moment = computed(() => played.value ?? momentOf(step.value));

let frame = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function halt(): void {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  played.value = null;
}

function playFrom(first: number): void {
  halt();
  step.set(STEPS);
  played.value = first;
  // As the moments of the trainings that are there go by: while none are, the first waits.
  let start: number | null = null;
  const next = (now: number): void => {
    if (shownCourses.peek() !== null) {
      start ??= now - WHOLE * (first / LAST) ** (1 / SLOW_START);
      const part = Math.min(1, Math.max(0, (now - start) / WHOLE));
      if (part === 1) {
        halt();
        if (address.peek().isSlide) timer = setTimeout(() => playFrom(0), REST);
        return;
      }
      played.value = Math.round(LAST * part ** SLOW_START);
    }
    frame = requestAnimationFrame(next);
  };
  frame = requestAnimationFrame(next);
}

/** Has the moments go by from the shown one, or from the first if it is the last. */
export function play(): void {
  playFrom(moment.peek() >= LAST ? 0 : moment.peek());
}

/** Stays at the moment that is shown. */
export function pause(): void {
  const at = moment.peek();
  halt();
  step.set(at * EVERY);
}

/** Shows a step. */
export function showStep(value: number): void {
  halt();
  step.set(value);
}

/** Shows trainings from their beginning, or their end to readers who asked for less motion. */
function begin(): void {
  if (wantsLessMotion()) showStep(STEPS);
  else playFrom(0);
}

/** Plays by itself for as long as somebody looks, unless the address names a step. @returns ends it */
export function followPlaying(): () => void {
  let last: string | null = null;
  const end = effect(() => {
    const own = [embedding.value, loss.value, seed.value].join(' ');
    untracked(() => {
      const isFirst = last === null;
      if (own === last) return;
      last = own;
      if (!isFirst || step.value === STEPS) begin();
    });
  });
  return () => {
    end();
    halt();
  };
}
