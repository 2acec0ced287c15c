import { CLASSICAL_BOUND, successProbability } from '../analysis/chsh-score.js';
import { type ChartSeries, linesChart } from '../report/charts.js';
import { percent, spread } from '../report/spread.js';
import { signedPoints, verdictOf } from '../report/verdict.js';
import { meanOf } from '../statistics.js';
import { evaluate } from '../training/metrics.js';
import { crossingOf, crossingText } from './crossing.js';
import type { Experiment, Findings } from './experiment.js';
import { present, scoresNote, validationScore } from './measured.js';
import type { Results } from './results.js';
import { chshTrial, clusterTrial, type Scale, seedsTo } from './scale.js';
import { type ClassifierTrial, type Score, trainedModel, trialRows } from './trial.js';

const ebitCounts = [1, 2] as const;
const bellText = (ebits: number) => `Bell-${ebits}`;
const ebitText = (ebits: number) => (ebits === 1 ? 'one ebit' : 'two ebits');
const coinText = (coins: number) => (coins === 1 ? '1 coin' : `${coins} coins`);

/** Up to here a Werner state is a mixture of products. */
const SEPARABLE = 0.5;

/** What the paper quotes: over fibre, and in the laboratory. */
const QUOTED = [
  { axis: 'x', at: 0.85, text: 'fibre' },
  { axis: 'x', at: 0.97, text: 'lab' },
] as const;
const SEPARABLE_RULE = { axis: 'x', at: SEPARABLE, text: 'separable at F ≤ 1/2', place: 'top left' } as const;

/** The shared state of every pair: Werner of some fidelity, or dephased, which is one coin a pair. */
type Pair = number | 'dephased';

function pairOf(pair: Pair): { readonly fidelity?: number; readonly dephased?: boolean } {
  return pair === 'dephased' ? { dephased: true } : { fidelity: pair };
}

function clusterAt(scale: Scale, dataSeed: number, ebits: number, pair: Pair): ClassifierTrial {
  return clusterTrial(scale, dataSeed, 1, { ebits, ...pairOf(pair) });
}

function gameAt(scale: Scale, seed: number, ebits: number, pair: Pair): ClassifierTrial {
  return chshTrial(scale, seed, { ebits, ...pairOf(pair), embedding: 'original', loss: 'product' });
}

/** How a model does that was trained with perfect ebits, if they are worse when it is used. */
function scoreUsedAt(scale: Scale, results: Results, dataSeed: number, ebits: number, fidelity: number): Score {
  const trial = clusterAt(scale, dataSeed, ebits, 1);
  const model = trainedModel({ ...trial, fidelity }, results.training(trial));
  const found = evaluate(model, present(trialRows(trial.data).validation, 'validation set'));
  return { accuracy: found.accuracy, balancedAccuracy: found.balancedAccuracy, baseRate: found.baseRate };
}

function successAt(results: Results, trial: ClassifierTrial): number {
  return successProbability(trainedModel(trial, results.training(trial)), trialRows(trial.data).training);
}

const accuraciesOf = (scores: readonly Score[]) => scores.map((one) => one.accuracy);

/** Everything that was measured: of the first index a data set or a start, of the second a fidelity, ascending. */
function measured(scale: Scale, results: Results) {
  const fidelities = [...scale.fidelities].sort((a, b) => a - b);
  const dataSeeds = seedsTo(scale.fidelityDataSets);
  const gameSeeds = seedsTo(scale.chshRuns);
  const trained = (dataSeed: number, ebits: number, pair: Pair) =>
    validationScore(results, clusterAt(scale, dataSeed, ebits, pair));
  return {
    fidelities,
    dataSeeds,
    without: dataSeeds.map((dataSeed) => trained(dataSeed, 0, 1)),
    curves: ebitCounts.map((ebits) => ({
      ebits,
      trained: dataSeeds.map((dataSeed) => fidelities.map((at) => trained(dataSeed, ebits, at))),
      used: dataSeeds.map((dataSeed) => fidelities.map((at) => scoreUsedAt(scale, results, dataSeed, ebits, at))),
      coins: dataSeeds.map((dataSeed) => trained(dataSeed, ebits, 'dephased')),
      success: gameSeeds.map((seed) => fidelities.map((at) => successAt(results, gameAt(scale, seed, ebits, at)))),
      coinSuccess: gameSeeds.map((seed) => successAt(results, gameAt(scale, seed, ebits, 'dephased'))),
    })),
  };
}

type Measured = ReturnType<typeof measured>;

/** The accuracies at one fidelity, data set by data set. */
function columnAt(of: readonly (readonly Score[])[], i: number): number[] {
  return of.map((curve) => curve[i].accuracy);
}

