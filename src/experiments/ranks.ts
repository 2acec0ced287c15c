// What Figs. 2c and S6, Table S6 and "rank-inputs" share: effective dimensions over Haar-random inputs.
import { type ChartSeries, linesChart } from '../report/charts.js';
import { type DimensionTask, dimensionTask } from '../tasks/dimension-task.js';
import { compared, ranksAgreement } from './comparison.js';
import { type Comparison, type Experiment, type Measured, type NumberRecord, PAPER, type Sizes } from './experiment.js';
import { bellText, ebitCounts, groupsOf, present, seedsTo } from './measured.js';
import { picture } from './picture.js';
import { bellNames, tableS6 } from './published-tables.js';

/** With mixing, 3 mixing layers stand before the inputs. */
export const mixings = [0, 3] as const;

/** One of {@link mixings}. */
export type Mixing = (typeof mixings)[number];

/** One effective dimension. */
export interface RankCell {
  readonly ebits: number;
  readonly mixing: Mixing;
  /** Conv layers. */
  readonly depth: number;
  readonly inputs: number;
  /** Null where none was. */
  readonly published: number | null;
  readonly task: DimensionTask;
}

/** The inputs of the published ranks. */
export const INPUTS = 100;

/** At which numbers of conv layers effective dimensions are found, and from how many draws of the angles each. */
export interface RankSize {
  readonly depths: readonly number[];
  readonly draws: number;
}

export const rankSizes: Sizes<RankSize> = {
  full: { depths: seedsTo(30), draws: 20 },
  quick: { depths: [1, 5, 10, 15, 20, 22, 25, 29, 30], draws: 3 },
  tiny: { depths: [1, 2], draws: 1 },
};

/**
 * Returns the effective dimension of a network.
 *
 * @param observations - of the normalised effective dimension; none unless told
 */
export function rankCell(
  { draws }: RankSize,
  what: Pick<RankCell, 'ebits' | 'mixing' | 'depth' | 'inputs' | 'published'>,
  observations?: number,
): RankCell {
  const { ebits, mixing, depth, inputs } = what;
  const task = dimensionTask({
    inputs: { kind: 'haar', count: inputs },
    network: { ebits },
    model: { mixing, depth },
    measure: { draws, seed: 1, observations },
  });
  return { ...what, task };
}

/** Table S6 counts all layers, the mixing layers among them. */
function publishedRank(ebits: number, mixing: Mixing, depth: number): number {
  return present(
    tableS6[mixing === 0 ? 'noMixing' : 'mixing'][bellNames[ebits]][depth + mixing],
    `published rank of ${bellText(ebits)} with ${depth + mixing} layers`,
  );
}

/** The effective dimensions that were published, at the depths of a size. */
export function publishedCells(size: RankSize, among: readonly Mixing[]): RankCell[] {
  return among.flatMap((mixing) =>
    ebitCounts.flatMap((ebits) =>
      size.depths.map((depth) => {
        const published = publishedRank(ebits, mixing, depth);
        return rankCell(size, { ebits, mixing, depth, inputs: INPUTS, published });
      }),
    ),
  );
}

export type RankCells = readonly Measured<RankCell>[];

export const mixingText = (mixing: Mixing) => (mixing === 0 ? 'no mixing' : '3 mixing layers');

/** Our rank, with an asterisk where it sits on the sampling cap. */
export function rankText({ outcome: { rank, atCap } }: Measured<RankCell>): string {
  return `${rank}${atCap ? '*' : ''}`;
}

/** Cells of each network, without and with mixing layers. */
export function networksOf(cells: RankCells): (readonly [Measured<RankCell>, ...Measured<RankCell>[]])[] {
  const groups = groupsOf(cells, ({ mixing, ebits }) => `${mixing} ${ebits}`);
  return [...groups.values()] as [Measured<RankCell>, ...Measured<RankCell>[]][];
}

function ranksChart(cells: RankCells, caption: string): string {
  const series = networksOf(cells).flatMap((own): ChartSeries[] => {
    const [{ ebits, mixing }] = own;
    const line = { name: bellText(ebits), panel: mixingText(mixing) };
    const points = (meanOf: (cell: Measured<RankCell>) => number) =>
      own.map((cell) => ({ x: cell.depth + mixing, mean: meanOf(cell), deviation: null }));
    return [
      { ...line, points: points(({ outcome }) => outcome.rank) },
      { ...line, points: points(({ published }) => present(published, 'published rank')), published: true },
    ];
  });
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
export function rankComparisons(cells: RankCells): Comparison[] {
  return cells.flatMap(({ ebits, depth, mixing, outcome, published }) => {
    if (published === null) return [];
    const what = `${bellText(ebits)}, ${depth} conv layers, ${mixingText(mixing)}`;
    return [compared({ what, number: `Table S6, ${what}` }, published, [outcome.rank])];
  });
}

function capWords(cells: RankCells): string {
  const capped = cells.filter(({ outcome }) => outcome.atCap).length;
  const gaps = cells.map(({ outcome }) => outcome.gap).filter((gap) => gap !== null);
  const clear =
    gaps.length === 0
      ? ''
      : ` The smallest gap between the last singular value counted and the next is a factor of ${Math.min(...gaps).toPrecision(2)}.`;
  return (
    `In ${capped} of ${cells.length} cells the rank sits on the sampling cap, inputs × free numbers of an input: 2 for ` +
    `Bell-0, a product of two distributions; 1 for Bell-4, whose marginals are exactly 1/2; 3 else.${clear}`
  );
}

/** What is said of the published ranks. */
export function rankWords(cells: RankCells): string[] {
  return [ranksAgreement(rankComparisons(cells)), capWords(cells)];
}

export function rankRecord(cell: Measured<RankCell>): NumberRecord {
  const { ebits, mixing, depth, inputs, task, outcome, published } = cell;
  const { rank, cap, atCap, parameters, gap, abbas } = outcome;
  const { draws } = task.measure;
  const [layers, normalised] = [depth + mixing, abbas?.normalised ?? null];
  return { ebits, mixing, depth, layers, inputs, draws, rank, cap, atCap, parameters, gap, normalised, published };
}

export const RANK_ABOUT =
  'The greatest rank of the Fisher matrix over random angles, with 100 Haar-random inputs in place of the embedding.';

/** Returns the figure of the effective dimensions by depth. */
export function ranksFigure(
  { name, number, title }: Pick<Experiment, 'name' | 'title'> & { readonly number: string },
  among: readonly Mixing[],
): Experiment<RankSize, RankCell> {
  return {
    name,
    part: PAPER,
    number,
    title,
    about: RANK_ABOUT,
    sizes: rankSizes,
    cells: (size) => publishedCells(size, among),
    show: (cells, { draws }) => ({
      words: rankWords(cells),
      figures: [
        picture(
          {
            name,
            number,
            caption:
              `Rank against the number of layers, the greatest of ${draws} draws of the angles: lines are ours, diamonds published. ` +
              'Dotted: the most that 100 inputs can show with one and with two free numbers each. Bell-1, 2 and 3 coincide.',
          },
          (caption) => ranksChart(cells, caption),
        ),
      ],
      comparisons: rankComparisons(cells),
      records: cells.map(rankRecord),
    }),
  };
}
