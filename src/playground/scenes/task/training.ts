// The trainings of the scene: which are wanted, which are under way in the page's workers, and what they came to.
import { computed, type Signal, signal } from '@preact/signals';
import { ask } from '../../ask.js';
import { type AskedFit, pair, rivals, SEEDS, STEPS } from '../../questions/task/asked.js';
import type { TaskMap } from '../../questions/task/map.js';
import type { Measured } from '../../questions/task/measured.js';
import type { TaskVerdict } from '../../questions/task/verdict.js';
import { messageOf } from '../../ui/error-note.js';
import { workers } from '../../work.js';
import { data, fidelity, firstSeed, part, price } from './settings.js';

/** A training that is done. */
interface Trained {
  readonly parameters: Float64Array;
  readonly measured: Measured;
}

/** By what a training is known here. */
export function keyOf({ data: what, price: shots, resource, seed }: AskedFit): string {
  const { ebits, fidelity: own = 1, coins } = resource;
  return [what, shots ?? 'mean', ebits, own, coins, seed].join(' ');
}

/** All that were done since the page was opened; they are small. */
const trained: Signal<ReadonlyMap<string, Trained>> = signal(new Map());

/** How many steps those under way have done. */
const steps: Signal<ReadonlyMap<string, number>> = signal(new Map());

/** What went wrong, in words; nothing goes on until it is tried again. */
export const trainingFault: Signal<string | null> = signal(null);

/** The number of shots that is trained for; null is the exact mean. */
export const shotsAsked = computed(() => (price.value === 'mean' ? null : Number(price.value)));

/** What is rivalled at present, the pair at its fidelity. */
export const resources = computed(() => rivals(data.value, fidelity.value));

/** The trainings of one thing shared, seed by seed. */
function fitsOf(resource: AskedFit['resource']): AskedFit[] {
  return Array.from({ length: SEEDS }, (_, i) => ({
    data: data.value,
    price: shotsAsked.value,
    resource,
    seed: firstSeed.value + i,
  }));
}

/** What the verdict stands on: first those of which pictures are shown, then seed by seed. */
const needed = computed((): readonly AskedFit[] => {
  const all = resources.value.map(fitsOf);
  return Array.from({ length: SEEDS }, (_, i) => all.map((own) => own[i])).flat();
});

/** All that are wanted: behind those, the perfect pair to compare with. */
const wanted = computed((): readonly AskedFit[] => [
  ...needed.value,
  ...(part.value === 'pair' && fidelity.value !== 1 ? fitsOf(pair(1)) : []),
]);

/** Whether anything that is wanted is not there yet. */
export const isBusy = computed(() => wanted.value.some((one) => !trained.value.has(keyOf(one))));

/** What one thing shared has come to so far, in the order of the seeds; null where a training is not done. */
export interface Arm {
  readonly resource: AskedFit['resource'];
  readonly measured: readonly (Measured | null)[];
}

function armOf(resource: AskedFit['resource']): Arm {
  return { resource, measured: fitsOf(resource).map((one) => trained.value.get(keyOf(one))?.measured ?? null) };
}

/** The rivals with what they have come to. */
export const arms = computed((): readonly Arm[] => resources.value.map(armOf));

/** The perfect pair, which stands beside one of another fidelity. */
export const perfect = computed((): Arm => armOf(pair(1)));

/** How far everything is. */
export const progress = computed(() => {
  const all = needed.value;
  const each = STEPS[data.value];
  const done = all.filter((one) => trained.value.has(keyOf(one)));
  const under = all.reduce(
    (sum, one) => sum + (trained.value.has(keyOf(one)) ? 0 : (steps.value.get(keyOf(one)) ?? 0)),
    0,
  );
  return { done: done.length, of: all.length, steps: done.length * each + under, allSteps: all.length * each, each };
});

/** The number of coins that did best on the rows that choose; one until all are there. */
export const bestCoins = computed((): number => {
  const own = arms.value.filter(({ resource: { ebits, coins } }) => ebits === 0 && coins > 0);
  const means = own.map(({ measured }) => measured.reduce((sum, one) => sum + (one?.choosing.priced ?? Number.NaN), 0));
  if (means.some(Number.isNaN)) return 1;
  return own[means.indexOf(Math.max(...means))].resource.coins;
});

/** Trainings under way, by their keys. */
const underWay = new Map<string, AbortController>();
let isWatched = false;

