import { CLASSICAL_BOUND } from '../../analysis/chsh-score.js';
import { plural } from '../../plural.js';
import { type ChartSeries, linesChart } from '../../report/charts.js';
import { percent, spread } from '../../report/spread.js';
import { signedPoints } from '../../report/verdict.js';
import { meanOf } from '../../statistics.js';
import type { EvaluationTask } from '../../tasks/evaluation-task.js';
import type { FitTask } from '../../tasks/fit-task.js';
import type { PartialNetwork } from '../../tasks/network-settings.js';
import { crossingOf, crossingText } from '../crossing.js';
import {
  type Experiment,
  type Findings,
  joined,
  type Known,
  type Measured,
  type ReportTable,
  type Scale,
  WORTH,
} from '../experiment.js';
import { type GameSize, gameFit, gameSizes, PLAYED } from '../game.js';
import {
  accuraciesOf,
  bellText,
  coinText,
  contrast,
  differencesOf,
  present,
  scoresNote,
  scoresOf,
  seedsTo,
  validationScore,
  where,
} from '../measured.js';
import { picture } from '../picture.js';
import { clustersFit, evaluatedCells, type TrainingSize, trainingSizes } from '../trainings.js';

const ebitCounts = [1, 2] as const;

/** Up to here a Werner state is a mixture of products. */
const SEPARABLE = 0.5;

/** What the paper quotes: over fibre, and in the laboratory. */
const QUOTED = [
  { axis: 'x', at: 0.85, text: 'fibre' },
  { axis: 'x', at: 0.97, text: 'lab' },
] as const;
const SEPARABLE_RULE = { axis: 'x', at: SEPARABLE, text: 'separable at F ≤ 1/2', place: 'top left' } as const;

interface Size extends TrainingSize {
  /** Of the ebits; 1 is among them. */
  readonly fidelities: readonly number[];
  readonly dataSets: number;
  readonly game: GameSize;
}

/** What is measured, as the numbers call it. */
type What =
  | 'accuracy, nothing shared'
  | 'accuracy, trained'
  | 'accuracy, used'
  | 'accuracy, coins'
  | 'chsh success'
  | 'chsh success, coins';

interface Labels {
  readonly what: What;
  readonly ebits: number;
  /** Of every pair; null where nothing is shared, or coins are. */
  readonly fidelity: number | null;
  /** Of the data set, or of the start. */
  readonly seed: number;
}

/** A player is an evaluation, as is a classifier that is used with worse ebits than it was trained with. */
type FidelityCell = Labels & ({ readonly task: FitTask } | { readonly task: EvaluationTask });

