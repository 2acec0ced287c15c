import { type Corners, cornerRules } from '../../data/clusters.js';
import { type Resource, resourceName } from '../../network/resource.js';
import { plural } from '../../plural.js';
import { type IntervalRow, intervalsChart } from '../../report/intervals-chart.js';
import type { WorthArm } from '../../report/worth-contrasts.js';
import { type WorthVerdict, worthVerdict } from '../../report/worth-verdict.js';
import { meanOf } from '../../statistics.js';
import type { FitTask } from '../../tasks/fit-task.js';
import { type DataSetName, dataSetNames, type FiveSize, fiveChosen, fiveSizes } from '../choice.js';
import {
  type Experiment,
  joined,
  type Known,
  type Measured,
  type ReportTable,
  type Scale,
  WORTH,
} from '../experiment.js';
import {
  accuraciesOf,
  coinCounts,
  contrast,
  groupsOf,
  scoresNote,
  scoresOf,
  validationScore,
  where,
} from '../measured.js';
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
import { baselineFit, clustersFit, type TrainingSize, trainingSizes } from '../trainings.js';

/** The highest fidelity at which a Werner pair is separable. */
const SEPARABLE = 0.5;

/** What is shared, in the order of the tables. */
const RESOURCES: readonly Resource[] = [
  NOTHING,
  ...coinCounts.map(coinsOnly),
  ...[1, 2, 3, 4].map((ebits) => ebitsOnly(ebits)),
  ebitsOnly(1, SEPARABLE),
];

/** The classical baseline, which shares nothing. */
const DNN = 'DNN';

/** Mean accuracies with corners on a grid that were seen on three to four data sets, before this experiment was there. */
const SEEN_BEFORE: Readonly<Record<string, readonly [number, number]>> = {
  nothing: [0.71, 0.73],
  '1 coin': [0.82, 0.85],
  '2 coins': [0.91, 0.94],
  '4 coins': [0.86, 0.89],
  '1 ebit': [0.92, 0.94],
  '2 ebits': [0.94, 0.96],
  '4 ebits': [0.82, 0.85],
  'F = 0.5': [0.9, 0.94],
};

interface Size extends TrainingSize, FiveSize {
  /** Data sets beside those that stand for A to E; their seeds are behind those of which A to E are chosen. */
  readonly more: number;
}

/** One training of one rival. */
interface RivalCell {
  readonly corners: Corners;
  readonly name: string;
  /** The paper's name of the data set that it stands for; null of one more. */
  readonly dataSet: DataSetName | null;
  readonly dataSeed: number;
  readonly task: FitTask;
}

type Cells = readonly Measured<RivalCell>[];

/** The rules for corners: all, or the one that the user asks for. */
function rulesOf({ choices }: Scale): readonly Corners[] {
  return choices.corners === undefined ? cornerRules : [choices.corners];
}

function cellsOf(size: Size & Scale, known: Known): RivalCell[] {
  return rulesOf(size).flatMap((corners) => {
    const own = { ...size, choices: { ...size.choices, corners } };
    const five = fiveChosen(own, known);
    // On A to E the first trainings of Fig. 4b; on the others a start of their own, for both are paired at once.
    const chosen =
      five === null ? [] : dataSetNames.map((dataSet) => ({ dataSet, dataSeed: five[dataSet], start: 1 }) as const);
    const more = Array.from({ length: size.more }, (_, i) => {
      const dataSeed = size.choiceDataSets + 1 + i;
      return { dataSet: null, dataSeed, start: dataSeed };
    });
    return [...chosen, ...more].flatMap(({ start, ...on }) => [
      ...RESOURCES.map((network) => ({
        corners,
        name: shortName(network),
        ...on,
        task: clustersFit(own, on.dataSeed, start, { network }),
      })),
      { corners, name: DNN, ...on, task: baselineFit(own, on.dataSeed, start, corners) },
    ]);
  });
}

