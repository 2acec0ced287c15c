import { linesChart } from '../../report/charts.js';
import { type Experiment, joined, WORTH } from '../experiment.js';
import { bellText, ebitCounts, where } from '../measured.js';
import { picture } from '../picture.js';
import {
  INPUTS,
  type Mixing,
  mixings,
  mixingText,
  networksOf,
  type RankCell,
  type RankSize,
  rankCell,
  rankRecord,
  rankSizes,
  rankText,
} from '../ranks.js';

interface Size extends RankSize {
  readonly inputs: readonly number[];
}

/** Beyond the paper: rank against the number of inputs. */
export const rankInputs: Experiment<Size, RankCell> = {
  name: 'rank-inputs',
  part: WORTH,
  title: 'Effective dimension against the number of inputs',
  about: 'The deepest circuits of Table S6 with fewer and with more inputs than its 100.',
  sizes: joined(rankSizes, {
    full: { inputs: [25, 50, 100, 150, 200, 300, 400, 600] },
    quick: { inputs: [50, 100, 200, 600] },
    tiny: { inputs: [8, 16] },
  }),
  cells(size) {
    const depth = Math.max(...size.depths);
    return mixings.flatMap((mixing) =>
      ebitCounts.flatMap((ebits) =>
        size.inputs.map((inputs) => rankCell(size, { ebits, mixing, depth, inputs, published: null })),
      ),
    );
  },
  show(cells, size) {
    const inputs = Math.max(...size.inputs);
    const at = (mixing: Mixing) => where(cells, { inputs, mixing });
    const ranksText = (mixing: Mixing) =>
      at(mixing)
        .map(({ ebits, outcome }) => `${bellText(ebits)} ${outcome.rank}`)
        .join(', ');
    const isEqual = mixings.every((mixing) => new Set(at(mixing).map(({ outcome }) => outcome.rank)).size === 1);
    const lines = networksOf(cells);
    return {
      words: [
        `With ${inputs} inputs the ranks are, without mixing, ${ranksText(0)}; with it, ${ranksText(3)}.`,
        'An input has 3 free numbers, but 2 for Bell-0 and 1 for Bell-4, so N inputs cannot show a rank above N × 2 and ' +
          'N × 1. The plateaus of Table S6 at 200 (Bell-0) and 100 (Bell-4) are these limits for N = 100, and move as N ' +
          'does.',
        isEqual
          ? `The reading that too many ebits reduce the effective dimension of the parameter space is thus, as far as this measure goes, a property of the sample size: with ${inputs} inputs all five networks have the same number of independent directions.`
          : `With ${inputs} inputs the five networks do not all have the same rank yet.`,
        'What Bell-4 does lack is another thing, namely marginals: each of its processors alone is a fair coin, so an input ' +
          'tells one number instead of three.',
      ],
      tables: [
        {
          caption: 'Rank by the number of inputs; an asterisk marks the sampling cap.',
          head: ['network', ...size.inputs.map(String)],
          rows: lines.map((own) => [`${bellText(own[0].ebits)}, ${mixingText(own[0].mixing)}`, ...own.map(rankText)]),
        },
      ],
      figures: [
        picture(
          {
            name: 'rank-inputs',
            caption: `Rank of the Fisher matrix against the number of inputs, deepest circuits (${Math.max(...size.depths)} conv layers), the greatest of ${size.draws} draws. Bell-1, 2 and 3 coincide. Dotted: the inputs of Table S6.`,
          },
          (caption) =>
            linesChart({
              caption,
              x: { label: 'inputs' },
              y: { label: 'effective dimension' },
              series: lines.map((own) => ({
                name: bellText(own[0].ebits),
                panel: mixingText(own[0].mixing),
                points: own.map((cell) => ({ x: cell.inputs, mean: cell.outcome.rank, deviation: null })),
              })),
              rules: [{ axis: 'x', at: INPUTS, text: 'Table S6' }],
            }),
        ),
      ],
      records: cells.map(rankRecord),
    };
  },
};
