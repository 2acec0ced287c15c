import { clusters } from '../data/clusters.js';
import { type Strip, spaceChart, stripsChart } from '../report/charts.js';
import { verdictOf } from '../report/verdict.js';
import { meanOf } from '../statistics.js';
import { type Choice, cornersNote, dataSetNames, FIVE_RULE } from './choice.js';
import { agreement, comparedScores, comparisonTable, placeAmong, signed } from './comparison.js';
import type { Comparison, Experiment, Findings } from './experiment.js';
import { scoresNote, validationScore } from './measured.js';
import { tableS3 } from './published-tables.js';
import type { Results } from './results.js';
import { clusterTrial, cornersFor, dnnTrial, type Scale, seedsTo } from './scale.js';
import type { Score, TrainingTrial, Trial } from './trial.js';

const learners = ['dnn', 'bell0', 'bell1'] as const;
type Learner = (typeof learners)[number];

const learnerText: Readonly<Record<Learner, string>> = { dnn: 'DNN', bell0: 'Bell-0', bell1: 'Bell-1' };

function trialOf(scale: Scale, learner: Learner, dataSeed: number, seed: number): TrainingTrial {
  const corners = cornersFor(scale, 'S3');
  if (learner === 'dnn') return dnnTrial(scale, dataSeed, seed, corners);
  return clusterTrial(scale, dataSeed, seed, { ebits: learner === 'bell0' ? 0 : 1, corners });
}

function scoresOf(scale: Scale, results: Results, learner: Learner, dataSeed: number, count = scale.runs): Score[] {
  return seedsTo(count).map((seed) => validationScore(results, trialOf(scale, learner, dataSeed, seed)));
}

function meanAccuracy(scores: readonly Score[]): number {
  return meanOf(scores.map(({ accuracy }) => accuracy));
}

/** What is trained of a data set that stands for none of A to E; those without ebits are what it is chosen by. */
function populationOf(scale: Scale, learner: Learner): { readonly dataSets: number; readonly runs: number } {
  return learner === 'bell0'
    ? { dataSets: scale.choiceDataSets, runs: scale.choiceRuns }
    : { dataSets: scale.populationDataSets, runs: scale.populationRuns };
}

function populationTrials(scale: Scale): Trial[] {
  return learners.flatMap((learner) => {
    const { dataSets, runs } = populationOf(scale, learner);
    return seedsTo(dataSets).flatMap((dataSeed) =>
      seedsTo(runs).map((seed) => trialOf(scale, learner, dataSeed, seed)),
    );
  });
}

function chosenTrials(scale: Scale, { five }: Choice): Trial[] {
  return learners.flatMap((learner) =>
    dataSetNames.flatMap((name) => seedsTo(scale.runs).map((seed) => trialOf(scale, learner, five[name], seed))),
  );
}

/** Half of the side of the cube around whose corners the clusters lie. */
const UNIT = Math.PI / 4;

/** Fig. 4a: what the clustered data look like. */
export const fig4a: Experiment = {
  name: 'fig4a',
  title: 'Fig. 4a: the data',
  about:
    'Points uniform in a ball of radius π/4, dealt to clusters that are shifted to corners of a cube, half of which are ' +
    'called +1. In three dimensions, to look at; all other experiments have eight, 4096 points and 64 clusters.',
  needs: null,
  trials: () => [],
  findings() {
    const { all } = clusters({ seed: 1, dimension: 3 });
    const points = Array.from({ length: all.length }, (_, n) => ({
      at: [all.rows[3 * n], all.rows[3 * n + 1], all.rows[3 * n + 2]] as const,
      label: all.labels[n] as 1 | -1,
    }));
    return {
      words: [`${all.length} points in 8 clusters, one at each corner of the cube; 4 corners have the label +1.`],
      tables: [],
      figures: [
        {
          name: 'fig4a',
          caption: 'The clustered data in three dimensions.',
          svg: spaceChart(
            points.map(({ at: [x, y, z], label }) => ({ at: [x / UNIT, y / UNIT, z / UNIT], label })),
            'Clusters around the corners of a cube of side π/2: circles +1, triangles −1.',
          ),
        },
      ],
      comparisons: [],
      records: points.map(({ at: [x, y, z], label }) => ({ x, y, z, label })),
    };
  },
};

function chosenComparisons(scale: Scale, { five }: Choice, results: Results): Comparison[] {
  return dataSetNames.flatMap((name) =>
    learners.map((learner) => {
      const what = `${name}, ${learnerText[learner]}`;
      return comparedScores(
        { what, number: `Table S3, ${what}`, matched: learner === 'bell0' },
        tableS3[name][learner],
        scoresOf(scale, results, learner, five[name]),
      );
    }),
  );
}

