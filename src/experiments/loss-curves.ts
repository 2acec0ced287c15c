import { type ChartSeries, linesChart } from '../report/charts.js';
import { spread } from '../report/spread.js';
import { verdictOf } from '../report/verdict.js';
import { spreadText } from './comparison.js';
import type { Experiment } from './experiment.js';
import { lossCourse, present, scoresNote, validationScore } from './measured.js';
import type { Results } from './results.js';
import { clusterTrial, cornersFor, dnnTrial, type Scale, seedsTo } from './scale.js';
import type { TrainingTrial } from './trial.js';

const learners = ['DNN', 'Bell-0', 'Bell-1', 'Bell-1 parity'] as const;
type Learner = (typeof learners)[number];

function trialOf(scale: Scale, learner: Learner, dataSeed: number, seed: number): TrainingTrial {
  const corners = cornersFor(scale, 'S4');
  if (learner === 'DNN') return dnnTrial(scale, dataSeed, seed, corners);
  const weights = learner === 'Bell-1 parity' ? 'parity' : 'free';
  return clusterTrial(scale, dataSeed, seed, { ebits: learner === 'Bell-0' ? 0 : 1, weights, corners });
}

function trialsOf(scale: Scale, learner: Learner, dataSeed: number): TrainingTrial[] {
  return seedsTo(scale.runs).map((seed) => trialOf(scale, learner, dataSeed, seed));
}

function runsOf(scale: Scale, results: Results, learner: Learner, dataSeed: number) {
  return trialsOf(scale, learner, dataSeed).map((trial) => results.training(trial));
}

/** Fig. 4c: how the training loss falls. */
export const fig4c: Experiment = {
  name: 'fig4c',
  title: 'Fig. 4c: training loss',
  about:
    'The training loss on the way, on the data set that stands for A (chosen as Table S4 says): the classical baseline, and the quantum classifier ' +
    'without an ebit, with one, and with one and parity weights, depth 20.',
  needs: 'deep',
  trials: (scale, { deep }) => learners.flatMap((learner) => trialsOf(scale, learner, deep)),
  findings(scale, { deep }, results) {
    const lines = learners.map((learner) => {
      const runs = runsOf(scale, results, learner, deep);
      const courses = runs.map(lossCourse);
      return {
        learner,
        runs,
        points: runs[0].course.iterations.map((x, i) => ({ x, ...spread(courses.map((course) => course[i])) })),
      };
    });
    const ends = lines.map(({ learner, points }) => {
      const { mean, deviation } = points[points.length - 1];
      return `${learner} ${spreadText(mean, deviation)}`;
    });
    const scores = (learner: Learner) => trialsOf(scale, learner, deep).map((trial) => validationScore(results, trial));
    const differences = (first: Learner, second: Learner) => {
      const [ours, others] = [scores(first), scores(second)];
      return ours.map(({ accuracy }, i) => accuracy - others[i].accuracy);
    };
    return {
      words: [
        `After ${scale.iterations} iterations the training losses are: ${ends.join('; ')}.`,
        'On validation rows, by the seed of the start: ' +
          `${verdictOf({ first: 'one ebit', second: 'nothing shared', differences: differences('Bell-1', 'Bell-0'), over: 'seeds' }).sentence} ` +
          verdictOf({
            first: 'free weights and one ebit',
            second: 'parity weights and one ebit',
            differences: differences('Bell-1', 'Bell-1 parity'),
            over: 'seeds',
          }).sentence,
      ],
      tables: [
        {
          caption: `Data set ${deep}, standing for A: means and standard deviations of ${scale.runs} runs. ${scoresNote(learners.flatMap(scores))}`,
          head: ['', 'training loss', 'validation accuracy', 'balanced accuracy', 'base rate'],
          rows: lines.map(({ learner, points }) => {
            const own = scores(learner);
            const [accuracy, balanced, rate] = (['accuracy', 'balancedAccuracy', 'baseRate'] as const).map((what) =>
              spread(own.map((one) => one[what])),
            );
            const last = points[points.length - 1];
            return [
              learner,
              spreadText(last.mean, last.deviation),
              spreadText(accuracy.mean, accuracy.deviation),
              spreadText(balanced.mean, balanced.deviation),
              rate.mean.toFixed(3),
            ];
          }),
        },
      ],
      figures: [
        {
          name: 'fig4c',
          caption: 'Training loss over the iterations.',
          svg: linesChart({
            caption:
              `Data set ${deep}, standing for A. Mean over all training rows; mean of ${scale.runs} runs, band one ` +
              'standard deviation. Free weights unless parity is said.',
            x: { label: 'iterations' },
            y: { label: 'training loss (mean square)' },
            series: lines.map(({ learner, points }): ChartSeries => ({ name: learner, points })),
          }),
        },
      ],
      comparisons: [],
      records: lines.flatMap(({ learner, runs }) =>
        runs.flatMap(({ course }, run) =>
          course.iterations.map((iteration, i) => ({
            learner,
            run: run + 1,
            iteration,
            trainingLoss: course.loss[i],
            trainingAccuracy: course.training[i],
            validationAccuracy: present(course.validation?.[i], 'validation accuracy on the way'),
          })),
        ),
      ),
    };
  },
};
