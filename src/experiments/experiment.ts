import type { WorthVerdict } from '../report/worth-verdict.js';
import type { DataSettings } from '../tasks/data-settings.js';
import type { ModelSettings } from '../tasks/model-settings.js';
import type { Task } from '../tasks/task.js';
import type { TaskTraining } from '../tasks/training-settings.js';
import type { StoredOutcomeOf } from './outcome-book.js';

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
  /** What the axes are, of which runs, and what marks and bands are. */
  readonly caption: string;
  /** The paper's own number of it, such as `Fig. 3b`; none unless told. */
  readonly number?: string;
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

/** What sharing something is worth by one experiment: what the report is concluded from. */
export interface Worth {
  /** How it was measured, in the middle of a sentence: `10 data sets, corners by the rule “grid”`. */
  readonly basis: string;
  readonly verdict: WorthVerdict;
  /** Mean accuracies by the exact mean, by the names that the contrasts have. */
  readonly means: Readonly<Record<string, number>>;
  /** The share of the larger class. */
  readonly baseRate: number;
}

/** What came of an experiment; what is left out there is none of. */
export interface Findings {
  /** What agrees with the paper, what does not and why; each a paragraph. */
  readonly words: readonly string[];
  readonly tables?: readonly ReportTable[];
  readonly figures?: readonly ReportFigure[];
  readonly comparisons?: readonly Comparison[];
  readonly records: readonly NumberRecord[];
  /** What a reader has to know before all else; said once, however many experiments say it. */
  readonly remarks?: readonly string[];
  /** What sharing is worth here, for the conclusion of the report. */
  readonly worth?: Worth;
}

/** The choices that the paper leaves open; what is not said is what fits best. */
export interface OpenChoices {
  readonly corners?: Extract<DataSettings, { readonly kind: 'clusters' }>['corners'];
  readonly pairs?: Extract<ModelSettings, { readonly kind: 'classifier' }>['pairs'];
  readonly learningRate?: number;
  readonly beta2?: number;
  readonly batch?: TaskTraining['batch'];
  readonly sampling?: TaskTraining['sampling'];
}

/** `full` is the paper's size, `quick` shows the shape of everything, `tiny` is for tests. */
export const sizeNames = ['full', 'quick', 'tiny'] as const;

/** One of {@link sizeNames}. */
export type SizeName = (typeof sizeNames)[number];

/** How much of something is run, at each size. */
export type Sizes<S> = Readonly<Record<SizeName, S>>;

/** How much is run, and with which choices. */
export interface Scale {
  readonly name: SizeName;
  readonly choices: OpenChoices;
}

/** One measurement: a task, and beside it what the experiment calls it. */
export interface Cell {
  readonly task: Task;
}

/** A cell with what its task came to. */
export type Measured<C extends Cell> = C extends unknown ? C & { readonly outcome: StoredOutcomeOf<C['task']> } : never;

/** What an experiment may look at before it says what else it needs. */
export interface Known {
  /** The outcomes of tasks on which others depend, in their order; null until all are there, and they are run first. */
  outcomes<T extends Task>(tasks: readonly T[]): readonly StoredOutcomeOf<T>[] | null;
}

/** The part of the report with what the paper has, in its order. */
export const PAPER = 'Figures and tables of the paper';

/** The part about what the paper leaves open, and what sharing is worth. */
export const WORTH = 'Beyond the paper: what it leaves open, what an ebit is worth';

/** The part of the report about what the paper calls the natural next steps. */
export const NEXT_STEPS = 'Beyond the paper: real links, noisy processors, many parties';

/** One figure or table of the paper, or a question beyond them. */
export interface Experiment<S extends object = object, C extends Cell = Cell> {
  /** As the user types it. */
  readonly name: string;
  /** The part of the report that it belongs to; none unless told. Those of a part stand together. */
  readonly part?: string;
  /** The paper's own number, such as `Fig. 4c`; none of what the paper has not. */
  readonly number?: string;
  readonly title: string;
  /** What it is about, for a reader of the report. */
  readonly about: string;
  readonly sizes: Sizes<S>;
  /** What is measured, as far as it can be said: what depends on outcomes that are not known yet is left out. */
  cells(size: S & Scale, known: Known): readonly C[];
  /** What the measurements say; called when all of them are there. */
  show(cells: readonly Measured<C>[], size: S & Scale): Findings;
}

/** Sizes that say what two others say. */
export function joined<A, B>(one: Sizes<A>, other: Sizes<B>): Sizes<A & B> {
  const { full, quick, tiny } = one;
  return { full: { ...full, ...other.full }, quick: { ...quick, ...other.quick }, tiny: { ...tiny, ...other.tiny } };
}

/** What an experiment is called: `Fig. 4c: Training loss`. */
export function titleOf({ number, title }: Pick<Experiment, 'number' | 'title'>): string {
  return number === undefined ? title : `${number}: ${title}`;
}
