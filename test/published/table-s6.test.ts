// The effective dimension of arXiv:2605.03864, Table S6: all 300 cells where EBIT_WHOLE is 1, else a sample. The paper's
// random inputs and angles are unknown; ours are of one seed.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effectiveDimension } from '../../src/analysis/effective-dimension.js';
import { fisherDraws } from '../../src/analysis/fisher-draws.js';
import { fisherRank } from '../../src/analysis/fisher-rank.js';
import { rankOf } from '../../src/analysis/rank.js';
import { effectiveDimensions } from '../../src/jobs/effective-dimensions.js';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { bundledWorker } from '../jobs/bundled-worker.js';
import tableS6 from './table-s6.json';

interface Cell {
  readonly ebits: number;
  readonly mixing: number;
  readonly depth: number;
  readonly published: number;
}

/** Ranks by depth. */
type Column = Readonly<Record<string, number>>;

const columns: readonly { readonly mixing: number; readonly published: Readonly<Record<string, Column>> }[] = [
  { mixing: 0, published: tableS6.noMixing },
  { mixing: 3, published: tableS6.mixing },
];

/** The table's depth counts the mixing layers; ours does not. */
const cells: readonly Cell[] = columns.flatMap(({ mixing, published }) =>
  Object.values(published).flatMap((column, ebits) =>
    Object.entries(column).map(([depth, rank]) => ({ ebits, mixing, depth: Number(depth) - mixing, published: rank })),
  ),
);

const modelOf = ({ ebits, mixing, depth }: Cell) =>
  classifier({
    network: bellNetwork({ ebits }),
    circuit: qcnn({ depth }),
    mixing: { layers: mixing },
    weights: 'fixed',
  });

const nameOf = ({ ebits, mixing, depth }: Cell) => `Bell-${ebits}, ${mixing} mixing and ${depth} conv layers`;

const isWhole = process.env.EBIT_WHOLE === '1';
/** Among them each network's first depth, its last, and one between, with and without mixing. */
const sample = isWhole ? cells : cells.filter((_, i) => [0, 14, 29].includes(i % 30));

let script: URL;
beforeAll(async () => {
  script = await bundledWorker('src/jobs/worker.ts');
});
afterAll(() => {
  rmSync(script, { force: true });
});

test('the table has 300 cells', () => {
  expect(cells).toHaveLength(300);
});

test(`${sample.length} cells with 100 inputs are as published`, { timeout: 300_000 }, async () => {
  const draws = isWhole ? 20 : 1;
  const found = await effectiveDimensions(sample.map(modelOf), { inputs: 100, draws, seed: 1, workers: 2, script });
  const ours = sample.map((cell, i) => `${nameOf(cell)}: ${found[i].rank}`);
  expect(ours).toEqual(sample.map((cell) => `${nameOf(cell)}: ${cell.published}`));
  for (const { rank, cap, atCap, gap } of found) {
    expect(atCap).toBe(rank === cap);
    expect(gap).toBeGreaterThan(1e6);
  }
});

describe('the Cholesky factorisation and the singular values agree on', () => {
  test.each(cells.filter((_, i) => i % 60 === 37).map((cell) => [nameOf(cell), cell] as const))(
    '%s',
    async (_, cell) => {
      const model = modelOf(cell);
      const { matrices } = fisherDraws(model, { draws: 1, seed: 2 });
      for await (const matrix of matrices()) {
        expect(fisherRank(matrix, model.angles)).toEqual({ rank: cell.published, method: 'cholesky' });
        expect(rankOf(matrix, model.angles).rank).toBe(cell.published);
      }
    },
  );
});

describe('with 600 inputs the plateaus are gone:', () => {
  test.each([0, 1, 2, 3, 4])('Bell-%i reaches 256, and 280 with mixing', async (ebits) => {
    const depth = 30;
    for (const [mixing, rank] of [
      [0, 256],
      [3, 280],
    ]) {
      const model = modelOf({ ebits, mixing, depth, published: rank });
      const found = await effectiveDimension(model, { inputs: 600, draws: 1, seed: 1 });
      expect(found).toMatchObject({ rank, atCap: false, cap: 600 * [2, 3, 3, 3, 1][ebits] });
    }
  });
});
