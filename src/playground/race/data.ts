import type { Dataset } from '../../data/dataset.js';
import { featureNames } from '../../data/preparation.js';
import { EbitError } from '../../errors.js';
import type { ModelTable } from '../../models/model-types.js';
import { tableSource } from '../../tasks/data/table.js';
import { completeData, type DataSettings, sourceOf } from '../../tasks/data-settings.js';
import { rowsOf } from '../../tasks/make.js';
import { pathNames } from '../../tasks/naming.js';
import { scoreOf } from '../../tasks/outcome.js';
import { messageOf } from '../ui/error-note.js';
import { dealFault } from './table-file.js';

/** The data of a task that the page can be asked for. */
export type PageData = Extract<DataSettings, { readonly kind: 'clusters' | 'chsh' | 'table' }>;

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
  /** How many A holds, and B. */
  readonly features: readonly number[];
  readonly table: ModelTable | null;
  /** What a person should know of a table, a sentence each without a full stop. */
  readonly remarks: readonly string[];
}

/** The share of the larger class among the training and among the validation rows; null where there are none. */
export interface BaseRates {
  readonly training: number;
  readonly validation: number | null;
}

/** What always giving one label reaches, which any accuracy has to be held against. */
export function baseRatesOf({ training, validation }: Pick<RaceData, 'training' | 'validation'>): BaseRates {
  const rateOf = (set: Dataset) => scoreOf(set.labels, set).baseRate;
  return { training: rateOf(training), validation: validation === null ? null : rateOf(validation) };
}

/** Data of a kind as they are unless told. */
export function plainData<K extends 'clusters' | 'chsh'>(kind: K): Extract<PageData, { readonly kind: K }> {
  return completeData({ kind }, pathNames) as Extract<PageData, { readonly kind: K }>;
}

/** What the page begins with: the paper's data. */
export const firstData: DataChoice = { settings: plainData('clusters'), text: null };

/** A name for every feature of the data. */
function columnsOf(settings: PageData, features: readonly number[], table: ModelTable | null): readonly string[] {
  if (settings.kind === 'table') {
    return featureNames(settings.columns, table?.preparation ?? null).flatMap(([, own]) => own);
  }
  if (settings.kind === 'clusters') {
    return features.flatMap((count, party) => Array.from({ length: count }, (_, i) => `${'ab'[party]}${i + 1}`));
  }
  return settings.embedding === 'original' ? ['s1', 's2', 't1', 't2'] : ['s2', 's1', 't2', 't1'];
}

/** What came of a choice of data: the data, or why there are none. */
export interface Prepared {
  readonly data: RaceData | null;
  readonly error: string | null;
}

/** Makes the data of a race, or says why there are none. */
export function preparedBy(choice: DataChoice): Prepared {
  try {
    return { data: raceData(choice), error: null };
  } catch (error) {
    return { data: null, error: messageOf(error) };
  }
}

/**
 * Makes the data of a race.
 *
 * @throws EbitError what the parts refuse: 'csv', 'columns', 'labels', 'range'
 */
export function raceData({ settings, text }: DataChoice): RaceData {
  const fault = settings.kind === 'table' ? dealFault(settings) : null;
  if (fault !== null) throw new EbitError('columns', fault);
  const read = () => text ?? '';
  // What words become is known when the table was read.
  const settled = settings.kind === 'table' ? tableSource.settled?.(settings, read) : undefined;
  const known = settled ?? settings;
  const { training, validation, table, remarks = [] } = rowsOf(known, read);
  const features = Object.values(sourceOf(known).parties(known) ?? {});
  return {
    settings: known,
    training,
    validation,
    columns: columnsOf(known, features, table),
    features,
    table,
    remarks,
  };
}