/** What one ebit adds on the five data sets, in one sentence with its interval. */
function gainOnFive(scale: Scale, { five }: Choice, results: Results): string {
  const mean = (learner: Learner, dataSeed: number) => meanAccuracy(scoresOf(scale, results, learner, dataSeed));
  return verdictOf({
    first: 'one ebit',
    second: 'nothing shared',
    differences: dataSetNames.map((name) => mean('bell1', five[name]) - mean('bell0', five[name])),
    over: 'data sets',
  }).sentence;
}

/** Fig. 4b: accuracies on the five data sets. */
export const fig4b: Experiment = {
  name: 'fig4b',
  title: 'Fig. 4b: five data sets',
  about:
    'Validation accuracies on the five data sets that stand for A to E (chosen as Table S3 says), beside the published means.',
  needs: 'five',
  trials: chosenTrials,
  findings(scale, choice, results) {
    const { five } = choice;
    const cells = dataSetNames.flatMap((name) =>
      learners.map((learner) => ({ name, learner, scores: scoresOf(scale, results, learner, five[name]) })),
    );
    const strips = cells.map(
      ({ name, learner, scores }): Strip => ({
        panel: name,
        group: learnerText[learner],
        values: scores.map(({ accuracy }) => accuracy),
        published: tableS3[name][learner],
      }),
    );
    const gains = dataSetNames.map((name) => {
      const [with1, without] = (['bell1', 'bell0'] as const).map((learner) =>
        meanAccuracy(scoresOf(scale, results, learner, five[name])),
      );
      return `${name} ${signed(with1 - without, 3)} (published ${signed(tableS3[name].bell1.mean - tableS3[name].bell0.mean, 3)})`;
    });
    const comparisons = chosenComparisons(scale, choice, results);
    return {
      words: [
        `What one ebit adds to the validation accuracy: ${gains.join(', ')}. ${gainOnFive(scale, choice, results)}`,
        scoresNote(cells.flatMap(({ scores }) => scores)),
      ],
      tables: [],
      figures: [
        {
          name: 'fig4b',
          caption: 'Validation accuracy on five data sets: dots are our runs, diamonds the published means.',
          svg: stripsChart({
            caption: `One dot a run, ${scale.runs} runs each; diamonds: published mean and standard deviation. Bell-0 is matched by choice.`,
            y: { label: 'validation accuracy' },
            strips,
          }),
        },
      ],
      comparisons,
      records: cells.flatMap(({ name, learner, scores }) =>
        scores.map((score, i) => ({
          dataSet: name,
          dataSeed: five[name],
          learner: learnerText[learner],
          run: i + 1,
          ...score,
          published: tableS3[name][learner].mean,
          publishedDeviation: tableS3[name][learner].deviation,
        })),
      ),
    };
  },
};

function runsText(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}

/** By the published range of Bell-0 beside ours. */
function rangeWords(published: readonly number[], means: readonly number[]): string {
  const outside = published.filter((mean) => mean > Math.max(...means) || mean < Math.min(...means)).length;
  return outside === 0
    ? 'All published accuracies of Bell-0 lie within the range of our population.'
    : `${outside} of the ${published.length} published accuracies of Bell-0 ${outside === 1 ? 'lies' : 'lie'} outside the range of our population, so no ` +
        'data set of ours stands for it well. We have no explanation.';
}

