// Rivals under the same noise, over a range of it: what gate errors, waiting memories and worse links have in common.

import type { Resource } from '../../network/resource.js';
import { plural } from '../../plural.js';
import { type ChartSeries, linesChart } from '../../report/charts.js';
import { meanOf } from '../../statistics.js';
import type { EvaluationTask } from '../../tasks/evaluation-task.js';
import type { PartialNetwork } from '../../tasks/network-settings.js';
import { type Crossing, crossingOf, crossingText } from '../crossing.js';
import type { Findings, Known, Measured, NumberRecord, Scale, Sizes } from '../experiment.js';
import { type GameSize, gameFit, PLAYED } from '../game.js';
import { accuraciesOf, differencesOf, present, scoresNote, scoresOf, seedsTo, validationScore } from '../measured.js';
import { picture } from '../picture.js';
import { coinsOnly, ebitsOnly, intervalOf, kindText, meanText, NOTHING, shortName } from '../resources.js';
import { clustersFit, evaluatedCells, type TrainingSize } from '../trainings.js';

/** Nothing, coins and ebits; of the ebits the first is set against the best of nothing and coins: who has coins may ignore them. */
const RIVALS: readonly Resource[] = [NOTHING, coinsOnly(1), coinsOnly(2), ebitsOnly(1), ebitsOnly(2)];
const EBIT = shortName(ebitsOnly(1));

/** The accuracy that the fewest shots are asked for. */
const TARGET = 0.7;

/** How much of a sweep is run. */
export interface SweepSize extends TrainingSize {
  readonly dataSets: number;
  /** Numbers of shots at prediction, ascending. */
  readonly shots: readonly number[];
  readonly game: GameSize;
}

export const sweepSizes: Sizes<SweepSize> = {
  full: {
    iterations: 800,
    evaluateEvery: 800,
    depth: 6,
    dataSets: 5,
    shots: [10, 30, 100, 300, 1000, 3000, 10_000],
    game: { iterations: 1500, runs: 5, depth: 4 },
  },
  quick: {
    iterations: 250,
    evaluateEvery: 250,
    depth: 4,
    dataSets: 1,
    shots: [10, 100, 1000, 10_000],
    game: { iterations: 700, runs: 3, depth: 4 },
  },
  tiny: {
    iterations: 2,
    evaluateEvery: 2,
    depth: 1,
    dataSets: 1,
    shots: [10],
    game: { iterations: 4, runs: 1, depth: 1 },
  },
};

/** What is worse and worse along a sweep. */
export interface Sweep {
  /** Of its files and numbers. */
  readonly name: string;
  /** Of the axis. */
  readonly label: string;
  /** What is worse, in the middle of a sentence: `error behind every gate`. */
  readonly what: string;
  /** From the best on; the values themselves may go up or down. */
  readonly values: readonly number[];
  /** The network that two processors of so many qubits have. */
  networkAt(shared: Resource, value: number, qubits: number): PartialNetwork;
  /** The most of S with one ebit, by a closed form; where there is one. */
  readonly form?: (value: number) => number;
}

/** One trained model on validation rows or, of the game, on all inputs. */
export interface SweepCell {
  readonly sweep: string;
  readonly what: 'accuracy' | 'S';
  readonly shared: string;
  readonly value: number;
  /** Of the data set and the start. */
  readonly seed: number;
  readonly task: EvaluationTask;
}

type Cells = readonly Measured<SweepCell>[];

/** Returns the measurements of a sweep; none until the models are trained. */
export function sweepCells(sweep: Sweep, size: SweepSize & Scale, known: Known): SweepCell[] {
  const all = RIVALS.flatMap((rival) => sweep.values.map((value) => ({ rival, value })));
  const labels = (rival: Resource, value: number) => ({ sweep: sweep.name, shared: shortName(rival), value });
  const trainings = all.flatMap(({ rival, value }) =>
    seedsTo(size.dataSets).map((seed) => {
      const task = clustersFit(size, seed, seed, { network: sweep.networkAt(rival, value, 4), loss: 'mse' });
      return { ...labels(rival, value), what: 'accuracy' as const, seed, task };
    }),
  );
  const players = all.flatMap(({ rival, value }) =>
    seedsTo(size.game.runs).map((seed) => {
      const network = sweep.networkAt(rival, value, 2);
      const task = gameFit(size.game, size, seed, { embedding: 'original', loss: 'product', network });
      return { ...labels(rival, value), what: 'S' as const, seed, task };
    }),
  );
  return [
    ...evaluatedCells(trainings, known, ({ seed }) => ({ shots: size.shots, seed, approximate: true })),
    ...evaluatedCells(players, known, () => PLAYED),
  ];
}

