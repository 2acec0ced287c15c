import { describe, expect, it } from 'vitest';
import { clusters } from '../../../../src/data/clusters.js';
import { clusterCells } from '../../../../src/playground/questions/task/cells.js';

/** Counts the choices of two and two whose four labels no fixed answers give, one by one. */
function counted(labels: readonly (readonly number[])[]): { readonly choices: number; readonly games: number } {
  const found = { choices: 0, games: 0 };
  const all = Array.from(labels, (_, i) => i);
  for (const i of all)
    for (const k of all.filter((one) => one > i))
      for (const j of all)
        for (const l of all.filter((one) => one > j)) {
          found.choices += 1;
          const four = [labels[i][j], labels[i][l], labels[k][j], labels[k][l]];
          const plus = four.filter((label) => label > 0).length;
          if (plus % 2 === 1) found.games += 1;
        }
  return found;
}

describe('the table of the clusters', () => {
  it.each([0, 1, 2, 7, 9996])('of seed %d has as many CHSH games as are counted one by one', (seed) => {
    const { labels, choices, games } = clusterCells(seed);
    expect({ choices, games }).toEqual(counted(labels));
    expect(choices).toBe(784);
  });

  it('has the label of every point in the cell of its corners', () => {
    const { a, b, labels } = clusterCells(3);
    const { rows, labels: own, features, length } = clusters({ seed: 3 }).all;
    const cornerOf = (corners: typeof a, from: number) =>
      corners.findIndex((corner) => corner.every((sign, i) => Math.sign(rows[from + i]) === sign));
    for (let n = 0; n < length; n++) {
      const [i, j] = [cornerOf(a, n * features), cornerOf(b, n * features + 4)];
      expect(labels[i][j]).toBe(own[n]);
    }
    expect(labels.flat().filter((label) => label > 0)).toHaveLength(32);
  });
});