function tableS3Findings(scale: Scale, choice: Choice, results: Results): Findings {
  const { five } = choice;
  const population = Object.fromEntries(
    learners.map((learner) => {
      const { dataSets, runs } = populationOf(scale, learner);
      return [learner, seedsTo(dataSets).map((dataSeed) => scoresOf(scale, results, learner, dataSeed, runs))];
    }),
  ) as Record<Learner, Score[][]>;
  const means = Object.fromEntries(learners.map((one) => [one, population[one].map(meanAccuracy)])) as Record<
    Learner,
    number[]
  >;
  const ends = (values: readonly number[]) => `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`;
  const published = (learner: Learner) => dataSetNames.map((name) => tableS3[name][learner].mean);
  const comparisons = chosenComparisons(scale, choice, results);
  // Paired: on each data set the first runs, as many of Bell-0 as there are of the others.
  const alike = Math.min(scale.populationRuns, scale.choiceRuns);
  const paired = (learner: Learner) =>
    seedsTo(scale.populationDataSets).map((_, i) => meanAccuracy(population[learner][i].slice(0, alike)));
  const against = (first: Learner, second: Learner, words: readonly [string, string]) => {
    const [ours, others] = [paired(first), paired(second)];
    const differences = ours.map((value, i) => value - others[i]);
    return verdictOf({ first: words[0], second: words[1], differences, over: 'data sets' }).sentence;
  };
  const inPopulation = (dataSeed: number) => dataSetNames.find((name) => five[name] === dataSeed);
  const recorded = [
    ...learners.flatMap((learner) =>
      population[learner].map((scores, i) => ({ learner, dataSeed: i + 1, scores, of: 'population' })),
    ),
    ...learners.flatMap((learner) =>
      dataSetNames.map((name) => ({
        learner,
        dataSeed: five[name],
        scores: scoresOf(scale, results, learner, five[name]),
        of: 'chosen',
      })),
    ),
  ];
  const sizes = `${scale.choiceDataSets} data sets of Bell-0 (${runsText(scale.choiceRuns)} each), ${scale.populationDataSets} of the others (${runsText(scale.populationRuns)} each)`;
  return {
    words: [
      FIVE_RULE,
      `By this rule ${dataSetNames.map((name) => `${name} is data set ${five[name]}`).join(', ')}.`,
      cornersNote(scale),
      agreement(comparisons),
      `Over the population, ${sizes}, the means are ${learners
        .map(
          (one) =>
            `${learnerText[one]} ${meanOf(means[one]).toFixed(3)}, ${ends(means[one])} (published ${meanOf(published(one)).toFixed(3)}, ${ends(published(one))})`,
        )
        .join('; ')}. ${rangeWords(published('bell0'), means.bell0)}`,
      `Over the first ${scale.populationDataSets} data sets, chosen or not: ${against('bell1', 'bell0', ['one ebit', 'nothing shared'])} ` +
        against('dnn', 'bell0', ['the classical baseline', 'the quantum classifier that shares nothing']),
      'The classical baseline reduces each party to one number, as a processor does to one bit. What it lacks is the ' +
        'capacity of those two numbers, not anything quantum; its activation (tanh) and its start are our choice.',
    ],
    tables: [
      comparisonTable('Data sets chosen for A to E: means and standard deviations of the runs.', comparisons),
      {
        caption: 'Where each published mean falls among the means of our data sets.',
        head: ['', ...learners.map((learner) => learnerText[learner])],
        rows: dataSetNames.map((name) => [
          name,
          ...learners.map((learner) => placeAmong(tableS3[name][learner].mean, means[learner])),
        ]),
      },
      {
        caption: `The whole population, mean validation accuracies: ${sizes}. ${scoresNote(learners.flatMap((one) => population[one].flat()))}`,
        head: ['data set', ...learners.map((learner) => learnerText[learner]), 'stands for'],
        rows: seedsTo(scale.choiceDataSets).map((dataSeed, i) => [
          dataSeed,
          ...learners.map((learner) => means[learner][i]?.toFixed(3) ?? 'not run'),
          inPopulation(dataSeed) ?? '',
        ]),
      },
    ],
    figures: [
      {
        name: 'table-s3',
        caption: 'The population of data sets, one dot each; the published means of A to E beside it.',
        svg: stripsChart({
          caption: `Mean validation accuracy, one dot a data set: ${sizes}.`,
          y: { label: 'validation accuracy' },
          strips: learners.flatMap((learner) => [
            { panel: learnerText[learner], group: 'ours', values: means[learner] },
            { panel: learnerText[learner], group: 'paper', values: published(learner) },
          ]),
        }),
      },
    ],
    comparisons,
    records: recorded.flatMap(({ learner, dataSeed, scores, of }) =>
      scores.map((score, i) => ({
        of,
        dataSeed,
        standsFor: inPopulation(dataSeed) ?? null,
        learner,
        run: i + 1,
        ...score,
      })),
    ),
  };
}

/** Table S3, with the whole population of data sets. */
export const tableS3Experiment: Experiment = {
  name: 'table-s3',
  title: 'Table S3: accuracies on the data sets A to E',
  about:
    'Validation accuracy at depth 20; published after 2000 iterations, mean and standard deviation of ten runs. Ours on a ' +
    "population of data sets and on the five of them that stand for the paper's.",
  needs: 'five',
  trials: (scale, choice) => [...chosenTrials(scale, choice), ...populationTrials(scale)],
  findings: tableS3Findings,
};
