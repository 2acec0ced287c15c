import { type ChartSeries, linesChart } from '../../report/charts.js';
import { spread } from '../../report/spread.js';
import { meanOf } from '../../statistics.js';
import { cornersNote } from '../choice.js';
import { type Experiment, joined, PAPER } from '../experiment.js';
import {
  accuraciesAt,
  cellsOnA,
  coinKinds,
  coinNetworks,
  coinVerdicts,
  comparisonsOf,
  depthKinds,
  depthSizes,
  ebitNetworks,
  type LayersCell,
  type LayersSize,
  layersSizes,
  recordsOf,
} from '../layers.js';
import { bellText, coinCounts, contrast, ebitCounts, scoresNote, scoresOf, sharedText } from '../measured.js';
import { picture } from '../picture.js';
import { bellNames, tableS4 } from '../published-tables.js';

interface Size extends LayersSize {
  readonly depths: readonly number[];
}

/** The deepest circuits of Table S4. */
const DEEPEST = '25';

/** The panel of the paper's networks. */
const EBITS = 'ebits';

/** Networks with a mean each, best first. */
function orderText(networks: readonly { readonly name: string; readonly mean: number }[]): string {
  return [...networks]
    .sort((a, b) => b.mean - a.mean)
    .map(({ name, mean }) => `${name} (${mean.toFixed(3)})`)
    .join(', ');
}

/** Fig. 4d: accuracy by depth. */
export const fig4d: Experiment<Size, LayersCell> = {
  name: 'fig4d',
  part: PAPER,
  number: 'Fig. 4d',
  title: 'Depth and number of ebits',
  about:
    'How deep a circuit, and how many ebits? As many coins in their place stand beside them, which the paper has not. Which ' +
    'data set stands for A is said with Table S4.',
  sizes: joined(layersSizes, depthSizes),
  cells: (size, known) => cellsOnA(size, [...depthKinds(size.depths), ...coinKinds(size.depths)], known),
  show(cells, size) {
    const kinds = depthKinds(size.depths);
    const ours = (networks: typeof ebitNetworks, panel: string) =>
      networks.map(
        (shared): ChartSeries => ({
          name: sharedText(shared),
          panel,
          points: size.depths.map((x) => ({ x, ...spread(accuraciesAt(cells, shared, x)) })),
        }),
      );
    const published = ebitCounts.map((ebits): ChartSeries => {
      const own = kinds.filter((kind) => kind.ebits === ebits);
      const points = own.flatMap(({ depth: x, published: one }) => (one === null ? [] : [{ x, ...one }]));
      return { name: bellText(ebits), panel: EBITS, points, published: true };
    });
    const [nothing] = ebitNetworks;
    const deepest = Math.max(...size.depths);
    const at = (shared: (typeof ebitNetworks)[number]) => accuraciesAt(cells, shared, deepest);
    const bell = (ebits: number) => at({ ebits, coins: 0 });
    const named = [...ebitNetworks, ...coinNetworks].map((shared) => {
      return { name: sharedText(shared), mean: meanOf(at(shared)) };
    });
    const paper = ebitCounts.map((ebits) => ({ name: bellText(ebits), mean: tableS4[DEEPEST][bellNames[ebits]].mean }));
    return {
      words: [
        `At depth ${deepest} the order is ${orderText(named)}; published at depth ${DEEPEST}: ${orderText(paper)}.`,
        `On this one data set, by the seed of the start: ${contrast(['one ebit', bell(1)], ['nothing shared', bell(0)], 'seeds')} ` +
          `${contrast(['two ebits', bell(2)], ['one ebit', bell(1)], 'seeds')} ` +
          contrast(['four ebits', bell(4)], ['two ebits', bell(2)], 'seeds'),
        `Beside as many coins: ${coinVerdicts(at, coinCounts, 'seeds')}`,
        scoresNote(scoresOf(cells)),
        'The paper explains the fall from Bell-2 to Bell-4 by a smaller effective dimension, which is a matter of how many ' +
          'inputs it is measured with (see "rank-inputs"). What is certain: with a half of an ebit, or a coin, in all four qubits, the outcome of ' +
          'each processor alone is a fair coin whatever its features are, so only the parity of both outcomes says ' +
          'anything, while all other networks have single outcomes to read beside it.',
      ],
      figures: [
        picture(
          {
            name: 'fig4d',
            number: 'Fig. 4d',
            caption: `Validation accuracy by depth on data set ${cells[0].dataSeed}, which stands for A: means of ${size.runs} runs, bands of one standard deviation; left none to four ebits, right as many coins in their place, with broken lines. Diamonds: published means of five runs with their standard deviations.`,
          },
          (caption) =>
            linesChart({
              caption,
              x: { label: 'depth (conv layers)', ticks: [...size.depths] },
              y: { label: 'validation accuracy' },
              series: [
                ...ours(ebitNetworks, EBITS),
                ...published,
                ...ours([nothing, ...coinNetworks], 'coins in their place'),
              ],
            }),
        ),
      ],
      comparisons: comparisonsOf(cells),
      records: recordsOf(cells),
      remarks: [cornersNote(size)],
    };
  },
};
