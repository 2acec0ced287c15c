// What all games of the command line have in common: a training that shows how it goes, and a folder for the players.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EbitError } from '../errors.js';
import { modelToJSON } from '../models/model-file.js';
import type { Model } from '../models/model-types.js';
import { makeFolder, writeWhole } from '../node/files.js';
import type { StartOptions } from '../strategies/best-of-starts.js';
import type { Context } from './commands/context.js';
import { listenForInterruption } from './interruption.js';
import { type CountDisplay, countDisplay } from './progress-display.js';
import { runFiles } from './run-directory.js';

/** What the file beside the model is called. */
const REPORT = 'game.json';

/** Most games are learnt before anybody asks how it goes, milliseconds. */
const QUIET = 1000;

/** @throws EbitError 'file' for a folder with a model in it, before anything is trained for it */
export function refuseOccupied(folder: string): void {
  const taken = [runFiles.model, runFiles.config, REPORT].find((file) => existsSync(join(folder, file)));
  if (taken !== undefined) throw new EbitError('file', `"${folder}" holds a ${taken} already; choose another --out.`);
}

/**
 * Trains the players of a game, and shows how it goes where that takes long.
 *
 * @param successOf - the chance to win that belongs to a value, null where there is none
 */
export async function shownTraining<T>(
  train: (options: Pick<StartOptions, 'signal' | 'onProgress'>) => Promise<T>,
  successOf: (value: number) => number | null,
  { terminal }: Context,
): Promise<T> {
  const interruption = listenForInterruption(terminal);
  const start = performance.now();
  let display = null as CountDisplay | null;
  try {
    return await train({
      signal: interruption.signal,
      onProgress: ({ iteration, iterations, value }) => {
        if (performance.now() - start < QUIET) return;
        display ??= countDisplay(terminal, 'training', iterations);
        const success = successOf(value);
        display.update(iteration, success === null ? '' : `success ${success.toFixed(4)}`);
      },
    });
  } finally {
    display?.stop();
    interruption.release();
  }
}

/** Writes the trained players as a model, and what was found of the game beside it. */
export function keepPlayers(folder: string, model: Model, json: string, { terminal }: Context): void {
  makeFolder(folder);
  writeWhole(join(folder, runFiles.model), `${JSON.stringify(modelToJSON(model))}\n`);
  writeWhole(join(folder, REPORT), json);
  terminal.note(`The players are in ${join(folder, runFiles.model)}.`);
}
