import { accuracyFromShots } from '../analysis/accuracy-from-shots.js';
import { outcomeWeights } from '../models/weights.js';
import { linesChart } from '../report/charts.js';
import { spread } from '../report/spread.js';
import { verdictOf } from '../report/verdict.js';
import { meanOf } from '../statistics.js';
import type { Experiment } from './experiment.js';
import { present, scoresNote, validationScore } from './measured.js';
import type { Results } from './results.js';
import { clusterTrial, type Scale, seedsTo } from './scale.js';
import { trainedModel, trialRows } from './trial.js';

const ebitCounts = [0, 1, 2] as const;
const bellText = (ebits: number) => `Bell-${ebits}`;

function accuracies(scale: Scale, results: Results, ebits: number, dataSeed: number): number[] {
  const trial = clusterTrial(scale, dataSeed, 1, { ebits });
  const model = trainedModel(trial, results.training(trial));
  const { rows, labels } = present(trialRows(trial.data).validation, 'validation set');
  const weights = outcomeWeights(model, model.parameters);
  return accuracyFromShots(model.probabilities(rows), weights, labels, scale.shots, dataSeed);
}

/** Beyond the figures: how many shots a prediction needs. */
export const shots: Experiment = {
  name: 'shots',
  title: 'Beyond the figures: how many shots does a prediction need?',
  about:
    'All other accuracies take the label from exact probabilities. Here E is estimated from a number of shots, each of ' +
    'which uses up its ebits.',
  needs: null,
  trials: (scale) =>
    ebitCounts.flatMap((ebits) =>
      seedsTo(scale.fidelityDataSets).map((dataSeed) => clusterTrial(scale, dataSeed, 1, { ebits })),
    ),
  findings(scale, _, results) {
    const dataSeeds = seedsTo(scale.fidelityDataSets);
    const scoreOf = (ebits: number, dataSeed: number) =>
      validationScore(results, clusterTrial(scale, dataSeed, 1, { ebits }));
    const curves = ebitCounts.map((ebits) => ({
      ebits,
      sampled: dataSeeds.map((dataSeed) => accuracies(scale, results, ebits, dataSeed)),
      exact: meanOf(dataSeeds.map((dataSeed) => scoreOf(ebits, dataSeed).accuracy)),
    }));
    const mean = (sampled: readonly (readonly number[])[], i: number) => meanOf(sampled.map((one) => one[i]));
    const enough = curves.map(({ ebits, sampled, exact }) => {
      const first = scale.shots.find((_, i) => mean(sampled, i) > exact - 0.01);
      const count = first === undefined ? `more than ${scale.shots[scale.shots.length - 1]}` : `${first}`;
      return `${bellText(ebits)} ${count} (exact ${exact.toFixed(3)}, one shot ${mean(sampled, 0).toFixed(3)})`;
    });
    const [fewest, most] = [scale.shots[0], scale.shots[scale.shots.length - 1]];
    const gainAt = (i: number) => {
      const [without, with1] = [curves[0], curves[1]].map(({ sampled }) => sampled.map((one) => one[i]));
      const differences = with1.map((value, n) => value - without[n]);
      return verdictOf({ first: 'one ebit', second: 'nothing shared', differences, over: 'data sets' }).sentence;
    };
    return {
      words: [
        `To come within 0.01 of the accuracy from exact probabilities it takes, of the numbers of shots tried: ${enough.join(', ')}.`,
        `At ${fewest} ${fewest === 1 ? 'shot' : 'shots'} a row: ${gainAt(0)} At ${most}: ${gainAt(scale.shots.length - 1)}`,
      ],
      tables: [
        {
          caption: `Mean validation accuracy over ${dataSeeds.length} data sets by the number of shots. Of the exact ones: ${scoresNote(ebitCounts.flatMap((ebits) => dataSeeds.map((dataSeed) => scoreOf(ebits, dataSeed))))}`,
          head: ['', ...scale.shots.map(String), 'exact'],
          rows: curves.map(({ ebits, sampled, exact }) => [
            bellText(ebits),
            ...scale.shots.map((_, i) => mean(sampled, i).toFixed(3)),
            exact.toFixed(3),
          ]),
        },
      ],
      figures: [
        {
          name: 'shots',
          caption: 'Validation accuracy against the number of shots at prediction.',
          svg: linesChart({
            caption: `Mean over ${dataSeeds.length} data sets, band one standard deviation.`,
            x: { label: 'shots', log: true },
            y: { label: 'validation accuracy' },
            series: curves.map(({ ebits, sampled }) => ({
              name: bellText(ebits),
              points: scale.shots.map((x, i) => ({ x, ...spread(sampled.map((one) => one[i])) })),
            })),
          }),
        },
      ],
      comparisons: [],
      records: curves.flatMap(({ ebits, sampled }) =>
        sampled.flatMap((one, n) =>
          one.map((value, i) => ({ ebits, dataSeed: n + 1, shots: scale.shots[i], accuracy: value })),
        ),
      ),
    };
  },
};
