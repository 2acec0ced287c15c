// What Figs. 4d and 4e and Tables S4 and S5 share: accuracies by the layers of the circuit, on the data set that stands for A
// and on a population of data sets.
import { plural } from '../plural.js';
import { spread } from '../report/spread.js';
import { meanOf } from '../statistics.js';
import type { FitTask } from '../tasks/fit-task.js';
import { type DeepSize, deepChosen, deepSizes, isMatchedDeep } from './choice.js';
import { agreement, comparedScores, comparisonTable, placeAmong, spreadText } from './comparison.js';
import {
  type Comparison,
  type Findings,
  joined,
  type Known,
  type Measured,
  type ReportTable,
  type Scale,
} from './experiment.js';
import {
  accuraciesOf,
  bellText,
  coinCounts,
  coinText,
  contrast,
  ebitCounts,
  groupsOf,
  present,
  scoresNote,
  scoresOf,
  seedsTo,
  sharedText,
  validationScore,
  where,
} from './measured.js';
import { type BellName, bellNames, type Published, tableS4, tableS5 } from './published-tables.js';
import { clustersFit, cornersFor, type TrainingSize, trainingSizes } from './trainings.js';

/** One kind of training: a column of Table S4 or S5 with a row. */
interface Kind {
  readonly what: string;
  /** The published number's own name: Table S5 without mixing repeats a row of Table S4. */
  readonly number: string;
  readonly ebits: number;
  /** In place of ebits. */
  readonly coins: number;
  readonly depth: number;
  readonly mixing: number;
  /** Null where the paper has no such depth, and of coins, of which it has none. */
  readonly published: Published | null;
}

/** One training of a kind. */
export interface LayersCell extends Kind {
  readonly on: 'A' | 'population';
  readonly dataSeed: number;
  /** Which one of the trainings of its kind. */
  readonly place: number;
  readonly task: FitTask;
}

/** How many trainings of a kind there are on the data set chosen as A. */
export interface LayersSize extends TrainingSize, DeepSize {
  readonly runs: number;
}

export const layersSizes = joined(joined(trainingSizes, deepSizes), {
  full: { runs: 5 },
  quick: { runs: 2 },
  tiny: { runs: 2 },
});

/** The depths of Table S4. */
export const depthSizes = {
  full: { depths: [5, 10, 15, 20, 25] },
  quick: { depths: [5, 15, 25] },
  tiny: { depths: [1, 2] },
};

/** What Table S4 is about. */
export function depthKinds(depths: readonly number[]): Kind[] {
  const known: Readonly<Record<string, Readonly<Record<BellName, Published>>>> = tableS4;
  return depths.flatMap((depth) =>
    ebitCounts.map((ebits) => {
      const what = `depth ${depth}, ${bellText(ebits)}`;
      const row = known[depth];
      const published =
        row === undefined
          ? null
          : present(row[bellNames[ebits]], `published accuracy of ${bellText(ebits)} at depth ${depth}`);
      return { what, number: `Table S4, ${what}`, ebits, coins: 0, depth, mixing: 0, published };
    }),
  );
}

/** Beside Table S4: coins in place of the ebits. */
export function coinKinds(depths: readonly number[]): Kind[] {
  return depths.flatMap((depth) => coinCounts.map((coins) => unpublished(coins, depth, 0)));
}

function unpublished(coins: number, depth: number, mixing: number): Kind {
  const what = `${mixing > 0 ? 'mixing' : `depth ${depth}`}, ${coinText(coins)}`;
  return { what, number: what, ebits: 0, coins, depth, mixing, published: null };
}

/** Layers of Table S5: 3 mixing + 7 conv layers against 10 conv layers. */
export const [MIXING, MIXED_DEPTH, PLAIN_DEPTH] = [3, 7, 10];

