import { stripsChart } from '../../report/charts.js';
import { meanOf } from '../../statistics.js';
import { cornersNote, dataSetNames, FIVE_RULE } from '../choice.js';
import { agreement, comparisonTable, placeAmong } from '../comparison.js';
import { type Experiment, joined, PAPER } from '../experiment.js';
import {
  cellsOnFive,
  fiveComparisons,
  type Learner,
  type LearnerCell,
  type LearnerCells,
  type LearnersSize,
  learnerCells,
  learners,
  learnersSizes,
  learnerText,
  meanAccuracy,
  publishedLearners,
} from '../five.js';
import { contrast, groupsOf, scoresNote, scoresOf, seedsTo, validationScore, where } from '../measured.js';
import { picture } from '../picture.js';
import { tableS3 } from '../published-tables.js';

interface Size extends LearnersSize {
  /** The first of the data sets, on which the baseline and the network with an ebit are trained too. */
  readonly populationDataSets: number;
  /** Trainings of each of those. */
  readonly populationRuns: number;
}

/** What is trained of a data set that stands for none of A to E; those without ebits are what it is chosen by. */
function populationOf(size: Size, learner: Learner): { readonly dataSets: number; readonly runs: number } {
  return learner === 'bell0'
    ? { dataSets: size.choiceDataSets, runs: size.choiceRuns }
    : { dataSets: size.populationDataSets, runs: size.populationRuns };
}

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

/** The mean of each data set of the population, in the order of the seeds. */
function meansOf(population: LearnerCells, learner: Learner): number[] {
  return [...groupsOf(where(population, { learner }), ({ dataSeed }) => dataSeed).values()].map(meanAccuracy);
}

/** Table S3, with the whole population of data sets. */
export const tableS3Experiment: Experiment<Size, LearnerCell> = {
  name: 'table-s3',
  part: PAPER,
  number: 'Table S3',
  title: 'Accuracies on the data sets A to E',
  about:
    'Validation accuracy at depth 20; published after 2000 iterations, mean and standard deviation of ten runs. Ours on a ' +
    "population of data sets and on the five of them that stand for the paper's, with one coin in place of the ebit too.",
  sizes: joined(learnersSizes, {
    full: { populationDataSets: 24, populationRuns: 2 },
    quick: { populationDataSets: 3, populationRuns: 1 },
    tiny: { populationDataSets: 5, populationRuns: 1 },
  }),
  cells(size, known) {
    const population = learners.flatMap((learner) => {
      const { dataSets, runs } = populationOf(size, learner);
      return seedsTo(dataSets).flatMap((dataSeed) =>
        learnerCells(size, { of: 'population', dataSet: null, dataSeed, learner }, runs),
      );
    });
    // Learner by learner, as they stand in the records.
    const chosen = groupsOf(cellsOnFive(size, known), ({ learner }) => learner);
    return [...population, ...[...chosen.values()].flat()];
  },
  show(cells, size) {
    const [population, chosen] = (['population', 'chosen'] as const).map((of) => where(cells, { of }));
    const means = Object.fromEntries(learners.map((one) => [one, meansOf(population, one)])) as Record<
      Learner,
      number[]
    >;
    const ends = (values: readonly number[]) =>
      `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`;
    const published = (learner: (typeof publishedLearners)[number]) =>
      dataSetNames.map((name) => tableS3[name][learner].mean);
    const comparisons = fiveComparisons(cells);
    // Paired: on each data set the first runs, as many of Bell-0 as there are of the others.
    const alike = Math.min(size.populationRuns, size.choiceRuns);
    const paired = (learner: Learner) =>
      meansOf(
        population.filter(({ run, dataSeed }) => run <= alike && dataSeed <= size.populationDataSets),
        learner,
      );
    const seedOf = (dataSet: (typeof dataSetNames)[number]) => where(chosen, { dataSet })[0].dataSeed;
    const standsFor = (dataSeed: number) => dataSetNames.find((name) => seedOf(name) === dataSeed);
    const sizes = `${size.choiceDataSets} data sets of Bell-0 (${runsText(size.choiceRuns)} each), ${size.populationDataSets} of the others (${runsText(size.populationRuns)} each)`;
    return {
      words: [
        FIVE_RULE,
        `By this rule ${dataSetNames.map((name) => `${name} is data set ${seedOf(name)}`).join(', ')}.`,
        cornersNote(size),
        agreement(comparisons),
        `Over the population, ${sizes}, the means are ${publishedLearners
          .map(
            (one) =>
              `${learnerText[one]} ${meanOf(means[one]).toFixed(3)}, ${ends(means[one])} (published ${meanOf(published(one)).toFixed(3)}, ${ends(published(one))})`,
          )
          .join(
            '; ',
          )}; with one coin in place of the ebit ${meanOf(means.coin1).toFixed(3)}, ${ends(means.coin1)}. ${rangeWords(published('bell0'), means.bell0)}`,
        `Over the first ${size.populationDataSets} data sets, chosen or not: ` +
          `${contrast(['one coin', paired('coin1')], ['nothing shared', paired('bell0')], 'data sets')} ` +
          `${contrast(['one ebit', paired('bell1')], ['nothing shared', paired('bell0')], 'data sets')} ` +
          `${contrast(['one ebit', paired('bell1')], ['one coin', paired('coin1')], 'data sets')} ` +
          contrast(
            ['the classical baseline', paired('dnn')],
            ['the quantum classifier that shares nothing', paired('bell0')],
            'data sets',
          ),
        'The classical baseline reduces each party to one number, as a processor does to one bit. What it lacks is the ' +
          'capacity of those two numbers, not anything quantum; its activation (tanh) and its start are our choice.',
      ],
      tables: [
        comparisonTable('Data sets chosen for A to E: means and standard deviations of the runs.', comparisons),
        {
          caption: 'Where each published mean falls among the means of our data sets.',
          head: ['', ...publishedLearners.map((learner) => learnerText[learner])],
          rows: dataSetNames.map((name) => [
            name,
            ...publishedLearners.map((learner) => placeAmong(tableS3[name][learner].mean, means[learner])),
          ]),
        },
        {
          caption: `The whole population, mean validation accuracies: ${sizes}. ${scoresNote(scoresOf(population))}`,
          head: ['data set', ...learners.map((learner) => learnerText[learner]), 'stands for'],
          rows: seedsTo(size.choiceDataSets).map((dataSeed, i) => [
            dataSeed,
            ...learners.map((learner) => means[learner][i]?.toFixed(3) ?? 'not run'),
            standsFor(dataSeed) ?? '',
          ]),
        },
      ],
      figures: [
        picture(
          {
            name: 'table-s3',
            caption: `Mean validation accuracy of every data set of the population, a dot each: ${sizes}. Beside them the five published means of A to E.`,
          },
          (caption) =>
            stripsChart({
              caption,
              y: { label: 'validation accuracy' },
              strips: learners.flatMap((learner) => [
                { panel: learnerText[learner], group: 'ours', values: means[learner] },
                ...(learner === 'coin1'
                  ? []
                  : [{ panel: learnerText[learner], group: 'paper', values: published(learner), isPublished: true }]),
              ]),
            }),
        ),
      ],
      comparisons,
      records: cells.map((cell) => ({
        of: cell.of,
        dataSeed: cell.dataSeed,
        standsFor: standsFor(cell.dataSeed) ?? null,
        learner: cell.learner,
        run: cell.run,
        ...validationScore(cell),
      })),
      remarks: [cornersNote(size)],
    };
  },
};
