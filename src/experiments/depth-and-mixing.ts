import { type ChartSeries, linesChart, type Strip, stripsChart } from '../report/charts.js';
import { spread } from '../report/spread.js';
import { verdictOf } from '../report/verdict.js';
import { meanOf } from '../statistics.js';
import { type Choice, cornersNote, DEEP_RULE, isMatchedDeep } from './choice.js';
import { agreement, comparedScores, comparisonTable, placeAmong } from './comparison.js';
import type { Comparison, Experiment, Findings } from './experiment.js';
import { present, scoresNote, validationScore } from './measured.js';
import { type BellName, bellNames, type Published, tableS4, tableS5 } from './published-tables.js';
import type { Results } from './results.js';
import { clusterTrial, cornersFor, type Scale, seedsTo } from './scale.js';
import type { Score, Trial } from './trial.js';

/** A column of Table S4 or S5 with a row: one kind of training. */
interface Cell {
  readonly what: string;
  /** The published number's own name: Table S5 without mixing repeats a row of Table S4. */
  readonly number: string;
  readonly ebits: number;
  readonly depth: number;
  readonly mixing: number;
  /** Null where the paper has no such depth. */
  readonly published: Published | null;
}

const ebitCounts = [0, 1, 2, 3, 4] as const;
const bellText = (ebits: number) => `Bell-${ebits}`;

function depthCells(scale: Scale): Cell[] {
  const known: Readonly<Record<string, Readonly<Record<BellName, Published>>>> = tableS4;
  return scale.depths.flatMap((depth) =>
    ebitCounts.map((ebits) => ({
      what: `depth ${depth}, ${bellText(ebits)}`,
      number: `Table S4, depth ${depth}, ${bellText(ebits)}`,
      ebits,
      depth,
      mixing: 0,
      published:
        known[depth] === undefined
          ? null
          : present(known[depth][bellNames[ebits]], `published accuracy of ${bellText(ebits)} at depth ${depth}`),
    })),
  );
}

/** The deepest circuits of Table S4. */
const DEEPEST = '25';

/** Layers of Table S5: 3 mixing + 7 conv layers against 10 conv layers. */
const [MIXING, MIXED_DEPTH, PLAIN_DEPTH] = [3, 7, 10];

function mixingCells(): Cell[] {
  return ebitCounts.flatMap((ebits) => {
    const { mixing, noMixing } = tableS5[bellNames[ebits]];
    const text = bellText(ebits);
    return [
      {
        what: `mixing, ${text}`,
        number: `Table S5, mixing, ${text}`,
        ebits,
        depth: MIXED_DEPTH,
        mixing: MIXING,
        published: mixing,
      },
      {
        what: `no mixing, ${text}`,
        number: `Table S4, depth ${PLAIN_DEPTH}, ${text}`,
        ebits,
        depth: PLAIN_DEPTH,
        mixing: 0,
        published: noMixing,
      },
    ];
  });
}

function trialOf(scale: Scale, { ebits, depth, mixing }: Cell, dataSeed: number, seed: number) {
  return clusterTrial(scale, dataSeed, seed, { ebits, depth, mixing, corners: cornersFor(scale, 'S4') });
}

function chosenTrials(scale: Scale, choice: Choice, cells: readonly Cell[]): Trial[] {
  return cells.flatMap((cell) => seedsTo(scale.depthRuns).map((seed) => trialOf(scale, cell, choice.deep, seed)));
}

function populationTrials(scale: Scale, cells: readonly Cell[], count: number): Trial[] {
  return cells.flatMap((cell) => seedsTo(count).map((dataSeed) => trialOf(scale, cell, dataSeed, 1)));
}

function scoresOnA(scale: Scale, choice: Choice, results: Results, cell: Cell): Score[] {
  return seedsTo(scale.depthRuns).map((seed) => validationScore(results, trialOf(scale, cell, choice.deep, seed)));
}

function scoresOfPopulation(scale: Scale, results: Results, cell: Cell, count: number): Score[] {
  return seedsTo(count).map((dataSeed) => validationScore(results, trialOf(scale, cell, dataSeed, 1)));
}

