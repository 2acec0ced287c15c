import { computed } from '@preact/signals';
import { clusters } from '../../../data/clusters.js';
import { parsedNumber } from '../../../data/numbers.js';
import { choiceSetting, panelSetting, wholeSetting } from '../settings.js';
import { clusterCentres, FIRST_TURN, type Turn } from './turn.js';

/** By what points are coloured. */
export type CloudColour = 'label' | 'cluster';

/** Hundredths of a radian towards 0: less is not seen. */
const round = (angle: number) => Math.trunc(100 * angle) / 100;

export const cloudSeed = wholeSetting('data.seed', { min: 0, max: 999_999, first: 1 });
export const cloudColour = choiceSetting<CloudColour>('data.colour', ['label', 'cluster']);
export const turn = panelSetting<Turn>('data.turn', {
  first: FIRST_TURN,
  read(word) {
    const [yaw, pitch, ...more] = word.split(',').map(parsedNumber);
    const fits = (value: number | null | undefined, most: number): value is number =>
      typeof value === 'number' && Math.abs(value) <= most;
    return fits(yaw, Math.PI) && fits(pitch, Math.PI / 2) && more.length === 0 ? { yaw, pitch } : undefined;
  },
  write: ({ yaw, pitch }) => `${round(yaw)},${round(pitch)}`,
  wanted: 'give two angles in radians, such as -0.6,0.42, from -3.14 to 3.14 and from -1.57 to 1.57',
});

/** The points that are looked at, with the middle and the label of every cluster. */
export const cloud = computed(() => {
  const { all, cluster } = clusters({ seed: cloudSeed.value, dimension: 3 });
  const points = Array.from({ length: all.length }, (_, n) => all.rows.subarray(3 * n, 3 * n + 3));
  const centres = clusterCentres(all.rows, 3, cluster);
  const labels = centres.map((_, c) => all.labels[cluster.indexOf(c)]);
  return { points, labels: all.labels, cluster, centres: centres.map((at, c) => ({ at, label: labels[c] })) };
});
