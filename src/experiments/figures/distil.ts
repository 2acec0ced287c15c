import { distilled } from '../../links/distillation.js';
import type { BellWeights } from '../../network/bell-state.js';
import { plural } from '../../plural.js';
import { type ChartSeries, linesChart } from '../../report/charts.js';
import { type Contrast, verdictOf } from '../../report/verdict.js';
import { meanOf } from '../../statistics.js';
import type { EvaluationTask } from '../../tasks/evaluation-task.js';
import { type Experiment, type Known, type Measured, NEXT_STEPS, type Scale } from '../experiment.js';
import { differencesOf, present, seedsTo } from '../measured.js';
import { picture } from '../picture.js';
import { coinsOnly, intervalOf, meanText, shortName } from '../resources.js';
import { clustersFit, evaluatedCells, type TrainingSize } from '../trainings.js';

/** What is done with raw pairs; of coins there are as many as there would be raw pairs. */
const WAYS = ['raw', 'distilled', 'coin'] as const;
type Way = (typeof WAYS)[number];

interface Size extends TrainingSize {
  readonly dataSets: number;
  /** Of the raw Werner pairs, above 1/2. */
  readonly fidelities: readonly number[];
  /** Raw pairs a decision, ascending. */
  readonly pairs: readonly number[];
}

interface DistilCell {
  readonly way: Way;
  readonly fidelity: number;
  readonly seed: number;
  readonly task: EvaluationTask;
}

type Cells = readonly Measured<DistilCell>[];

/** What one round of DEJMPS makes of Werner pairs. */
function roundOf(fidelity: number) {
  const rest = (1 - fidelity) / 3;
  const werner: BellWeights = { phiPlus: fidelity, phiMinus: rest, psiPlus: rest, psiMinus: rest };
  return distilled(werner, { protocol: 'dejmps', rounds: 1 });
}

/** How many shots raw pairs are good for. */
function shotsOf(way: Way, fidelity: number, pairs: number): number {
  return way === 'distilled' ? Math.max(1, Math.floor(pairs / roundOf(fidelity).pairs)) : pairs;
}

function networkOf(way: Way, fidelity: number) {
  if (way === 'coin') return coinsOnly(1);
  if (way === 'raw') return { ebits: 1, fidelity };
  return { ebits: [{ between: ['A.0', 'B.0'] as const, weights: roundOf(fidelity).weights }] };
}

function cellsOf(size: Size & Scale, known: Known): DistilCell[] {
  const trainings = WAYS.flatMap((way) =>
    size.fidelities.flatMap((fidelity) =>
      seedsTo(size.dataSets).map((seed) => {
        const task = clustersFit(size, seed, seed, { network: networkOf(way, fidelity), loss: 'mse' });
        return { way, fidelity, seed, task };
      }),
    ),
  );
  return evaluatedCells(trainings, known, ({ way, fidelity, seed }) => ({
    shots: size.pairs.map((pairs) => shotsOf(way, fidelity, pairs)),
    seed,
    approximate: true,
  }));
}

/** Accuracy of one model with so many raw pairs. */
function accuracyOf({ way, fidelity, task, outcome }: Cells[number], pairs: number): number {
  const shots = shotsOf(way, fidelity, pairs);
  return present(outcome.shots[task.shots.indexOf(shots)], `accuracy at ${plural(shots, 'shot')}`);
}

function accuraciesOf(cells: Cells, way: Way, fidelity: number, pairs: number): number[] {
  return cells.filter((cell) => cell.way === way && cell.fidelity === fidelity).map((cell) => accuracyOf(cell, pairs));
}