/** Runs one training and measures what came of it. */
async function run(asked: AskedFit, key: string, { signal: ended }: AbortController): Promise<void> {
  const task = await ask('taskFit', asked);
  if (ended.aborted) return;
  const pool = await workers();
  const tell = (iteration: number) => {
    steps.value = new Map(steps.value).set(key, iteration);
  };
  const outcome = await pool.run(
    { task, progressEvery: Math.round(STEPS[asked.data] / 8) },
    (event) => {
      if (event.kind === 'progress') tell(event.progress.iteration);
    },
    ended,
  );
  if (ended.aborted || outcome.kind !== 'fit') return;
  const { parameters } = outcome;
  const measured = await ask('taskMeasured', asked, parameters);
  trained.value = new Map(trained.value).set(key, { parameters, measured });
}

/** Starts what is wanted, as many at once as there are workers, and ends what is wanted no more. */
async function work(): Promise<void> {
  let width: number;
  try {
    ({ width } = await workers());
  } catch (error) {
    trainingFault.value = messageOf(error);
    return;
  }
  const keys = isWatched ? wanted.peek().map(keyOf) : [];
  for (const [key, controller] of underWay) {
    if (keys.includes(key)) continue;
    underWay.delete(key);
    controller.abort();
  }
  for (const asked of isWatched ? wanted.peek() : []) {
    const key = keyOf(asked);
    if (underWay.size >= width || trainingFault.peek() !== null) return;
    if (underWay.has(key) || trained.peek().has(key)) continue;
    const controller = new AbortController();
    underWay.set(key, controller);
    void run(asked, key, controller)
      .catch((error) => {
        if (!controller.signal.aborted) trainingFault.value = messageOf(error);
      })
      .finally(() => {
        if (underWay.get(key) === controller) underWay.delete(key);
        const left = new Map(steps.peek());
        left.delete(key);
        steps.value = left;
        void work();
      });
  }
}

/** After what time without a change something is taken for wanted, milliseconds. */
const SETTLED = 250;

/** Trains what is wanted for as long as somebody looks. @returns ends it */
export function followWanted(): () => void {
  isWatched = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = wanted.subscribe(() => {
    clearTimeout(timer);
    // While a slider moves, nothing is begun that nobody would wait for.
    timer = setTimeout(() => void work(), underWay.size === 0 ? 0 : SETTLED);
  });
  return () => {
    isWatched = false;
    clearTimeout(timer);
    end();
    void work();
  };
}

/** Goes on after something went wrong. */
export function tryAgain(): void {
  trainingFault.value = null;
  void work();
}

/** The verdict of all that is wanted, by what it is of. */
const verdicts: Signal<ReadonlyMap<string, TaskVerdict>> = signal(new Map());
const verdictKey = computed(() => needed.value.map(keyOf).join('|'));

/** The verdict; null until everything that it stands on is there. */
export const verdict = computed(() => verdicts.value.get(verdictKey.value) ?? null);

/** Has the verdict found when everything is there. @returns ends it */
export function followVerdict(): () => void {
  const isComplete = computed(() => progress.value.done === progress.value.of && verdict.value === null);
  const key = computed(() => (isComplete.value ? verdictKey.value : null));
  return key.subscribe((own) => {
    if (own === null) return;
    const all = arms.value.map(({ resource, measured }) => ({
      resource,
      measured: measured.filter((one) => one !== null),
    }));
    ask('taskVerdict', data.value, shotsAsked.value, firstSeed.value, all).then(
      (found) => {
        verdicts.value = new Map(verdicts.value).set(own, found);
      },
      (error) => {
        trainingFault.value = messageOf(error);
      },
    );
  });
}

/** Maps that were asked for, by their trainings; null while they are made. */
const maps: Signal<ReadonlyMap<string, TaskMap | null>> = signal(new Map());

/** The map of what was trained with the first seed; null until it is there. */
export function mapOf(resource: AskedFit['resource']): TaskMap | null {
  const asked = fitsOf(resource)[0];
  const key = keyOf(asked);
  const found = maps.value.get(key);
  const own = trained.value.get(key);
  if (found === undefined && own !== undefined) {
    queueMicrotask(() => {
      if (maps.peek().has(key)) return;
      maps.value = new Map(maps.peek()).set(key, null);
      ask('taskMap', asked, own.parameters).then(
        (map) => {
          maps.value = new Map(maps.peek()).set(key, map);
        },
        (error) => {
          trainingFault.value = messageOf(error);
        },
      );
    });
  }
  return found ?? null;
}