const accuraciesOf = (scores: readonly Score[]) => scores.map(({ accuracy }) => accuracy);

/** The cells whose number was published, each beside what we have of it. */
function comparisonsOf(cells: readonly Cell[], scoresOf: (cell: Cell) => readonly Score[]): Comparison[] {
  return cells.flatMap((cell) => {
    const { what, number, ebits, depth, mixing, published } = cell;
    if (published === null) return [];
    const matched = isMatchedDeep(ebits, depth, mixing);
    return [comparedScores({ what, number, matched }, published, scoresOf(cell))];
  });
}

/** Whether one cell is better than another, over the runs or the data sets that both have. */
function between(
  scoresOf: (cell: Cell) => readonly Score[],
  [first, second]: readonly [Cell, Cell],
  [with1, with2]: readonly [string, string],
  over: 'seeds' | 'data sets',
): string {
  const [ours, others] = [first, second].map((cell) => accuraciesOf(scoresOf(cell)));
  return verdictOf({
    first: with1,
    second: with2,
    differences: ours.map((value, i) => value - others[i]),
    over,
  }).sentence;
}

function cellOf(cells: readonly Cell[], ebits: number, depth: number, mixing = 0): Cell {
  return present(
    cells.find((cell) => cell.ebits === ebits && cell.depth === depth && cell.mixing === mixing),
    `cell of ${bellText(ebits)} at depth ${depth}`,
  );
}

function tableFindings(
  scale: Scale,
  choice: Choice,
  results: Results,
  cells: readonly Cell[],
  count: number,
): Findings {
  const onA = (cell: Cell) => scoresOnA(scale, choice, results, cell);
  const ofAll = (cell: Cell) => scoresOfPopulation(scale, results, cell, count);
  const comparisons = comparisonsOf(cells, onA);
  // Over the population nothing is matched: its data sets are the first ones, chosen by no number.
  const overall = comparisonsOf(cells, ofAll).map((one) => ({ ...one, matched: false }));
  const known = cells.filter(({ published }) => published !== null);
  const plain = comparisonTable('', overall);
  return {
    words: [
      `Data set ${choice.deep} stands for A. ${agreement(comparisons)}`,
      `Means over ${count === 1 ? 'one data set' : `${count} data sets`}, one run each: ${agreement(overall)} Here our deviation is that from ` +
        "data set to data set; the paper's is that from run to run on one.",
    ],
    tables: [
      comparisonTable(
        `Data set ${choice.deep}: means and standard deviations of ${scale.depthRuns} runs.`,
        comparisons,
      ),
      {
        ...plain,
        caption: `The first ${count} data sets of the population, one run each.`,
        head: [...plain.head, 'the published mean is'],
        rows: plain.rows.map((row, i) => [...row, placeAmong(overall[i].published, accuraciesOf(ofAll(known[i])))]),
      },
    ],
    figures: [],
    comparisons,
    records: [...records('A', scale.depthRuns, cells, onA), ...records('population', count, cells, ofAll)],
  };
}

function records(on: string, count: number, cells: readonly Cell[], scoresOf: (cell: Cell) => readonly Score[]) {
  return cells.flatMap((cell) =>
    scoresOf(cell).map((score, i) => ({
      on,
      of: count,
      number: i + 1,
      ebits: cell.ebits,
      mixing: cell.mixing,
      depth: cell.depth,
      ...score,
      published: cell.published?.mean ?? null,
      publishedDeviation: cell.published?.deviation ?? null,
    })),
  );
}

/** The networks of the deepest published row, best first. */
function publishedOrder(): string {
  const row = tableS4[DEEPEST];
  return [...ebitCounts]
    .sort((a, b) => row[bellNames[b]].mean - row[bellNames[a]].mean)
    .map((ebits) => `${bellText(ebits)} (${row[bellNames[ebits]].mean.toFixed(3)})`)
    .join(', ');
}

