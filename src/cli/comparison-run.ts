// The running of comparisons with all that they bring along, in one module that is loaded when it is asked for.
import { join } from 'node:path';
import { EbitError } from '../errors.js';
import { isFolder, makeFolder, readText, writeWhole } from '../node/files.js';
import { folderStore } from '../node/folder-store.js';
import { hasFonts, renderPng } from '../report/png.js';
import { canonicalText } from '../tasks/canonical.js';
import { runComparison } from '../worth/compare.js';
import type { Comparison } from '../worth/comparison.js';
import { comparisonFigure } from '../worth/comparison-figure.js';
import { type CompareSettings, comparePlan } from '../worth/plan.js';
import { installation } from './installation.js';
import { listenForInterruption } from './interruption.js';
import { openExecutor, type RunBy } from './open-executor.js';
import { flagNaming } from './settings/resolve.js';
import type { Terminal } from './terminal.js';
import type { WorkDisplay } from './work-display.js';
import { triedPicture } from './write-picture.js';

/** One comparison of a command. */
export interface NamedComparison {
  /** Of its files, without an ending. */
  readonly name: string;
  readonly settings: CompareSettings;
}

/** What is to be compared, and where it goes. */
export interface ComparisonRun {
  readonly comparisons: readonly NamedComparison[];
  readonly folder: string;
  readonly by: RunBy;
  /** Whether there has to be something to go on with. */
  readonly resumes: boolean;
  /** Whether a comparison of other settings may be replaced. */
  readonly replaces: boolean;
  /** Begins to show how far one is. */
  readonly display: (one: NamedComparison) => WorkDisplay;
}

/** A comparison that was run, with its picture. */
export interface FinishedComparison {
  readonly name: string;
  readonly comparison: Comparison;
  /** Null where it could not be drawn. */
  readonly picture: { readonly svg: string; readonly png: string } | null;
}

/** The settings of which the comparison in a file is; null where there is none. */
function settingsThere(path: string): string | null {
  try {
    const { settings } = JSON.parse(readText(path)) as { readonly settings?: unknown };
    return canonicalText(settings ?? null);
  } catch {
    return null;
  }
}

/**
 * Runs comparisons one after the other, writes their numbers and pictures, and goes on with what is there.
 *
 * @returns the comparisons, and why a picture could not be made, or null
 * @throws EbitError 'file' for nothing to go on with, or a comparison of other settings in the way; 'usage' for settings that
 *   mean nothing; as `comparePlan` and `runComparison`
 */
export async function comparisonRun(
  { comparisons, folder, by, resumes, replaces, display }: ComparisonRun,
  terminal: Terminal,
): Promise<{ readonly finished: readonly FinishedComparison[]; readonly failure: EbitError | null }> {
  const results = join(folder, 'results');
  if (resumes && !isFolder(results)) {
    throw new EbitError('file', `There is nothing to go on with in "${folder}"; leave out --resume to begin there.`);
  }
  // All are checked before the first is run.
  const planned = comparisons.map((one) => ({ ...one, plan: comparePlan(one.settings, flagNaming, readText) }));
  for (const { name, settings } of planned) {
    const path = join(folder, `${name}.json`);
    const there = settingsThere(path);
    if (replaces || there === null || there === canonicalText(settings)) continue;
    throw new EbitError(
      'file',
      `"${path}" is a comparison with other settings; give another --out, or --force to replace it. What was computed for it ` +
        'is kept either way.',
    );
  }
  const store = folderStore(results);
  const interruption = listenForInterruption(terminal);
  const executor = await openExecutor(by, terminal);
  const finished: FinishedComparison[] = [];
  let failure: EbitError | null = null;
  try {
    const { signal } = interruption;
    for (const one of planned) {
      const { update: onProgress, stop } = display(one);
      const comparison = await runComparison(one.plan, { store, executor, signal, onProgress }).finally(stop);
      makeFolder(folder);
      const { settings } = one;
      const json = { ebit: installation().version, settings, ...comparison };
      writeWhole(join(folder, `${one.name}.json`), `${JSON.stringify(json, null, 2)}\n`);
      const [svg, png] = ['svg', 'png'].map((ending) => join(folder, `${one.name}.${ending}`));
      const tried = await triedPicture(async () => {
        const picture = comparisonFigure(comparison);
        writeWhole(svg, picture);
        writeWhole(png, renderPng(picture));
        return { svg, png };
      });
      failure ??= tried.failure;
      finished.push({ name: one.name, comparison, picture: tried.made });
    }
  } finally {
    interruption.release();
    await executor.close();
  }
  if (!hasFonts())
    terminal.note('This system has no fonts, so the PNG files have no letters; the SVG files are whole.');
  return { finished, failure };
}
