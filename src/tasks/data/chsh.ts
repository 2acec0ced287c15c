import * as v from 'valibot';
import { type ChshEmbedding, chsh, chshEmbeddings } from '../../data/chsh.js';
import type { DataSource } from '../data-source.js';

/** The CHSH game as a learning task. */
export interface ChshSettings {
  readonly kind: 'chsh';
  readonly embedding: ChshEmbedding;
}

export const chshSource: DataSource<ChshSettings> = {
  kind: 'chsh',
  help: 'the game',
  entries: { embedding: v.picklist(chshEmbeddings) },
  defaults: { embedding: chshEmbeddings[0] },
  flags: {
    embedding: {
      flag: 'chshEmbedding',
      value: 'which',
      help: '"original" (the paper\'s x^o) or "alternative" (x^a)',
    },
  },
  parties: () => ({ A: 2, B: 2 }),
  rows: ({ embedding }) => ({ training: chsh({ embedding }), validation: null, table: null, digest: null }),
  identity: (settings) => settings,
  trainingRows: 16,
};
