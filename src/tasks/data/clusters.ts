import * as v from 'valibot';
import { type Corners, clusterFeatures, clusters, cornerRules } from '../../data/clusters.js';
import { PARTIES, partyNames } from '../../data/deal.js';
import type { DataSource } from '../data-source.js';
import { positiveSchema, seedSchema } from '../schemas.js';

/** The paper's clustered data, or those of more parties. */
export interface ClustersSettings {
  readonly kind: 'clusters';
  readonly seed: number;
  readonly corners: Corners;
  /** 2 where it is not said. */
  readonly parties?: number;
  readonly dimension: number;
}

/** Of two parties, in the help; of more, four times as many. */
const DIMENSION = 8;

export const clustersSource: DataSource<ClustersSettings> = {
  kind: 'clusters',
  help: "the paper's",
  entries: { seed: seedSchema, corners: v.picklist(cornerRules), parties: positiveSchema, dimension: positiveSchema },
  defaults: { seed: 1, corners: cornerRules[0], dimension: DIMENSION },
  defaultsFor: ({ parties = PARTIES }) => ({ dimension: (DIMENSION / PARTIES) * parties }),
  flags: {
    seed: { flag: 'dataSeed', value: 'seed', help: 'chooses the clusters', word: 'number' },
    corners: { value: 'how', help: 'how their corners are drawn, "grid", "distinct" or "independent"' },
    parties: { value: 'n', help: 'how many parties there are', word: 'number' },
    dimension: {
      value: 'n',
      help: 'features of all parties, 2 to 4 a party (default 4), or 3 (two at A, one at B)',
      word: 'number',
    },
  },
  parties: ({ parties, dimension }) => {
    const held = clusterFeatures(parties, dimension);
    const names = partyNames(held.length);
    return Object.fromEntries(held.map((features, p) => [names[p], features]));
  },
  rows({ seed, corners, parties, dimension }) {
    const { training, validation } = clusters({ seed, corners, parties, dimension });
    return { training, validation, table: null, digest: null };
  },
  // Of two parties they are known as before there were others.
  identity: ({ parties = PARTIES, ...rest }) => (parties === PARTIES ? rest : { ...rest, parties }),
  trainingRows: 3072,
};
