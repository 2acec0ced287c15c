import { describe, expect, it } from 'vitest';
import { effectiveDimension } from '../../../../src/analysis/effective-dimension.js';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { publishedRanks, rankTask } from '../../../../src/playground/questions/enough/ranks.js';
import { runTask } from '../../../../src/tasks/run.js';

describe('rankTask', () => {
  it.each([
    { ebits: 0, depth: 6, inputs: 25, dof: 2 },
    { ebits: 1, depth: 6, inputs: 25, dof: 3 },
    { ebits: 4, depth: 6, inputs: 25, dof: 1 },
    { ebits: 2, depth: 1, inputs: 50, dof: 3 },
  ])('is the rank of one draw, and what the closed form says: $ebits ebits, $depth layers', async (asked) => {
    const { ebits, depth, inputs, dof } = asked;
    const found = await runTask(rankTask({ ebits, depth, inputs }));
    const model = classifier({ network: bellNetwork({ ebits }), circuit: qcnn({ depth }) });
    const direct = await effectiveDimension(model, { inputs, draws: 1, seed: 1 });
    expect(found.rank).toBe(direct.rank);
    // Of an observable on four qubits 128 directions can change; a layer adds 8 until both parties have theirs.
    expect(found.rank).toBe(Math.min(24 + 8 * depth, 256, inputs * dof));
    expect(found.dof).toBe(dof);
    expect(found.atCap).toBe(found.rank === inputs * dof);
  });
});

describe('publishedRanks', () => {
  it('are those of Table S6 without mixing', () => {
    const all = publishedRanks();
    expect(all).toHaveLength(4 * 30);
    const at = (ebits: number, depth: number) => all.find((one) => one.ebits === ebits && one.depth === depth)?.rank;
    expect([at(0, 30), at(1, 30), at(2, 30), at(4, 30)]).toEqual([200, 256, 256, 100]);
    expect([at(0, 1), at(4, 9), at(4, 10)]).toEqual([32, 96, 100]);
  });
});