/** Fig. 4d: accuracy by depth. */
export const fig4d: Experiment = {
  name: 'fig4d',
  title: 'Fig. 4d: depth and number of ebits',
  about: 'Validation accuracy on the data set that stands for A, by the depth of the circuit, for none to four ebits.',
  needs: 'deep',
  trials: (scale, choice) => chosenTrials(scale, choice, depthCells(scale)),
  findings(scale, choice, results) {
    const cells = depthCells(scale);
    const series = ebitCounts.flatMap((ebits): ChartSeries[] => {
      const own = cells.filter((cell) => cell.ebits === ebits);
      const ours = own.map((cell) => {
        const { mean, deviation } = spread(accuraciesOf(scoresOnA(scale, choice, results, cell)));
        return { x: cell.depth, mean, deviation };
      });
      const published = own.flatMap(({ depth, published }) =>
        published === null ? [] : [{ x: depth, mean: published.mean, deviation: published.deviation }],
      );
      return [
        { name: bellText(ebits), points: ours },
        { name: bellText(ebits), points: published, published: true },
      ];
    });
    const deepest = Math.max(...scale.depths);
    const onA = (cell: Cell) => scoresOnA(scale, choice, results, cell);
    const at = (ebits: number) => cellOf(cells, ebits, deepest);
    const order = ebitCounts
      .map((ebits) => ({
        ebits,
        mean: meanOf(accuraciesOf(onA(cellOf(cells, ebits, deepest)))),
      }))
      .sort((a, b) => b.mean - a.mean);
    return {
      words: [
        `At depth ${deepest} the order is ${order.map(({ ebits, mean }) => `${bellText(ebits)} (${mean.toFixed(3)})`).join(', ')}; ` +
          `published at depth ${DEEPEST}: ${publishedOrder()}.`,
        `On this one data set, by the seed of the start: ${between(onA, [at(1), at(0)], ['one ebit', 'nothing shared'], 'seeds')} ` +
          `${between(onA, [at(2), at(1)], ['two ebits', 'one ebit'], 'seeds')} ` +
          between(onA, [at(4), at(2)], ['four ebits', 'two ebits'], 'seeds'),
        scoresNote(cells.flatMap(onA)),
        'The paper explains the fall from Bell-2 to Bell-4 by a smaller effective dimension, which is a matter of how many ' +
          'inputs it is measured with (see "rank-inputs"). What is certain: with a half of an ebit in all four qubits, the outcome of ' +
          'each processor alone is a fair coin whatever its features are, so only the parity of both outcomes says ' +
          'anything, while all other networks have single outcomes to read beside it.',
      ],
      tables: [],
      figures: [
        {
          name: 'fig4d',
          caption: 'Validation accuracy by depth: lines are ours, circles published.',
          svg: linesChart({
            caption:
              `Data set ${choice.deep}, standing for A: mean of ${scale.depthRuns} runs, band one standard deviation. ` +
              'Circles: published means with their deviations.',
            x: { label: 'depth (conv layers)', ticks: [...scale.depths] },
            y: { label: 'validation accuracy' },
            series,
          }),
        },
      ],
      comparisons: comparisonsOf(cells, onA),
      records: records('A', scale.depthRuns, cells, onA),
    };
  },
};

/** Table S4: accuracy by depth and number of ebits, in numbers, with the population. */
export const tableS4Experiment: Experiment = {
  name: 'table-s4',
  title: 'Table S4: accuracies by depth',
  about: 'The numbers of Fig. 4d, and the same over a population of data sets.',
  needs: 'deep',
  trials: (scale, choice) => [
    ...chosenTrials(scale, choice, depthCells(scale)),
    ...populationTrials(scale, depthCells(scale), scale.depthDataSets),
  ],
  findings(scale, choice, results) {
    const findings = tableFindings(scale, choice, results, depthCells(scale), scale.depthDataSets);
    return { ...findings, words: [DEEP_RULE, ...findings.words, cornersNote(scale)] };
  },
};

function gains(scoresOf: (cell: Cell) => readonly Score[]): string {
  const cells = mixingCells();
  const mean = (cell: Cell) => meanOf(accuraciesOf(scoresOf(cell))).toFixed(3);
  return ebitCounts
    .map((ebits) => {
      const [plain, mixed] = mixingPair(cells, ebits).map(mean);
      return `${bellText(ebits)} ${plain} to ${mixed}`;
    })
    .join(', ');
}

