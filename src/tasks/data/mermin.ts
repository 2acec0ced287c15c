import { MOST_GAME_ROWS } from '../../data/drawn-words.js';
import { isMerminDrawn, MERMIN_FEATURES, MERMIN_PARTIES, mermin } from '../../data/mermin.js';
import type { DataSource } from '../data-source.js';
import { positiveSchema, seedSchema } from '../schemas.js';
import { partiesOf } from './parties-of.js';

/** Mermin's parity game as a learning task. */
export interface MerminSettings {
  readonly kind: 'mermin';
  readonly parties: number;
  /** Of the rows, where they are drawn. */
  readonly seed: number;
}

export const merminSource: DataSource<MerminSettings> = {
  kind: 'mermin',
  help: "Mermin's parity game",
  entries: { parties: positiveSchema, seed: seedSchema },
  defaults: { parties: MERMIN_PARTIES, seed: 1 },
  flags: {
    seed: { flag: 'dataSeed', value: 'seed', help: 'chooses the rows of seven parties and more', word: 'number' },
    parties: { value: 'n', help: 'how many players there are (default 3)', word: 'number' },
  },
  parties: ({ parties }) => partiesOf(parties, MERMIN_PARTIES, MERMIN_FEATURES),
  rows: ({ parties, seed }) => ({ training: mermin({ parties, seed }), validation: null, table: null, digest: null }),
  identity: ({ seed, ...rest }) => (isMerminDrawn(rest.parties) ? { ...rest, seed } : rest),
  trainingRows: MOST_GAME_ROWS,
};