function wordsOf(cells: Cells, { fidelities, pairs }: Size): string[] {
  return fidelities.map((fidelity) => {
    const { fidelity: after, pairs: consumed } = roundOf(fidelity);
    const verdicts = pairs.map((count) => {
      const [better, raw] = (['distilled', 'raw'] as const).map((way) => accuraciesOf(cells, way, fidelity, count));
      const differences = differencesOf(better, raw);
      const contrast: Contrast = { first: 'distilled pairs', second: 'raw pairs', differences, over: 'data sets' };
      return { count, mean: meanOf(differences), sentence: verdictOf(contrast).sentence };
    });
    const largest = verdicts.reduce((a, b) => (Math.abs(b.mean) > Math.abs(a.mean) ? b : a));
    const gains = verdicts.filter(({ mean }) => mean > 0).map(({ count }) => String(count));
    return (
      `From F = ${fidelity} a round of DEJMPS takes ${consumed.toFixed(2)} raw pairs to F = ${after.toFixed(3)}. By the means ` +
      `distilling is ahead at ${gains.length === 0 ? 'none of the numbers of pairs' : `${gains.join(', ')} raw pairs`}. The ` +
      `difference is largest at ${plural(largest.count, 'raw pair')}: ${largest.sentence}`
    );
  });
}

/** Beyond the figures: whether pairs are better distilled or spent on more shots. */
export const distil: Experiment<Size, DistilCell> = {
  name: 'distil',
  part: NEXT_STEPS,
  title: 'Real links: distil, or spend the pairs on more shots?',
  about:
    'A decision has some raw Werner pairs. Either each is a shot with one pair, or one round of DEJMPS makes fewer and ' +
    'better ones first, with perfect gates and no waiting; failed rounds are counted. Models are trained by the squared error with the pairs that they are used with. ' +
    'Beside them a coin a shot.',
  sizes: {
    full: {
      iterations: 800,
      evaluateEvery: 800,
      depth: 10,
      dataSets: 5,
      fidelities: [0.6, 0.7, 0.8, 0.9, 0.95],
      pairs: [10, 30, 100, 300, 1000, 3000],
    },
    quick: {
      iterations: 200,
      evaluateEvery: 200,
      depth: 10,
      dataSets: 2,
      fidelities: [0.6, 0.8],
      pairs: [10, 100, 1000],
    },
    tiny: { iterations: 2, evaluateEvery: 2, depth: 1, dataSets: 1, fidelities: [0.7], pairs: [10, 100] },
  },
  cells: cellsOf,
  show(cells, size) {
    const counts = plural(size.dataSets, 'data set');
    const names: Readonly<Record<Way, string>> = {
      raw: 'raw pairs',
      distilled: 'distilled pairs',
      coin: shortName(coinsOnly(1)),
    };
    return {
      words: wordsOf(cells, size),
      tables: [
        {
          caption: `Mean validation accuracy over ${counts}, by the number of raw pairs a decision (of coins, as many coins).`,
          head: ['', '', ...size.pairs.map(String)],
          rows: size.fidelities.flatMap((fidelity) =>
            WAYS.map((way) => [
              `F = ${fidelity}`,
              names[way],
              ...size.pairs.map((pairs) => {
                const values = accuraciesOf(cells, way, fidelity, pairs);
                return meanText(meanOf(values), intervalOf(values));
              }),
            ]),
          ),
        },
      ],
      figures: [
        picture(
          {
            name: 'distil',
            caption: `Validation accuracy against the number of raw pairs a decision, distilled first or not: means over ${counts}, one panel a fidelity of the raw pairs.`,
          },
          (caption) =>
            linesChart({
              caption,
              x: { label: 'raw pairs a decision', log: true },
              y: { label: 'validation accuracy' },
              series: size.fidelities.flatMap((fidelity) =>
                WAYS.map(
                  (way): ChartSeries => ({
                    name: names[way],
                    panel: `F = ${fidelity}`,
                    points: size.pairs.map((x) => ({
                      x,
                      mean: meanOf(accuraciesOf(cells, way, fidelity, x)),
                      deviation: null,
                    })),
                  }),
                ),
              ),
            }),
        ),
      ],
      records: cells.flatMap((cell) =>
        size.pairs.map((pairs) => ({
          way: cell.way,
          fidelity: cell.fidelity,
          seed: cell.seed,
          pairs,
          shots: shotsOf(cell.way, cell.fidelity, pairs),
          value: accuracyOf(cell, pairs),
        })),
      ),
    };
  },
};
