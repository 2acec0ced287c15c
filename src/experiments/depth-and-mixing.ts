import { type ChartSeries, linesChart, type Strip, stripsChart } from '../report/charts.js';
import { spread } from '../report/spread.js';
import { meanOf } from '../statistics.js';
import type { Choice } from './choice.js';
import { agreement, compared, comparisonTable, placeAmong } from './comparison.js';
import type { Experiment, Findings } from './experiment.js';
import { type BellName, bellNames, type Published, tableS4, tableS5 } from './published-tables.js';
import type { Results } from './results.js';
import { clusterTrial, type Scale, seedsTo } from './scale.js';
import type { Trial } from './trial.js';

/** A column of Table S4 or S5 with a row: one kind of training. */
interface Cell {
  readonly what: string;
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
      ebits,
      depth,
      mixing: 0,
      published: known[depth]?.[bellNames[ebits]] ?? null,
    })),
  );
}

/** Layers of Table S5: 3 mixing + 7 conv layers against 10 conv layers. */
const [MIXING, MIXED_DEPTH, PLAIN_DEPTH] = [3, 7, 10];

function mixingCells(): Cell[] {
  return ebitCounts.flatMap((ebits) => {
    const { mixing, noMixing } = tableS5[bellNames[ebits]];
    return [
      { what: `mixing, ${bellText(ebits)}`, ebits, depth: MIXED_DEPTH, mixing: MIXING, published: mixing },
      { what: `no mixing, ${bellText(ebits)}`, ebits, depth: PLAIN_DEPTH, mixing: 0, published: noMixing },
    ];
  });
}

function trialOf(scale: Scale, { ebits, depth, mixing }: Cell, dataSeed: number, seed: number) {
  return clusterTrial(scale, dataSeed, seed, { ebits, depth, mixing });
}

function chosenTrials(scale: Scale, choice: Choice, cells: readonly Cell[]): Trial[] {
  return cells.flatMap((cell) => seedsTo(scale.depthRuns).map((seed) => trialOf(scale, cell, choice.A, seed)));
}

function populationTrials(scale: Scale, cells: readonly Cell[], count: number): Trial[] {
  return cells.flatMap((cell) => seedsTo(count).map((dataSeed) => trialOf(scale, cell, dataSeed, 1)));
}

function accuraciesOnA(scale: Scale, choice: Choice, results: Results, cell: Cell): number[] {
  return seedsTo(scale.depthRuns).map(
    (seed) => results.training(trialOf(scale, cell, choice.A, seed)).accuracy.validation ?? 0,
  );
}

function accuraciesOfPopulation(scale: Scale, results: Results, cell: Cell, count: number): number[] {
  return seedsTo(count).map((dataSeed) => results.training(trialOf(scale, cell, dataSeed, 1)).accuracy.validation ?? 0);
}

function tableFindings(
  scale: Scale,
  choice: Choice,
  results: Results,
  cells: readonly Cell[],
  count: number,
): Findings {
  const known = cells.filter((cell) => cell.published !== null);
  const onA = known.map((cell) =>
    compared(cell.what, cell.published ?? 0, accuraciesOnA(scale, choice, results, cell)),
  );
  const overall = known.map((cell) =>
    compared(cell.what, cell.published ?? 0, accuraciesOfPopulation(scale, results, cell, count)),
  );
  return {
    words: [
      `On data set ${choice.A}, which stands for A: ${agreement(onA)}`,
      `Means over ${count} data sets, one run each: ${agreement(overall)} Here our deviation is that from ` +
        "data set to data set; the paper's is that from run to run on one.",
    ],
    tables: [
      comparisonTable(`Data set ${choice.A}: means and standard deviations of ${scale.depthRuns} runs.`, onA),
      {
        ...comparisonTable(`The first ${count} data sets of the population, one run each.`, overall),
        head: ['', 'published', 'ours', 'difference', 'in published σ', 'the published mean is'],
        rows: comparisonTable('', overall).rows.map((row, i) => [
          ...row,
          placeAmong(overall[i].published, accuraciesOfPopulation(scale, results, known[i], count)),
        ]),
      },
    ],
    figures: [],
    comparisons: onA,
    records: [
      ...records('A', scale.depthRuns, cells, (cell) => accuraciesOnA(scale, choice, results, cell)),
      ...records('population', count, cells, (cell) => accuraciesOfPopulation(scale, results, cell, count)),
    ],
  };
}

function records(on: string, count: number, cells: readonly Cell[], accuraciesOf: (cell: Cell) => number[]) {
  return cells.flatMap((cell) =>
    accuraciesOf(cell).map((accuracy, i) => ({
      on,
      of: count,
      number: i + 1,
      ebits: cell.ebits,
      mixing: cell.mixing,
      depth: cell.depth,
      accuracy,
      published: cell.published?.mean ?? null,
      publishedDeviation: cell.published?.deviation ?? null,
    })),
  );
}

