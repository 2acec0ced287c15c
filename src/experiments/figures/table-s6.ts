import { spectrumChart } from '../../report/spectrum-chart.js';
import { type Experiment, joined, PAPER, type ReportTable } from '../experiment.js';
import { bellText, ebitCounts, present, where } from '../measured.js';
import { picture } from '../picture.js';
import {
  INPUTS,
  type Mixing,
  mixings,
  mixingText,
  publishedCells,
  RANK_ABOUT,
  type RankCell,
  type RankCells,
  type RankSize,
  rankCell,
  rankComparisons,
  rankRecord,
  rankSizes,
  rankText,
  rankWords,
} from '../ranks.js';

interface Size extends RankSize {
  /** Conv layers of the normalised effective dimensions. */
  readonly depth: number;
}

/** n of the normalised effective dimension: as many observations as the clustered data have training rows. */
const OBSERVATIONS = 3072;

function wideTable(depths: readonly number[], cells: RankCells, mixing: Mixing): ReportTable {
  return {
    caption: `${mixingText(mixing)}: ours, and the published rank in brackets where it differs. An asterisk marks the cap.`,
    head: ['layers', ...ebitCounts.map(bellText)],
    rows: depths.map((depth) => [
      depth + mixing,
      ...ebitCounts.map((ebits) => {
        const [cell] = where(cells, { ebits, depth, mixing });
        return `${rankText(cell)}${cell.published === cell.outcome.rank ? '' : ` (${cell.published})`}`;
      }),
    ]),
  };
}

/** The spectra of the deepest circuits. */
function deepestSpectra(deepest: number, cells: RankCells, caption: string): string {
  return spectrumChart(
    where(cells, { depth: deepest }).map(({ ebits, mixing, outcome: { singularValues } }) => ({
      name: bellText(ebits),
      panel: mixingText(mixing),
      singularValues,
    })),
    1e-10,
    caption,
  );
}

/** Table S6: all effective dimensions. */
export const tableS6Experiment: Experiment<Size, RankCell> = {
  name: 'table-s6',
  part: PAPER,
  number: 'Table S6',
  title: 'Effective dimensions',
  about: `${RANK_ABOUT} With mixing, 3 of the layers are mixing layers.`,
  sizes: joined(rankSizes, { full: { depth: 20 }, quick: { depth: 20 }, tiny: { depth: 1 } }),
  cells: (size) => [
    ...publishedCells(size, mixings),
    ...mixings.flatMap((mixing) =>
      ebitCounts.map((ebits) =>
        rankCell(size, { ebits, mixing, depth: size.depth, inputs: INPUTS, published: null }, OBSERVATIONS),
      ),
    ),
  ],
  show(all, { depth, depths }) {
    const cells = all.filter(({ published }) => published !== null);
    const normalised = where(all, { published: null });
    return {
      words: rankWords(cells),
      tables: [
        wideTable(depths, cells, 0),
        wideTable(depths, cells, 3),
        {
          caption:
            `Beside it the normalised effective dimension of Abbas et al. (arXiv:2011.00027), ${depth} conv layers, ` +
            `${OBSERVATIONS} observations: another measure, which weighs directions by how well they can be told apart.`,
          head: ['', ...ebitCounts.map(bellText)],
          rows: mixings.map((mixing) => [
            mixingText(mixing),
            ...where(normalised, { mixing }).map(({ outcome }) =>
              present(outcome.abbas, 'normalised effective dimension').normalised.toFixed(3),
            ),
          ]),
        },
      ],
      figures: [
        picture(
          {
            name: 'spectrum',
            caption:
              `Singular values of the Fisher matrix over the largest, ${Math.max(...depths)} conv layers, at the first draw of the ` +
              'greatest rank. What is below 1e-10 counts as zero.',
          },
          (caption) => deepestSpectra(Math.max(...depths), cells, caption),
        ),
      ],
      comparisons: rankComparisons(cells),
      records: all.map(rankRecord),
    };
  },
};
