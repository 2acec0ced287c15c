import { describe, expect, it } from 'vitest';
import { clusters } from '../../../../src/data/clusters.js';
import { clusterCentres, farFirst, seen, turned, turnOfKey } from '../../../../src/playground/panels/data/turn.js';

const near = (point: { x: number; y: number; near: number }) =>
  [point.x, point.y, point.near].map((value) => Math.round(value * 1e9) / 1e9 + 0);

describe('seen', () => {
  it('shows 0 to the right, 1 away and 2 up, until it is turned', () => {
    const still = { yaw: 0, pitch: 0 };
    expect(near(seen([1, 0, 0], still))).toEqual([1, 0, 0]);
    expect(near(seen([0, 1, 0], still))).toEqual([0, 0, -1]);
    expect(near(seen([0, 0, 1], still))).toEqual([0, 1, 0]);
    expect(near(seen([1, 0, 0], { yaw: Math.PI / 2, pitch: 0 }))).toEqual([0, 0, -1]);
    expect(near(seen([0, 0, 1], { yaw: 1, pitch: Math.PI / 2 }))).toEqual([0, 0, 1]);
  });

  it('keeps lengths', () => {
    const { x, y, near: towards } = seen([0.3, -0.4, 1.2], { yaw: 0.7, pitch: -0.4 });
    expect(Math.hypot(x, y, towards)).toBeCloseTo(1.3, 12);
  });
});

describe('turned', () => {
  it('goes round in yaw and stops straight above in pitch', () => {
    expect(turned({ yaw: 3, pitch: 0 }, 1, 0).yaw).toBeCloseTo(4 - 2 * Math.PI, 12);
    expect(turned({ yaw: 0, pitch: 1 }, 0, 5).pitch).toBe(Math.PI / 2);
    expect(turned({ yaw: 0, pitch: 1 }, 0, -9).pitch).toBe(-Math.PI / 2);
  });

  it('follows the arrows', () => {
    expect(turnOfKey('ArrowLeft', 0.1)).toEqual([-0.1, 0]);
    expect(turnOfKey('ArrowDown', 0.1)).toEqual([0, 0.1]);
    expect(turnOfKey('Tab', 0.1)).toBe(null);
  });
});

describe('farFirst', () => {
  it('orders by nearness', () => {
    const at = (z: number) => ({ x: 0, y: 0, near: z });
    expect(farFirst([at(1), at(-2), at(0)])).toEqual([1, 2, 0]);
  });
});

describe('clusterCentres', () => {
  it('lie at the corners of the cube', () => {
    const { all, cluster } = clusters({ seed: 1, dimension: 3 });
    const centres = clusterCentres(all.rows, 3, cluster);
    expect(centres.length).toBe(8);
    centres.forEach((centre, c) => {
      centre.forEach((value, i) => {
        expect(Math.abs(value - (((c >> (2 - i)) & 1 ? 1 : -1) * Math.PI) / 4)).toBeLessThan(0.15);
      });
    });
  });
});