/** Fig. 4d: accuracy by depth. */
export const fig4d: Experiment = {
  name: 'fig4d',
  title: 'Fig. 4d: depth and number of ebits',
  about: 'Validation accuracy on the data set that stands for A, by the depth of the circuit, for none to four ebits.',
  needsChoice: true,
  trials: (scale, choice) => chosenTrials(scale, choice, depthCells(scale)),
  findings(scale, choice, results) {
    const cells = depthCells(scale);
    const series = ebitCounts.flatMap((ebits): ChartSeries[] => {
      const own = cells.filter((cell) => cell.ebits === ebits);
      const ours = own.map((cell) => {
        const { mean, deviation } = spread(accuraciesOnA(scale, choice, results, cell));
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
    const order = ebitCounts
      .map((ebits) => ({
        ebits,
        mean: meanOf(
          accuraciesOnA(scale, choice, results, cells.find((c) => c.ebits === ebits && c.depth === deepest)!),
        ),
      }))
      .sort((a, b) => b.mean - a.mean);
    return {
      words: [
        `At depth ${deepest} the order is ${order.map(({ ebits, mean }) => `${bellText(ebits)} (${mean.toFixed(3)})`).join(', ')}; ` +
          'published at depth 25: Bell-2, Bell-1, Bell-3, Bell-4, Bell-0.',
        'The paper explains the fall from Bell-2 to Bell-4 by a smaller effective dimension, which is a matter of how many ' +
          'inputs it is measured with (see "rank-inputs"). What is certain: with all four qubits entangled, the outcome of ' +
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
              `Data set ${choice.A}, standing for A: mean of ${scale.depthRuns} runs, band one standard deviation. ` +
              'Circles: published means with their deviations.',
            x: { label: 'depth (conv layers)', ticks: [...scale.depths] },
            y: { label: 'validation accuracy' },
            series,
          }),
        },
      ],
      comparisons: [],
      records: records('A', scale.depthRuns, cells, (cell) => accuraciesOnA(scale, choice, results, cell)),
    };
  },
};

/** Table S4: accuracy by depth and number of ebits, in numbers, with the population. */
export const tableS4Experiment: Experiment = {
  name: 'table-s4',
  title: 'Table S4: accuracies by depth',
  about: 'The numbers of Fig. 4d, and the same over a population of data sets.',
  needsChoice: true,
  trials: (scale, choice) => [
    ...chosenTrials(scale, choice, depthCells(scale)),
    ...populationTrials(scale, depthCells(scale), scale.depthDataSets),
  ],
  findings: (scale, choice, results) => tableFindings(scale, choice, results, depthCells(scale), scale.depthDataSets),
};

function gains(accuraciesOf: (cell: Cell) => number[]): string {
  const cells = mixingCells();
  return ebitCounts
    .map((ebits) => {
      const [mixed, plain] = [MIXING, 0].map((mixing) =>
        meanOf(accuraciesOf(cells.find((cell) => cell.ebits === ebits && cell.mixing === mixing)!)),
      );
      return `${bellText(ebits)} ${plain.toFixed(3)} to ${mixed.toFixed(3)}`;
    })
    .join(', ');
}

/** Fig. 4e: what mixing layers change. */
export const fig4e: Experiment = {
  name: 'fig4e',
  title: 'Fig. 4e: mixing layers',
  about:
    'Validation accuracy on the data set that stands for A, with 3 trainable mixing layers before the embedding and 7 ' +
    'conv layers after it, against 10 conv layers.',
  needsChoice: true,
  trials: (scale, choice) => chosenTrials(scale, choice, mixingCells()),
  findings(scale, choice, results) {
    const strips = mixingCells().map(
      (cell): Strip => ({
        panel: bellText(cell.ebits),
        group: cell.mixing > 0 ? 'mixing' : 'none',
        values: accuraciesOnA(scale, choice, results, cell),
        ...(cell.published === null ? {} : { published: cell.published }),
      }),
    );
    return {
      words: [
        `Without to with mixing: ${gains((cell) => accuraciesOnA(scale, choice, results, cell))}. Published: ` +
          `${ebitCounts
            .map((n) => `${bellText(n)} ${tableS5[bellNames[n]].noMixing.mean} to ${tableS5[bellNames[n]].mixing.mean}`)
            .join(', ')}.`,
        "Without mixing, both embeddings' phases enter Bell-4's parity only through their product, amplitude by amplitude, " +
          'so the circuit cannot tell which party contributed what. Mixing layers put a trainable unitary between the two ' +
          'embeddings and undo this. Networks with free qubits have no such limit, and gain little.',
      ],
      tables: [],
      figures: [
        {
          name: 'fig4e',
          caption: 'Validation accuracy with and without mixing: dots are our runs, diamonds the published means.',
          svg: stripsChart({
            caption: `Data set ${choice.A}, standing for A. One dot a run; diamonds: published mean and deviation.`,
            y: { label: 'validation accuracy' },
            strips,
          }),
        },
      ],
      comparisons: [],
      records: records('A', scale.depthRuns, mixingCells(), (cell) => accuraciesOnA(scale, choice, results, cell)),
    };
  },
};

/** Table S5: mixing in numbers, with the population. */
export const tableS5Experiment: Experiment = {
  name: 'table-s5',
  title: 'Table S5: accuracies with mixing layers',
  about: 'The numbers of Fig. 4e, and the same over a population of data sets.',
  needsChoice: true,
  trials: (scale, choice) => [
    ...chosenTrials(scale, choice, mixingCells()),
    ...populationTrials(scale, mixingCells(), scale.mixingDataSets),
  ],
  findings(scale, choice, results) {
    const findings = tableFindings(scale, choice, results, mixingCells(), scale.mixingDataSets);
    const overall = gains((cell) => accuraciesOfPopulation(scale, results, cell, scale.mixingDataSets));
    return { ...findings, words: [...findings.words, `Over the population, without to with mixing: ${overall}.`] };
  },
};
