import { EbitError } from '../errors.js';
import {
  canonicalText,
  type RankResult,
  type RankTrial,
  type TrainingResult,
  type TrainingTrial,
  type Trial,
  type TrialResult,
} from './trial.js';

/** Results of trials that are finished, looked up by what was tried. */
export interface Results {
  /** @throws EbitError 'config' if the trial was not run: an experiment asks only for what it named */
  training(trial: TrainingTrial): TrainingResult;
  /** @throws EbitError as `training` */
  rank(trial: RankTrial): RankResult;
  has(trial: Trial): boolean;
}

/** Results that grow. */
export interface ResultBook extends Results {
  add(trial: Trial, result: TrialResult): void;
}

/** Returns an empty book of results. */
export function resultBook(): ResultBook {
  const known = new Map<string, TrialResult>();
  const missing = (trial: Trial) => new EbitError('config', `The trial ${canonicalText(trial)} was not run.`);
  return {
    has: (trial) => known.has(canonicalText(trial)),
    training(trial) {
      const result = known.get(canonicalText(trial));
      if (result?.kind !== 'training') throw missing(trial);
      return result;
    },
    rank(trial) {
      const result = known.get(canonicalText(trial));
      if (result?.kind !== 'rank') throw missing(trial);
      return result;
    },
    add: (trial, result) => {
      known.set(canonicalText(trial), result);
    },
  };
}
