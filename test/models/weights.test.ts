import { describe, expect, test } from 'vitest';
import type { WeightForm } from '../../src/models/model-types.js';
import { initialWeights, outcomeWeights, parityWeight, signProducts } from '../../src/models/weights.js';
import { refusal } from '../refusal.js';

const of = (weightForm: WeightForm, processors: number) => ({
  weightForm,
  angles: 2,
  network: { processors: new Array(processors).fill(null) },
});

describe('outcome weights', () => {
  test('start at the product of the signs', () => {
    expect([...signProducts(1)]).toEqual([1, -1]);
    expect([...signProducts(2)]).toEqual([1, -1, -1, 1]);
    expect([...signProducts(3)]).toEqual([1, -1, -1, 1, -1, 1, 1, -1]);
    expect([...initialWeights('free', 2)]).toEqual([1, -1, -1, 1]);
    expect([...initialWeights('parity', 3)]).toEqual([1]);
    expect([...initialWeights('fixed', 2)]).toEqual([]);
  });

  test('are the last parameters, one times the signs, or the signs', () => {
    expect([...outcomeWeights(of('free', 2), Float64Array.of(9, 9, 0.1, 0.2, 0.3, 0.4))]).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect([...outcomeWeights(of('parity', 2), Float64Array.of(9, 9, -0.5))]).toEqual([-0.5, 0.5, 0.5, -0.5]);
    expect([...outcomeWeights(of('fixed', 1), Float64Array.of(9, 9))]).toEqual([1, -1]);
  });
});

describe('parityWeight', () => {
  const parity = { ...of('parity', 2), weightForm: 'parity' as const };

  test('is reported without its sign', () => {
    expect(parityWeight(parity, Float64Array.of(9, 9, -2.5))).toEqual({ weight: 2.5, sign: -1 });
    expect(parityWeight(parity, Float64Array.of(9, 9, 2.5))).toEqual({ weight: 2.5, sign: 1 });
    expect(parityWeight(parity, Float64Array.of(9, 9, 0))).toEqual({ weight: 0, sign: 1 });
    expect(parityWeight({ ...parity, weightForm: 'fixed' }, Float64Array.of(9, 9))).toEqual({ weight: 1, sign: 1 });
  });
});

test('weights are refused for what is no model and for parameters that are not its own', () => {
  const code = (model: unknown, parameters: unknown) =>
    refusal(() => outcomeWeights(model as Parameters<typeof outcomeWeights>[0], parameters as Float64Array)).code;
  for (const none of [undefined, null, 7, {}, of('free', 0), of('free', 40)]) expect(code(none, [1])).toBe('model');
  expect(code(of('Free' as WeightForm, 2), [1])).toBe('config');
  expect(code(of('free', 2), [9, 9, 1, 2, 3])).toBe('shape');
  expect(code(of('parity', 2), [9, 9, Number.NaN])).toBe('not-finite');
  const free = of('free', 1) as unknown as Parameters<typeof parityWeight>[0];
  expect(refusal(() => parityWeight(free, [9, 9, 1, -1])).message).toBe(
    'There is no parity weight in a model with weights "free". Use "parity" or "fixed".',
  );
  expect(parityWeight({ ...of('parity', 2), weightForm: 'parity', parameters: [9, 9, -3] })).toEqual({
    weight: 3,
    sign: -1,
  });
});