/** What Table S5 is about: each network with mixing and without. */
export function mixingKinds(): Kind[] {
  return ebitCounts.flatMap((ebits) => {
    const { mixing, noMixing } = tableS5[bellNames[ebits]];
    const text = bellText(ebits);
    const [mixed, plain] = [`mixing, ${text}`, `no mixing, ${text}`];
    const number = `Table S4, depth ${PLAIN_DEPTH}, ${text}`;
    return [
      {
        what: mixed,
        number: `Table S5, ${mixed}`,
        ebits,
        coins: 0,
        depth: MIXED_DEPTH,
        mixing: MIXING,
        published: mixing,
      },
      { what: plain, number, ebits, coins: 0, depth: PLAIN_DEPTH, mixing: 0, published: noMixing },
    ];
  });
}

/** Beside Table S5: coins in place of the ebits, with mixing and without. */
export function mixingCoinKinds(): Kind[] {
  return coinCounts.flatMap((coins) => [unpublished(coins, MIXED_DEPTH, MIXING), unpublished(coins, PLAIN_DEPTH, 0)]);
}

function cellOf(size: TrainingSize & Scale, kind: Kind, dataSeed: number, seed: number) {
  const { ebits, coins, depth, mixing } = kind;
  const variation = { network: { ebits, coins }, depth, mixing, corners: cornersFor(size, 'S4') };
  return { ...kind, dataSeed, task: clustersFit(size, dataSeed, seed, variation) };
}

/** Trainings of some kinds on the data set that stands for A; none until it is chosen. */
export function cellsOnA(size: LayersSize & Scale, kinds: readonly Kind[], known: Known): LayersCell[] {
  const deep = deepChosen(size, known);
  if (deep === null) return [];
  return kinds.flatMap((kind) =>
    seedsTo(size.runs).map((seed) => ({ ...cellOf(size, kind, deep, seed), on: 'A', place: seed }) as const),
  );
}

/** Trainings of some kinds on the first data sets, one each. */
export function cellsOfPopulation(size: TrainingSize & Scale, kinds: readonly Kind[], count: number): LayersCell[] {
  return kinds.flatMap((kind) =>
    seedsTo(count).map(
      (dataSeed) => ({ ...cellOf(size, kind, dataSeed, 1), on: 'population', place: dataSeed }) as const,
    ),
  );
}

type Cells = readonly Measured<LayersCell>[];

/** The kinds whose number was published, each beside what we have of it. */
export function comparisonsOf(cells: Cells): Comparison[] {
  return [...groupsOf(cells, ({ what }) => what).values()].flatMap((own) => {
    const [{ what, number, ebits, depth, mixing, published, on }] = own;
    if (published === null) return [];
    // Over the population nothing is matched: its data sets are the first ones, chosen by no number.
    const matched = on === 'A' && isMatchedDeep(ebits, depth, mixing);
    return [comparedScores({ what, number, matched }, published, scoresOf(own))];
  });
}

/** What two processors share. */
type Shared = Pick<Kind, 'ebits' | 'coins'>;

/** Nothing to four ebits, and one to four coins in their place. */
export const ebitNetworks: readonly Shared[] = ebitCounts.map((ebits) => ({ ebits, coins: 0 }));
export const coinNetworks: readonly Shared[] = coinCounts.map((coins) => ({ ebits: 0, coins }));

/** The accuracies of one kind. */
export function accuraciesAt(cells: Cells, shared: Shared, depth: number, mixing = 0): number[] {
  return accuraciesOf(where(cells, { ...shared, depth, mixing }));
}

/** The accuracies of a network without and with mixing layers. */
function mixingPair(cells: Cells, shared: Shared): readonly [plain: number[], mixed: number[]] {
  return [accuraciesAt(cells, shared, PLAIN_DEPTH), accuraciesAt(cells, shared, MIXED_DEPTH, MIXING)];
}

/** The mean accuracy of some networks without and with mixing layers. */
export function mixingGains(cells: Cells, networks: readonly Shared[]): string {
  return networks
    .map((shared) => {
      const [plain, mixed] = mixingPair(cells, shared).map((values) => meanOf(values).toFixed(3));
      return `${sharedText(shared)} ${plain} to ${mixed}`;
    })
    .join(', ');
}

