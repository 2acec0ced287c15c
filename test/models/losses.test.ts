import { describe, expect, test } from 'vitest';
import { losses, meanLossOf } from '../../src/models/losses.js';
import { lossNames } from '../../src/models/session-types.js';
import { rowLosses } from '../oracle/classifier.js';
import { refusal } from '../refusal.js';

const expectations = [-3, -1, -0.25, 0, 0.5, 1, 2.5];

describe.each(lossNames)('%s', (name) => {
  test.each([1, -1])('is what is written down, with the slope of differences, at the label %s', (y) => {
    for (const e of expectations) {
      const { value, slope } = losses[name];
      expect(value(e, y)).toBeCloseTo(rowLosses[name].value(y, e), 14);
      const step = 1e-6;
      if (name === 'hinge' && y * e === 1) continue;
      expect(slope(e, y)).toBeCloseTo((value(e + step, y) - value(e - step, y)) / (2 * step), 8);
    }
  });
});

test('the logistic loss keeps its digits far out', () => {
  const { value, slope } = losses.logistic;
  // log(1 + e^-x) is e^-x, and x where it would overflow.
  expect(value(50, 1) / Math.exp(-50)).toBeCloseTo(1, 14);
  expect(value(1000, -1)).toBe(1000);
  expect(value(1000, 1)).toBe(0);
  expect([slope(1000, -1), slope(1000, 1)]).toStrictEqual([1, -0]);
});

test('the hinge has no slope from its edge on', () => {
  expect([losses.hinge.slope(1, 1), losses.hinge.value(1, 1)]).toStrictEqual([0, 0]);
  expect(losses.hinge.slope(0.999, 1)).toBe(-1);
});

describe('the mean loss', () => {
  const e = Float64Array.of(0.5, -0.5, 0.25);
  const labels = Float64Array.of(1, 1, -1);

  test('weighs rows by their weights', () => {
    const by = (weights: Float64Array | null) => meanLossOf(e, labels, 'mse', weights);
    expect(by(null)).toBeCloseTo((0.25 + 2.25 + 1.5625) / 3, 15);
    expect(by(Float64Array.of(1, 1, 1))).toBe(by(null));
    expect(by(Float64Array.of(2, 1, 5))).toBeCloseTo((0.5 + 2.25 + 7.8125) / 8, 15);
  });

  test("is of the caller's own loss too, whose answers are looked at", () => {
    const own = (x: number, y: number) => ({ value: (y - x) * (y - x), slope: 0 });
    expect(meanLossOf(e, labels, own)).toBe(meanLossOf(e, labels, 'mse'));
    const words = (answer: unknown) => refusal(() => meanLossOf(e, labels, () => answer as { value: 1; slope: 1 }));
    expect(words({ value: Number.NaN, slope: 1 })).toMatchObject({
      code: 'config',
      message:
        'The loss function returned { value: NaN, slope: 1 } for the expectation value 0.5 and the label 1; let it ' +
        'return finite numbers { value, slope }.',
    });
    for (const answer of [undefined, null, 7, {}, { value: '1', slope: 1 }, { value: 1 }]) {
      expect(words(answer).code).toBe('config');
    }
  });
});
