/** How a claim of the paper stands after it was measured again. */
export type Verdict = 'confirmed' | 'bounded' | 'corrected' | 'unmeasured';

/** What stands in a cell: a number, a text, or a text that leads somewhere or is a verdict. */
export type HtmlCell =
  | string
  | number
  | {
      readonly text: string;
      /** Where the text leads: a place in the page such as `#section-fig4d`, a file beside it, or an address. */
      readonly href?: string;
      /** Shown by a mark and a colour beside the text, which has to say it in words. */
      readonly verdict?: Verdict;
    };

/** A table in the report. */
export interface HtmlTable {
  readonly caption: string;
  /** The paper's own name of it, such as `Table S4`; none unless told. */
  readonly number?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly HtmlCell[])[];
}

/** A file that the page leads to. */
export interface HtmlFile {
  /** What the link says, such as `CSV`. */
  readonly text: string;
  /** Relative to the page. */
  readonly href: string;
}

/** A picture in the report. */
export interface HtmlFigure {
  readonly name: string;
  readonly caption: string;
  /** The paper's own name of it, such as `Fig. 4c`; none unless told. */
  readonly number?: string;
  /** An SVG document, put into the page without the caption that it bears as a file. */
  readonly svg: string;
  /** The picture as files; none unless told. */
  readonly files?: readonly HtmlFile[];
}

/** A part of the report. */
export interface HtmlSection {
  /** Its place in the page, for links: `#section-…`. */
  readonly id: string;
  /** What it belongs to; a heading stands before the first section of a part. */
  readonly part?: string;
  /** The paper's own name of it, such as `Fig. 4c` or `Table S4`; none unless told. */
  readonly number?: string;
  readonly title: string;
  readonly about: string;
  readonly words: readonly string[];
  readonly figures: readonly HtmlFigure[];
  readonly tables: readonly HtmlTable[];
  /** Its numbers as files; none unless told. */
  readonly files?: readonly HtmlFile[];
}

/** How and where the numbers were made. It differs from run to run, and nothing else in a report does. */
export interface RunFacts {
  /** As it was typed. */
  readonly command: string;
  /** In words, such as `data sets 1 to 5, runs 1 to 10`. */
  readonly seeds: string;
  /** Of the program, such as `0.2.0`. */
  readonly version: string;
  /** Of its numbers: with the same, the same bits. */
  readonly numerics: string;
  /** What it ran on, such as `Node 22.1.0, linux x64`. */
  readonly runtime: string;
  /** When it began, as a text for readers. */
  readonly date: string;
  /** How long it took, as a text for readers. */
  readonly duration: string;
  /** How many tasks were computed in this run. */
  readonly computed: number;
  /** How many were there from earlier runs. */
  readonly kept: number;
}

/** A whole report. */
export interface HtmlReport {
  readonly title: string;
  /** What came of it, a sentence or a few each; the report begins with them. */
  readonly conclusion: readonly string[];
  /** All claims with their verdicts; null for none. */
  readonly claims: HtmlTable | null;
  /** Paragraphs on how to read it. */
  readonly introduction: readonly string[];
  /** How it was made; null leaves it out. */
  readonly run: RunFacts | null;
  /** What stands before the sections; none, and there is no such part. */
  readonly summary: readonly HtmlTable[];
  readonly sections: readonly HtmlSection[];
  /** Where the source is that the report is about; none unless told. */
  readonly source?: HtmlFile;
}
