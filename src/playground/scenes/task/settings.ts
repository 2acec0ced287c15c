// What can be set in the scene of a real task; all of it stands in the address.
import { taskData } from '../../questions/task/asked.js';
import { numberSetting, wordSetting } from '../settings.js';

const SCENE = 'task';

/** The scene's parts. */
export const parts = ['games', 'race', 'pair'] as const;
export type Part = (typeof parts)[number];
export const part = wordSetting(SCENE, 'part', parts);

/** What is learnt. */
export const data = wordSetting(SCENE, 'data', taskData);

/** For how many shots a decision it is trained, and judged by; `mean` is the exact one. */
export const prices = ['100', '10', '1000', 'mean'] as const;
export type Price = (typeof prices)[number];
export const price = wordSetting(SCENE, 'for', prices);

/** Of the pair. */
export const LEAST_FIDELITY = 0.25;
export const fidelity = numberSetting(SCENE, 'fidelity', { min: LEAST_FIDELITY, max: 1, step: 0.01, first: 1 });

/** The first of the data seeds; the pictures are of this one. */
export const MOST_SEED = 9996;
export const firstSeed = numberSetting(SCENE, 'seed', { min: 1, max: MOST_SEED, step: 1, first: 1 });

/** What a narrow screen shows of the race. */
export const views = ['ebit', 'coins', 'nothing', 'shots'] as const;
export type View = (typeof views)[number];
export const view = wordSetting(SCENE, 'view', views);

/** How many corners each party has. */
export const CORNERS = 8;

const corner = (name: string, first: number) => numberSetting(SCENE, name, { min: 1, max: CORNERS, step: 1, first });

/** The corners that are picked, counted from 1: two of A's and two of B's. */
export const picks = { a: [corner('a1', 2), corner('a2', 5)], b: [corner('b1', 3), corner('b2', 6)] } as const;

/** Two different corners, counted from 0, ascending; an address that names one twice means it and the next. */
export function pickedCorners(party: 'a' | 'b'): readonly [number, number] {
  const [one, other] = picks[party].map(({ value }) => value - 1);
  const second = one === other ? (one + 1) % CORNERS : other;
  return one < second ? [one, second] : [second, one];
}

/** Picks a corner in place of the one that was picked before the last; one that is picked stays. */
export function pick(party: 'a' | 'b', corner: number): void {
  const [one, other] = pickedInOrder(party);
  if (corner === one || corner === other) return;
  picks[party][0].set(other + 1);
  picks[party][1].set(corner + 1);
}

function pickedInOrder(party: 'a' | 'b'): readonly [number, number] {
  const [one, other] = picks[party].map(({ value }) => value - 1);
  return [one, one === other ? (one + 1) % CORNERS : other];
}
