import { expect, test } from 'vitest';
import { parameter } from '../../src/circuit/angle.js';
import { checkBoundParameters } from '../../src/circuit/bound-parameters.js';
import { circuit } from '../../src/circuit/builder.js';
import { refusal } from '../refusal.js';

const two = circuit(1).rx(parameter(1), 0);

test('enough finite values, or none at all, are accepted', () => {
  expect(() => checkBoundParameters(two, undefined)).not.toThrow();
  expect(() => checkBoundParameters(two, [1, 2])).not.toThrow();
  expect(() => checkBoundParameters(two, Float64Array.of(1, 2, 3))).not.toThrow();
});

test('too few values, and values that are not finite, are refused', () => {
  const few = refusal(() => checkBoundParameters(two, [1]));
  expect(few.code).toBe('shape');
  expect(few.message).toContain('1 parameter values are given, but the circuit has 2');
  const nan = refusal(() => checkBoundParameters(two, [1, Number.NaN]));
  expect(nan.code).toBe('not-finite');
  expect(nan.message).toContain('Parameter 1 is NaN');
});