/** S of a player that wins a single shot with some probability: P = 1/2 + S/8. */
function scoreOf({ outcome }: Cells[number]): number {
  return 8 * present(outcome.successProbability, 'success probability') - 4;
}

interface Point {
  readonly value: number;
  readonly accuracies: readonly number[];
  readonly scores: readonly number[];
  /** Of the numbers of shots the fewest at which the mean accuracy reaches the target; null where none does. */
  readonly fewest: number | null;
}

interface Curve {
  readonly resource: Resource;
  readonly name: string;
  readonly points: readonly Point[];
}

function curvesOf(sweep: Sweep, cells: Cells, { shots }: SweepSize): Curve[] {
  return RIVALS.map((resource) => {
    const name = shortName(resource);
    const points = sweep.values.map((value): Point => {
      const own = cells.filter((cell) => cell.sweep === sweep.name && cell.shared === name && cell.value === value);
      const trained = own.filter(({ what }) => what === 'accuracy');
      const at = (i: number) => trained.map(({ outcome }) => present(outcome.shots[i], 'accuracy at some shots'));
      return {
        value,
        accuracies: accuraciesOf(trained),
        scores: own.filter(({ what }) => what === 'S').map(scoreOf),
        fewest: shots.find((_, i) => meanOf(at(i)) >= TARGET) ?? null,
      };
    });
    return { resource, name, points };
  });
}

/** Where the advantage of one ebit over the best of nothing and coins ends, going from the best value to the worst. */
function endOf(
  { values }: Sweep,
  curves: readonly Curve[],
  numbersOf: (point: Point) => readonly number[],
): { readonly end: Crossing; readonly first: readonly number[] } {
  const others = curves.filter(({ resource }) => kindText(resource) !== 'entangled');
  const ebit = present(
    curves.find(({ name }) => name === EBIT),
    EBIT,
  );
  const gains = values.map((_, i) => {
    const best = others.map(({ points }) => numbersOf(points[i])).reduce((a, b) => (meanOf(b) > meanOf(a) ? b : a));
    return differencesOf(numbersOf(ebit.points[i]), best);
  });
  // A crossing is looked for from the right, where the advantage is: the best value comes last, and all ascend.
  const isRising = values[values.length - 1] > values[0];
  const xs = values.map((value) => (isRising ? -value : value)).reverse();
  const byRun = gains[0].map((_, run) => gains.map((own) => own[run]).reverse());
  const { at, interval, isTested } = crossingOf(xs, byRun);
  const back = ([low, high]: readonly [number, number]) =>
    isRising ? ([-high, -low] as const) : ([low, high] as const);
  return {
    end: {
      at: typeof at === 'number' && isRising ? -at : at,
      interval: interval && back(interval),
      isTested,
    },
    first: gains[0],
  };
}

function sweepWords(sweep: Sweep, curves: readonly Curve[]): string[] {
  const worst = sweep.values[sweep.values.length - 1];
  const said = (what: string, numbersOf: (point: Point) => readonly number[]) => {
    const { end, first } = endOf(sweep, curves, numbersOf);
    const where = end.at === 'always' || end.at === 'never' ? ', so it does not end within the range' : '';
    const interval = intervalOf(first);
    const there = meanText(meanOf(first), interval);
    const over = `one ebit over the best of nothing and coins in ${what}`;
    if (interval !== null && interval.low <= 0) {
      return (
        `By ${sweep.what}, an advantage of ${over} is not seen even at ${sweep.values[0]}, where it is ${there}; ` +
        `by the means alone it ${crossingText(end, worst, 4)}${where}.`
      );
    }
    return `By ${sweep.what}, the advantage of ${over} ${crossingText(end, worst, 4)}${where}; at ${sweep.values[0]} it is ${there}.`;
  };
  const { form } = sweep;
  const ebit = present(
    curves.find(({ name }) => name === EBIT),
    EBIT,
  );
  // Where constant answers are the best, trainings that end elsewhere say nothing about the form.
  const compared = ebit.points.filter(({ value }) => form !== undefined && form(value) > 2);
  const short = form && compared.map(({ value, scores }) => form(value) - Math.max(...scores));
  return [
    said('accuracy', ({ accuracies }) => accuracies),
    said('S', ({ scores }) => scores),
    'Of nothing and coins the best is, at each value, that with the largest mean of what is compared: a choice that favours them.',
    ...(short === undefined
      ? []
      : [
          `Where the closed form for one ebit is above 2, players exceed it by ${Math.max(0, ...short.map((one) => -one)).toExponential(1)} ` +
            `at most, and the best of the starts is short of it by ${Math.max(0, ...short).toFixed(4)} at most. Elsewhere constant answers ` +
            'are the best, which not every start finds.',
        ]),
  ];
}

