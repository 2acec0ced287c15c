import { describe, expect, test } from 'vitest';
import { openDescent } from '../../src/training/descent.js';
import { completeOptimiser } from '../../src/training/optimisers.js';
import { completeClip, completeL2, type L2Settings } from '../../src/training/penalty.js';
import { completeSchedule, type ScheduleSettings } from '../../src/training/schedule.js';
import { refusal } from '../refusal.js';

/** Two angles and two weights, moved once against a gradient by plain descent at the rate 1. */
function once(
  gradient: readonly number[],
  { l2, clip, schedule }: { l2?: L2Settings; clip?: number | null; schedule?: ScheduleSettings },
  isLogits = false,
): number[] {
  const optimiser = completeOptimiser({ kind: 'sgd', learningRate: 1 });
  const plan = { optimiser, schedule: completeSchedule(schedule, 10), l2: completeL2(l2), clip: completeClip(clip) };
  const { init, update } = openDescent(plan, 2, 8, isLogits);
  const parameters = Float64Array.of(1, 2, 4, 8);
  update(init(4), Float64Array.from(gradient), parameters, 0);
  return [...parameters];
}

describe('a descent', () => {
  test('adds l2 times each parameter to the gradient, of all or of angles and weights apart', () => {
    expect(once([0, 0, 0, 0], { l2: 0.5 })).toStrictEqual([0.5, 1, 2, 4]);
    expect(once([0, 0, 0, 0], { l2: { weights: 0.5 } })).toStrictEqual([1, 2, 2, 4]);
    expect(once([0, 0, 0, 0], { l2: { angles: 0.5 } })).toStrictEqual([0.5, 1, 4, 8]);
    // Of eight rows an eighth.
    expect(once([0, 0, 0, 0], { l2: { angles: 4, perRow: true } })).toStrictEqual([0.5, 1, 4, 8]);
    expect(once([0, 0, 0, 0], { l2: { angles: 0.5, perRow: false } })).toStrictEqual([0.5, 1, 4, 8]);
    const logits = (l2: L2Settings) => once([0, 0, 0, 0], { l2 }, true);
    expect(logits({ angles: 0.5, weights: 0.5, logits: 0 })).toStrictEqual([0.5, 1, 4, 8]);
    expect(logits({ weights: 0.5 })).toStrictEqual([1, 2, 2, 4]);
    expect(logits({ weights: 1, logits: 4, perRow: true })).toStrictEqual([1, 2, 2, 4]);
    expect(once([0, 0, 0, 0], { l2: { weights: 0.5, logits: 1 } })).toStrictEqual([1, 2, 2, 4]);
    expect(completeL2({ logits: 0 })).toStrictEqual({ angles: 0, weights: 0, logits: 0 });
    expect(completeL2({ weights: 1, perRow: false })).toStrictEqual({ angles: 0, weights: 1 });
    expect(completeL2({ weights: 1, perRow: true })).toStrictEqual({ angles: 0, weights: 1, perRow: true });
  });

  test('shortens a gradient to its length, all parameters together, and leaves a shorter one alone', () => {
    expect(once([3, 0, 4, 0], { clip: 1 })).toStrictEqual([1 - 3 * 0.2, 2, 4 - 4 * 0.2, 8]);
    expect(once([3, 0, 4, 0], { clip: 5 })).toStrictEqual([-2, 2, 0, 8]);
    expect(once([3, 0, 4, 0], { clip: null })).toStrictEqual([-2, 2, 0, 8]);
  });

  test("clips the loss's gradient, not what l2 adds to it", () => {
    expect(once([3, 0, 4, 0], { clip: 1, l2: 1 })).toStrictEqual([
      expect.closeTo(-0.6, 15),
      0,
      expect.closeTo(-0.8, 15),
      0,
    ]);
  });

  test('moves at the rate of its schedule', () => {
    expect(once([1, 1, 1, 1], { schedule: { kind: 'constant', warmUp: 4 } })).toStrictEqual([0.75, 1.75, 3.75, 7.75]);
  });

  test('refuses a gradient that has no length, and numbers outside their limits', () => {
    expect(refusal(() => once([Number.NaN, 0, 0, 0], { clip: 1 })).code).toBe('not-finite');
    expect(refusal(() => completeL2(-1))).toMatchObject({
      code: 'range',
      message: expect.stringContaining('l2 is -1'),
    });
    expect(refusal(() => completeL2({ angle: 1 } as L2Settings)).message).toContain('Did you mean "angles"?');
    expect(refusal(() => completeL2({ perRow: 1 as never })).message).toContain('l2.perRow is 1; give true or false');
    expect(refusal(() => completeL2({ angles: Number.NaN })).message).toContain('l2.angles is NaN');
    expect(refusal(() => completeL2('much' as unknown as number)).code).toBe('range');
    expect(refusal(() => completeClip(0)).message).toBe('clip is 0; give a number above 0, such as 1.');
  });
});
