import { describe, expect, test } from 'vitest';
import { expectationValues, signLabels } from '../../src/models/predict.js';

describe('expectationValues', () => {
  test('weighs the outcomes of each row', () => {
    const probabilities = Float64Array.of(0.5, 0.25, 0.125, 0.125, 0, 0, 1, 0);
    expect([...expectationValues(probabilities, Float64Array.of(1, -1, -2, 4))]).toEqual([0.5, -2]);
  });
});

describe('signLabels', () => {
  test('tells nothing at 0, nor where rounding alone keeps E from it', () => {
    const values = Float64Array.of(0.2, -1e-300, 0, -0, 7, 2e-12, -2.1e-12, 5.6e-17);
    expect([...signLabels(values, Float64Array.of(1, -2))]).toEqual([1, 0, 0, 0, 1, 0, -1, 0]);
    expect([...signLabels(values, Float64Array.of(1e-13, 0))]).toEqual([1, 0, 0, 0, 1, 1, -1, 1]);
  });
});
