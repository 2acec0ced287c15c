import { computed, signal } from '@preact/signals';
import { parsedNumber } from '../../../data/numbers.js';
import { messageOf } from '../../ui/error-note.js';
import { workers } from '../../work.js';
import { choiceSetting, panelSetting, wholeSetting } from '../settings.js';
import { CELLS, type RankSettings } from './cells.js';
import { survey } from './survey.js';

/** How many random inputs there can be. */
export const LEAST_INPUTS = 10;
export const MOST_INPUTS = 600;
export const INPUT_STEP = 10;

export const inputs = panelSetting<number>('effective-dimension.inputs', {
  first: 100,
  read(word) {
    const value = parsedNumber(word);
    return value !== null && value >= LEAST_INPUTS && value <= MOST_INPUTS && value % INPUT_STEP === 0
      ? value
      : undefined;
  },
  write: String,
  wanted: `give a multiple of ${INPUT_STEP} from ${LEAST_INPUTS} to ${MOST_INPUTS}`,
});
export const draws = wholeSetting('effective-dimension.draws', { min: 1, max: 20, first: 1 });
export const mixing = choiceSetting<0 | 3>('effective-dimension.mixing', [0, 3]);

/** The seed of the experiments. */
const SEED = 1;

export const settings = computed(
  (): RankSettings => ({ inputs: inputs.value, draws: draws.value, mixing: mixing.value, seed: SEED }),
);

const ranks = survey(workers);

/** Counts what was found, so that the page sees it. */
const finds = signal(0);

/** The ranks that are known for the present settings. */
export const known = computed(() => {
  void finds.value;
  return ranks.known(settings.value);
});

export const isComplete = computed(() => known.value.length === CELLS.length);

/** Whether ranks are being looked for, or will be when the slider rests. */
export const working = signal(false);

/** What went wrong, in words. */
export const fault = signal<string | null>(null);

/** How long settings rest before work begins with them, milliseconds. */
const REST = 250;

let controller: AbortController | null = null;
/** Whether the reader wants ranks for whatever settings come. */
let isWanted = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function stop(): void {
  clearTimeout(timer);
  controller?.abort();
  controller = null;
  working.value = false;
}

/** Ends the work; other settings do not begin it again. */
export function cancel(): void {
  isWanted = false;
  stop();
}

async function work(): Promise<void> {
  const own = new AbortController();
  controller = own;
  working.value = true;
  try {
    await ranks.complete(settings.value, () => (finds.value += 1), own.signal);
  } catch (error) {
    fault.value = messageOf(error);
    isWanted = false;
  } finally {
    if (controller === own) stop();
  }
}

/** Finds the ranks of the present settings, and from now on of others that are chosen. */
export function start(): void {
  stop();
  fault.value = null;
  isWanted = true;
  void work();
}

/** Changes a setting. What is known shows at once; the rest is found if ranks are wanted. */
export function change(set: () => void): void {
  stop();
  set();
  if (!isWanted || isComplete.value) return;
  working.value = true;
  timer = setTimeout(() => void work(), REST);
}