/** A network without and with mixing layers. */
function mixingPair(cells: readonly Cell[], ebits: number): readonly [Cell, Cell] {
  return [cellOf(cells, ebits, PLAIN_DEPTH), cellOf(cells, ebits, MIXED_DEPTH, MIXING)];
}

/** What mixing does to each network, with an interval each. */
function mixingVerdicts(scoresOf: (cell: Cell) => readonly Score[], over: 'seeds' | 'data sets'): string {
  const cells = mixingCells();
  return ebitCounts
    .map((ebits) => {
      const [plain, mixed] = mixingPair(cells, ebits);
      const words = [`mixing layers (${bellText(ebits)})`, 'none'] as const;
      return between(scoresOf, [mixed, plain], words, over);
    })
    .join(' ');
}

/** Fig. 4e: what mixing layers change. */
export const fig4e: Experiment = {
  name: 'fig4e',
  title: 'Fig. 4e: mixing layers',
  about:
    'Validation accuracy on the data set that stands for A, with 3 trainable mixing layers before the embedding and 7 ' +
    'conv layers after it, against 10 conv layers.',
  needs: 'deep',
  trials: (scale, choice) => chosenTrials(scale, choice, mixingCells()),
  findings(scale, choice, results) {
    const onA = (cell: Cell) => scoresOnA(scale, choice, results, cell);
    const strips = mixingCells().map(
      (cell): Strip => ({
        panel: bellText(cell.ebits),
        group: cell.mixing > 0 ? 'mixing' : 'none',
        values: accuraciesOf(onA(cell)),
        ...(cell.published === null ? {} : { published: cell.published }),
      }),
    );
    return {
      words: [
        `Without to with mixing: ${gains(onA)}. Published: ` +
          `${ebitCounts
            .map((n) => `${bellText(n)} ${tableS5[bellNames[n]].noMixing.mean} to ${tableS5[bellNames[n]].mixing.mean}`)
            .join(', ')}.`,
        "Without mixing, both embeddings' phases enter Bell-4's parity only through their product, amplitude by amplitude, " +
          'so the circuit cannot tell which party contributed what. Mixing layers put a trainable unitary between the two ' +
          'embeddings and undo this. Networks with free qubits have no such limit.',
        `On this one data set, by the seed of the start: ${mixingVerdicts(onA, 'seeds')}`,
        scoresNote(mixingCells().flatMap(onA)),
      ],
      tables: [],
      figures: [
        {
          name: 'fig4e',
          caption: 'Validation accuracy with and without mixing: dots are our runs, diamonds the published means.',
          svg: stripsChart({
            caption: `Data set ${choice.deep}, standing for A. One dot a run; diamonds: published mean and deviation.`,
            y: { label: 'validation accuracy' },
            strips,
          }),
        },
      ],
      comparisons: comparisonsOf(mixingCells(), onA),
      records: records('A', scale.depthRuns, mixingCells(), onA),
    };
  },
};

/** Table S5: mixing in numbers, with the population. */
export const tableS5Experiment: Experiment = {
  name: 'table-s5',
  title: 'Table S5: accuracies with mixing layers',
  about: 'The numbers of Fig. 4e, and the same over a population of data sets.',
  needs: 'deep',
  trials: (scale, choice) => [
    ...chosenTrials(scale, choice, mixingCells()),
    ...populationTrials(scale, mixingCells(), scale.mixingDataSets),
  ],
  findings(scale, choice, results) {
    const findings = tableFindings(scale, choice, results, mixingCells(), scale.mixingDataSets);
    const ofAll = (cell: Cell) => scoresOfPopulation(scale, results, cell, scale.mixingDataSets);
    const overall = `Over the population, without to with mixing: ${gains(ofAll)}. ${mixingVerdicts(ofAll, 'data sets')}`;
    return { ...findings, words: [...findings.words, overall] };
  },
};
