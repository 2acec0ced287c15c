import { CLASSICAL_BOUND, successProbability } from '../analysis/chsh-score.js';
import { type ChartSeries, linesChart } from '../report/charts.js';
import { spread } from '../report/spread.js';
import { meanOf } from '../statistics.js';
import { accuracy } from '../training/metrics.js';
import { crossingOf, crossingText } from './crossing.js';
import type { Experiment } from './experiment.js';
import type { Results } from './results.js';
import { chshTrial, clusterTrial, type Scale, seedsTo } from './scale.js';
import { type ClassifierTrial, trainedModel, trialRows } from './trial.js';

const ebitCounts = [1, 2] as const;
const bellText = (ebits: number) => `Bell-${ebits}`;

/** What the paper quotes: over fibre, and in the laboratory. */
const RULES = [
  { axis: 'x', at: 0.85, text: 'fibre' },
  { axis: 'x', at: 0.97, text: 'lab' },
] as const;

function clusterAt(scale: Scale, dataSeed: number, ebits: number, fidelity: number): ClassifierTrial {
  return clusterTrial(scale, dataSeed, 1, { ebits, fidelity });
}

function gameAt(scale: Scale, seed: number, ebits: number, fidelity: number): ClassifierTrial {
  return chshTrial(scale, seed, { ebits, fidelity, embedding: 'original', loss: 'product' });
}

function validationAccuracy(results: Results, trial: ClassifierTrial): number {
  return results.training(trial).accuracy.validation ?? 0;
}

/** The accuracy of a model that was trained with perfect ebits, if they are worse when it is used. */
function accuracyUsedAt(scale: Scale, results: Results, dataSeed: number, ebits: number, fidelity: number): number {
  const trial = clusterAt(scale, dataSeed, ebits, 1);
  const model = trainedModel({ ...trial, fidelity }, results.training(trial));
  const { validation, training } = trialRows(trial.data);
  const rows = validation ?? training;
  return accuracy(model.expectations(rows.rows), rows.labels);
}

function successAt(results: Results, trial: ClassifierTrial): number {
  return successProbability(trainedModel(trial, results.training(trial)), trialRows(trial.data).training);
}

function point(x: number, values: readonly number[]) {
  return { x, ...spread(values) };
}

