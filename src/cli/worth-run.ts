// The running of comparisons and budgets: numbers and pictures in a folder, and what was computed, to go on with.
import { join } from 'node:path';
import { EbitError } from '../errors.js';
import { isFolder, makeFolder, readText, writeWhole } from '../node/files.js';
import { folderStore } from '../node/folder-store.js';
import { canonicalText } from '../tasks/canonical.js';
import type { CompareOptions } from '../worth/compare-options.js';
import { installation } from './installation.js';
import { listenForInterruption } from './interruption.js';
import { openExecutor, type RunBy } from './open-executor.js';
import { missingPictures } from './picture-packages.js';
import type { Terminal } from './terminal.js';
import type { WorkDisplay } from './work-display.js';
import { triedPicture } from './write-picture.js';

/** One question of a command, checked. */
export interface WorthQuestion<Answer extends object> {
  /** Of its files, without an ending. */
  readonly name: string;
  /** As they are kept beside the answer: another answer is not replaced unasked. */
  readonly settings: object;
  run(options: CompareOptions): Promise<Answer>;
  /** The answer as an SVG document; what draws it is loaded then. */
  figure(answer: Answer): Promise<string>;
}

/** What is asked, and where the answers go. */
export interface WorthRun<Answer extends object> {
  readonly questions: readonly WorthQuestion<Answer>[];
  readonly folder: string;
  readonly by: RunBy;
  /** Whether there has to be something to go on with. */
  readonly resumes: boolean;
  /** Whether what came of other settings may be replaced. */
  readonly replaces: boolean;
  /** Begins to show how far one is. */
  readonly display: (one: WorthQuestion<Answer>) => WorkDisplay;
}

/** An answer with its picture. */
export interface WorthAnswer<Answer extends object> {
  readonly name: string;
  readonly answer: Answer;
  /** Null where it could not be drawn, or the packages for it are not there. */
  readonly picture: { readonly svg: string; readonly png: string } | null;
}

/** The settings of which the answer in a file is; null where there is none. */
function settingsThere(path: string): string | null {
  try {
    const { settings } = JSON.parse(readText(path)) as { readonly settings?: unknown };
    return canonicalText(settings ?? null);
  } catch {
    return null;
  }
}

/**
 * Answers questions one after the other, writes their numbers and pictures, and goes on with what is there.
 *
 * @returns the answers, and why a picture could not be made, or null
 * @throws EbitError 'file' for nothing to go on with, or an answer to other settings in the way; as the questions
 */
export async function worthRun<Answer extends object>(
  { questions, folder, by, resumes, replaces, display }: WorthRun<Answer>,
  terminal: Terminal,
): Promise<{ readonly answers: readonly WorthAnswer<Answer>[]; readonly failure: EbitError | null }> {
  const results = join(folder, 'results');
  if (resumes && !isFolder(results)) {
    throw new EbitError('file', `There is nothing to go on with in "${folder}"; leave out --resume to begin there.`);
  }
  for (const { name, settings } of questions) {
    const path = join(folder, `${name}.json`);
    const there = settingsThere(path);
    if (replaces || there === null || there === canonicalText(settings)) continue;
    throw new EbitError(
      'file',
      `"${path}" was made with other settings; give another --out, or --force to replace it. What was computed for it is ` +
        'kept either way.',
    );
  }
  // Known before the work; the numbers do not wait for packages.
  const undrawn = await missingPictures();
  if (undrawn !== null) terminal.note(undrawn);
  const store = folderStore(results);
  const interruption = listenForInterruption(terminal);
  const executor = await openExecutor(by, terminal);
  const answers: WorthAnswer<Answer>[] = [];
  let failure: EbitError | null = null;
  try {
    const { signal } = interruption;
    for (const one of questions) {
      const { update: onProgress, stop } = display(one);
      const answer = await one.run({ store, executor, signal, onProgress }).finally(stop);
      makeFolder(folder);
      const { name, settings } = one;
      const json = { ebit: installation().version, settings, ...answer };
      writeWhole(join(folder, `${name}.json`), `${JSON.stringify(json, null, 2)}\n`);
      const [svg, png] = ['svg', 'png'].map((ending) => join(folder, `${name}.${ending}`));
      if (undrawn !== null) {
        answers.push({ name, answer, picture: null });
        continue;
      }
      const tried = await triedPicture(async () => {
        const picture = await one.figure(answer);
        const { renderPng } = await import('../report/png.js');
        writeWhole(svg, picture);
        writeWhole(png, renderPng(picture));
        return { svg, png };
      });
      failure ??= tried.failure;
      answers.push({ name, answer, picture: tried.made });
    }
  } finally {
    interruption.release();
    await executor.close();
  }
  if (undrawn === null && !(await import('../report/png.js')).hasFonts())
    terminal.note('This system has no fonts, so the PNG files have no letters; the SVG files are whole.');
  return { answers, failure };
}
