import { type ChartSeries, linesChart } from '../report/charts.js';
import { spectrumChart } from '../report/spectrum-chart.js';
import { compared, ranksAgreement } from './comparison.js';
import type { Comparison, Experiment, Findings, NumberRecord, ReportTable } from './experiment.js';
import { present } from './measured.js';
import { bellNames, tableS6 } from './published-tables.js';
import type { Results } from './results.js';
import { rankTrial, type Scale } from './scale.js';
import type { RankResult, RankTrial } from './trial.js';

const ebitCounts = [0, 1, 2, 3, 4] as const;
type Mixing = 0 | 3;

interface Cell {
  readonly ebits: number;
  readonly mixing: Mixing;
  /** Conv layers. */
  readonly depth: number;
  readonly trial: RankTrial;
  readonly result: RankResult;
  readonly published: number;
}

const bellText = (ebits: number) => `Bell-${ebits}`;

/** Table S6 counts all layers, the mixing layers among them. */
function publishedRank(ebits: number, mixing: Mixing, depth: number): number {
  return present(
    tableS6[mixing === 0 ? 'noMixing' : 'mixing'][bellNames[ebits]][depth + mixing],
    `published rank of ${bellText(ebits)} with ${depth + mixing} layers`,
  );
}

function trialsWith(scale: Scale, mixings: readonly Mixing[]): RankTrial[] {
  return mixings.flatMap((mixing) =>
    ebitCounts.flatMap((ebits) => scale.rankDepths.map((depth) => rankTrial(scale, ebits, depth, mixing))),
  );
}

function cellsWith(scale: Scale, results: Results, mixings: readonly Mixing[]): Cell[] {
  return trialsWith(scale, mixings).map((trial) => {
    const { ebits, depth } = trial;
    const mixing = trial.mixing === 0 ? 0 : 3;
    return { ebits, mixing, depth, trial, result: results.rank(trial), published: publishedRank(ebits, mixing, depth) };
  });
}

const mixingText = (mixing: Mixing) => (mixing === 0 ? 'no mixing' : '3 mixing layers');

function ranksChart(cells: readonly Cell[], mixings: readonly Mixing[], caption: string): string {
  const series = mixings.flatMap((mixing) =>
    ebitCounts.flatMap((ebits): ChartSeries[] => {
      const own = cells.filter((cell) => cell.ebits === ebits && cell.mixing === mixing);
      const panel = mixingText(mixing);
      const points = own.map(({ depth, result }) => ({ x: depth + mixing, mean: result.rank, deviation: null }));
      const published = own.map(({ depth, published: rank }) => ({ x: depth + mixing, mean: rank, deviation: null }));
      return [
        { name: bellText(ebits), panel, points },
        { name: bellText(ebits), panel, points: published, published: true },
      ];
    }),
  );
  return linesChart({
    caption,
    x: { label: 'layers' },
    y: { label: 'effective dimension' },
    series,
    rules: [
      { axis: 'y', at: 100, text: '1 × 100 inputs', place: 'below right' },
      { axis: 'y', at: 200, text: '2 × 100 inputs', place: 'below right' },
    ],
  });
}

/** Every published rank beside ours. */
function comparisonsOf(cells: readonly Cell[]): Comparison[] {
  return cells.map(({ ebits, depth, mixing, result, published }) => {
    const what = `${bellText(ebits)}, ${depth} conv layers, ${mixingText(mixing)}`;
    return compared({ what, number: `Table S6, ${what}` }, published, [result.rank]);
  });
}

function capWords(cells: readonly Cell[]): string {
  const capped = cells.filter(({ result }) => result.atCap).length;
  const gaps = cells.map(({ result }) => result.gap).filter((gap) => gap !== null);
  const clear =
    gaps.length === 0
      ? ''
      : ` The smallest gap between the last singular value counted and the next is a factor of ${Math.min(...gaps).toPrecision(2)}.`;
  return (
    `In ${capped} of ${cells.length} cells the rank sits on the sampling cap, inputs × free numbers of an input: 2 for ` +
    `Bell-0, a product of two distributions; 1 for Bell-4, whose marginals are exactly 1/2; 3 else.${clear}`
  );
}

