// The clusters as a table of labels: a row for each of A's corners, a column for each of B's.
import { clusters } from '../../../data/clusters.js';

/** The clusters' table. */
export interface ClusterCells {
  /** A's corners in the order in which the data have them: a sign, +1 or -1, for each of its features. */
  readonly a: readonly (readonly number[])[];
  readonly b: readonly (readonly number[])[];
  /** +1 or -1, by A's corner and B's. */
  readonly labels: readonly (readonly number[])[];
  /** How many choices of two corners of A and two of B there are, and how many of them are CHSH games: of odd parity. */
  readonly choices: number;
  readonly games: number;
}

/** Of two rows of labels, how many pairs of columns there are in which they agree once and differ once. */
function oddPairs(one: readonly number[], other: readonly number[]): number {
  const agreeing = one.filter((label, j) => label === other[j]).length;
  return agreeing * (one.length - agreeing);
}

/**
 * Returns the table of the clusters in a grid.
 *
 * Four labels, of two corners of A and two of B, make a CHSH game where three agree and one differs, or their product is -1.
 *
 * @param seed - of the data
 * @throws EbitError 'range' for a seed that is none
 */
export function clusterCells(seed: number): ClusterCells {
  const { all, cluster } = clusters({ seed });
  const { rows, labels, features } = all;
  const half = features / 2;
  const firstOf = (c: number) => cluster.indexOf(c);
  const signs = (c: number, from: number) =>
    Array.from({ length: half }, (_, i) => (rows[firstOf(c) * features + from + i] > 0 ? 1 : -1));
  const count = Math.sqrt(cluster[cluster.length - 1] + 1);
  const each = Array.from({ length: count }, (_, i) => i);
  const table = each.map((i) => each.map((j) => labels[firstOf(i * count + j)]));
  const pairs = (count * (count - 1)) / 2;
  let games = 0;
  for (let i = 0; i < count; i++) for (let k = i + 1; k < count; k++) games += oddPairs(table[i], table[k]);
  return {
    a: each.map((i) => signs(i * count, 0)),
    b: each.map((j) => signs(j, half)),
    labels: table,
    choices: pairs * pairs,
    games,
  };
}