/** How ebits do beside as many coins, over all that both were trained on, a sentence each. */
export function coinVerdicts(
  accuraciesOf: (shared: Shared) => readonly number[],
  counts: readonly (typeof coinCounts)[number][],
  over: 'seeds' | 'data sets',
): string {
  return counts
    .map((count) => {
      const [ebits, coins] = [accuraciesOf({ ebits: count, coins: 0 }), accuraciesOf({ ebits: 0, coins: count })];
      return contrast([plural(count, 'ebit'), ebits], [coinText(count), coins], over);
    })
    .join(' ');
}

/** What mixing does to each network, with an interval each. */
export function mixingVerdicts(cells: Cells, over: 'seeds' | 'data sets'): string {
  return [...ebitNetworks, ...coinNetworks]
    .map((shared) => {
      const [plain, mixed] = mixingPair(cells, shared);
      return contrast([`mixing layers (${sharedText(shared)})`, mixed], ['none', plain], over);
    })
    .join(' ');
}

export function recordsOf(cells: Cells) {
  const counts = new Map(
    [...groupsOf(cells, ({ on, what }) => `${on} ${what}`)].map(([key, own]) => [key, own.length]),
  );
  return cells.map((cell) => ({
    on: cell.on,
    of: present(counts.get(`${cell.on} ${cell.what}`), 'number of trainings'),
    number: cell.place,
    ebits: cell.ebits,
    coins: cell.coins,
    mixing: cell.mixing,
    depth: cell.depth,
    ...validationScore(cell),
    published: cell.published?.mean ?? null,
    publishedDeviation: cell.published?.deviation ?? null,
  }));
}

/** What coins reach in place of the ebits of a table, of which nothing was published. */
function coinTable(onA: Cells, ofAll: Cells): ReportTable {
  const own = (cells: Cells) =>
    groupsOf(
      cells.filter(({ coins }) => coins > 0),
      ({ what }) => what,
    );
  const overall = own(ofAll);
  const text = (cells: Cells) => {
    const { mean, deviation } = spread(accuraciesOf(cells));
    return spreadText(mean, deviation);
  };
  return {
    caption:
      'Coins in place of the ebits, which the paper has not: means and standard deviations on A and over the population. ' +
      scoresNote(scoresOf([...overall.values()].flat())),
    head: ['', 'on A', 'population'],
    rows: [...own(onA)].map(([what, cells]) => [what, text(cells), text(present(overall.get(what), what))]),
  };
}

/** What a table of accuracies says, on A and over the population. */
export function tableFindings(cells: Cells, size: LayersSize): Findings {
  const [onA, ofAll] = (['A', 'population'] as const).map((on) => where(cells, { on }));
  const [{ dataSeed: deep }] = onA;
  const count = new Set(ofAll.map(({ dataSeed }) => dataSeed)).size;
  const [comparisons, overall] = [onA, ofAll].map(comparisonsOf);
  const plain = comparisonTable('', overall);
  return {
    words: [
      `Data set ${deep} stands for A. ${agreement(comparisons)}`,
      `Means over ${count === 1 ? 'one data set' : `${count} data sets`}, one run each: ${agreement(overall)} Here our deviation is that from ` +
        "data set to data set; the paper's is that from run to run on one.",
    ],
    tables: [
      comparisonTable(`Data set ${deep}: means and standard deviations of ${size.runs} runs.`, comparisons),
      {
        ...plain,
        caption: `The first ${count} data sets of the population, one run each.`,
        head: [...plain.head, 'the published mean is'],
        rows: plain.rows.map((row, i) => {
          const { what, published } = overall[i];
          return [...row, placeAmong(published, accuraciesOf(where(ofAll, { what })))];
        }),
      },
      coinTable(onA, ofAll),
    ],
    comparisons,
    records: recordsOf([...onA, ...ofAll]),
  };
}
