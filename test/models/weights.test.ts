import { describe, expect, test } from 'vitest';
import type { WeightForm } from '../../src/models/model-types.js';
import { initialWeights, outcomeWeights, parityWeight, signProducts } from '../../src/models/weights.js';

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
