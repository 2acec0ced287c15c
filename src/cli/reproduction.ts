// The running of experiments with all that they bring along, in one module that is loaded when it is asked for.
import { join } from 'node:path';
import { EbitError } from '../errors.js';
import { experimentsNamed } from '../experiments/all.js';
import type { Scale } from '../experiments/experiment.js';
import { outcomeBook } from '../experiments/outcome-book.js';
import { reportOf } from '../experiments/report.js';
import { type Finding, runExperiments, sizeOf } from '../experiments/run-experiments.js';
import { isFolder, makeFolder, writeWhole } from '../node/files.js';
import { folderStore } from '../node/folder-store.js';
import { csvText } from '../report/csv-text.js';
import { htmlReport } from '../report/html-report.js';
import { hasFonts, renderPng } from '../report/png.js';
import { installation } from './installation.js';
import { listenForInterruption } from './interruption.js';
import { openExecutor, type RunBy } from './open-executor.js';
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
  /** Begins to show how far it is. */
  readonly display: () => WorkDisplay;
}

/**
 * Runs experiments and writes what came of them.
 *
 * @returns the findings, and why a picture could not be written, or null
 * @throws EbitError 'usage' for a name that no experiment has; 'file' for nothing to go on with; as `runExperiments`
 */
export async function reproduction(
  { names, scale, folder, by, resumes, display }: Reproduction,
  terminal: Terminal,
): Promise<{ readonly findings: readonly Finding[]; readonly failure: EbitError | null }> {
  const chosen = experimentsNamed(names);
  const results = join(folder, 'results');
  if (resumes && !isFolder(results)) {
    throw new EbitError('file', `There is nothing to go on with in "${folder}"; leave out --resume to begin there.`);
  }
  const store = folderStore(results);
  const interruption = listenForInterruption(terminal);
  const { update: onProgress, stop } = display();
  const executor = await openExecutor(by, terminal);
  try {
    const { signal } = interruption;
    const findings = await runExperiments(chosen, scale, outcomeBook(), { store, executor, signal, onProgress });
    stop();
    return { findings, failure: await writeAll(folder, scale, findings, terminal) };
  } finally {
    stop();
    interruption.release();
    await executor.close();
  }
}

/** Writes numbers and report, then the pictures; returns why one of these failed, or null. */
async function writeAll(
  folder: string,
  scale: Scale,
  findings: readonly Finding[],
  terminal: Terminal,
): Promise<EbitError | null> {
  const [numbers, figures] = ['numbers', 'figures'].map((name) => join(folder, name));
  makeFolder(numbers);
  for (const { experiment, findings: one } of findings) {
    const { words, comparisons = [], records } = one;
    const { name, title } = experiment;
    writeWhole(join(numbers, `${name}.csv`), csvText(records));
    const json = { name, title, scale: sizeOf(experiment, scale), words, comparisons, records };
    writeWhole(join(numbers, `${name}.json`), `${JSON.stringify(json, null, 2)}\n`);
  }
  writeWhole(join(folder, 'report.html'), htmlReport(reportOf(scale, findings, installation().version)));
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
