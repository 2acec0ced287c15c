import { priceName, type Resource, resourceName } from '../../network/resource.js';
import { plural } from '../../plural.js';
import { type ChartSeries, linesChart } from '../../report/charts.js';
import type { WorthArm } from '../../report/worth-contrasts.js';
import { pricesText, type WorthVerdict, worthVerdict } from '../../report/worth-verdict.js';
import { meanOf } from '../../statistics.js';
import type { EvaluationTask } from '../../tasks/evaluation-task.js';
import { signed } from '../comparison.js';
import { type Experiment, type Known, type Measured, type ReportTable, type Scale, WORTH } from '../experiment.js';
import { differencesOf, groupsOf, present, scoresNote, scoresOf, validationScore } from '../measured.js';
import { picture } from '../picture.js';
import {
  coinsOnly,
  ebitsOnly,
  intervalOf,
  kindText,
  meanText,
  NOTHING,
  shortName,
  verdictWords,
} from '../resources.js';
import { clustersFit, evaluatedCells, type TrainingSize } from '../trainings.js';

/** What is shared, in the order of the tables. */
const RESOURCES: readonly Resource[] = [
  NOTHING,
  coinsOnly(1),
  coinsOnly(2),
  ebitsOnly(1, 0.5),
  ebitsOnly(1, 0.85),
  ebitsOnly(1),
  ebitsOnly(2),
];

/** The accuracy that the fewest shots are asked for. */
const TARGET = 0.8;

/** One difference that was seen before this experiment was there, over eight data sets, with half its interval. */
const SEEN_BEFORE = [
  { first: '1 ebit', second: 'nothing', shots: 10, trainedFor: 10, mean: -0.027, half: 0.024 },
  { first: '1 ebit', second: 'nothing', shots: 100, trainedFor: 100, mean: 0.05, half: 0.03 },
  { first: '1 ebit', second: '1 coin', shots: 100, trainedFor: 100, mean: 0.028, half: 0.015 },
  { first: '1 ebit', second: '2 coins', shots: 1000, trainedFor: null, mean: 0.025, half: 0.02 },
  { first: '1 ebit', second: '2 coins', shots: null, trainedFor: null, mean: 0.01, half: 0.019 },
] as const;

interface Size extends TrainingSize {
  /** Data sets that are reported on. */
  readonly dataSets: number;
  /** Data sets behind those, by which is chosen what is compared. */
  readonly choosing: number;
  /** Numbers of shots that models are trained for, ascending; null, the last, is the exact mean, by the squared error. */
  readonly prices: readonly (number | null)[];
  /** Numbers of shots at prediction, ascending; all that models are trained for are among them. */
  readonly shots: readonly number[];
}

/** One trained model at all numbers of shots. */
interface PriceCell {
  readonly name: string;
  readonly trainedFor: number | null;
  readonly dataSeed: number;
  readonly task: EvaluationTask;
}

type Cells = readonly Measured<PriceCell>[];

function cellsOf(size: Size & Scale, known: Known): PriceCell[] {
  const dataSeeds = Array.from({ length: size.dataSets + size.choosing }, (_, i) => i + 1);
  const trainings = RESOURCES.flatMap((network) =>
    size.prices.flatMap((trainedFor) =>
      dataSeeds.map((dataSeed) => {
        const loss = trainedFor === null ? 'mse' : ({ kind: 'shots', shots: trainedFor } as const);
        const task = clustersFit(size, dataSeed, dataSeed, { network, loss });
        return { name: shortName(network), trainedFor, dataSeed, task };
      }),
    ),
  );
  return evaluatedCells(trainings, known, ({ dataSeed }) => ({ shots: size.shots, seed: dataSeed }));
}

/** Accuracies of one rival trained for one price: at a number of shots, or by the exact mean, one a data set. */
interface Trained {
  readonly trainedFor: number | null;
  reported(shots: number | null): number[];
  choosing(shots: number | null): number[];
}

interface Rival {
  readonly resource: Resource;
  readonly name: string;
  readonly trained: readonly Trained[];
  /** Of the trainings the one that is best at a number of shots on the data sets that it is chosen by. */
  bestAt(shots: number | null): Trained;
}

