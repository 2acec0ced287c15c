import type { Choice, ChoiceName } from './choice.js';
import type { Results } from './results.js';
import type { Scale } from './scale.js';
import type { Trial } from './trial.js';

/** What a table of the report shows. */
export interface ReportTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A picture with what it shows in words. */
export interface ReportFigure {
  /** Of its files, without an ending. */
  readonly name: string;
  readonly caption: string;
  /** A whole SVG document. */
  readonly svg: string;
}

/** One number as it goes into the CSV and JSON files; all records of an experiment have the same keys. */
export type NumberRecord = Readonly<Record<string, string | number | boolean | null>>;

/** A published number beside ours. */
export interface Comparison {
  /** Which number it is, such as `depth 20, Bell-1`. */
  readonly what: string;
  /** The published number's own name, such as `Table S4, depth 10, Bell-1`: the same wherever the number is shown. */
  readonly number: string;
  /** Whether data sets were chosen by this number, so that it is met by choice and tests nothing. */
  readonly matched: boolean;
  readonly published: number;
  /** Published; null where none was. */
  readonly publishedDeviation: number | null;
  readonly ours: number;
  readonly oursDeviation: number | null;
  /** What belongs beside an accuracy, means of the runs; null for another kind of number. */
  readonly scores: { readonly balancedAccuracy: number; readonly baseRate: number } | null;
}

/** What came of an experiment. */
export interface Findings {
  /** What agrees with the paper, what does not and why; each a paragraph. */
  readonly words: readonly string[];
  readonly tables: readonly ReportTable[];
  readonly figures: readonly ReportFigure[];
  readonly comparisons: readonly Comparison[];
  readonly records: readonly NumberRecord[];
}

/** One figure or table of the paper, or a question beyond them. */
export interface Experiment {
  /** As the user types it. */
  readonly name: string;
  readonly title: string;
  /** What it is about, for a reader of the report. */
  readonly about: string;
  /** Which choice of data sets its trials depend on, if on any. */
  readonly needs: ChoiceName | null;
  /** What has to be run. */
  trials(scale: Scale, choice: Choice): readonly Trial[];
  /** What the results say; called when all of them are there. */
  findings(scale: Scale, choice: Choice, results: Results): Findings;
}
