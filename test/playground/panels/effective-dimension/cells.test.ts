import { describe, expect, it } from 'vitest';
import { effectiveDimension } from '../../../../src/analysis/effective-dimension.js';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { CELLS, capOf, cellKey, cellTask } from '../../../../src/playground/panels/effective-dimension/cells.js';
import { runTask } from '../../../../src/tasks/run.js';

const settings = { inputs: 12, draws: 2, mixing: 0, seed: 1 } as const;

describe('capOf', () => {
  it('is two numbers an input without an ebit, one where every qubit is a half, three between', () => {
    expect([0, 1, 2, 3, 4].map((ebits) => capOf(ebits, 100))).toEqual([200, 300, 300, 300, 100]);
    expect(capOf(4, 600)).toBe(600);
  });
});

describe('cellTask', () => {
  it('finds what the library finds', async () => {
    for (const [mixing, ebits] of [
      [0, 4],
      [3, 0],
    ] as const) {
      const found = await runTask(cellTask({ ebits, depth: 2 }, { ...settings, mixing }));
      const model = classifier({
        network: bellNetwork({ ebits }),
        mixing: { layers: mixing },
        circuit: qcnn({ depth: 2 }),
      });
      const expected = await effectiveDimension(model, { inputs: 12, draws: 2, seed: 1 });
      expect([found.rank, found.cap, found.parameters]).toEqual([expected.rank, expected.cap, expected.parameters]);
      expect(found.rank).toBe(ebits === 4 ? 12 : 24);
      expect(found.cap).toBe(capOf(ebits, 12));
    }
  });
});

describe('cells', () => {
  it('come depth by depth, all networks at each', () => {
    expect(CELLS.slice(0, 6).map(({ ebits, depth }) => [ebits, depth])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [0, 4],
    ]);
    expect(new Set(CELLS.map((cell) => cellKey(cell, settings))).size).toBe(CELLS.length);
  });

  it('have other keys with other settings', () => {
    const keys = [
      settings,
      { ...settings, inputs: 13 },
      { ...settings, draws: 3 },
      { ...settings, mixing: 3 as const },
      { ...settings, seed: 2 },
    ];
    expect(new Set(keys.map((own) => cellKey(CELLS[0], own))).size).toBe(keys.length);
  });
});
