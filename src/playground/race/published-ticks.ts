import { bellNames, tableS3, tableS4 } from '../../experiments/published-tables.js';
import { meanOf } from '../../statistics.js';
import type { PageData } from './data.js';
import { defaults, flatSettings, type RunSettings } from './settings.js';

/** What the paper reports of a run's settings. */
export interface PublishedTick {
  /** A share. */
  readonly accuracy: number;
  /** Where it is from, and what it is the mean of. */
  readonly source: string;
}

/** The settings that are the same in all of the paper's runs that are meant here. */
const SAME = ['circuit', 'mixing', 'learningRate', 'loss', 'iterations'] as const;

/**
 * Returns the published validation accuracy at a run's own settings; null where the paper has none.
 *
 * Table S4 is of data set A, whose clusters an 8 by 8 grid fits; Table S3 of five data sets, which corners that are drawn
 * each by itself fit. Nobody has published the data sets themselves.
 */
export function publishedTick(settings: RunSettings, data: PageData): PublishedTick | null {
  const own = flatSettings(settings);
  const paper = flatSettings(defaults);
  if (data.kind !== 'clusters' || SAME.some((name) => own[name] !== paper[name])) return null;
  if (own.coins > 0 || (own.ebits > 0 && own.fidelity !== 1)) return null;
  const name = bellNames[own.ebits];
  if (data.corners === 'grid') {
    const row = Object.entries(tableS4).find(([depth]) => Number(depth) === own.depth)?.[1];
    return row === undefined
      ? null
      : { accuracy: row[name].mean, source: 'Table S4, mean of 5 runs on its data set A' };
  }
  if (data.corners !== 'independent' || own.depth !== paper.depth || (name !== 'bell0' && name !== 'bell1'))
    return null;
  const means = Object.values(tableS3).map((row) => row[name].mean);
  return { accuracy: meanOf(means), source: 'Table S3, mean of 10 runs on each of 5 data sets' };
}
