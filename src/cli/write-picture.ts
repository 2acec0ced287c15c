import { basename } from 'node:path';
import { EbitError, isEbitError, messageOf } from '../errors.js';
import { writeWhole } from '../node/files.js';
import type { Terminal } from './terminal.js';

/**
 * Throws unless a picture can be written under a name, so that it is refused before the work and not after it.
 *
 * @throws EbitError 'usage' for another ending than .svg or .png
 */
export function checkPictureName(path: string): void {
  if (/\.(svg|png)$/i.test(path)) return;
  throw new EbitError('usage', `A picture cannot be written to "${path}"; give a name that ends in .svg or .png.`);
}

/** A picture that was tried. */
export interface TriedPicture<T> {
  /** What the drawing returned; null if it failed. */
  readonly made: T | null;
  /** To be thrown once the results are shown. */
  readonly failure: EbitError | null;
}

/** Draws a picture of work that is done and kept, so that its failure can wait until the work's result is shown. */
export async function triedPicture<T>(draw: () => Promise<T>): Promise<TriedPicture<T>> {
  try {
    return { made: await draw(), failure: null };
  } catch (cause) {
    const why = messageOf(cause);
    const code = isEbitError(cause) ? cause.code : 'file';
    return { made: null, failure: new EbitError(code, `The picture failed; the results are whole. ${why}`, { cause }) };
  }
}

/**
 * Writes a picture, as SVG or PNG by the ending of its name.
 *
 * @param svg - a whole document
 * @throws EbitError 'usage' for another ending; 'disk' or 'file' if it cannot be written
 */
export async function writePicture(terminal: Terminal, path: string, svg: string): Promise<void> {
  checkPictureName(path);
  if (/\.svg$/i.test(path)) {
    writeWhole(path, svg);
    return;
  }
  // Loaded on demand: the renderer takes longer to load than most commands take to run.
  const { hasFonts, renderPng } = await import('../report/png.js');
  writeWhole(path, renderPng(svg));
  if (!hasFonts()) terminal.note(`This system has no fonts, so ${basename(path)} has no letters; as SVG it is whole.`);
}
