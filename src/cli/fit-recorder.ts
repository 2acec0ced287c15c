import { modelToJSON } from '../models/model-file.js';
import { makeFolder } from '../node/files.js';
import { type Checkpoint, parseCheckpoint } from '../training/checkpoint.js';
import type { FitResult } from '../training/training-run.js';
import { openLog } from './append-log.js';
import { metricsLines } from './metrics.js';
import type { RunDirectory } from './run-directory.js';

/** Keeps the files of one fit up to date. */
export interface FitRecorder {
  readonly directory: RunDirectory;
  /** What an interrupted run left to go on from, or null. */
  readonly checkpoint: Checkpoint | null;
  /** Brings metrics and checkpoint up to date. */
  save(checkpoint: Checkpoint): void;
  /** Writes the last metrics, the model and what is to be remembered; the checkpoint is not needed any more. */
  finish(result: FitResult, summary: unknown): void;
  close(): void;
}

/**
 * Opens the files of one fit in a directory, which is made if it is missing.
 *
 * @throws EbitError 'checkpoint' if there is one that is not whole; 'disk' or 'file' if the directory cannot be written,
 *   as do the recorder's verbs
 */
export function openRecorder(directory: RunDirectory): FitRecorder {
  makeFolder(directory.path);
  const checkpoint = directory.has('checkpoint') ? parseCheckpoint(directory.read('checkpoint')) : null;
  // The log begins with what the checkpoint knows: lines that a killed run wrote after it are written again.
  const known = checkpoint === null ? [] : metricsLines(checkpoint.history);
  const log = openLog(directory.pathOf('metrics'), known);
  let written = known.length;
  const record = ({ history }: Checkpoint): void => {
    for (const line of metricsLines(history).slice(written)) {
      log.append(line);
      written += 1;
    }
  };
  return {
    directory,
    checkpoint,
    save(reached) {
      record(reached);
      directory.write('checkpoint', reached);
    },
    finish(result, summary) {
      record(result.checkpoint);
      directory.write('model', modelToJSON(result.model));
      directory.write('summary', summary);
      directory.remove('checkpoint');
    },
    close: () => log.close(),
  };
}
