import { describe, expect, it } from 'vitest';
import { ringLabels } from '../../../../src/playground/panels/why/ring-labels.js';

const leastGap = (angles: readonly number[]) => {
  const sorted = [...angles].sort((a, b) => a - b);
  const gaps = sorted.map((angle, i) => (sorted[i + 1] ?? sorted[0] + 2 * Math.PI) - angle);
  return Math.min(...gaps);
};

describe('ringLabels', () => {
  it('leaves labels where they are while there is room', () => {
    expect(ringLabels([0, 1, 2, -1], 0.5)).toEqual([0, 1, 2, -1]);
  });

  it('pushes apart what stands on one spot, in both directions alike', () => {
    const [a, b] = ringLabels([1, 1], 0.4);
    expect(Math.abs(a - b)).toBeCloseTo(0.4, 9);
    expect((a + b) / 2).toBeCloseTo(1, 9);
    expect(leastGap(ringLabels([1, 1, 1, 1.1], 0.4))).toBeGreaterThan(0.399);
  });

  it('knows that the ring is closed', () => {
    expect(leastGap(ringLabels([-Math.PI + 0.01, Math.PI - 0.01], 0.4))).toBeGreaterThan(0.399);
  });
});
