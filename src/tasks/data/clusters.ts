import * as v from 'valibot';
import { type Corners, clusters, cornerRules } from '../../data/clusters.js';
import type { DataSource } from '../data-source.js';
import { seedSchema } from '../schemas.js';

/** The paper's clustered data. */
export interface ClustersSettings {
  readonly kind: 'clusters';
  readonly seed: number;
  readonly corners: Corners;
  readonly dimension: 8 | 3;
}

export const clustersSource: DataSource<ClustersSettings> = {
  kind: 'clusters',
  help: "the paper's",
  entries: { seed: seedSchema, corners: v.picklist(cornerRules), dimension: v.picklist([8, 3]) },
  defaults: { seed: 1, corners: cornerRules[0], dimension: 8 },
  flags: {
    seed: { flag: 'dataSeed', value: 'seed', help: 'chooses the clusters', word: 'number' },
    corners: { value: 'how', help: 'how their corners are drawn, "grid", "distinct" or "independent"' },
    dimension: { value: 'n', help: '8, or 3 (two features at A, one at B)', word: 'number' },
  },
  parties: ({ dimension }) => (dimension === 3 ? { A: 2, B: 1 } : { A: 4, B: 4 }),
  rows({ seed, corners, dimension }) {
    const { training, validation } = clusters({ seed, corners, dimension });
    return { training, validation, table: null, digest: null };
  },
  identity: (settings) => settings,
  trainingRows: 3072,
};
