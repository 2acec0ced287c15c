// The one figure of the data themselves, in the order in which they are drawn; tasks know no more than their split.
import { clusters } from '../../data/clusters.js';
import { spaceChart } from '../../report/charts.js';
import { type Experiment, PAPER } from '../experiment.js';
import { picture } from '../picture.js';

/** Half of the side of the cube around whose corners the clusters lie. */
const UNIT = Math.PI / 4;

/** Fig. 4a: what the clustered data look like. */
export const fig4a: Experiment<object, never> = {
  name: 'fig4a',
  part: PAPER,
  number: 'Fig. 4a',
  title: 'The data',
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
      words: ['Here each corner of the cube has one cluster, and 4 corners have the label +1.'],
      figures: [
        picture(
          {
            name: 'fig4a',
            number: 'Fig. 4a',
            caption:
              `The clustered data in three dimensions: ${all.length} points in 8 clusters, around the corners of a cube of side π/2. ` +
              'Circles: +1, triangles: −1.',
          },
          (caption) =>
            spaceChart(
              points.map(({ at: [x, y, z], label }) => ({ at: [x / UNIT, y / UNIT, z / UNIT], label })),
              caption,
            ),
        ),
      ],
      records: points.map(({ at: [x, y, z], label }) => ({ x, y, z, label })),
    };
  },
};
