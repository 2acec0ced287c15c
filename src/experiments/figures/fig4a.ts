// The one figure of the data themselves, in the order in which they are drawn; tasks know no more than their split.
import { clusters } from '../../data/clusters.js';
import { spaceChart } from '../../report/charts.js';
import type { Experiment } from '../experiment.js';

/** Half of the side of the cube around whose corners the clusters lie. */
const UNIT = Math.PI / 4;

/** Fig. 4a: what the clustered data look like. */
export const fig4a: Experiment<object, never> = {
  name: 'fig4a',
  title: 'Fig. 4a: the data',
  about:
    'Points uniform in a ball of radius π/4, dealt to clusters that are shifted to corners of a cube, half of which are ' +
    'called +1. In three dimensions, to look at; all other experiments have eight, 4096 points and 64 clusters.',
  sizes: { full: {}, quick: {}, tiny: {} },
  cells: () => [],
  show() {
    const { all } = clusters({ seed: 1, dimension: 3 });
    const points = Array.from({ length: all.length }, (_, n) => ({
      at: [all.rows[3 * n], all.rows[3 * n + 1], all.rows[3 * n + 2]] as const,
      label: all.labels[n] as 1 | -1,
    }));
    return {
      words: [`${all.length} points in 8 clusters, one at each corner of the cube; 4 corners have the label +1.`],
      figures: [
        {
          name: 'fig4a',
          caption: 'The clustered data in three dimensions.',
          svg: spaceChart(
            points.map(({ at: [x, y, z], label }) => ({ at: [x / UNIT, y / UNIT, z / UNIT], label })),
            'Clusters around the corners of a cube of side π/2: circles +1, triangles −1.',
          ),
        },
      ],
      records: points.map(({ at: [x, y, z], label }) => ({ x, y, z, label })),
    };
  },
};