/** Returns what a sweep says, without its records. */
export function sweepFindings(
  sweep: Sweep,
  cells: Cells,
  size: SweepSize,
): Omit<Required<Findings>, 'records' | 'comparisons' | 'remarks' | 'worth'> {
  const curves = curvesOf(sweep, cells, size);
  const own = cells.filter((cell) => cell.sweep === sweep.name);
  const scores = scoresOf(own.filter(({ what }) => what === 'accuracy'));
  const rows = (text: (point: Point) => string) =>
    curves.map(({ name, resource, points }) => [name, kindText(resource), ...points.map(text)]);
  const head = ['', '', ...sweep.values.map(String)];
  const lines = (numbersOf: (point: Point) => readonly number[]): ChartSeries[] =>
    curves.map(({ name, points }) => ({
      name,
      points: points.map((point) => {
        const numbers = numbersOf(point);
        const interval = intervalOf(numbers);
        const mean = meanOf(numbers);
        return { x: point.value, mean, deviation: interval === null ? null : interval.high - mean };
      }),
    }));
  const isFalling = sweep.values[sweep.values.length - 1] < sweep.values[0];
  const x = { label: sweep.label, reverse: isFalling };
  const ascending = (series: readonly ChartSeries[]) =>
    series.map((one) => ({ ...one, points: [...one.points].sort((a, b) => a.x - b.x) }));
  const { form } = sweep;
  const closed: ChartSeries[] =
    form === undefined
      ? []
      : [
          {
            name: 'closed form',
            dotted: true,
            points: sweep.values.map((value) => ({ x: value, mean: form(value), deviation: null })),
          },
        ];
  const over = `${plural(size.dataSets, 'data set')}, corners on a grid unless told otherwise`;
  return {
    words: sweepWords(sweep, curves),
    tables: [
      {
        caption: `Mean validation accuracy over ${over}, by ${sweep.what}. ${scoresNote(scores)}`,
        head,
        rows: rows(({ accuracies }) => meanText(meanOf(accuracies), intervalOf(accuracies))),
      },
      {
        caption: `Fewest of ${size.shots.join(', ')} shots a decision with a mean accuracy of ${100 * TARGET} %, by ${sweep.what}.`,
        head,
        rows: rows(({ fewest }) => (fewest === null ? 'not reached' : String(fewest))),
      },
      {
        caption: `Mean S of ${plural(size.game.runs, 'trained player')}, by ${sweep.what}.`,
        head,
        rows: rows((point) => meanText(meanOf(point.scores), intervalOf(point.scores))),
      },
    ],
    figures: [
      picture(
        {
          name: `${sweep.name}-accuracy`,
          caption: `Validation accuracy by ${sweep.what}, means over ${over}. Broken: correlated and separable.`,
        },
        (caption) =>
          linesChart({
            caption,
            x,
            y: { label: 'validation accuracy' },
            series: ascending(lines(({ accuracies }) => accuracies)),
          }),
      ),
      picture(
        {
          name: `${sweep.name}-chsh`,
          caption: `S of the CHSH game by ${sweep.what}, means of ${plural(size.game.runs, 'trained player')}. Broken: correlated and separable. Above S = 2 no separable state is.`,
        },
        (caption) =>
          linesChart({
            caption,
            x,
            y: { label: 'S' },
            series: ascending([...lines((point) => point.scores), ...closed]),
            // A closed form ends on the rule; without one the curves begin above it and end below.
            rules: [{ axis: 'y', at: 2, text: 'S = 2', ...(sweep.form ? {} : { place: 'above right' as const }) }],
          }),
      ),
    ],
  };
}

/** What was measured in sweeps, as it goes into the numbers: shots null by the exact mean. */
export function sweepRecords(cells: Cells, { shots }: SweepSize): Findings['records'] {
  return cells.flatMap((cell): NumberRecord[] => {
    const { sweep, what, shared, value, seed, outcome } = cell;
    const labels = { sweep, what, shared, at: value, seed };
    if (what === 'S') {
      return [{ ...labels, shots: null, value: scoreOf(cell), balancedAccuracy: null, baseRate: null }];
    }
    const { accuracy, balancedAccuracy, baseRate } = validationScore(cell);
    return [
      { ...labels, shots: null, value: accuracy, balancedAccuracy, baseRate },
      ...shots.map((count, i) => {
        const at = present(outcome.shots[i], `accuracy at ${plural(count, 'shot')}`);
        return { ...labels, shots: count, value: at, balancedAccuracy: null, baseRate: null };
      }),
    ];
  });
}