function wideTable(scale: Scale, cells: readonly Cell[], mixing: Mixing): ReportTable {
  return {
    caption: `${mixingText(mixing)}: ours, and the published rank in brackets where it differs. An asterisk marks the cap.`,
    head: ['layers', ...ebitCounts.map(bellText)],
    rows: scale.rankDepths.map((depth) => [
      depth + mixing,
      ...ebitCounts.map((ebits) => {
        const { result, published } = present(
          cells.find((cell) => cell.ebits === ebits && cell.depth === depth && cell.mixing === mixing),
          `rank of ${bellText(ebits)} at ${depth} conv layers`,
        );
        const other = published === result.rank ? '' : ` (${published})`;
        return `${result.rank}${result.atCap ? '*' : ''}${other}`;
      }),
    ]),
  };
}

function rankRecord(trial: RankTrial, result: RankResult, published: number | null): NumberRecord {
  const { ebits, mixing, depth, inputs, draws } = trial;
  const { rank, cap, atCap, parameters, gap, normalised } = result;
  const layers = depth + mixing;
  return { ebits, mixing, depth, layers, inputs, draws, rank, cap, atCap, parameters, gap, normalised, published };
}

const ABOUT =
  'The greatest rank of the Fisher matrix over random angles, with 100 Haar-random inputs in place of the embedding.';

function figure(name: string, title: string, mixings: readonly Mixing[]): Experiment {
  return {
    name,
    title,
    about: ABOUT,
    needs: null,
    trials: (scale) => trialsWith(scale, mixings),
    findings(scale, _, results): Findings {
      const cells = cellsWith(scale, results, mixings);
      return {
        words: [ranksAgreement(comparisonsOf(cells)), capWords(cells)],
        tables: [],
        figures: [
          {
            name,
            caption: 'Effective dimension by the number of layers: lines are ours, circles published.',
            svg: ranksChart(
              cells,
              mixings,
              `Greatest rank of ${scale.rankDraws} draws, 100 Haar-random inputs. Circles: published. Bell-1, 2 and 3 coincide.`,
            ),
          },
        ],
        comparisons: comparisonsOf(cells),
        records: cells.map(({ trial, result, published }) => rankRecord(trial, result, published)),
      };
    },
  };
}

/** Fig. 2c: effective dimension by depth. */
export const fig2c = figure('fig2c', 'Fig. 2c: effective dimension by depth', [0]);

/** Fig. S6: the same, without and with mixing layers. */
export const figS6 = figure('figS6', 'Fig. S6: effective dimension without and with mixing layers', [0, 3]);

/** n of the normalised effective dimension: as many observations as the clustered data have training rows. */
const OBSERVATIONS = 3072;

function normalisedTrials(scale: Scale): RankTrial[] {
  return ([0, 3] as const).flatMap((mixing) =>
    ebitCounts.map((ebits) => rankTrial(scale, ebits, scale.depth, mixing, { observations: OBSERVATIONS })),
  );
}

/** The spectra of the deepest circuits. */
function deepestSpectra(scale: Scale, cells: readonly Cell[]): string {
  const deepest = Math.max(...scale.rankDepths);
  return spectrumChart(
    cells
      .filter(({ depth }) => depth === deepest)
      .map(({ ebits, mixing, result: { singularValues } }) => ({
        name: bellText(ebits),
        panel: mixingText(mixing),
        singularValues,
      })),
    1e-10,
    `Singular values of the Fisher matrix over the largest, ${deepest} conv layers, at the first draw of the greatest ` +
      'rank. What is below 1e-10 counts as zero.',
  );
}

/** Table S6: all effective dimensions. */
export const tableS6Experiment: Experiment = {
  name: 'table-s6',
  title: 'Table S6: effective dimensions',
  about: `${ABOUT} With mixing, 3 of the layers are mixing layers.`,
  needs: null,
  trials: (scale) => [...trialsWith(scale, [0, 3]), ...normalisedTrials(scale)],
  findings(scale, _, results) {
    const cells = cellsWith(scale, results, [0, 3]);
    const normalised = normalisedTrials(scale).map((trial) => ({ trial, result: results.rank(trial) }));
    return {
      words: [ranksAgreement(comparisonsOf(cells)), capWords(cells)],
      tables: [
        wideTable(scale, cells, 0),
        wideTable(scale, cells, 3),
        {
          caption:
            `Beside it the normalised effective dimension of Abbas et al. (arXiv:2011.00027), ${scale.depth} conv layers, ` +
            `${OBSERVATIONS} observations: another measure, which weighs directions by how well they can be told apart.`,
          head: ['', ...ebitCounts.map(bellText)],
          rows: ([0, 3] as const).map((mixing) => [
            mixingText(mixing),
            ...normalised
              .filter(({ trial }) => trial.mixing === mixing)
              .map(({ result }) => present(result.normalised, 'normalised effective dimension').toFixed(3)),
          ]),
        },
      ],
      figures: [
        {
          name: 'spectrum',
          caption: 'Spectra of the Fisher matrices behind the deepest row.',
          svg: deepestSpectra(scale, cells),
        },
      ],
      comparisons: comparisonsOf(cells),
      records: [
        ...cells.map(({ trial, result, published }) => rankRecord(trial, result, published)),
        ...normalised.map(({ trial, result }) => rankRecord(trial, result, null)),
      ],
    };
  },
};

