import { type ChartSeries, linesChart } from '../../report/charts.js';
import { spread } from '../../report/spread.js';
import { meanOf } from '../../statistics.js';
import { cornersNote } from '../choice.js';
import { type Experiment, joined } from '../experiment.js';
import {
  accuraciesAt,
  cellsOnA,
  comparisonsOf,
  depthKinds,
  depthSizes,
  type LayersCell,
  type LayersSize,
  layersSizes,
  recordsOf,
} from '../layers.js';
import { bellText, contrast, ebitCounts, scoresNote, scoresOf } from '../measured.js';
import { bellNames, tableS4 } from '../published-tables.js';

interface Size extends LayersSize {
  readonly depths: readonly number[];
}

/** The deepest circuits of Table S4. */
const DEEPEST = '25';

/** Networks with a mean each, best first. */
function orderText(meanOfBell: (ebits: number) => number): string {
  return ebitCounts
    .map((ebits) => ({ ebits, mean: meanOfBell(ebits) }))
    .sort((a, b) => b.mean - a.mean)
    .map(({ ebits, mean }) => `${bellText(ebits)} (${mean.toFixed(3)})`)
    .join(', ');
}

/** Fig. 4d: accuracy by depth. */
export const fig4d: Experiment<Size, LayersCell> = {
  name: 'fig4d',
  title: 'Fig. 4d: depth and number of ebits',
  about: 'Validation accuracy on the data set that stands for A, by the depth of the circuit, for none to four ebits.',
  sizes: joined(layersSizes, depthSizes),
  cells: (size, known) => cellsOnA(size, depthKinds(size.depths), known),
  show(cells, size) {
    const kinds = depthKinds(size.depths);
    const series = ebitCounts.flatMap((ebits): ChartSeries[] => {
      const own = kinds.filter((kind) => kind.ebits === ebits);
      const ours = own.map(({ depth }) => ({ x: depth, ...spread(accuraciesAt(cells, ebits, depth)) }));
      const published = own.flatMap(({ depth: x, published }) => (published === null ? [] : [{ x, ...published }]));
      return [
        { name: bellText(ebits), points: ours },
        { name: bellText(ebits), points: published, published: true },
      ];
    });
    const deepest = Math.max(...size.depths);
    const at = (ebits: number) => accuraciesAt(cells, ebits, deepest);
    return {
      words: [
        `At depth ${deepest} the order is ${orderText((ebits) => meanOf(at(ebits)))}; ` +
          `published at depth ${DEEPEST}: ${orderText((ebits) => tableS4[DEEPEST][bellNames[ebits]].mean)}.`,
        `On this one data set, by the seed of the start: ${contrast(['one ebit', at(1)], ['nothing shared', at(0)], 'seeds')} ` +
          `${contrast(['two ebits', at(2)], ['one ebit', at(1)], 'seeds')} ` +
          contrast(['four ebits', at(4)], ['two ebits', at(2)], 'seeds'),
        scoresNote(scoresOf(cells)),
        'The paper explains the fall from Bell-2 to Bell-4 by a smaller effective dimension, which is a matter of how many ' +
          'inputs it is measured with (see "rank-inputs"). What is certain: with a half of an ebit in all four qubits, the outcome of ' +
          'each processor alone is a fair coin whatever its features are, so only the parity of both outcomes says ' +
          'anything, while all other networks have single outcomes to read beside it.',
      ],
      figures: [
        {
          name: 'fig4d',
          caption: 'Validation accuracy by depth: lines are ours, circles published.',
          svg: linesChart({
            caption:
              `Data set ${cells[0].dataSeed}, standing for A: mean of ${size.runs} runs, band one standard deviation. ` +
              'Circles: published means with their deviations.',
            x: { label: 'depth (conv layers)', ticks: [...size.depths] },
            y: { label: 'validation accuracy' },
            series,
          }),
        },
      ],
      comparisons: comparisonsOf(cells),
      records: recordsOf(cells),
      remarks: [cornersNote(size)],
    };
  },
};
