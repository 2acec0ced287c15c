import { computed, signal } from '@preact/signals';
import { type ShownModel, shown } from '../../shown.js';
import { messageOf } from '../../ui/error-note.js';
import { featureSetting, panelSetting, rowOfWord } from '../settings.js';
import { type DecisionGrid, extentOf, meanRow, rowOf } from './decision-grid.js';
import { type MapMaker, mapMaker } from './decision-map.js';

/** Cells a side, and how many are found before the page gets its turn. */
export const SIZE = 64;
const CHUNK = 512;

/** The two features, by number; the second is one of B's in the race. */
export const across = featureSetting('data.across', 0);
export const up = featureSetting('data.up', 4);

/** The training row at which the other features are held, from 0; null for the mean of all. */
export const heldRow = panelSetting<number | null>('data.held', {
  first: 0,
  read: (word) => (word === 'mean' ? null : rowOfWord(word)),
  write: (row) => (row === null ? 'mean' : String(row + 1)),
  wanted: 'give "mean" or the number of a training row',
});

/** A finished map of E, with the grid that it belongs to. */
export interface DecisionMap {
  readonly grid: DecisionGrid;
  readonly values: Float64Array;
  readonly iteration: number | null;
}

/** The latest map; null before there is one. */
export const map = signal<DecisionMap | null>(null);

/** How much of a map under way is done, from 0 to 1; null while there is none. */
export const mapProgress = signal<number | null>(null);
export const mapFault = signal<string | null>(null);

const training = computed(() => shown.value?.training ?? null);
const validation = computed(() => shown.value?.validation ?? null);

/** The grid that is asked for; it stays the same while a run trains. */
export const grid = computed((): DecisionGrid | null => {
  const own = training.value;
  if (own === null) return null;
  const last = own.features - 1;
  const [a, b] = [Math.min(across.value, last), Math.min(up.value, last)];
  const sets = validation.value === null ? [own] : [own, validation.value];
  const row = heldRow.value;
  const held = row === null ? meanRow(own) : rowOf(own, Math.min(row, own.length - 1));
  return { across: a, up: b, x: extentOf(sets, a), y: extentOf(sets, b), size: SIZE, held };
});

/** Lets one turn of the page go by. */
const nextTurn = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 0);
  });

/** A run and a grid, as they are at one time. */
interface Wish {
  readonly run: ShownModel;
  readonly grid: DecisionGrid;
}

function presentWish(): Wish | null {
  const [run, own] = [shown.peek(), grid.peek()];
  return run === null || own === null ? null : { run, grid: own };
}

/**
 * Keeps the map that of the run that is shown, for as long as somebody looks.
 *
 * While a run trains, a map is finished before the next one begins, with the angles of that time. Another grid ends the
 * map under way.
 *
 * @returns ends it
 */
export function followShown(): () => void {
  let isOver = false;
  let wake: () => void = () => {};
  let maker: { readonly grid: DecisionGrid; readonly maker: MapMaker } | null = null;
  const isStale = (wish: Wish) => isOver || grid.peek() !== wish.grid;

  const draw = async (wish: Wish): Promise<void> => {
    if (maker?.grid !== wish.grid) {
      maker?.maker.close();
      maker = { grid: wish.grid, maker: mapMaker(wish.grid, CHUNK) };
    }
    const values = new Float64Array(SIZE * SIZE);
    for (const cells of maker.maker.fill(wish.run.model, values)) {
      mapProgress.value = cells / values.length;
      await nextTurn();
      if (isStale(wish)) return;
    }
    map.value = { grid: wish.grid, values, iteration: wish.run.iteration };
    mapFault.value = null;
  };

  const work = async (): Promise<void> => {
    let done: Wish | null = null;
    while (!isOver) {
      const wish = presentWish();
      if (wish === null || (done?.run === wish.run && done.grid === wish.grid)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      try {
        await draw(wish);
      } catch (error) {
        mapFault.value = messageOf(error);
      }
      mapProgress.value = null;
      done = wish;
    }
    maker?.maker.close();
  };

  const ends = [shown.subscribe(() => wake()), grid.subscribe(() => wake())];
  void work();
  return () => {
    isOver = true;
    for (const end of ends) end();
    wake();
  };
}