function samplingTrials(scale: Scale): RankTrial[] {
  const depth = Math.max(...scale.rankDepths);
  return ([0, 3] as const).flatMap((mixing) =>
    ebitCounts.flatMap((ebits) => scale.rankInputs.map((inputs) => rankTrial(scale, ebits, depth, mixing, { inputs }))),
  );
}

/** Beyond the paper: rank against the number of inputs. */
export const rankInputs: Experiment = {
  name: 'rank-inputs',
  title: 'Beyond the figures: effective dimension against the number of inputs',
  about: 'The deepest circuits of Table S6 with fewer and with more inputs than its 100.',
  needs: null,
  trials: samplingTrials,
  findings(scale, _, results) {
    const all = samplingTrials(scale).map((trial) => ({ trial, result: results.rank(trial) }));
    const most = Math.max(...scale.rankInputs);
    const at = (mixing: Mixing) =>
      all
        .filter(({ trial }) => trial.inputs === most && trial.mixing === mixing)
        .map(({ trial, result }) => `${bellText(trial.ebits)} ${result.rank}`)
        .join(', ');
    const isEqual = ([0, 3] as const).every((mixing) => {
      const ranks = all.filter(({ trial }) => trial.inputs === most && trial.mixing === mixing);
      return ranks.every(({ result }) => result.rank === ranks[0].result.rank);
    });
    const series = all.map(({ trial: { mixing, ebits } }) => ({ mixing: mixing === 0 ? 0 : 3, ebits }) as const);
    const lines = [...new Map(series.map((one) => [`${one.mixing}/${one.ebits}`, one])).values()];
    return {
      words: [
        `With ${most} inputs the ranks are, without mixing, ${at(0)}; with it, ${at(3)}.`,
        'An input has 3 free numbers, but 2 for Bell-0 and 1 for Bell-4, so N inputs cannot show a rank above N × 2 and ' +
          'N × 1. The plateaus of Table S6 at 200 (Bell-0) and 100 (Bell-4) are these limits for N = 100, and move as N ' +
          'does.',
        isEqual
          ? `The reading that too many ebits reduce the effective dimension of the parameter space is thus, as far as this measure goes, a property of the sample size: with ${most} inputs all five networks have the same number of independent directions.`
          : `With ${most} inputs the five networks do not all have the same rank yet.`,
        'What Bell-4 does lack is another thing, namely marginals: each of its processors alone is a fair coin, so an input ' +
          'tells one number instead of three.',
      ],
      tables: [
        {
          caption: 'Rank by the number of inputs; an asterisk marks the sampling cap.',
          head: ['network', ...scale.rankInputs.map(String)],
          rows: lines.map(({ mixing, ebits }) => [
            `${bellText(ebits)}, ${mixingText(mixing)}`,
            ...all
              .filter(({ trial }) => trial.ebits === ebits && trial.mixing === mixing)
              .map(({ result }) => `${result.rank}${result.atCap ? '*' : ''}`),
          ]),
        },
      ],
      figures: [
        {
          name: 'rank-inputs',
          caption: 'Effective dimension against the number of inputs: the plateaus move.',
          svg: linesChart({
            caption:
              `Deepest circuits (${Math.max(...scale.rankDepths)} conv layers), ${scale.rankDraws} draws. Bell-1, 2 and 3 ` +
              'coincide.',
            x: { label: 'inputs' },
            y: { label: 'effective dimension' },
            series: lines.map(({ mixing, ebits }) => ({
              name: bellText(ebits),
              panel: mixingText(mixing),
              points: all
                .filter(({ trial }) => trial.ebits === ebits && trial.mixing === mixing)
                .map(({ trial, result }) => ({ x: trial.inputs, mean: result.rank, deviation: null })),
            })),
            rules: [{ axis: 'x', at: 100, text: 'Table S6' }],
          }),
        },
      ],
      comparisons: [],
      records: all.map(({ trial, result }) => rankRecord(trial, result, null)),
    };
  },
};