function rivalsOf(cells: Cells, size: Size): Rival[] {
  const at = (own: Cells) => (shots: number | null) =>
    own.map(({ outcome }) =>
      shots === null
        ? outcome.score.accuracy
        : present(outcome.shots[size.shots.indexOf(shots)], `accuracy at ${plural(shots, 'shot')}`),
    );
  return RESOURCES.map((resource): Rival => {
    const name = shortName(resource);
    const own = cells.filter((cell) => cell.name === name);
    const trained = [...groupsOf(own, ({ trainedFor }) => trainedFor)].map(([trainedFor, all]): Trained => {
      const isReported = ({ dataSeed }: PriceCell) => dataSeed <= size.dataSets;
      return {
        trainedFor,
        reported: at(all.filter(isReported)),
        choosing: at(all.filter((cell) => !isReported(cell))),
      };
    });
    const bestAt = (shots: number | null) =>
      trained.reduce((a, b) => (meanOf(b.choosing(shots)) > meanOf(a.choosing(shots)) ? b : a));
    return { resource, name, trained, bestAt };
  });
}

function trainedFor({ trained, name }: Rival, shots: number | null): Trained {
  return present(
    trained.find((one) => one.trainedFor === shots),
    `training of ${name} ${pricesText([shots])}`,
  );
}

/** The fewest of the numbers of shots at which the mean reaches the target; null where none does. */
function fewestShots(shots: readonly number[], valuesAt: (shots: number) => readonly number[]): number | null {
  return shots.find((count) => meanOf(valuesAt(count)) >= TARGET) ?? null;
}

function fewestOf({ bestAt }: Rival, shots: readonly number[]): NonNullable<WorthArm['fewest']> {
  return {
    choosing: fewestShots(shots, (count) => bestAt(count).choosing(count)),
    reported: fewestShots(shots, (count) => bestAt(count).reported(count)),
  };
}

/** What the rivals are worth, each trained for the price at which it is measured. */
function verdictOn(rivals: readonly Rival[], cells: Cells, size: Size): WorthVerdict {
  const arms = rivals.map((rival): WorthArm => {
    const prices = size.prices.map((shots) => {
      const trained = trainedFor(rival, shots);
      return { shots, accuracies: trained.reported(shots), choosing: trained.choosing(shots) };
    });
    return { resource: rival.resource, prices, fewest: fewestOf(rival, size.shots) };
  });
  return worthVerdict({
    arms,
    over: { kind: 'seeds', word: 'data seeds' },
    baseRate: meanOf(scoresOf(cells).map(({ baseRate }) => baseRate)),
    target: { accuracy: TARGET, most: size.shots[size.shots.length - 1] },
  });
}

const trainingText = (shots: number | null) => (shots === null ? 'by the squared error' : `for ${shots} shots`);

/** Accuracies as they are said side by side: `.608 .686 .706 .708`. */
function rowText({ reported }: Trained, prices: Size['prices']): string {
  return prices.map((shots) => meanOf(reported(shots)).toFixed(3).replace(/^0/, '')).join(' ');
}

function accuracyTable(rivals: readonly Rival[], cells: Cells, { dataSets, prices }: Size): ReportTable {
  return {
    caption:
      `Mean validation accuracies over ${plural(dataSets, 'data set')} at ` +
      `${prices.map((shots) => shots ?? 'infinitely many').join(', ')} shots, by what the models are trained for. ` +
      `Of the exact ones: ${scoresNote(scoresOf(cells))}`,
    head: ['', '', ...prices.map(trainingText)],
    rows: rivals.map((rival) => [
      rival.name,
      kindText(rival.resource),
      ...prices.map((shots) => rowText(trainedFor(rival, shots), prices)),
    ]),
  };
}

/** What a decision uses up, where an accuracy is asked for. */
function decisionTable(rivals: readonly Rival[], { dataSets, choosing, shots }: Size): ReportTable {
  return {
    caption:
      `What one decision uses up for a mean accuracy of ${100 * TARGET} % over ${plural(dataSets, 'data set')}: of ` +
      `${shots.join(', ')} shots the fewest that reach it, by the training that is best at that number on ` +
      `${plural(choosing, 'other data set')}.`,
    head: ['', 'on those it is chosen by', `on the ${dataSets}`],
    rows: rivals.map((rival) => {
      const { choosing: own, reported } = fewestOf(rival, shots);
      const text = (count: number | null) => (count === null ? 'not reached' : priceName(rival.resource, count));
      return [rival.name, text(own), text(reported)];
    }),
  };
}

