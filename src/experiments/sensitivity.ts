import { percent } from '../report/spread.js';
import { LEAST_SEEDS } from '../report/verdict.js';
import { meanOf } from '../statistics.js';
import { compared, deviationsText } from './comparison.js';
import type { Experiment } from './experiment.js';
import { CLEARLY, misfit, shareBetter } from './fit-of-choices.js';
import { present, scoresNote, validationScore } from './measured.js';
import { bellNames, tableS3, tableS4, tableS5 } from './published-tables.js';
import type { Results } from './results.js';
import { clusterTrial, type Scale, seedsTo, type Variation } from './scale.js';

/** The choices that the paper leaves open, each changed alone, and the four combinations of pairs and corners. */
const ROWS: readonly { readonly name: string; readonly variation: Variation }[] = [
  { name: 'default', variation: {} },
  { name: 'all pairs', variation: { pairs: 'all' } },
  { name: 'chain of pairs', variation: { pairs: 'chain' } },
  { name: 'distinct corners', variation: { corners: 'distinct' } },
  { name: 'independent corners', variation: { corners: 'independent' } },
  { name: 'all pairs, distinct corners', variation: { pairs: 'all', corners: 'distinct' } },
  { name: 'learning rate 0.02', variation: { learningRate: 0.02 } },
  { name: 'learning rate 0.05', variation: { learningRate: 0.05 } },
  { name: 'second beta 0.99', variation: { beta2: 0.99 } },
  { name: 'batch of an eighth', variation: { batch: 384 } },
  { name: 'rows with replacement', variation: { sampling: 'replacement' } },
  { name: 'parity weights', variation: { weights: 'parity' } },
];

interface Cell {
  readonly table: 'S4' | 'S5';
  readonly ebits: number;
  readonly depth: number;
  readonly mixing: number;
}

/** Networks of Table S5: the two ends, between which mixing changes nothing and most, and the smallest with an ebit. */
const MIXED_NETWORKS = [0, 1, 4] as const;

const CELLS: readonly Cell[] = [
  ...[0, 1, 2, 3, 4].map((ebits) => ({ table: 'S4', ebits, depth: 20, mixing: 0 }) as const),
  // Ten conv layers are the other half of Table S5.
  ...MIXED_NETWORKS.flatMap((ebits) => [
    { table: 'S4', ebits, depth: 10, mixing: 0 } as const,
    { table: 'S5', ebits, depth: 10, mixing: 0 } as const,
    { table: 'S5', ebits, depth: 7, mixing: 3 } as const,
  ]),
];

function publishedOf({ table, ebits, depth, mixing }: Cell) {
  const name = bellNames[ebits];
  if (table === 'S5') return mixing > 0 ? tableS5[name].mixing : tableS5[name].noMixing;
  return tableS4[depth === 10 ? '10' : '20'][name];
}

function trialOf(scale: Scale, { ebits, depth, mixing }: Cell, variation: Variation, dataSeed: number) {
  return clusterTrial(scale, dataSeed, 1, { ...variation, ebits, depth, mixing });
}

function rowFindings(scale: Scale, results: Results, name: string, variation: Variation) {
  const cells = CELLS.map((cell) => {
    const scores = seedsTo(scale.sensitivityDataSets).map((dataSeed) =>
      validationScore(results, trialOf(scale, cell, variation, dataSeed)),
    );
    return { cell, scores, values: scores.map(({ accuracy }) => accuracy), published: publishedOf(cell) };
  });
  // Table S3 has five data sets of its own, so a mean over data sets is held against the mean over those.
  const s3 = (['bell0', 'bell1'] as const).map((column, ebits) => {
    const published = Object.values(tableS3).map((row) => row[column]);
    const mean = meanOf(published.map((one) => one.mean));
    const deviation = meanOf(published.map((one) => one.deviation));
    const own = present(
      cells.find(({ cell }) => cell.ebits === ebits && cell.depth === 20),
      `cell of ${column}`,
    );
    return compared({ what: name, number: `mean of Table S3, ${column}` }, { mean, deviation }, own.values);
  });
  const of = (table: Cell['table']) => misfit(cells.filter(({ cell }) => cell.table === table));
  return { name, cells, s3, s4: of('S4'), s5: of('S5'), both: misfit(cells) };
}

function shareText(share: number | null | undefined): string {
  return typeof share === 'number' ? percent(share) : 'not tested';
}

function isClear(share: number | null | undefined): boolean {
  return typeof share === 'number' && share >= CLEARLY;
}

