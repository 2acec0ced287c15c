import { computed, signal } from '@preact/signals';
import { clusters } from '../../../data/clusters.js';
import { clusterCentres, FIRST_TURN, type Turn } from './turn.js';

/** By what points are coloured. */
export type CloudColour = 'label' | 'cluster';

export const cloudSeed = signal(1);
export const cloudColour = signal<CloudColour>('label');
export const turn = signal<Turn>(FIRST_TURN);

/** The points that are looked at, with the middle and the label of every cluster. */
export const cloud = computed(() => {
  const { all, cluster } = clusters({ seed: cloudSeed.value, dimension: 3 });
  const points = Array.from({ length: all.length }, (_, n) => all.rows.subarray(3 * n, 3 * n + 3));
  const centres = clusterCentres(all.rows, 3, cluster);
  const labels = centres.map((_, c) => all.labels[cluster.indexOf(c)]);
  return { points, labels: all.labels, cluster, centres: centres.map((at, c) => ({ at, label: labels[c] })) };
});
