import { computed, signal } from '@preact/signals';
import { messageOf } from '../../ui/error-note.js';
import { runInWorker } from '../../work.js';
import { wantsLessMotion } from '../motion.js';
import type { GameEmbedding } from './answers.js';
import { FRAMES, type GameRun, trainGames } from './training.js';
import type { GameLoss } from './words.js';

export const embedding = signal<GameEmbedding>('original');
export const loss = signal<GameLoss>('product');
export const seed = signal(1);
export const iterations = signal(2 * FRAMES);

/** Trainings by their settings: what was trained once is shown at once. */
const trained = signal<ReadonlyMap<string, readonly GameRun[]>>(new Map());

const key = computed(() => JSON.stringify([embedding.value, seed.value, iterations.value]));

/** The trainings of the present settings; null before they were trained. */
export const runs = computed(() => trained.value.get(key.value) ?? null);

/** How much of a training under way is done, from 0 to 1; null while there is none. */
export const progress = signal<number | null>(null);

/** What went wrong, in words. */
export const fault = signal<string | null>(null);

/** Which moment is shown, and whether the moments go by. */
export const moment = signal(0);
export const playing = signal(false);

let controller: AbortController | null = null;

/** Ends a training under way. */
export function cancel(): void {
  controller?.abort();
  controller = null;
  progress.value = null;
}

/** Shows the training from its beginning, or its end to readers who asked for less motion. */
function replay(): void {
  const still = wantsLessMotion();
  moment.value = still ? FRAMES : 0;
  playing.value = !still;
}

/** Trains what the settings say, unless it was trained before, and shows it. */
export async function train(): Promise<void> {
  cancel();
  fault.value = null;
  if (runs.value !== null) return replay();
  const own = new AbortController();
  controller = own;
  progress.value = 0;
  playing.value = false;
  const name = key.value;
  const settings = { embedding: embedding.value, seed: seed.value, iterations: iterations.value };
  try {
    const onProgress = (done: number) => {
      if (controller === own) progress.value = done;
    };
    const found = await trainGames(settings, runInWorker, onProgress, own.signal);
    if (found === null) return;
    trained.value = new Map(trained.value).set(name, found);
    if (name === key.value) replay();
  } catch (error) {
    if (!own.signal.aborted) fault.value = messageOf(error);
  } finally {
    own.abort();
    if (controller === own) cancel();
  }
}

/** Changes a setting; once something was trained, the new settings are trained as well. */
export function change(set: () => void): void {
  const wasBusy = progress.value !== null;
  set();
  if (wasBusy || trained.value.size > 0) void train();
}
