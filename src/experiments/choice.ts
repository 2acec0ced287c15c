import { EbitError } from '../errors.js';
import { meanOf } from '../statistics.js';
import type { Known, Scale, Sizes } from './experiment.js';
import { present, seedsTo } from './measured.js';
import { tableS3, tableS4 } from './published-tables.js';
import { clustersFit, cornersFor, type TrainingSize } from './trainings.js';

/** The paper's names of its data sets. */
export const dataSetNames = ['A', 'B', 'C', 'D', 'E'] as const;

/** One of {@link dataSetNames}. */
export type DataSetName = (typeof dataSetNames)[number];

/** For each of the paper's data sets, the seed of the one that stands for it in Table S3 and Fig. 4b. */
export type FiveChosen = Readonly<Record<DataSetName, number>>;

/** From what the data sets of Table S3 are chosen: so many, with the seeds 1, 2, ..., trained so many times each. */
export interface FiveSize {
  readonly choiceDataSets: number;
  readonly choiceRuns: number;
}

export const fiveSizes: Sizes<FiveSize> = {
  full: { choiceDataSets: 80, choiceRuns: 2 },
  quick: { choiceDataSets: 8, choiceRuns: 1 },
  tiny: { choiceDataSets: 5, choiceRuns: 1 },
};

/** From how many data sets the one of Tables S4 and S5 is chosen, one training a network each. */
export interface DeepSize {
  readonly choiceDataSets: number;
}

export const deepSizes: Sizes<DeepSize> = {
  full: { choiceDataSets: 80 },
  quick: { choiceDataSets: 8 },
  tiny: { choiceDataSets: 5 },
};

/** How the data sets of Table S3 are chosen, for the report. */
export const FIVE_RULE =
  "The paper's seeds are unknown. The rule: every data set of the population is trained without ebits, and its mean " +
  'validation accuracy is noted. In the order A, B, C, D, E, the data set whose mean is nearest to the published accuracy ' +
  "of Bell-0 stands for the paper's, each at most once; of two equally near the one with the lower seed. So the column of " +
  'Bell-0 in Table S3 is matched by choice and tests nothing; the other columns do.';

/** How the data set of Tables S4 and S5 is chosen, for the report. */
export const DEEP_RULE =
  'The set that stands for A here is chosen by two cells of Table S4, Bell-0 and Bell-4 at depth 20: the data set of the ' +
  'population with the smallest sum of squared differences from them, each in published standard deviations, one run a ' +
  'network. These two cells are matched by choice and test nothing; the other 23 do, and so does Table S5.';

/** Returns what is said wherever the rule for corners matters. */
export function cornersNote({ choices }: Scale): string {
  const unknown = 'The paper does not say how the corners of its clusters are drawn.';
  if (choices.corners !== undefined) return `${unknown} As asked for, all are drawn by the rule "${choices.corners}".`;
  return (
    `${unknown} Table S3 and Fig. 4b are run with corners drawn independently for every cluster, Tables S4 and S5 and ` +
    'Figs. 4c, 4d and 4e with corners on a grid. No rule that we tried covers both, and the rule for each was chosen ' +
    'after seeing the tables; --corners takes one for all.'
  );
}

/** The cells of Table S4 that the set standing for A is chosen by. */
const DEEP_CELLS = [
  { ebits: 0, published: tableS4[20].bell0 },
  { ebits: 4, published: tableS4[20].bell4 },
] as const;
/** The depth that those cells are about. */
const DEEP = 20;

/** Tells whether a cell of Table S4 is matched by {@link DEEP_RULE}. */
export function isMatchedDeep(ebits: number, depth: number, mixing: number): boolean {
  return mixing === 0 && depth === DEEP && DEEP_CELLS.some((cell) => cell.ebits === ebits);
}

/** The validation accuracies of so many data sets, some trainings each, in the order of their seeds; null before they are there. */
function accuraciesOf(
  size: TrainingSize & Scale,
  known: Known,
  dataSets: number,
  table: 'S3' | 'S4',
  trainings: readonly { readonly ebits: number; readonly seed: number }[],
): number[][] | null {
  const corners = cornersFor(size, table);
  const outcomes = known.outcomes(
    seedsTo(dataSets).flatMap((dataSeed) =>
      trainings.map(({ ebits, seed }) => clustersFit(size, dataSeed, seed, { network: { ebits }, corners })),
    ),
  );
  if (outcomes === null) return null;
  const own = (i: number) => outcomes.slice(i * trainings.length, (i + 1) * trainings.length);
  return seedsTo(dataSets).map((_, i) =>
    own(i).map(({ validation }) => present(validation, 'score on validation rows').accuracy),
  );
}

/** Returns which data sets stand for A to E in Table S3, by {@link FIVE_RULE}; null before its trainings are there. */
export function fiveChosen(size: TrainingSize & FiveSize & Scale, known: Known): FiveChosen | null {
  const trainings = seedsTo(size.choiceRuns).map((seed) => ({ ebits: 0, seed }));
  const accuracies = accuraciesOf(size, known, size.choiceDataSets, 'S3', trainings);
  return accuracies === null
    ? null
    : nearestTo(
        dataSetNames.map((name) => tableS3[name].bell0.mean),
        new Map(accuracies.map((own, i) => [i + 1, meanOf(own)])),
      );
}

/** Returns which data set stands for A in Tables S4 and S5, by {@link DEEP_RULE}; null before its trainings are there. */
export function deepChosen(size: TrainingSize & DeepSize & Scale, known: Known): number | null {
  const trainings = DEEP_CELLS.map(({ ebits }) => ({ ebits, seed: 1 }));
  const accuracies = accuraciesOf(size, known, size.choiceDataSets, 'S4', trainings);
  return accuracies === null
    ? null
    : 1 +
        nearestRow(
          DEEP_CELLS.map(({ published }) => published),
          accuracies,
        );
}

/**
 * Returns the place of the row that is nearest to published numbers: with the least sum of squared differences, each in
 * published standard deviations; of equally near ones the first.
 *
 * @param rows - at least one, each as long as `published`
 */
export function nearestRow(
  published: readonly { readonly mean: number; readonly deviation: number }[],
  rows: readonly (readonly number[])[],
): number {
  const far = rows.map((row) =>
    row.reduce((sum, value, i) => {
      const difference = (value - published[i].mean) / published[i].deviation;
      return sum + difference * difference;
    }, 0),
  );
  return far.indexOf(Math.min(...far));
}

/**
 * Returns, for targets in turn, the key whose value is nearest to it among those not taken yet.
 *
 * @param means - at least five, in the order in which equally near ones are preferred
 * @throws EbitError 'range' for fewer means than targets
 */
export function nearestTo(targets: readonly number[], means: ReadonlyMap<number, number>): FiveChosen {
  if (means.size < targets.length) {
    throw new EbitError('range', `${targets.length} data sets cannot be chosen from ${means.size}.`);
  }
  const left = new Map(means);
  const taken = targets.map((target) => {
    const [[best]] = [...left].sort(([, a], [, b]) => Math.abs(a - target) - Math.abs(b - target));
    left.delete(best);
    return best;
  });
  return Object.fromEntries(dataSetNames.map((name, i) => [name, taken[i]])) as FiveChosen;
}