/** What was measured of one rival by one rule. */
interface Rival {
  readonly name: string;
  /** Null of the classical baseline. */
  readonly resource: Resource | null;
  readonly five: Cells;
  readonly more: Cells;
  readonly mean: number;
  readonly interval: ReturnType<typeof intervalOf>;
}

function rivalsOf(cells: Cells): Rival[] {
  return [...groupsOf(cells, ({ name }) => name)].map(([name, own]) => {
    const [five, more] = [own.filter(({ dataSet }) => dataSet !== null), where(own, { dataSet: null })];
    const accuracies = accuraciesOf(more);
    const resource = RESOURCES.find((one) => shortName(one) === name) ?? null;
    return { name, resource, five, more, mean: meanOf(accuracies), interval: intervalOf(accuracies) };
  });
}

/** What the rivals are worth: the best are chosen on A to E, and measured on the others. */
function verdictOn(rivals: readonly Rival[]): WorthVerdict {
  const arms = rivals.flatMap(({ resource, five, more }): WorthArm[] =>
    resource === null
      ? []
      : [{ resource, prices: [{ shots: null, accuracies: accuraciesOf(more), choosing: accuraciesOf(five) }] }],
  );
  const baseRate = meanOf(scoresOf(rivals[0].more).map((one) => one.baseRate));
  return worthVerdict({ arms, over: { kind: 'seeds', word: 'data seeds' }, baseRate });
}

function meansText(rivals: readonly Rival[]): string {
  return rivals.map(({ name, mean, interval }) => `${name} ${meanText(mean, interval)}`).join(', ');
}

function wordsOn(corners: Corners, rivals: readonly Rival[], verdict: WorthVerdict): string {
  const on = (name: string) => accuraciesOf(where(rivals, { name })[0].more);
  return [
    `Corners by the rule "${corners}", mean accuracies of ${plural(rivals[0].more.length, 'data set')}${rivals[0].interval === null ? '' : ' with their intervals of 95 %'}: ` +
      `${meansText(rivals)}.`,
    verdictWords(verdict),
    contrast(['one ebit', on('1 ebit')], ['one separable pair (F = 0.5)', on('F = 0.5')], 'data sets'),
    contrast(
      ['the classical baseline', on(DNN)],
      ['the quantum classifier that shares nothing', on('nothing')],
      'data sets',
    ),
  ].join(' ');
}

/** Where means are beyond what was seen before. */
function beforeWords(rivals: readonly Rival[]): string {
  const known = rivals.filter(({ name }) => Object.hasOwn(SEEN_BEFORE, name));
  const others = known.flatMap(({ name, mean, interval }) => {
    const [low, high] = SEEN_BEFORE[name];
    if (mean >= low && mean <= high) return [];
    const reaches = interval !== null && interval.low <= high && interval.high >= low;
    const note = interval === null ? '' : reaches ? ', which its interval reaches' : ', beyond its interval';
    return [`${name} ${meanText(mean, interval)} for ${low.toFixed(2)} to ${high.toFixed(2)}${note}`];
  });
  const within = known.length - others.length;
  return (
    'Before this experiment means were seen on three to four data sets with corners on a grid. Of ' +
    `${known.length}, ours over the data sets beside A to E are in those ranges ${within === 1 ? 'once' : `${within} times`}` +
    `${others.length === 0 ? '' : `; not so ${others.join('; ')}`}.`
  );
}