/** Beyond the figures: how good an ebit must be. */
export const fidelity: Experiment = {
  name: 'fidelity',
  title: 'Beyond the figures: how good must an ebit be?',
  about:
    'Ebits in a Werner state of some fidelity, from 1 down to 1/2, below which the state is not entangled at all. The ' +
    'classifier on clustered data, trained with such ebits or trained with perfect ones and then given such; and the CHSH ' +
    'game.',
  needsChoice: false,
  trials: (scale) => [
    ...seedsTo(scale.fidelityDataSets).flatMap((dataSeed) => [
      clusterAt(scale, dataSeed, 0, 1),
      ...ebitCounts.flatMap((ebits) => scale.fidelities.map((at) => clusterAt(scale, dataSeed, ebits, at))),
    ]),
    ...seedsTo(scale.chshRuns).flatMap((seed) =>
      ebitCounts.flatMap((ebits) => scale.fidelities.map((at) => gameAt(scale, seed, ebits, at))),
    ),
  ],
  findings(scale, _, results) {
    const fidelities = [...scale.fidelities].sort((a, b) => a - b);
    const dataSeeds = seedsTo(scale.fidelityDataSets);
    const without = dataSeeds.map((dataSeed) => validationAccuracy(results, clusterAt(scale, dataSeed, 0, 1)));
    const curves = ebitCounts.map((ebits) => ({
      ebits,
      trained: dataSeeds.map((dataSeed) =>
        fidelities.map((at) => validationAccuracy(results, clusterAt(scale, dataSeed, ebits, at))),
      ),
      used: dataSeeds.map((dataSeed) => fidelities.map((at) => accuracyUsedAt(scale, results, dataSeed, ebits, at))),
      success: seedsTo(scale.chshRuns).map((seed) =>
        fidelities.map((at) => successAt(results, gameAt(scale, seed, ebits, at))),
      ),
    }));
    const gain = (of: readonly (readonly number[])[]) => of.map((curve, i) => curve.map((value) => value - without[i]));
    const across = (of: readonly (readonly number[])[]) =>
      fidelities.map((x, i) =>
        point(
          x,
          of.map((curve) => curve[i]),
        ),
      );
    const lowest = fidelities[0];
    const ends = curves.map(({ ebits, trained, used }) => {
      const [own, other] = [trained, used].map((of) => crossingText(crossingOf(fidelities, gain(of)), lowest));
      return `of ${bellText(ebits)} ${own} where it is trained with such ebits, and ${other} where it is trained with perfect ones`;
    });
    const games = curves.map(({ ebits, success }) => {
      const over = success.map((curve) => curve.map((value) => value - CLASSICAL_BOUND));
      return `that of ${bellText(ebits)} ${crossingText(crossingOf(fidelities, over), lowest)}`;
    });
    const worst = curves.map(({ ebits, trained, used }) => {
      const [own, other] = [trained, used].map((of) => meanOf(of.map((curve) => curve[0])).toFixed(3));
      return `${bellText(ebits)} ${own} trained with such ebits, ${other} trained with perfect ones`;
    });
    const flat = fidelities.map((x) => point(x, without));
    return {
      words: [
        `By fidelity, the advantage in accuracy over Bell-0 ${ends.join('; ')}. It is the mean over ${dataSeeds.length} data sets, ` +
          'with a bootstrap over them.',
        'The label is the sign of an exact mean. A worse ebit makes the correlations that it carries weaker, by (4F − 1)/3, ' +
          'and leaves their signs, so a model trained with perfect ebits keeps many of its labels; what it costs is shots. ' +
          `At a fidelity of ${lowest}: ${worst.join('; ')}.`,
        ...(lowest <= 0.5 && curves.some(({ trained }) => crossingOf(fidelities, gain(trained)).at === 'always')
          ? [
              'At a fidelity of 1/2 a Werner state is not entangled: shared random numbers can produce its correlations. An ' +
                'advantage that is still there is one of correlation, which Bell-0 lacks as well, and not of entanglement. ' +
                'By the accuracy from exact means alone the two cannot be told apart; the CHSH game tells them apart.',
            ]
          : []),
        `By fidelity, the advantage in the CHSH game over 3/4: ${games.join('; ')}. For a single Werner state the limit is known: ` +
          '(1 + 3/√2) / 4 = 0.780, where no measurement breaks the inequality any more.',
      ],
      tables: [
        {
          caption: `Mean validation accuracy over ${dataSeeds.length} data sets (Bell-0: ${meanOf(without).toFixed(3)}), and CHSH success probability.`,
          head: [
            'fidelity',
            ...ebitCounts.flatMap((ebits) => [
              `${bellText(ebits)} trained`,
              `${bellText(ebits)} used`,
              `${bellText(ebits)} CHSH`,
            ]),
          ],
          rows: fidelities
            .map((at, i) => [
              at.toFixed(2),
              ...curves.flatMap(({ trained, used, success }) =>
                [trained, used, success].map((of) => meanOf(of.map((curve) => curve[i])).toFixed(3)),
              ),
            ])
            .reverse(),
        },
      ],
      figures: [
        {
          name: 'fidelity-accuracy',
          caption: 'Validation accuracy against the fidelity of the ebits.',
          svg: linesChart({
            caption:
              'Solid: trained with ebits of that fidelity; dashed: trained with perfect ones. Band: one standard ' +
              'deviation over data sets. Marked: fidelities quoted in the paper.',
            x: { label: 'fidelity' },
            y: { label: 'validation accuracy' },
            series: [
              { name: 'Bell-0', points: flat.map((one) => ({ ...one, deviation: null })) },
              ...curves.flatMap(({ ebits, trained, used }): ChartSeries[] => [
                { name: bellText(ebits), points: across(trained) },
                { name: bellText(ebits), points: across(used), dashed: true },
              ]),
            ],
            rules: RULES,
          }),
        },
        {
          name: 'fidelity-chsh',
          caption: 'CHSH success probability against the fidelity of the ebits.',
          svg: linesChart({
            caption: `Mean of ${scale.chshRuns} runs, band one standard deviation. Marked: fidelities quoted in the paper.`,
            x: { label: 'fidelity' },
            y: { label: 'success probability' },
            series: curves.map(({ ebits, success }) => ({ name: bellText(ebits), points: across(success) })),
            rules: [...RULES, { axis: 'y', at: CLASSICAL_BOUND, text: '3/4' }],
          }),
        },
      ],
      comparisons: [],
      records: curves.flatMap(({ ebits, trained, used, success }) =>
        fidelities.flatMap((at, i) => [
          ...dataSeeds.flatMap((dataSeed, n) => [
            { what: 'accuracy, trained', ebits, fidelity: at, seed: dataSeed, value: trained[n][i] },
            { what: 'accuracy, used', ebits, fidelity: at, seed: dataSeed, value: used[n][i] },
          ]),
          ...success.map((curve, n) => ({ what: 'chsh success', ebits, fidelity: at, seed: n + 1, value: curve[i] })),
        ]),
      ),
    };
  },
};
