import { type Strip, stripsChart } from '../../report/charts.js';
import { cornersNote, type DataSetName, dataSetNames } from '../choice.js';
import { signed } from '../comparison.js';
import { type Experiment, PAPER } from '../experiment.js';
import {
  cellsOnFive,
  fiveComparisons,
  gainsOnFive,
  type LearnerCell,
  type LearnersSize,
  learnersSizes,
  learnerText,
  meanOn,
  publishedOf,
} from '../five.js';
import { accuraciesOf, groupsOf, present, scoresNote, scoresOf, validationScore } from '../measured.js';
import { picture } from '../picture.js';
import { tableS3 } from '../published-tables.js';

function nameOf({ dataSet }: LearnerCell): DataSetName {
  return present(dataSet, 'name of a data set');
}

/** Fig. 4b: accuracies on the five data sets. */
export const fig4b: Experiment<LearnersSize, LearnerCell> = {
  name: 'fig4b',
  part: PAPER,
  number: 'Fig. 4b',
  title: 'Five data sets',
  about:
    'Does an ebit help on every data set? One coin in its place stands beside it, which the paper has not. Which data sets ' +
    'stand for A to E is said with Table S3.',
  sizes: learnersSizes,
  cells: cellsOnFive,
  show(cells, size) {
    const strips = [...groupsOf(cells, ({ dataSet, learner }) => `${dataSet} ${learner}`).values()].map(
      (own): Strip => {
        const [{ learner }] = own;
        const panel = nameOf(own[0]);
        const published = publishedOf(panel, learner);
        const strip = { panel, group: learnerText[learner], values: accuraciesOf(own) };
        return published === null ? strip : { ...strip, published };
      },
    );
    const gains = dataSetNames.map((name) => {
      const { bell0, bell1 } = tableS3[name];
      const [byEbit, byCoin] = (['bell1', 'coin1'] as const).map((one) => {
        return signed(meanOn(cells, name, one) - meanOn(cells, name, 'bell0'), 3);
      });
      return `${name} ${byEbit} (published ${signed(bell1.mean - bell0.mean, 3)}; one coin ${byCoin})`;
    });
    return {
      words: [
        `What one ebit adds to the validation accuracy: ${gains.join(', ')}. ${gainsOnFive(cells)}`,
        scoresNote(scoresOf(cells)),
      ],
      figures: [
        picture(
          {
            name: 'fig4b',
            number: 'Fig. 4b',
            caption: `Validation accuracy on the data sets that stand for A to E: a dot a run, ${size.runs} runs a learner, open dots with a coin in place of the ebit. Diamonds: published means of ten runs with their standard deviations. Bell-0 is matched by choice.`,
          },
          (caption) =>
            stripsChart({
              caption,
              y: { label: 'validation accuracy' },
              strips,
            }),
        ),
      ],
      comparisons: fiveComparisons(cells),
      records: cells.map((cell) => {
        const published = publishedOf(nameOf(cell), cell.learner);
        return {
          dataSet: cell.dataSet,
          dataSeed: cell.dataSeed,
          learner: learnerText[cell.learner],
          run: cell.run,
          ...validationScore(cell),
          published: published?.mean ?? null,
          publishedDeviation: published?.deviation ?? null,
        };
      }),
      remarks: [cornersNote(size)],
    };
  },
};