/** The differences that were seen before, and what they are here. */
function differencesOn(rivals: readonly Rival[], { prices, shots }: Size) {
  const values = (name: string, training: number | null, shots: number | null) =>
    trainedFor(
      present(
        rivals.find((one) => one.name === name),
        name,
      ),
      training,
    ).reported(shots);
  const isMeasured = (one: (typeof SEEN_BEFORE)[number]) =>
    prices.includes(one.trainedFor) && (one.shots === null || shots.includes(one.shots));
  return SEEN_BEFORE.filter(isMeasured).map((one) => {
    const [first, second] = [one.first, one.second].map((name) => values(name, one.trainedFor, one.shots));
    const differences = differencesOf(first, second);
    return {
      ...one,
      what: `${one.first} minus ${one.second}`,
      ours: meanOf(differences),
      interval: intervalOf(differences),
    };
  });
}

type Differences = ReturnType<typeof differencesOn>;

function differenceTable(differences: Differences, { dataSets }: Size): ReportTable {
  return {
    caption: `Differences paired over ${plural(dataSets, 'data set')}, each with its own interval of 95 %, and what was seen before.`,
    head: ['', 'trained', '', 'ours', 'seen before'],
    rows: differences.map(({ what, trainedFor: training, shots, ours, interval, mean, half }) => [
      what,
      trainingText(training),
      pricesText([shots]),
      `${signed(ours, 3)}${interval === null ? '' : ` ± ${(interval.high - ours).toFixed(3)}`}`,
      `${signed(mean, 3)} ± ${half.toFixed(3)}`,
    ]),
  };
}

/** Where differences are not those that were seen before. */
function beforeWords(differences: Differences): string {
  const apart = differences.filter(
    ({ interval, mean, half }) => interval !== null && (interval.low > mean + half || interval.high < mean - half),
  );
  const signs = differences.filter(({ ours, mean }) => ours * mean < 0);
  const named = (some: Differences) => some.map(({ what, shots }) => `${what} ${pricesText([shots])}`).join(', ');
  return (
    `Of ${differences.length} differences that were seen before this experiment ` +
    `${apart.length === 0 ? 'none has an interval apart from ours' : `${apart.length} are apart from ours by their intervals: ${named(apart)}`}, ` +
    `and ${signs.length === 0 ? 'none has another sign' : `of another sign here: ${named(signs)}`}.`
  );
}

/** Accuracies with intervals over the numbers of shots, rival by rival. */
function curvesOf(
  rivals: readonly Rival[],
  shots: readonly number[],
  panel: string,
  of: (rival: Rival, at: number) => Trained,
) {
  return rivals.map(
    (rival): ChartSeries => ({
      name: rival.name,
      panel,
      points: shots.map((x) => {
        const values = of(rival, x).reported(x);
        return { x, mean: meanOf(values), deviation: null };
      }),
    }),
  );
}

/** What the best number of ebits adds to the best number of coins, and to nothing, over the numbers of shots. */
function gainCurves(rivals: readonly Rival[], shots: readonly number[]): ChartSeries[] {
  const best = (kind: string, at: number) => {
    const own = rivals.filter(({ resource }) => kindText(resource) === kind);
    const mean = (rival: Rival) => meanOf(rival.bestAt(at).choosing(at));
    return own
      .reduce((a, b) => (mean(b) > mean(a) ? b : a))
      .bestAt(at)
      .reported(at);
  };
  return [
    { name: 'ebits − nothing', other: '' },
    { name: 'ebits − coins', other: 'separable' },
  ].map(({ name, other }) => ({
    name,
    points: shots.map((x) => {
      const differences = differencesOf(best('entangled', x), best(other, x));
      const interval = intervalOf(differences);
      const mean = meanOf(differences);
      return { x, mean, deviation: interval === null ? null : interval.high - mean };
    }),
  }));
}

