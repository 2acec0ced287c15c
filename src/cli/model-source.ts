import { EbitError } from '../errors.js';
import { parseModel } from '../models/model-file.js';
import type { Model } from '../models/model-types.js';
import { isFolder } from '../node/files.js';
import { fileContent } from './file-content.js';
import { runDirectory } from './run-directory.js';

/**
 * Opens the model that a path leads to: a model file, or the folder of a finished run.
 *
 * @throws EbitError 'file' if there is none; as `parseModel`, with the path, for a file that is no model
 */
export function openModel(path: string): Model {
  return fileContent(modelPath(path), parseModel);
}

/** The model file that a path leads to. */
export function modelPath(path: string): string {
  if (!isFolder(path)) return path;
  const directory = runDirectory(path);
  if (directory.has('model')) return directory.pathOf('model');
  const why = directory.has('metrics')
    ? 'its run is not finished; go on with ebit train --resume'
    : 'no run ended there';
  throw new EbitError('file', `The folder "${path}" holds no model.json: ${why}.`);
}
