import { chshRing, isRingDrawn, RING_FEATURES, RING_PARTIES } from '../../data/chsh-ring.js';
import { MOST_GAME_ROWS } from '../../data/drawn-words.js';
import type { DataSource } from '../data-source.js';
import { positiveSchema, seedSchema } from '../schemas.js';
import { partiesOf } from './parties-of.js';

/** The parity of CHSH games around a ring. */
export interface ChshRingSettings {
  readonly kind: 'chsh-ring';
  readonly parties: number;
  /** Of the rows, where they are drawn. */
  readonly seed: number;
}

export const chshRingSource: DataSource<ChshRingSettings> = {
  kind: 'chsh-ring',
  help: 'the parity of CHSH games around a ring',
  entries: { parties: positiveSchema, seed: seedSchema },
  defaults: { parties: RING_PARTIES, seed: 1 },
  flags: {
    seed: { flag: 'dataSeed', value: 'seed', help: 'chooses the rows of five parties and more', word: 'number' },
    parties: { value: 'n', help: 'how many parties stand around the ring (default 3)', word: 'number' },
  },
  parties: ({ parties }) => partiesOf(parties, RING_PARTIES, RING_FEATURES),
  rows: ({ parties, seed }) => ({ training: chshRing({ parties, seed }), validation: null, table: null, digest: null }),
  identity: ({ seed, ...rest }) => (isRingDrawn(rest.parties) ? { ...rest, seed } : rest),
  trainingRows: MOST_GAME_ROWS,
};
