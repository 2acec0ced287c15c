// The running of experiments with all that they bring along, in one module that is loaded when it is asked for.
import { join } from 'node:path';
import { EbitError } from '../errors.js';
import { experimentsNamed } from '../experiments/all.js';
import { countText, type JudgedClaim, judged } from '../experiments/claims/all-claims.js';
import { type Scale, titleOf } from '../experiments/experiment.js';
import { outcomeBook } from '../experiments/outcome-book.js';
import { reportOf } from '../experiments/report.js';
import { askedOf, type Finding, runExperiments, sizeOf } from '../experiments/run-experiments.js';
import { isFolder, makeFolder, writeWhole } from '../node/files.js';
import { folderStore } from '../node/folder-store.js';
import { csvText } from '../report/csv-text.js';
import type { HtmlReport } from '../report/html-parts.js';
import { htmlReport } from '../report/html-report.js';
import { hasFonts, renderPng } from '../report/png.js';
import { listenForInterruption } from './interruption.js';
import { openExecutor, type RunBy } from './open-executor.js';
import { countingStore, runFacts } from './run-facts.js';
import type { Terminal } from './terminal.js';
import type { WorkDisplay } from './work-display.js';
import { triedPicture } from './write-picture.js';

/** What is to be run, and where it goes. */
export interface Reproduction {
  readonly names: readonly string[];
  readonly scale: Scale;
  readonly folder: string;
  readonly by: RunBy;
  /** Whether there has to be something to go on with. */
  readonly resumes: boolean;
  /** As it is given again, for the report. */
  readonly command: string;
  /** Begins to show how far it is. */
  readonly display: () => WorkDisplay;
}

/** What came of it. */
export interface Reproduced {
  readonly findings: readonly Finding[];
  /** With which the report begins. */
  readonly conclusion: readonly string[];
  readonly claims: readonly JudgedClaim[];
  /** How many claims have which verdict, in words. */
  readonly counted: string;
  /** Why a picture could not be written, or null. */
  readonly failure: EbitError | null;
}

/**
 * Runs experiments and writes what came of them.
 *
 * @throws EbitError 'usage' for a name that no experiment has; 'file' for nothing to go on with; as `runExperiments`
 */
export async function reproduction(
  { names, scale, folder, by, resumes, command, display }: Reproduction,
  terminal: Terminal,
): Promise<Reproduced> {
  const chosen = experimentsNamed(names);
  const results = join(folder, 'results');
  if (resumes && !isFolder(results)) {
    throw new EbitError('file', `There is nothing to go on with in "${folder}"; leave out --resume to begin there.`);
  }
  const begun = new Date();
  const { store, counts } = countingStore(folderStore(results));
  const book = outcomeBook();
  const interruption = listenForInterruption(terminal);
  const { update: onProgress, stop } = display();
  const executor = await openExecutor(by, terminal);
  try {
    const { signal } = interruption;
    const findings = await runExperiments(chosen, scale, book, { store, executor, signal, onProgress });
    stop();
    const tasks = chosen.flatMap((experiment) => askedOf(experiment, scale, book).tasks);
    const run = runFacts({ command, tasks, begun, ended: new Date(), ...counts() });
    const report = reportOf(scale, findings, run.version);
    const failure = await writeAll(folder, scale, findings, { ...report, run }, terminal);
    const claims = judged(scale, findings);
    return { findings, conclusion: report.conclusion, claims, counted: countText(claims), failure };
  } finally {
    stop();
    interruption.release();
    await executor.close();
  }
}

/** The report with links to the files beside it. */
function withFiles(report: HtmlReport): HtmlReport {
  const files = (folder: string, name: string, endings: readonly string[]) =>
    endings.map((ending) => ({ text: ending.toUpperCase(), href: `${folder}/${name}.${ending}` }));
  return {
    ...report,
    sections: report.sections.map((section) => ({
      ...section,
      files: files('numbers', section.id, ['csv', 'json']),
      figures: section.figures.map((figure) => ({ ...figure, files: files('figures', figure.name, ['svg', 'png']) })),
    })),
  };
}

/** Writes numbers and report, then the pictures; returns why one of these failed, or null. */
async function writeAll(
  folder: string,
  scale: Scale,
  findings: readonly Finding[],
  report: HtmlReport,
  terminal: Terminal,
): Promise<EbitError | null> {
  const [numbers, figures] = ['numbers', 'figures'].map((name) => join(folder, name));
  makeFolder(numbers);
  for (const { experiment, findings: one } of findings) {
    const { words, comparisons = [], records } = one;
    const { name } = experiment;
    writeWhole(join(numbers, `${name}.csv`), csvText(records));
    const json = { name, title: titleOf(experiment), scale: sizeOf(experiment, scale), words, comparisons, records };
    writeWhole(join(numbers, `${name}.json`), `${JSON.stringify(json, null, 2)}\n`);
  }
  writeWhole(join(folder, 'report.html'), htmlReport(withFiles(report)));
  const { failure } = await triedPicture(async () => {
    makeFolder(figures);
    for (const { name, svg } of findings.flatMap(({ findings: one }) => one.figures ?? [])) {
      writeWhole(join(figures, `${name}.svg`), svg);
      writeWhole(join(figures, `${name}.png`), renderPng(svg));
    }
    if (!hasFonts())
      terminal.note('This system has no fonts, so the PNG files have no letters; the SVG files are whole.');
  });
  return failure;
}
