import type { Dataset } from '../data/dataset.js';
import type { Model } from '../models/model-types.js';
import { openSession } from '../models/session.js';
import { checkOptions } from '../options.js';
import { type FitOptions, fitOptionNames } from './fit-options.js';
import type { OpenSession } from './subject.js';
import { completed, type FitResult, trainingRun } from './training-run.js';

/**
 * Trains a model on labelled rows.
 *
 * @param open - compiles the model over rows; in this thread unless told
 * @throws EbitError as the library's `fit`
 */
export async function fit(
  model: Model,
  training: Dataset,
  options: FitOptions = {},
  open: OpenSession = openSession,
): Promise<FitResult> {
  checkOptions('fit', options, fitOptionNames);
  return completed(trainingRun(open, model, training, options), options.onProgress);
}
