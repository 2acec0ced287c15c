import { linesChart } from '../../report/charts.js';
import { spread } from '../../report/spread.js';
import { meanOf } from '../../statistics.js';
import type { EvaluationTask } from '../../tasks/evaluation-task.js';
import { type Experiment, joined } from '../experiment.js';
import { bellText, contrast, groupsOf, scoresNote, scoresOf, seedsTo } from '../measured.js';
import { clustersFit, evaluatedCells, type TrainingSize, trainingSizes } from '../trainings.js';

interface ShotsCell {
  readonly ebits: number;
  readonly dataSeed: number;
  readonly task: EvaluationTask;
}

interface Size extends TrainingSize {
  readonly dataSets: number;
  /** Numbers of shots at prediction, ascending. */
  readonly shots: readonly number[];
}

/** Beyond the figures: how many shots a prediction needs. */
export const shots: Experiment<Size, ShotsCell> = {
  name: 'shots',
  title: 'Beyond the figures: how many shots does a prediction need?',
  about:
    'All other accuracies take the label from exact probabilities. Here E is estimated from a number of shots, each of ' +
    'which uses up its ebits.',
  sizes: joined(trainingSizes, {
    full: { dataSets: 8, shots: [1, 3, 10, 30, 100, 300, 1000] },
    quick: { dataSets: 2, shots: [1, 3, 10, 30, 100] },
    tiny: { dataSets: 1, shots: [1, 3, 10] },
  }),
  cells(size, known) {
    const trainings = [0, 1, 2].flatMap((ebits) =>
      seedsTo(size.dataSets).map((dataSeed) => {
        return { ebits, dataSeed, task: clustersFit(size, dataSeed, 1, { network: { ebits } }) };
      }),
    );
    return evaluatedCells(trainings, known, ({ dataSeed }) => ({ shots: size.shots, seed: dataSeed }));
  },
  show(cells, size) {
    const curves = [...groupsOf(cells, ({ ebits }) => ebits)].map(([ebits, own]) => ({
      name: bellText(ebits),
      at: size.shots.map((_, i) => own.map(({ outcome }) => outcome.shots[i])),
      exact: meanOf(own.map(({ outcome }) => outcome.score.accuracy)),
    }));
    const [fewest, most] = [size.shots[0], size.shots[size.shots.length - 1]];
    const enough = curves.map(({ name, at, exact }) => {
      const first = size.shots.find((_, i) => meanOf(at[i]) > exact - 0.01);
      const count = first === undefined ? `more than ${most}` : `${first}`;
      return `${name} ${count} (exact ${exact.toFixed(3)}, one shot ${meanOf(at[0]).toFixed(3)})`;
    });
    const [bell0, bell1] = curves;
    const gainAt = (i: number) => contrast(['one ebit', bell1.at[i]], ['nothing shared', bell0.at[i]], 'data sets');
    return {
      words: [
        `To come within 0.01 of the accuracy from exact probabilities it takes, of the numbers of shots tried: ${enough.join(', ')}.`,
        `At ${fewest} ${fewest === 1 ? 'shot' : 'shots'} a row: ${gainAt(0)} At ${most}: ${gainAt(size.shots.length - 1)}`,
      ],
      tables: [
        {
          caption: `Mean validation accuracy over ${size.dataSets} data sets by the number of shots. Of the exact ones: ${scoresNote(scoresOf(cells))}`,
          head: ['', ...size.shots.map(String), 'exact'],
          rows: curves.map(({ name, at, exact }) => [
            name,
            ...at.map((values) => meanOf(values).toFixed(3)),
            exact.toFixed(3),
          ]),
        },
      ],
      figures: [
        {
          name: 'shots',
          caption: 'Validation accuracy against the number of shots at prediction.',
          svg: linesChart({
            caption: `Mean over ${size.dataSets} data sets, band one standard deviation.`,
            x: { label: 'shots', log: true },
            y: { label: 'validation accuracy' },
            series: curves.map(({ name, at }) => ({
              name,
              points: size.shots.map((x, i) => ({ x, ...spread(at[i]) })),
            })),
          }),
        },
      ],
      records: cells.flatMap(({ ebits, dataSeed, outcome }) =>
        outcome.shots.map((accuracy, i) => ({ ebits, dataSeed, shots: size.shots[i], accuracy })),
      ),
    };
  },
};