function cellsOf(size: Size & Scale, known: Known): FidelityCell[] {
  type Named = readonly [what: What, ebits: number, fidelity: number | null];
  const trained = ([what, ebits, fidelity]: Named, seed: number, network: PartialNetwork) => {
    return { what, ebits, fidelity, seed, task: clustersFit(size, seed, 1, { network }) };
  };
  const played = ([what, ebits, fidelity]: Named, network: PartialNetwork) => {
    const players = seedsTo(size.game.runs).map((seed) => {
      const task = gameFit(size.game, size, seed, { embedding: 'original', loss: 'product', network });
      return { what, ebits, fidelity, seed, task };
    });
    return evaluatedCells(players, known, () => PLAYED);
  };
  const dataSeeds = seedsTo(size.dataSets);
  return [
    ...dataSeeds.map((seed) => trained(['accuracy, nothing shared', 0, null], seed, { ebits: 0 })),
    ...ebitCounts.flatMap((ebits) => {
      const coins = { ebits: 0, coins: ebits };
      return [
        ...ascending(size.fidelities).flatMap((fidelity) => [
          ...dataSeeds.flatMap((seed) => {
            const perfect = trained(['accuracy, used', ebits, fidelity], seed, { ebits });
            return [
              trained(['accuracy, trained', ebits, fidelity], seed, { ebits, fidelity }),
              ...evaluatedCells([perfect], known, ({ task }) => ({ network: { ...task.network, fidelity } })),
            ];
          }),
          ...played(['chsh success', ebits, fidelity], { ebits, fidelity }),
        ]),
        ...dataSeeds.map((seed) => trained(['accuracy, coins', ebits, null], seed, coins)),
        ...played(['chsh success, coins', ebits, null], coins),
      ];
    }),
  ];
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

type Cells = readonly Measured<FidelityCell>[];

function successOf({ outcome }: Cells[number]): number {
  return present(outcome.kind === 'evaluation' ? outcome.successProbability : null, 'success probability');
}

/** Everything that was measured: of each network and fidelity, ascending, all data sets or starts. */
function curvesOf(cells: Cells, fidelities: readonly number[]) {
  return ebitCounts.map((ebits) => {
    const accuraciesAt = (what: What) =>
      fidelities.map((fidelity) => accuraciesOf(where(cells, { what, ebits, fidelity })));
    return {
      ebits,
      trained: accuraciesAt('accuracy, trained'),
      used: accuraciesAt('accuracy, used'),
      coins: accuraciesOf(where(cells, { what: 'accuracy, coins', ebits })),
      success: fidelities.map((fidelity) => where(cells, { what: 'chsh success', ebits, fidelity }).map(successOf)),
      coinSuccess: where(cells, { what: 'chsh success, coins', ebits }).map(successOf),
    };
  });
}

interface All {
  readonly cells: Cells;
  readonly fidelities: readonly number[];
  /** With nothing shared. */
  readonly base: readonly number[];
  readonly curves: ReturnType<typeof curvesOf>;
}

/** How much of what perfect ebits add is there without any entanglement. */
function correlationWords({ fidelities, base, curves }: All): string[] {
  const separable = fidelities.filter((at) => at <= SEPARABLE).length - 1;
  return curves.map(({ ebits, trained, coins: byCoin }) => {
    const best = trained[fidelities.length - 1];
    const gain = meanOf(differencesOf(best, base));
    const byCoins = meanOf(differencesOf(byCoin, base));
    const part = gain > 0 && byCoins < gain ? `, ${percent(byCoins / gain)} of it` : '';
    const meaning = byCoins > 0 ? ': as much is a gain of correlation, for a shared coin is separable' : '';
    const worse = () =>
      contrast(
        [`separable Werner pairs (F = ${fidelities[separable]})`, trained[separable]],
        ['nothing shared', base],
        'data sets',
      );
    return (
      `Perfect ${bellText(ebits)} adds ${signedPoints(gain)} points to nothing shared, ${coinText(ebits)} ` +
      `${signedPoints(byCoins)}${byCoins > 0 ? part : ''}${meaning}. ` +
      contrast([plural(ebits, 'ebit'), best], [coinText(ebits), byCoin], 'data sets') +
      (separable < 0 ? '' : ` ${worse()}`)
    );
  });
}

function wordsOf(all: All): string[] {
  const { fidelities, base, curves } = all;
  const lowest = fidelities[0];
  /** Where the advantage over some limits ends, of each data set or start one. */
  const endText = (columns: readonly (readonly number[])[], limits: readonly number[]) => {
    const gains = limits.map((limit, n) => columns.map((column) => column[n] - limit));
    return crossingText(crossingOf(fidelities, gains), lowest);
  };
  const ends = curves.map(({ ebits, trained, used }) => {
    const [own, other] = [trained, used].map((columns) => endText(columns, base));
    return `of ${bellText(ebits)} ${own} where it is trained with such ebits, and ${other} where it is trained with perfect ones`;
  });
  const games = curves.map(({ ebits, success }) => {
    const limits = success[0].map(() => CLASSICAL_BOUND);
    return `that of ${bellText(ebits)} ${endText(success, limits)}`;
  });
  const most = Math.max(...curves.flatMap(({ coinSuccess }) => coinSuccess));
  return [
    `By fidelity, the advantage in accuracy over Bell-0 ${ends.join('; ')}. It is the mean over ${plural(base.length, 'data set')}.`,
    ...correlationWords(all),
    'The label is the sign of an exact mean. A worse ebit makes the correlations that it carries weaker, by (4F − 1)/3: to ' +
      'nothing at F = 1/4. With one ebit and parity weights their signs stay for every F above 1/4; with free weights, as ' +
      'here, and with several ebits labels can change. What a weaker correlation costs is shots.',
    `By fidelity, the advantage in the CHSH game over 3/4 of the shots, the most of everything separable (S = 2): ` +
      `${games.join('; ')}. Coins in place of ebits reach ${most.toFixed(4)} at most. For a single Werner state the limit ` +
      'is known: (1 + 3/√2) / 4 = 0.780, where no measurement breaks the inequality any more.',
  ];
}

function tableOf({ cells, fidelities, base, curves }: All): ReportTable {
  const scores = scoresOf(cells.filter(({ what }) => what.startsWith('accuracy')));
  const mean = (values: readonly number[]) => meanOf(values).toFixed(3);
  return {
    caption:
      `Mean validation accuracy over ${base.length} data sets (Bell-0: ${mean(base)}), and CHSH success ` +
      `probability. ${scoresNote(scores)}`,
    head: [
      'fidelity',
      '',
      ...ebitCounts.flatMap((ebits) => [
        `${bellText(ebits)} trained`,
        `${bellText(ebits)} used`,
        `${bellText(ebits)} CHSH`,
      ]),
    ],
    rows: [
      ...fidelities
        .map((at, i) => [
          at.toFixed(2),
          at <= SEPARABLE ? 'separable' : 'entangled',
          ...curves.flatMap(({ trained, used, success }) => [mean(trained[i]), mean(used[i]), mean(success[i])]),
        ])
        .reverse(),
      [
        'coins',
        'separable',
        ...curves.flatMap(({ coins: byCoin, coinSuccess }) => [mean(byCoin), '', mean(coinSuccess)]),
      ],
    ],
  };
}

function figuresOf({ fidelities, base, curves }: All, runs: number): Findings['figures'] {
  const across = (columns: readonly (readonly number[])[]) => fidelities.map((x, i) => ({ x, ...spread(columns[i]) }));
  const level = (name: string, values: readonly number[]): ChartSeries => ({
    name,
    points: [fidelities[0], fidelities[fidelities.length - 1]].map((x) => ({
      x,
      mean: meanOf(values),
      deviation: null,
    })),
  });
  const rules = [SEPARABLE_RULE, ...QUOTED];
  return [
    picture(
      {
        name: 'fidelity-accuracy',
        caption:
          `Validation accuracy against the fidelity of the ebits, means over ${base.length} data sets, bands of one standard deviation. ` +
          'Whole lines: trained with ebits of that fidelity; dotted: trained with perfect ones. Level: nothing shared, and, ' +
          'broken, one or two coins (separable) in place of ebits. Marked: where Werner states become separable, and ' +
          'fidelities quoted in the paper.',
      },
      (caption) =>
        linesChart({
          caption,
          x: { label: 'fidelity F' },
          y: { label: 'validation accuracy' },
          series: [
            level(bellText(0), base),
            ...curves.map(({ ebits, coins: byCoin }) => level(coinText(ebits), byCoin)),
            ...curves.flatMap(({ ebits, trained, used }): ChartSeries[] => [
              { name: bellText(ebits), points: across(trained) },
              { name: bellText(ebits), points: across(used), dotted: true },
            ]),
          ],
          rules,
        }),
    ),
    picture(
      {
        name: 'fidelity-chsh',
        caption:
          `Chance to win a single shot of CHSH against the fidelity of the ebits, means of ${runs} runs, bands of one standard ` +
          'deviation. Broken: coins in place of ebits. 3/4 is the most of everything separable. Marked: where Werner states ' +
          'become separable, and fidelities quoted in the paper.',
      },
      (caption) =>
        linesChart({
          caption,
          x: { label: 'fidelity F' },
          y: { label: 'success probability' },
          series: curves.flatMap(({ ebits, success, coinSuccess }): ChartSeries[] => [
            { name: bellText(ebits), points: across(success) },
            level(coinText(ebits), coinSuccess),
          ]),
          rules: [...rules, { axis: 'y', at: CLASSICAL_BOUND, text: '3/4' }],
        }),
    ),
  ];
}

/** Beyond the figures: how good an ebit must be. */
export const fidelity: Experiment<Size, FidelityCell> = {
  name: 'fidelity',
  part: WORTH,
  title: 'How good must an ebit be?',
  about:
    'Ebits in a Werner state of some fidelity, from 1 down to 1/4, where no correlation is left; at 1/2 and below the state ' +
    'is separable. The classifier on clustered data, trained with such ebits or trained with perfect ones and then given ' +
    'such; and the CHSH game. Beside them coins, random bits that both parties know: correlated and separable.',
  sizes: joined(trainingSizes, {
    full: {
      fidelities: [1, 0.97, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25],
      dataSets: 8,
      game: gameSizes.full,
    },
    quick: { fidelities: [1, 0.85, 0.7, 0.5, 0.35, 0.25], dataSets: 2, game: gameSizes.quick },
    tiny: { fidelities: [1, 0.25], dataSets: 1, game: gameSizes.tiny },
  }),
  cells: cellsOf,
  show(cells, size) {
    const fidelities = ascending(size.fidelities);
    const base = accuraciesOf(where(cells, { what: 'accuracy, nothing shared' }));
    const all: All = { cells, fidelities, base, curves: curvesOf(cells, fidelities) };
    return {
      words: wordsOf(all),
      tables: [tableOf(all)],
      figures: figuresOf(all, size.game.runs),
      records: cells.map((cell) => {
        const { what, ebits, fidelity: at, seed } = cell;
        const score = what.startsWith('chsh') ? null : validationScore(cell);
        return {
          what,
          ebits,
          fidelity: at,
          isSeparable: at === null || at <= SEPARABLE,
          seed,
          value: score === null ? successOf(cell) : score.accuracy,
          balancedAccuracy: score === null ? null : score.balancedAccuracy,
          baseRate: score === null ? null : score.baseRate,
        };
      }),
    };
  },
};
