import { EbitError } from '../errors.js';
import { meanOf } from '../statistics.js';
import { validationScore } from './measured.js';
import { tableS3, tableS4 } from './published-tables.js';
import type { Results } from './results.js';
import { clusterTrial, cornersFor, type Scale, seedsTo } from './scale.js';
import type { ClassifierTrial } from './trial.js';

/** The paper's names of its data sets. */
export const dataSetNames = ['A', 'B', 'C', 'D', 'E'] as const;

/** One of {@link dataSetNames}. */
export type DataSetName = (typeof dataSetNames)[number];

/** The two choices of data sets: those of Table S3, and the one of Tables S4 and S5. */
export type ChoiceName = 'five' | 'deep';

/** For each of the paper's data sets, the seed of the one that stands for it. */
export interface Choice {
  /** In Table S3 and Fig. 4b. */
  readonly five: Readonly<Record<DataSetName, number>>;
  /** For A in Tables S4 and S5 and Figs. 4c, 4d and 4e. */
  readonly deep: number;
}

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
const DEEP = '20';

/** Tells whether a cell of Table S4 is matched by {@link DEEP_RULE}. */
export function isMatchedDeep(ebits: number, depth: number, mixing: number): boolean {
  return mixing === 0 && String(depth) === DEEP && DEEP_CELLS.some((cell) => cell.ebits === ebits);
}

function fiveTrial(scale: Scale, dataSeed: number, seed: number): ClassifierTrial {
  return clusterTrial(scale, dataSeed, seed, { ebits: 0, corners: cornersFor(scale, 'S3') });
}

function deepTrial(scale: Scale, dataSeed: number, ebits: number): ClassifierTrial {
  return clusterTrial(scale, dataSeed, 1, { ebits, corners: cornersFor(scale, 'S4') });
}

/** Returns the trainings by which data sets are chosen, of the choices that are needed. */
export function choiceTrials(scale: Scale, needed: ReadonlySet<ChoiceName>): ClassifierTrial[] {
  const five = seedsTo(scale.choiceDataSets).flatMap((dataSeed) =>
    seedsTo(scale.choiceRuns).map((seed) => fiveTrial(scale, dataSeed, seed)),
  );
  const deep = seedsTo(scale.depthChoiceDataSets).flatMap((dataSeed) =>
    DEEP_CELLS.map(({ ebits }) => deepTrial(scale, dataSeed, ebits)),
  );
  return [...(needed.has('five') ? five : []), ...(needed.has('deep') ? deep : [])];
}

/** The first seeds: enough to know how much there will be to do before the choice can be made. */
export const placeholderChoice: Choice = { five: { A: 1, B: 2, C: 3, D: 4, E: 5 }, deep: 1 };

/** The mean validation accuracy without ebits of every data set that {@link FIVE_RULE} chooses from, by seed. */
function fiveMeans(scale: Scale, results: Results): Map<number, number> {
  return new Map(
    seedsTo(scale.choiceDataSets).map((dataSeed) => [
      dataSeed,
      meanOf(
        seedsTo(scale.choiceRuns).map((seed) => validationScore(results, fiveTrial(scale, dataSeed, seed)).accuracy),
      ),
    ]),
  );
}

/** Returns which data sets stand for the paper's; of a choice that is not needed, the placeholder. */
export function chosenDataSets(scale: Scale, results: Results, needed: ReadonlySet<ChoiceName>): Choice {
  return {
    five: needed.has('five')
      ? nearestTo(
          dataSetNames.map((name) => tableS3[name].bell0.mean),
          fiveMeans(scale, results),
        )
      : placeholderChoice.five,
    deep: needed.has('deep') ? deepest(scale, results) : placeholderChoice.deep,
  };
}

function deepest(scale: Scale, results: Results): number {
  const accuracies = seedsTo(scale.depthChoiceDataSets).map((dataSeed) =>
    DEEP_CELLS.map(({ ebits }) => validationScore(results, deepTrial(scale, dataSeed, ebits)).accuracy),
  );
  return (
    1 +
    nearestRow(
      DEEP_CELLS.map(({ published }) => published),
      accuracies,
    )
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
export function nearestTo(targets: readonly number[], means: ReadonlyMap<number, number>): Choice['five'] {
  if (means.size < targets.length) {
    throw new EbitError('range', `${targets.length} data sets cannot be chosen from ${means.size}.`);
  }
  const left = new Map(means);
  const taken = targets.map((target) => {
    const [[best]] = [...left].sort(([, a], [, b]) => Math.abs(a - target) - Math.abs(b - target));
    left.delete(best);
    return best;
  });
  return Object.fromEntries(dataSetNames.map((name, i) => [name, taken[i]])) as Choice['five'];
}
