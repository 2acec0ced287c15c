import { describe, expect, it } from 'vitest';
import type { Vector } from '../../../../src/playground/panels/why/answers.js';
import { bestPlane, projected } from '../../../../src/playground/panels/why/plane.js';

const r = Math.SQRT1_2;
const place = (vector: Vector, vectors: readonly Vector[]) => {
  const { x, y, out } = projected(vector, bestPlane(vectors));
  return [x, y, out].map((value) => Math.round(value * 1e9) / 1e9 + 0);
};

describe('bestPlane', () => {
  it('holds vectors of one plane whole, the first up and the second to the right', () => {
    const vectors: Vector[] = [
      [0, 0, 1],
      [1, 0, 0],
      [r, 0, r],
      [-r, 0, r],
    ];
    const rounded = (value: number) => Math.round(value * 1e6) / 1e6 + 0;
    expect(vectors.map((vector) => place(vector, vectors).map(rounded))).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [rounded(r), rounded(r), 0],
      [rounded(-r), rounded(r), 0],
    ]);
    // Turned about any axis the picture is the same.
    const turned = vectors.map(([x, y, z]): Vector => [y, z, x]);
    expect(turned.map((vector) => place(vector, turned))).toEqual(vectors.map((vector) => place(vector, vectors)));
    const mirrored = vectors.map(([x, y, z]): Vector => [-x, y, z]);
    expect(mirrored.map((vector) => place(vector, mirrored))).toEqual(vectors.map((vector) => place(vector, vectors)));
  });

  it('leaves out as little as any plane does', () => {
    const vectors: Vector[] = [
      [0.8, 0.1, 0.3],
      [-0.2, 0.9, 0.1],
      [0.4, -0.5, 0.6],
      [0.1, 0.2, -0.7],
    ];
    const left = (across: Vector) =>
      vectors.reduce((sum, v) => sum + (v[0] * across[0] + v[1] * across[1] + v[2] * across[2]) ** 2, 0);
    const plane = bestPlane(vectors);
    for (let i = 0; i < 40; i++) {
      for (let j = 0; j < 40; j++) {
        const [theta, phi] = [(Math.PI * i) / 40, (2 * Math.PI * j) / 40];
        const across: Vector = [Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi), Math.cos(theta)];
        expect(left(plane.across)).toBeLessThanOrEqual(left(across) + 1e-12);
      }
    }
    // Its three directions are at right angles and of length 1, so lengths are kept.
    for (const vector of vectors) {
      const { x, y, out } = projected(vector, plane);
      expect(Math.hypot(x, y, out)).toBeCloseTo(Math.hypot(...vector), 12);
    }
  });

  it('says where a vector out of the plane goes', () => {
    const vectors: Vector[] = [
      [0, 0, 1],
      [1, 0, 0],
    ];
    const [x, y, out] = place([0, 0.25, 0.5], vectors);
    expect([x, y, Math.abs(out)]).toEqual([0, 0.5, 0.25]);
  });

  it('has Z up where nothing points anywhere', () => {
    const nothing: Vector[] = [
      [0, 0, 0],
      [0, 0, 0],
    ];
    expect(place([0, 0, 1], nothing)).toEqual([0, 1, 0]);
    expect(place([1, 0, 0], nothing)).toEqual([1, 0, 0]);
  });

  it('shows arrows on one line along it', () => {
    const line: Vector[] = [
      [0, 1, 0],
      [0, -0.5, 0],
    ];
    expect(place(line[0], line)).toEqual([0, 1, 0]);
    expect(place(line[1], line)).toEqual([0, -0.5, 0]);
  });
});