/** Beyond the figures: what a decision costs in shots and pairs. */
export const price: Experiment<Size, PriceCell> = {
  name: 'price',
  part: WORTH,
  title: 'The price of a decision',
  about:
    'All accuracies of the paper take the label from the exact mean, which takes shots without end. Here it is the sign of ' +
    'the mean of some shots, each of which uses up its pairs, and a tie counts half. Models are trained for a number of ' +
    'shots (the chance of a wrong label, after five sixths of the steps by the squared error) or by the squared error alone; corners on a grid ' +
    'unless --corners says otherwise, one training a data set. Where not all ways to divide the shots can be summed, the ' +
    'accuracy is that of drawn shots.',
  sizes: {
    full: {
      iterations: 1800,
      evaluateEvery: 1800,
      depth: 10,
      dataSets: 8,
      choosing: 4,
      prices: [10, 100, 1000, null],
      shots: [1, 3, 10, 30, 100, 150, 200, 250, 300, 400, 500, 700, 1000],
    },
    quick: {
      iterations: 360,
      evaluateEvery: 360,
      depth: 10,
      dataSets: 2,
      choosing: 1,
      prices: [10, 100, 1000, null],
      shots: [1, 10, 100, 1000],
    },
    tiny: {
      iterations: 4,
      evaluateEvery: 4,
      depth: 1,
      dataSets: 1,
      choosing: 1,
      prices: [10, null],
      shots: [1, 10],
    },
  },
  cells: cellsOf,
  show(cells, size) {
    const rivals = rivalsOf(cells, size);
    const verdict = verdictOn(rivals, cells, size);
    const differences = differencesOn(rivals, size);
    const counts = plural(size.dataSets, 'data set');
    const exact = rivals.map((rival) => {
      const values = trainedFor(rival, null).reported(null);
      return `${rival.name} ${meanText(meanOf(values), intervalOf(values))}`;
    });
    return {
      words: [
        verdictWords(verdict),
        `By the exact mean, trained by the squared error, the accuracies are ${exact.join(', ')}.`,
        ...(size.name === 'full' ? [beforeWords(differences)] : []),
      ],
      tables: [accuracyTable(rivals, cells, size), differenceTable(differences, size), decisionTable(rivals, size)],
      figures: [
        picture(
          {
            name: 'price',
            caption: `Validation accuracy against the number of shots a decision, means over ${counts}, one panel a training. Broken: correlated and separable. F: one pair of that fidelity.`,
          },
          (caption) =>
            linesChart({
              caption,
              x: { label: 'shots a decision', log: true },
              y: { label: 'validation accuracy' },
              series: size.prices.flatMap((shots) =>
                curvesOf(rivals, size.shots, `trained ${trainingText(shots)}`, (rival) => trainedFor(rival, shots)),
              ),
            }),
        ),
        picture(
          {
            name: 'price-gain',
            caption: `What ebits add to coins, and to nothing shared, against the number of shots a decision: differences of mean accuracies, paired over ${counts}, bands are intervals of 95 %; at each number of shots the best ebits, the best coins (a separable pair counts among them) and the best training of each, chosen on ${plural(size.choosing, 'other data set')}.`,
          },
          (caption) =>
            linesChart({
              caption,
              x: { label: 'shots a decision', log: true },
              y: { label: 'difference of accuracies' },
              series: gainCurves(rivals, size.shots),
              rules: [{ axis: 'y', at: 0, text: 'as good', place: 'below right' }],
            }),
        ),
      ],
      records: cells.flatMap((cell) => {
        const { name, trainedFor: training, dataSeed, outcome } = cell;
        const on = dataSeed <= size.dataSets ? 'reported' : 'choosing';
        const { balancedAccuracy, baseRate, accuracy } = validationScore(cell);
        return [
          ...outcome.shots.map((value, i) => ({ shots: size.shots[i], accuracy: value, balancedAccuracy: null })),
          { shots: null, accuracy, balancedAccuracy },
        ].map((one) => ({ shared: name, trainedFor: training, on, dataSeed, ...one, baseRate }));
      }),
      worth: {
        basis: `${counts}, depth ${size.depth}, each model trained for the price`,
        verdict,
        means: Object.fromEntries(
          rivals.map((rival) => [resourceName(rival.resource), meanOf(trainedFor(rival, null).reported(null))]),
        ),
        baseRate: meanOf(scoresOf(cells).map(({ baseRate }) => baseRate)),
      },
    };
  },
};