/** Beyond the figures: how much the choices matter that the paper leaves open. */
export const sensitivity: Experiment = {
  name: 'sensitivity',
  title: 'Sensitivity: what the paper leaves open',
  about:
    'The paper does not say which pairs of qubits its embedding couples, how corners of clusters are drawn, with which ' +
    'learning rate and second beta, and how minibatches are made. Each choice is changed alone, from corners on a grid unless --corners says otherwise; means over data sets, one ' +
    'run each.',
  needs: null,
  trials: (scale) =>
    ROWS.slice(0, scale.sensitivityRows).flatMap(({ variation }) =>
      CELLS.flatMap((cell) =>
        seedsTo(scale.sensitivityDataSets).map((dataSeed) => trialOf(scale, cell, variation, dataSeed)),
      ),
    ),
  findings(scale, _, results) {
    const rows = ROWS.slice(0, scale.sensitivityRows).map(({ name, variation }) =>
      rowFindings(scale, results, name, variation),
    );
    const best = rows.reduce((a, b) => (b.both < a.both ? b : a));
    const better = new Map(rows.map((row) => [row.name, shareBetter(row.cells, rows[0].cells)]));
    const surely = rows.filter(({ name }) => isClear(better.get(name))).map(({ name }) => name);
    const named = (name: string) =>
      present(
        rows.find((row) => row.name === name),
        `row "${name}"`,
      );
    const plain = rows[0];
    const byCorners = [plain, named('distinct corners'), named('independent corners')];
    const far = ({ s3 }: typeof plain) =>
      s3.reduce((sum, { ours, published }) => sum + (ours - published) * (ours - published), 0);
    const nearest = (measure: (row: typeof plain) => number) =>
      byCorners.reduce((a, b) => (measure(b) < measure(a) ? b : a)).name;
    const [forS3, forOthers] = [nearest(far), nearest(({ both }) => both)];
    const isTested = scale.sensitivityDataSets >= LEAST_SEEDS;
    return {
      words: [
        `By the deviations from Tables S4 and S5 together "${best.name}" fits best, with ${best.both.toFixed(2)} ` +
          `published standard deviations (root mean square); the default has ${plain.both.toFixed(2)}.`,
        isTested
          ? 'Which row fits better is a matter of the data sets too, so each is held against the default on resampled ones ' +
            `(bootstrap). The rule: a row that is better in ${100 * CLEARLY} % of the resamples replaces the default. ` +
            (surely.length === 0
              ? 'None is, so the default stays.'
              : `${surely.map((name) => `"${name}"`).join(', ')} would have to.`)
          : `Whether a row fits better than the default is not tested: of ${scale.sensitivityDataSets} there is no ` +
            `interval, it takes ${LEAST_SEEDS} data sets.`,
        'Table S3 has means over A to E of ' +
          `${plain.s3.map((one) => one.published.toFixed(3)).join(' (Bell-0) and ')} (Bell-1). Ours are ` +
          `${byCorners.map(({ name, s3 }) => `${s3.map((one) => one.ours.toFixed(3)).join(' and ')} by "${name}"`).join(', ')}. ` +
          (forS3 === forOthers
            ? `"${forS3}" is nearest to it and to Tables S4 and S5.`
            : `Nearest to it is "${forS3}", nearest to Tables S4 and S5 "${forOthers}": of these rules none is nearest to all, ` +
              'and which one the paper used stays open.'),
      ],
      tables: [
        {
          caption:
            `Means over ${scale.sensitivityDataSets} data sets. First deviations in published standard deviations: ` +
            'S3 for each network against its mean over A to E; S4 (depth 20, and 10 for Bell-0, 1 and 4) and S5 (Bell-0, 1 ' +
            'and 4, with and without mixing) as root mean squares, and in which part of the resamples they are smaller than those of the default; then ' +
            `accuracies at depth 20, and those with mixing. ${scoresNote(rows.flatMap(({ cells }) => cells.flatMap(({ scores }) => scores)))}`,
          head: [
            '',
            'S3 Bell-0',
            'S3 Bell-1',
            'S4',
            'S5',
            'S4 and S5',
            'better than default',
            'Bell-0',
            'Bell-1',
            'Bell-2',
            'Bell-3',
            'Bell-4',
            'Bell-0 mixed',
            'Bell-1 mixed',
            'Bell-4 mixed',
          ],
          rows: rows.map(({ name, cells, s3, s4, s5, both }, i) => {
            const mean = (depth: number, ebits: number) =>
              meanOf(
                present(
                  cells.find(({ cell }) => cell.depth === depth && cell.ebits === ebits),
                  `cell of Bell-${ebits} at depth ${depth}`,
                ).values,
              ).toFixed(3);
            return [
              name,
              ...s3.map(deviationsText),
              ...[s4, s5, both].map((one) => one.toFixed(1)),
              i === 0 ? '' : shareText(better.get(name)),
              ...[0, 1, 2, 3, 4].map((ebits) => mean(20, ebits)),
              ...MIXED_NETWORKS.map((ebits) => mean(7, ebits)),
            ];
          }),
        },
      ],
      figures: [],
      comparisons: [],
      records: rows.flatMap(({ name, cells }) =>
        cells.flatMap(({ cell, scores, published }) =>
          scores.map((score, i) => ({
            row: name,
            ...cell,
            dataSeed: i + 1,
            ...score,
            published: published.mean,
            publishedDeviation: published.deviation,
          })),
        ),
      ),
    };
  },
};