function tableOn(corners: Corners, rivals: readonly Rival[]): ReportTable {
  const nothing = accuraciesOf(where(rivals, { name: 'nothing' })[0].more);
  const all = rivals.flatMap(({ five, more }) => [...five, ...more]);
  return {
    caption:
      `Corners by the rule "${corners}": validation accuracies by exact mean, one training each, on the data sets that ` +
      `stand for A to E and on ${rivals[0].more.length} more, whose means have intervals of 95 %. ${scoresNote(scoresOf(all))}`,
    head: ['', '', ...dataSetNames, 'A to E', 'the others', 'balanced accuracy', 'base rate', 'minus nothing'],
    rows: rivals.map(({ name, resource, five, more, mean, interval }) => {
      const fives = accuraciesOf(five);
      const gains = accuraciesOf(more).map((value, i) => value - nothing[i]);
      const besides = scoresOf(more);
      return [
        name,
        resource === null ? '' : kindText(resource),
        ...fives.map((value) => value.toFixed(3)),
        meanText(meanOf(fives), intervalOf(fives)),
        meanText(mean, interval),
        meanOf(besides.map(({ balancedAccuracy }) => balancedAccuracy)).toFixed(3),
        meanOf(besides.map(({ baseRate }) => baseRate)).toFixed(3),
        name === 'nothing' ? '' : meanText(meanOf(gains), intervalOf(gains)),
      ];
    }),
  };
}

/** Beyond the figures: everything that may be shared, side by side. */
export const rivals: Experiment<Size, RivalCell> = {
  name: 'rivals',
  part: WORTH,
  title: 'Coins beside ebits',
  about:
    'A public coin is a random bit that both parties know: correlation without entanglement. Nothing shared, one to four ' +
    'coins, one to four ebits, a separable pair and the classical baseline, with corners drawn by each rule: on the data ' +
    'sets that stand for A to E by that rule, and on others that nothing was chosen by.',
  sizes: joined(joined(trainingSizes, fiveSizes), { full: { more: 10 }, quick: { more: 2 }, tiny: { more: 1 } }),
  cells: cellsOf,
  show(cells, size) {
    const byRule = [...groupsOf(cells, (cell) => cell.corners)].map(([corners, own]) => {
      const measured = rivalsOf(own);
      return { corners, measured, verdict: verdictOn(measured) };
    });
    const grid = byRule.find(({ corners }) => corners === 'grid');
    const first = grid ?? byRule[0];
    return {
      words: [
        `Which data sets stand for A to E is decided by nothing shared, rule by rule, as in Table S3, so that row is chosen ` +
          'to be near the published one. The others are behind them, and nothing was chosen by them. The best number of ' +
          'coins and of ebits is the one that is best on A to E, and what it is worth is measured on the others.',
        ...byRule.map(({ corners, measured, verdict }) => wordsOn(corners, measured, verdict)),
        // Of shorter trainings all means are lower, which says nothing.
        ...(grid === undefined || size.name !== 'full' ? [] : [beforeWords(grid.measured)]),
      ],
      tables: byRule.map(({ corners, measured }) => tableOn(corners, measured)),
      figures: [
        picture(
          {
            name: 'rivals',
            caption: `Validation accuracy by the exact mean, one panel a rule for corners: dots are ${plural(size.more, 'data set')} beside A to E, large ones their means with intervals of 95 %; open ones are correlated and separable. F = 0.5: one pair of that fidelity.`,
          },
          (caption) =>
            intervalsChart({
              caption,
              x: { label: 'validation accuracy' },
              rows: byRule.flatMap(({ corners: panel, measured }) =>
                measured.map(
                  ({ name, more, mean, interval }): IntervalRow => ({
                    panel,
                    name,
                    values: accuraciesOf(more),
                    mean,
                    interval,
                  }),
                ),
              ),
            }),
        ),
      ],
      records: cells.map((cell) => ({
        corners: cell.corners,
        shared: cell.name,
        standsFor: cell.dataSet,
        dataSeed: cell.dataSeed,
        ...validationScore(cell),
      })),
      worth: {
        basis: `${plural(size.more, 'data set')}, corners by the rule “${first.corners}”`,
        verdict: first.verdict,
        means: Object.fromEntries(
          first.measured.flatMap(({ resource, mean }) => (resource === null ? [] : [[resourceName(resource), mean]])),
        ),
        baseRate: meanOf(scoresOf(first.measured[0].more).map(({ baseRate }) => baseRate)),
      },
    };
  },
};
