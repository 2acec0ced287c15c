import { percent } from '../../report/spread.js';
import { LEAST_SEEDS } from '../../report/verdict.js';
import { meanOf } from '../../statistics.js';
import type { FitTask } from '../../tasks/fit-task.js';
import { compared, deviationsText } from '../comparison.js';
import { type Experiment, joined, type Measured, WORTH } from '../experiment.js';
import { CLEARLY, misfit, shareBetter } from '../fit-of-choices.js';
import {
  accuraciesOf,
  bellText,
  ebitCounts,
  groupsOf,
  scoresNote,
  scoresOf,
  seedsTo,
  validationScore,
  where,
} from '../measured.js';
import { bellNames, tableS3, tableS4, tableS5 } from '../published-tables.js';
import { clustersFit, type TrainingSize, trainingSizes, type Variation } from '../trainings.js';

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

/** A published number. */
interface Kind {
  readonly table: 'S4' | 'S5';
  readonly ebits: number;
  readonly depth: number;
  readonly mixing: number;
}

/** One training of a kind with a variation. */
interface SensitivityCell extends Kind {
  readonly row: string;
  readonly dataSeed: number;
  readonly task: FitTask;
}

interface Size extends TrainingSize {
  /** How many rows; the first five are about pairs and corners. */
  readonly rows: number;
  /** Data sets a row. */
  readonly dataSets: number;
}

/** Networks of Table S5: the two ends, between which mixing changes nothing and most, and the smallest with an ebit. */
const MIXED_NETWORKS = [0, 1, 4] as const;

const KINDS: readonly Kind[] = [
  ...ebitCounts.map((ebits) => ({ table: 'S4', ebits, depth: 20, mixing: 0 }) as const),
  // Ten conv layers are the other half of Table S5.
  ...MIXED_NETWORKS.flatMap((ebits) => [
    { table: 'S4', ebits, depth: 10, mixing: 0 } as const,
    { table: 'S5', ebits, depth: 10, mixing: 0 } as const,
    { table: 'S5', ebits, depth: 7, mixing: 3 } as const,
  ]),
];

function publishedOf({ table, ebits, depth, mixing }: Kind) {
  const name = bellNames[ebits];
  if (table === 'S5') return mixing > 0 ? tableS5[name].mixing : tableS5[name].noMixing;
  return tableS4[depth === 10 ? '10' : '20'][name];
}

/** What was measured in one row. */
function rowOf(name: string, row: readonly Measured<SensitivityCell>[]) {
  const cells = [...groupsOf(row, ({ table, ebits, depth }) => `${table} ${ebits} ${depth}`).values()].map((own) => {
    const { table } = own[0];
    return { table, values: accuraciesOf(own), published: publishedOf(own[0]) };
  });
  const at = (ebits: number, depth: number) => accuraciesOf(where(row, { ebits, depth }));
  // Table S3 has five data sets of its own, so a mean over data sets is held against the mean over those.
  const s3 = (['bell0', 'bell1'] as const).map((column, ebits) => {
    const published = Object.values(tableS3).map((one) => one[column]);
    const mean = meanOf(published.map((one) => one.mean));
    const deviation = meanOf(published.map((one) => one.deviation));
    return compared({ what: name, number: `mean of Table S3, ${column}` }, { mean, deviation }, at(ebits, 20));
  });
  const of = (table: Kind['table']) => misfit(cells.filter((cell) => cell.table === table));
  return { name, cells, at, s3, s4: of('S4'), s5: of('S5'), both: misfit(cells) };
}

function shareText(share: number | null | undefined): string {
  return typeof share === 'number' ? percent(share) : 'not tested';
}

function isClear(share: number | null | undefined): boolean {
  return typeof share === 'number' && share >= CLEARLY;
}

/** Beyond the figures: how much the choices matter that the paper leaves open. */
export const sensitivity: Experiment<Size, SensitivityCell> = {
  name: 'sensitivity',
  part: WORTH,
  title: 'What the paper leaves open',
  about:
    'The paper does not say which pairs of qubits its embedding couples, how corners of clusters are drawn, with which ' +
    'learning rate and second beta, and how minibatches are made. Each choice is changed alone, from corners on a grid unless --corners says otherwise; means over data sets, one ' +
    'run each.',
  sizes: joined(trainingSizes, {
    full: { rows: 12, dataSets: 5 },
    quick: { rows: 12, dataSets: 1 },
    tiny: { rows: 5, dataSets: 1 },
  }),
  cells: (size) =>
    ROWS.slice(0, size.rows).flatMap(({ name, variation }) =>
      KINDS.flatMap((kind) =>
        seedsTo(size.dataSets).map((dataSeed) => {
          const { ebits, depth, mixing } = kind;
          const task = clustersFit(size, dataSeed, 1, { ...variation, network: { ebits }, depth, mixing });
          return { ...kind, row: name, dataSeed, task };
        }),
      ),
    ),
  show(cells, size) {
    const rows = [...groupsOf(cells, ({ row }) => row)].map(([name, own]) => rowOf(name, own));
    const best = rows.reduce((a, b) => (b.both < a.both ? b : a));
    const better = new Map(rows.map((row) => [row.name, shareBetter(row.cells, rows[0].cells)]));
    const surely = rows.filter(({ name }) => isClear(better.get(name))).map(({ name }) => name);
    const plain = rows[0];
    const byCorners = [plain, ...['distinct corners', 'independent corners'].flatMap((name) => where(rows, { name }))];
    const far = ({ s3 }: typeof plain) =>
      s3.reduce((sum, { ours, published }) => sum + (ours - published) * (ours - published), 0);
    const nearest = (measure: (row: typeof plain) => number) =>
      byCorners.reduce((a, b) => (measure(b) < measure(a) ? b : a)).name;
    const [forS3, forOthers] = [nearest(far), nearest(({ both }) => both)];
    const isTested = size.dataSets >= LEAST_SEEDS;
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
          : `Whether a row fits better than the default is not tested: of ${size.dataSets} there is no ` +
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
            `Means over ${size.dataSets} data sets. First deviations in published standard deviations: ` +
            'S3 for each network against its mean over A to E; S4 (depth 20, and 10 for Bell-0, 1 and 4) and S5 (Bell-0, 1 ' +
            'and 4, with and without mixing) as root mean squares, and in which part of the resamples they are smaller than those of the default; then ' +
            `accuracies at depth 20, and those with mixing. ${scoresNote(scoresOf(cells))}`,
          head: [
            '',
            'S3 Bell-0',
            'S3 Bell-1',
            'S4',
            'S5',
            'S4 and S5',
            'better than default',
            ...ebitCounts.map(bellText),
            ...MIXED_NETWORKS.map((ebits) => `${bellText(ebits)} mixed`),
          ],
          rows: rows.map(({ name, at, s3, s4, s5, both }, i) => [
            name,
            ...s3.map(deviationsText),
            ...[s4, s5, both].map((one) => one.toFixed(1)),
            i === 0 ? '' : shareText(better.get(name)),
            ...ebitCounts.map((ebits) => meanOf(at(ebits, 20)).toFixed(3)),
            ...MIXED_NETWORKS.map((ebits) => meanOf(at(ebits, 7)).toFixed(3)),
          ]),
        },
      ],
      records: cells.map((cell) => {
        const { row, table, ebits, depth, mixing, dataSeed } = cell;
        const { mean, deviation } = publishedOf(cell);
        const score = validationScore(cell);
        return { row, table, ebits, depth, mixing, dataSeed, ...score, published: mean, publishedDeviation: deviation };
      }),
    };
  },
};
