// What the scene of a real task asks for, as plain data.
import type { Resource } from '../../../network/resource.js';

/** The data that can be learnt: the clusters, real rows by four columns or by two, and the clusters with labels by chance. */
export const taskData = ['clusters', 'cancer', 'cancer-2', 'chance'] as const;

/** One of {@link taskData}. */
export type TaskData = (typeof taskData)[number];

/** One training: what is learnt, for which number of shots (null: the exact mean), what is shared, and the seed of all. */
export interface AskedFit {
  readonly data: TaskData;
  readonly price: number | null;
  readonly resource: Resource;
  readonly seed: number;
}

/** How many steps a training takes: the last sixth by the loss of shots, where it is trained for some. */
export const STEPS: Readonly<Record<TaskData, number>> = {
  clusters: 1200,
  chance: 600,
  cancer: 600,
  'cancer-2': 600,
};

/** Layers of the circuit for clusters. */
export const DEPTH = 10;

/** The numbers of shots a decision at which a curve is drawn; null, the exact mean, ends it. */
export const CURVE: readonly (number | null)[] = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, null];

/** How many data sets, with a start each, are learnt: as many as an interval needs. */
export const SEEDS = 5;

/** What is rivalled: nothing, coins, one pair. Two processors of one qubit have room for one coin. */
export function rivals(data: TaskData, fidelity: number): readonly Resource[] {
  return [
    { ebits: 0, coins: 0 },
    { ebits: 0, coins: 1 },
    pair(fidelity),
    ...(data === 'cancer-2' ? [] : [{ ebits: 0, coins: 2 }]),
  ];
}

/** One pair of a fidelity. */
export function pair(fidelity: number): Resource {
  return fidelity === 1 ? { ebits: 1, coins: 0 } : { ebits: 1, fidelity, coins: 0 };
}
