import { classifier } from '../../models/classifier.js';
import { networkCost } from '../../models/network-cost.js';
import { qcnn } from '../../models/qcnn.js';
import { bellNetwork } from '../../network/bell-network.js';
import type { Network } from '../../network/network.js';
import { topology } from '../../network/topology.js';
import { linesChart } from '../../report/charts.js';
import { type Cell, type Experiment, NEXT_STEPS } from '../experiment.js';
import { picture } from '../picture.js';

interface Size {
  /** Numbers of parties of a ring, ascending; from 3 on. */
  readonly parties: readonly number[];
  /** Numbers of ebits between two processors, ascending. */
  readonly ebits: readonly number[];
}

/** Nothing is trained: what is shown is counted. */
function countedOf({ parties, ebits }: Size) {
  const cost = (network: Network) => {
    const { products, numbers, order } = networkCost(
      classifier({ network, circuit: qcnn({ depth: 1 }), weights: 'parity' }),
    );
    return { products, numbers, order };
  };
  return [
    ...parties.map((count) => ({ against: 'parties', count, ...cost(topology('ring', count)) })),
    ...ebits.map((count) => ({
      against: 'ebits',
      count,
      ...cost(bellNetwork({ ebits: count, qubits: Math.max(...ebits) + 1 })),
    })),
  ];
}

const PANELS = { parties: 'parties of a ring', ebits: 'ebits between two processors' } as const;

/** Beyond the figures: what joining processors takes. */
export const costCurves: Experiment<Size, Cell> = {
  name: 'cost-curves',
  part: NEXT_STEPS,
  title: 'Many parties: what joining them takes',
  about:
    'Products of two numbers and numbers kept, each of one row of a training step with parity weights, as counted before anything is computed: ' +
    'the cost of joining the processors over what they share, without their circuits. Measured times differ from run to run and ' +
    'are no part of this report; `npm run bench -- --only network-cost` has them. One qubit more than the most ebits is at either processor: two ' +
    'whose qubits are all ends of perfect ebits are computed as one, and nothing is left to join.',
  sizes: {
    full: { parties: [3, 4, 5, 6, 8, 10, 12, 14, 16], ebits: [1, 2, 3, 4, 5, 6, 7] },
    quick: { parties: [3, 4, 6, 8, 12, 16], ebits: [1, 2, 3, 4, 5, 6, 7] },
    tiny: { parties: [3, 4], ebits: [1, 2] },
  },
  cells: () => [],
  show(_cells, size) {
    const counted = countedOf(size);
    const words = (['parties', 'ebits'] as const).map((against) => {
      const own = counted.filter((one) => one.against === against);
      const [first, last] = [own[0], own[own.length - 1]];
      return (
        `From ${first.count} to ${last.count} ${PANELS[against]} the products of a row go from ${first.products} to ` +
        `${last.products}, the numbers kept from ${first.numbers} to ${last.numbers}.`
      );
    });
    return {
      words,
      tables: [
        {
          caption: 'Of one row of a step; the order is the one that was found.',
          head: ['', '', 'products', 'numbers', 'order'],
          rows: counted.map(({ against, count, products, numbers, order }) => [
            against,
            count,
            products,
            numbers,
            order,
          ]),
        },
      ],
      figures: [
        picture(
          {
            name: 'cost-curves',
            caption:
              'Products of a row and numbers kept, against parties and against ebits: counted for parity weights, without the circuits of the processors.',
          },
          (caption) =>
            linesChart({
              caption,
              x: { label: 'how many' },
              y: { label: 'count', log: true },
              series: (['parties', 'ebits'] as const).flatMap((against) =>
                (['products', 'numbers'] as const).map((name) => ({
                  name,
                  panel: PANELS[against],
                  points: counted
                    .filter((one) => one.against === against)
                    .map((one) => ({ x: one.count, mean: one[name], deviation: null })),
                })),
              ),
            }),
        ),
      ],
      records: counted,
    };
  },
};
