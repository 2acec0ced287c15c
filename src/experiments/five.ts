// What Fig. 4b and Table S3 share: the paper's three ways to learn, and a coin in place of the ebit, on the data sets that
// stand for A to E.
import { meanOf } from '../statistics.js';
import type { FitTask } from '../tasks/fit-task.js';
import { type DataSetName, dataSetNames, type FiveSize, fiveChosen, fiveSizes } from './choice.js';
import { comparedScores } from './comparison.js';
import { type Comparison, joined, type Known, type Measured, type Scale } from './experiment.js';
import { accuraciesOf, contrast, scoresOf, seedsTo, where } from './measured.js';
import { type Published, tableS3 } from './published-tables.js';
import { baselineFit, clustersFit, cornersFor, type TrainingSize, trainingSizes } from './trainings.js';

/** Those of which the paper has accuracies. */
export const publishedLearners = ['dnn', 'bell0', 'bell1'] as const;

export const learners = ['dnn', 'bell0', 'coin1', 'bell1'] as const;

/** One of {@link learners}. */
export type Learner = (typeof learners)[number];

export const learnerText: Readonly<Record<Learner, string>> = {
  dnn: 'DNN',
  bell0: 'Bell-0',
  coin1: '1 coin',
  bell1: 'Bell-1',
};

/** What the quantum classifiers among them share. */
const SHARED = {
  bell0: { ebits: 0, coins: 0 },
  coin1: { ebits: 0, coins: 1 },
  bell1: { ebits: 1, coins: 0 },
} as const;

/** What was published of a learner on one of the five; null of a coin, which the paper has not. */
export function publishedOf(dataSet: DataSetName, learner: Learner): Published | null {
  return learner === 'coin1' ? null : tableS3[dataSet][learner];
}

/** One training on a data set of the population, or on one that stands for one of the paper's. */
export interface LearnerCell {
  readonly of: 'population' | 'chosen';
  /** The paper's name of the data set that it stands for; null for the population. */
  readonly dataSet: DataSetName | null;
  readonly dataSeed: number;
  readonly learner: Learner;
  readonly run: number;
  readonly task: FitTask;
}

/** How many trainings of each learner there are on each of the five. */
export interface LearnersSize extends TrainingSize, FiveSize {
  readonly runs: number;
}

export const learnersSizes = joined(joined(trainingSizes, fiveSizes), {
  full: { runs: 10 },
  quick: { runs: 2 },
  tiny: { runs: 2 },
});

/** Trainings of a learner on a data set. */
export function learnerCells(
  size: TrainingSize & Scale,
  what: Pick<LearnerCell, 'of' | 'dataSet' | 'dataSeed' | 'learner'>,
  runs: number,
): LearnerCell[] {
  const { learner, dataSeed } = what;
  const corners = cornersFor(size, 'S3');
  return seedsTo(runs).map((run) => {
    const task =
      learner === 'dnn'
        ? baselineFit(size, dataSeed, run, corners)
        : clustersFit(size, dataSeed, run, { network: SHARED[learner], corners });
    return { ...what, run, task };
  });
}

/** Trainings on the data sets that stand for A to E, one after another; none until these are chosen. */
export function cellsOnFive(size: LearnersSize & Scale, known: Known): LearnerCell[] {
  const five = fiveChosen(size, known);
  if (five === null) return [];
  return dataSetNames.flatMap((dataSet) =>
    learners.flatMap((learner) =>
      learnerCells(size, { of: 'chosen', dataSet, dataSeed: five[dataSet], learner }, size.runs),
    ),
  );
}

export type LearnerCells = readonly Measured<LearnerCell>[];

export function meanAccuracy(cells: LearnerCells): number {
  return meanOf(accuraciesOf(cells));
}

/** What one learner reaches on one of the five on average. */
export function meanOn(cells: LearnerCells, dataSet: DataSetName, learner: Learner): number {
  return meanAccuracy(where(cells, { of: 'chosen', dataSet, learner }));
}

/** Every published accuracy on A to E beside ours. */
export function fiveComparisons(cells: LearnerCells): Comparison[] {
  return dataSetNames.flatMap((dataSet) =>
    publishedLearners.map((learner) => {
      const what = `${dataSet}, ${learnerText[learner]}`;
      const own = where(cells, { of: 'chosen', dataSet, learner });
      const matched = learner === 'bell0';
      return comparedScores({ what, number: `Table S3, ${what}`, matched }, tableS3[dataSet][learner], scoresOf(own));
    }),
  );
}

/** What one coin and one ebit add on the five data sets, a sentence each with its interval. */
export function gainsOnFive(cells: LearnerCells): string {
  const [byEbit, byCoin, byNothing] = (['bell1', 'coin1', 'bell0'] as const).map((learner) =>
    dataSetNames.map((dataSet) => meanOn(cells, dataSet, learner)),
  );
  return [
    contrast(['one coin', byCoin], ['nothing shared', byNothing], 'data sets'),
    contrast(['one ebit', byEbit], ['nothing shared', byNothing], 'data sets'),
    contrast(['one ebit', byEbit], ['one coin', byCoin], 'data sets'),
  ].join(' ');
}