function differencesOf(ours: readonly number[], others: readonly number[]): number[] {
  return ours.map((value, i) => value - others[i]);
}

/** How much of what perfect ebits add is there without any entanglement. */
function correlationWords({ fidelities, without, curves }: Measured): string[] {
  const base = accuraciesOf(without);
  const separable = fidelities.filter((at) => at <= SEPARABLE).length - 1;
  return curves.map(({ ebits, trained, coins }) => {
    const best = columnAt(trained, fidelities.length - 1);
    const gain = meanOf(differencesOf(best, base));
    const byCoins = meanOf(differencesOf(accuraciesOf(coins), base));
    const part = gain > 0 && byCoins < gain ? `, ${percent(byCoins / gain)} of it` : '';
    const meaning =
      byCoins > 0 ? ': as much is a gain of correlation, for a shared coin, the dephased pair, is separable' : '';
    const verdict = (first: string, second: string, ours: readonly number[], others: readonly number[]) =>
      verdictOf({ first, second, differences: differencesOf(ours, others), over: 'data sets' }).sentence;
    const worse =
      separable < 0
        ? ''
        : ` ${verdict(`separable Werner pairs (F = ${fidelities[separable]})`, 'nothing shared', columnAt(trained, separable), base)}`;
    return (
      `Perfect ${bellText(ebits)} adds ${signedPoints(gain)} points to nothing shared, ${coinText(ebits)} ` +
      `${signedPoints(byCoins)}${byCoins > 0 ? part : ''}${meaning}. ` +
      verdict(ebitText(ebits), coinText(ebits), best, accuraciesOf(coins)) +
      worse
    );
  });
}

function wordsOf(all: Measured): string[] {
  const { fidelities, dataSeeds, without, curves } = all;
  const base = accuraciesOf(without);
  const gain = (of: readonly (readonly Score[])[]) =>
    of.map((curve, i) => curve.map((score) => score.accuracy - base[i]));
  const lowest = fidelities[0];
  const ends = curves.map(({ ebits, trained, used }) => {
    const [own, other] = [trained, used].map((of) => crossingText(crossingOf(fidelities, gain(of)), lowest));
    return `of ${bellText(ebits)} ${own} where it is trained with such ebits, and ${other} where it is trained with perfect ones`;
  });
  const games = curves.map(({ ebits, success }) => {
    const over = success.map((curve) => curve.map((value) => value - CLASSICAL_BOUND));
    return `that of ${bellText(ebits)} ${crossingText(crossingOf(fidelities, over), lowest)}`;
  });
  const most = Math.max(...curves.flatMap(({ coinSuccess }) => coinSuccess));
  return [
    `By fidelity, the advantage in accuracy over Bell-0 ${ends.join('; ')}. It is the mean over ${dataSeeds.length} data sets.`,
    ...correlationWords(all),
    'The label is the sign of an exact mean. A worse ebit makes the correlations that it carries weaker, by (4F − 1)/3: to ' +
      'nothing at F = 1/4. With one ebit and parity weights their signs stay for every F above 1/4; with free weights, as ' +
      'here, and with several ebits labels can change. What a weaker correlation costs is shots.',
    `By fidelity, the advantage in the CHSH game over 3/4 of the shots, the most of everything separable (S = 2): ` +
      `${games.join('; ')}. Coins in place of ebits reach ${most.toFixed(4)} at most. For a single Werner state the limit ` +
      'is known: (1 + 3/√2) / 4 = 0.780, where no measurement breaks the inequality any more.',
  ];
}

function tableOf({ fidelities, dataSeeds, without, curves }: Measured): Findings['tables'][number] {
  const all = [
    ...without,
    ...curves.flatMap(({ trained, used, coins }) => [...trained.flat(), ...used.flat(), ...coins]),
  ];
  const mean = (values: readonly number[]) => meanOf(values).toFixed(3);
  return {
    caption:
      `Mean validation accuracy over ${dataSeeds.length} data sets (Bell-0: ${mean(accuraciesOf(without))}), and CHSH success ` +
      `probability. ${scoresNote(all)}`,
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
          ...curves.flatMap(({ trained, used, success }) => [
            mean(columnAt(trained, i)),
            mean(columnAt(used, i)),
            mean(success.map((curve) => curve[i])),
          ]),
        ])
        .reverse(),
      [
        'coins (dephased pairs)',
        'separable',
        ...curves.flatMap(({ coins, coinSuccess }) => [mean(accuraciesOf(coins)), '', mean(coinSuccess)]),
      ],
    ],
  };
}

