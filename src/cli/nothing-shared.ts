// The same training with nothing shared, beside one whose processors share something: what that brought.

import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { type FitManyOptions, fitMany } from '../jobs/fit-many.js';
import type { Model } from '../models/model-types.js';
import { SCALED } from '../models/row-options.js';
import { sharedStates } from '../network/shared-states.js';
import { sharedName } from '../network/words.js';
import { LEAST_SEEDS, verdictOf } from '../report/verdict.js';
import { type LearningTask, modelOf } from '../tasks/make.js';
import type { FitResult } from '../training/training-run.js';
import { bestOf, type NothingShared } from './run-summary.js';
import type { RunConfig } from './settings/resolve.js';

/** 1 for every row that gets its label, else 0. */
function rightRows(model: Model, { rows, labels }: Dataset): number[] {
  return Array.from(model.predict(rows, SCALED), (label, n) => (label === labels[n] ? 1 : 0));
}

/** `1 ebit`; of pairs, coins and shares without any entanglement it is said. */
function nameOf({ network }: Model): string {
  const known = sharedStates(network).map(({ entangled }) => entangled);
  if (known.includes(true)) return sharedName(network);
  return `${sharedName(network)} (${known.includes(null) ? 'no entanglement shown' : 'nothing entangled'})`;
}

/**
 * Trains a task once more with nothing shared, to say what came of sharing: over seeds from five on, else over the rows of the
 * two fits with the least training loss.
 *
 * @param results - of the task itself, in the order of the seeds
 * @param fits - how those were trained, and these are
 * @returns null if the processors share nothing
 * @throws EbitError 'aborted' after the signal; as `fitMany`
 */
export async function nothingShared(
  task: LearningTask,
  { network, model, training }: RunConfig,
  results: readonly FitResult[],
  fits: FitManyOptions,
): Promise<NothingShared | null> {
  const { network: shared, classes } = task.model;
  if (shared.ebits.length + shared.coins.length + shared.shares.length === 0) return null;
  const ofClasses = classes === 2 ? model : { ...model, classes };
  const alone = modelOf({ network: { processors: network.processors, ebits: 0 }, model: ofClasses }, training.seed);
  const others = await fitMany(alone, task.training, fits);
  if (others.some(({ stopped }) => stopped === 'aborted')) {
    throw new EbitError('aborted', 'The training with nothing shared was stopped before it had an accuracy.');
  }
  const judged = task.validation ?? task.training;
  const where = task.validation === null ? 'training' : 'validation';
  const isOverSeeds = results.length >= LEAST_SEEDS;
  const ofSeed = ({ accuracy }: FitResult) => accuracy[where] ?? accuracy.training;
  const [own, other] = [results[bestOf(results)], others[bestOf(others)]];
  const right = isOverSeeds
    ? [results.map(ofSeed), others.map(ofSeed)]
    : [rightRows(own.model, judged), rightRows(other.model, judged)];
  const { sentence } = verdictOf({
    first: nameOf(task.model),
    second: 'nothing shared',
    differences: right[0].map((value, i) => value - right[1][i]),
    over: isOverSeeds ? 'seeds' : `${where} rows`,
  });
  return { accuracy: other.accuracy, verdict: sentence };
}
