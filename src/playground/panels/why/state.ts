import { computed, signal } from '@preact/signals';
import { messageOf } from '../../ui/error-note.js';
import { runInWorker } from '../../work.js';
import { wantsLessMotion } from '../motion.js';
import { choiceSetting, wholeSetting } from '../settings.js';
import type { GameEmbedding } from './answers.js';
import { FRAMES, type GameRun, trainGames } from './training.js';
import type { GameLoss } from './words.js';

/** How many steps a training may take. */
export const STEP_COUNTS: readonly number[] = [1, 2, 4, 8].map((times) => times * FRAMES);

export const embedding = choiceSetting<GameEmbedding>('why.embedding', ['original', 'alternative']);
export const loss = choiceSetting<GameLoss>('why.loss', ['product', 'mse']);
export const seed = wholeSetting('why.seed', { min: 0, max: 999_999, first: 1 });
export const iterations = choiceSetting('why.steps', STEP_COUNTS, STEP_COUNTS[1]);

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
export const moment = wholeSetting('why.moment', { min: 0, max: FRAMES, first: 0 });
export const playing = signal(false);

let controller: AbortController | null = null;

/** Ends a training under way. */
export function cancel(): void {
  controller?.abort();
  controller = null;
  progress.value = null;
}

/** Shows the training from its beginning, or its end to readers who asked for less motion; or at one moment. */
function replay(at: number | null): void {
  if (at !== null) {
    moment.value = at;
    return;
  }
  const still = wantsLessMotion();
  moment.value = still ? FRAMES : 0;
  playing.value = !still;
}

/**
 * Trains what the settings say, unless it was trained before, and shows it.
 *
 * @param at - the moment to show; all of them, one after another, unless told
 */
export async function train(at: number | null = null): Promise<void> {
  cancel();
  fault.value = null;
  if (runs.value !== null) return replay(at);
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
    if (name === key.value) replay(at);
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
