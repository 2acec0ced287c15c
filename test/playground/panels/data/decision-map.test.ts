import { describe, expect, it } from 'vitest';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { gridRows } from '../../../../src/playground/panels/data/decision-grid.js';
import { mapMaker } from '../../../../src/playground/panels/data/decision-map.js';

const grid = {
  across: 0,
  up: 6,
  x: { from: -1, to: 1 },
  y: { from: -2, to: 2 },
  size: 5,
  held: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
};
const bell = (ebits: number, seed: number) =>
  classifier({ network: bellNetwork({ ebits }), circuit: qcnn({ depth: 2 }), seed });

describe('mapMaker', () => {
  it('fills the expectation of every cell, chunk by chunk, for models of any make in turn', () => {
    const maker = mapMaker(grid, 10);
    for (const model of [bell(1, 1), bell(1, 2), bell(0, 1)]) {
      const into = new Float64Array(25);
      expect([...maker.fill(model, into)]).toEqual([10, 20, 25]);
      const expected = model.expectations(gridRows(grid, 0, 25));
      into.forEach((value, n) => {
        expect(value).toBeCloseTo(expected[n], 12);
      });
    }
    maker.close();
  });

  it('stops after the chunk at which nobody asks for more', () => {
    const maker = mapMaker(grid, 10);
    const into = new Float64Array(25);
    maker.fill(bell(1, 1), into).next();
    expect(into[9]).not.toBe(0);
    expect(into[10]).toBe(0);
    maker.close();
  });
});
