import { linesChart } from '../../report/charts.js';
import { spread } from '../../report/spread.js';
import type { FitTask } from '../../tasks/fit-task.js';
import { cornersNote, type DeepSize, deepChosen, deepSizes } from '../choice.js';
import { spreadText } from '../comparison.js';
import { type Experiment, joined, PAPER } from '../experiment.js';
import { accuraciesOf, contrast, groupsOf, present, scoresNote, scoresOf, seedsTo, where } from '../measured.js';
import { picture } from '../picture.js';
import { baselineFit, clustersFit, cornersFor, type TrainingSize, trainingSizes } from '../trainings.js';

const learners = ['DNN', 'Bell-0', '1 coin', 'Bell-1', 'Bell-1 parity'] as const;

interface LossCell {
  readonly learner: (typeof learners)[number];
  readonly dataSeed: number;
  readonly run: number;
  readonly task: FitTask;
}

interface Size extends TrainingSize, DeepSize {
  readonly runs: number;
}

/** Fig. 4c: how the training loss falls. */
export const fig4c: Experiment<Size, LossCell> = {
  name: 'fig4c',
  part: PAPER,
  number: 'Fig. 4c',
  title: 'Training loss',
  about:
    'The classical baseline, and the quantum classifier of depth 20 with nothing shared, with a coin, with an ebit, and with ' +
    'an ebit and parity weights. Which data set stands for A is said with Table S4.',
  sizes: joined(joined(trainingSizes, deepSizes), { full: { runs: 10 }, quick: { runs: 2 }, tiny: { runs: 2 } }),
  cells(size, known) {
    const dataSeed = deepChosen(size, known);
    if (dataSeed === null) return [];
    const corners = cornersFor(size, 'S4');
    return learners.flatMap((learner) =>
      seedsTo(size.runs).map((run): LossCell => {
        const network = learner === '1 coin' ? { ebits: 0, coins: 1 } : { ebits: learner === 'Bell-0' ? 0 : 1 };
        const weights = learner === 'Bell-1 parity' ? 'parity' : 'free';
        const task =
          learner === 'DNN'
            ? baselineFit(size, dataSeed, run, corners)
            : clustersFit(size, dataSeed, run, { network, weights, corners });
        return { learner, dataSeed, run, task };
      }),
    );
  },
  show(cells, size) {
    const [{ dataSeed }] = cells;
    const lines = [...groupsOf(cells, (cell) => cell.learner)].map(([learner, own]) => {
      const courses = own.map(({ outcome }) => outcome.course);
      const points = courses[0].iterations.map((x, i) => ({ x, ...spread(courses.map(({ loss }) => loss[i])) }));
      return { learner, points, last: points[points.length - 1], scores: scoresOf(own) };
    });
    const of = (learner: LossCell['learner']) => accuraciesOf(where(cells, { learner }));
    return {
      words: [
        `After ${size.iterations} iterations the training losses are: ${lines
          .map(({ learner, last }) => `${learner} ${spreadText(last.mean, last.deviation)}`)
          .join('; ')}.`,
        'On validation rows, by the seed of the start: ' +
          `${contrast(['one ebit', of('Bell-1')], ['nothing shared', of('Bell-0')], 'seeds')} ` +
          `${contrast(['one ebit', of('Bell-1')], ['one coin', of('1 coin')], 'seeds')} ` +
          contrast(
            ['free weights and one ebit', of('Bell-1')],
            ['parity weights and one ebit', of('Bell-1 parity')],
            'seeds',
          ),
      ],
      tables: [
        {
          caption: `Data set ${dataSeed}, standing for A: means and standard deviations of ${size.runs} runs. ${scoresNote(scoresOf(cells))}`,
          head: ['', 'training loss', 'validation accuracy', 'balanced accuracy', 'base rate'],
          rows: lines.map(({ learner, last, scores }) => {
            const [accuracy, balanced, rate] = (['accuracy', 'balancedAccuracy', 'baseRate'] as const).map((what) =>
              spread(scores.map((one) => one[what])),
            );
            const spreads = [last, accuracy, balanced].map(({ mean, deviation }) => spreadText(mean, deviation));
            return [learner, ...spreads, rate.mean.toFixed(3)];
          }),
        },
      ],
      figures: [
        picture(
          {
            name: 'fig4c',
            number: 'Fig. 4c',
            caption: `Training loss (mean square over all training rows) by iteration on data set ${dataSeed}, which stands for A: means of ${size.runs} runs, bands of one standard deviation. Broken: a coin in place of the ebit. Weights are free unless parity is said.`,
          },
          (caption) =>
            linesChart({
              caption,
              x: { label: 'iterations' },
              y: { label: 'training loss (mean square)' },
              series: lines.map(({ learner, points }) => ({ name: learner, points })),
            }),
        ),
      ],
      records: cells.flatMap(({ learner, run, outcome: { course } }) =>
        course.iterations.map((iteration, i) => ({
          learner,
          run,
          iteration,
          trainingLoss: course.loss[i],
          trainingAccuracy: course.training[i],
          validationAccuracy: present(course.validation?.[i], 'validation accuracy on the way'),
        })),
      ),
      remarks: [cornersNote(size)],
    };
  },
};
