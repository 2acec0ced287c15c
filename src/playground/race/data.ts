import { type Dataset, twoClassDataset } from '../../data/dataset.js';
import { EbitError } from '../../errors.js';
import type { ModelTable } from '../../models/model-types.js';
import { completeData, type DataSettings, sourceOf } from '../../tasks/data-settings.js';
import { rowsOf } from '../../tasks/make.js';
import { pathNames } from '../../tasks/naming.js';
import { baseRate } from '../../training/metrics.js';
import { dealFault } from './table-file.js';

/** The data of a task that the page can be asked for. */
export type PageData = Exclude<DataSettings, { readonly kind: 'rows' }>;

/** What all runs of a race learn from, and of a table the text of its file. */
export interface DataChoice {
  readonly settings: PageData;
  readonly text: string | null;
}

/** Data ready to learn from. */
export interface RaceData {
  readonly settings: PageData;
  readonly training: Dataset;
  /** Null where every row is trained on. */
  readonly validation: Dataset | null;
  /** A name for every feature, A's before B's. */
  readonly columns: readonly string[];
  /** Of A and of B: one for every feature. */
  readonly qubits: readonly number[];
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

/** Data of a kind as they are unless told. */
export function plainData<K extends 'clusters' | 'chsh'>(kind: K): Extract<PageData, { readonly kind: K }> {
  return completeData({ kind }, pathNames) as Extract<PageData, { readonly kind: K }>;
}

/** What the page begins with: the paper's data. */
export const firstData: DataChoice = { settings: plainData('clusters'), text: null };

/** A name for every feature of the data. */
function columnsOf(settings: PageData, qubits: readonly number[]): readonly string[] {
  if (settings.kind === 'table') return Object.values(settings.columns).flat();
  if (settings.kind === 'clusters') {
    return qubits.flatMap((count, party) => Array.from({ length: count }, (_, i) => `${'ab'[party]}${i + 1}`));
  }
  return settings.embedding === 'original' ? ['s1', 's2', 't1', 't2'] : ['s2', 's1', 't2', 't1'];
}

/**
 * Makes the data of a race.
 *
 * @throws EbitError what the parts refuse: 'csv', 'columns', 'labels', 'range'
 */
export function raceData({ settings, text }: DataChoice): RaceData {
  const fault = settings.kind === 'table' ? dealFault(settings) : null;
  if (fault !== null) throw new EbitError('columns', fault);
  const { training, validation, table } = rowsOf(settings, () => text ?? '');
  twoClassDataset('The table', training, 'What this page shows');
  const qubits = Object.values(sourceOf(settings).parties(settings) ?? {});
  return { settings, training, validation, columns: columnsOf(settings, qubits), qubits, table };
}