function figuresOf(scale: Scale, { fidelities, dataSeeds, without, curves }: Measured): Findings['figures'] {
  const across = (columns: (i: number) => readonly number[]) =>
    fidelities.map((x, i) => ({ x, ...spread(columns(i)) }));
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
    {
      name: 'fidelity-accuracy',
      caption: 'Validation accuracy against the fidelity of the ebits, and with coins in their place.',
      svg: linesChart({
        caption:
          `Mean over ${dataSeeds.length} data sets. Solid: trained with ebits of that fidelity; dashed: trained with perfect ones. ` +
          'Band: one standard deviation. Level lines: nothing shared, and one or two coins (dephased pairs, separable) in place ' +
          'of ebits. Marked: where Werner states become separable, and fidelities quoted in the paper.',
        x: { label: 'fidelity F' },
        y: { label: 'validation accuracy' },
        series: [
          level('Bell-0', accuraciesOf(without)),
          ...curves.map(({ ebits, coins }) => level(coinText(ebits), accuraciesOf(coins))),
          ...curves.flatMap(({ ebits, trained, used }): ChartSeries[] => [
            { name: bellText(ebits), points: across((i) => columnAt(trained, i)) },
            { name: bellText(ebits), points: across((i) => columnAt(used, i)), dashed: true },
          ]),
        ],
        rules,
      }),
    },
    {
      name: 'fidelity-chsh',
      caption: 'CHSH success probability against the fidelity of the ebits.',
      svg: linesChart({
        caption:
          `Mean of ${scale.chshRuns} runs, band one standard deviation. 3/4 is the most of everything separable. Marked: where ` +
          'Werner states become separable, and fidelities quoted in the paper.',
        x: { label: 'fidelity F' },
        y: { label: 'success probability' },
        series: curves.map(({ ebits, success }) => ({
          name: bellText(ebits),
          points: across((i) => success.map((curve) => curve[i])),
        })),
        rules: [...rules, { axis: 'y', at: CLASSICAL_BOUND, text: '3/4' }],
      }),
    },
  ];
}

/** Beyond the figures: how good an ebit must be. */
export const fidelity: Experiment = {
  name: 'fidelity',
  title: 'Beyond the figures: how good must an ebit be?',
  about:
    'Ebits in a Werner state of some fidelity, from 1 down to 1/4, where no correlation is left; at 1/2 and below the state ' +
    'is separable. The classifier on clustered data, trained with such ebits or trained with perfect ones and then given ' +
    'such; and the CHSH game. Beside them the dephased pair, which is a shared coin: correlated and separable.',
  needs: null,
  trials: (scale) => {
    const pairs: readonly Pair[] = [...scale.fidelities, 'dephased'];
    return [
      ...seedsTo(scale.fidelityDataSets).flatMap((dataSeed) => [
        clusterAt(scale, dataSeed, 0, 1),
        ...ebitCounts.flatMap((ebits) => pairs.map((pair) => clusterAt(scale, dataSeed, ebits, pair))),
      ]),
      ...seedsTo(scale.chshRuns).flatMap((seed) =>
        ebitCounts.flatMap((ebits) => pairs.map((pair) => gameAt(scale, seed, ebits, pair))),
      ),
    ];
  },
  findings(scale, _, results) {
    const all = measured(scale, results);
    const { fidelities, dataSeeds, without, curves } = all;
    const record = (what: string, ebits: number, at: number | null, seed: number, score: Score | number) => ({
      what,
      ebits,
      fidelity: at,
      isSeparable: ebits === 0 || at === null || at <= SEPARABLE,
      seed,
      value: typeof score === 'number' ? score : score.accuracy,
      balancedAccuracy: typeof score === 'number' ? null : score.balancedAccuracy,
      baseRate: typeof score === 'number' ? null : score.baseRate,
    });
    return {
      words: wordsOf(all),
      tables: [tableOf(all)],
      figures: figuresOf(scale, all),
      comparisons: [],
      records: [
        ...without.map((score, n) => record('accuracy, nothing shared', 0, null, dataSeeds[n], score)),
        ...curves.flatMap(({ ebits, trained, used, coins, success, coinSuccess }) => [
          ...fidelities.flatMap((at, i) => [
            ...dataSeeds.flatMap((dataSeed, n) => [
              record('accuracy, trained', ebits, at, dataSeed, trained[n][i]),
              record('accuracy, used', ebits, at, dataSeed, used[n][i]),
            ]),
            ...success.map((curve, n) => record('chsh success', ebits, at, n + 1, curve[i])),
          ]),
          ...coins.map((score, n) => record('accuracy, coins', ebits, null, dataSeeds[n], score)),
          ...coinSuccess.map((value, n) => record('chsh success, coins', ebits, null, n + 1, value)),
        ]),
      ],
    };
  },
};
