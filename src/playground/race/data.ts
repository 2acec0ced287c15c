import { type ChshEmbedding, chsh } from '../../data/chsh.js';
import { type Corners, clusters } from '../../data/clusters.js';
import { readTable } from '../../data/csv.js';
import type { Dataset } from '../../data/dataset.js';
import { scaledSplit } from '../../data/scaled-split.js';
import { EbitError } from '../../errors.js';
import type { ModelTable } from '../../models/model-types.js';
import { baseRate } from '../../training/metrics.js';
import { type Deal, dealFault } from './table-file.js';

/** Which data all runs of a race learn from. */
export type DataChoice =
  | { readonly kind: 'clusters'; readonly seed: number; readonly corners: Corners }
  | { readonly kind: 'chsh'; readonly embedding: ChshEmbedding }
  | {
      readonly kind: 'table';
      /** Of the file. */
      readonly name: string;
      readonly text: string;
      readonly deal: Deal;
      /** Of the split in training and validation rows. */
      readonly seed: number;
    };

/** Data ready to learn from. */
export interface RaceData {
  readonly training: Dataset;
  /** Null where every row is trained on. */
  readonly validation: Dataset | null;
  /** A name for every feature, A's before B's. */
  readonly columns: readonly string[];
  /** Of A and of B: one for every feature. */
  readonly qubits: readonly [number, number];
  readonly table: ModelTable | null;
}

/** The share of the larger class among the training and among the validation rows; null where there are none. */
export interface BaseRates {
  readonly training: number;
  readonly validation: number | null;
}

/** What always giving one label reaches, which any accuracy has to be held against. */
export function baseRatesOf({ training, validation }: Pick<RaceData, 'training' | 'validation'>): BaseRates {
  return {
    training: baseRate(training.labels),
    validation: validation === null ? null : baseRate(validation.labels),
  };
}

/** What the page begins with: the paper's data. */
export const firstData: DataChoice = { kind: 'clusters', seed: 1, corners: 'grid' };

const half = (party: string, count: number) => Array.from({ length: count }, (_, i) => `${party}${i + 1}`);

function tableData({ text, deal, seed }: Extract<DataChoice, { kind: 'table' }>): RaceData {
  const fault = dealFault(deal);
  if (fault !== null) throw new EbitError('columns', fault);
  const { label, A, B } = deal;
  const table = readTable(text, { columns: { A, B }, label });
  const { training, validation, scale } = scaledSplit(table, { seed });
  return {
    training,
    validation,
    columns: [...A, ...B],
    qubits: [A.length, B.length],
    table: { columns: table.columns, scale },
  };
}

/**
 * Makes the data of a race.
 *
 * @throws EbitError what the parts refuse: 'csv', 'columns', 'labels', 'range'
 */
export function raceData(choice: DataChoice): RaceData {
  if (choice.kind === 'table') return tableData(choice);
  if (choice.kind === 'chsh') {
    const original = ['s1', 's2', 't1', 't2'];
    const columns = choice.embedding === 'original' ? original : ['s2', 's1', 't2', 't1'];
    return {
      training: chsh({ embedding: choice.embedding }),
      validation: null,
      columns,
      qubits: [2, 2],
      table: null,
    };
  }
  const { training, validation } = clusters({ seed: choice.seed, corners: choice.corners });
  return { training, validation, columns: [...half('a', 4), ...half('b', 4)], qubits: [4, 4], table: null };
}
