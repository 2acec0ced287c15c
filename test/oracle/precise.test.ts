import { describe, expect, test } from 'vitest';
import { cosineError, exponentialError, logarithmError, sineError } from './precise.js';

describe('the precise functions', () => {
  test('know numbers that tables print', () => {
    // Correctly rounded: at most half a unit off.
    expect(sineError(1, 0.8414709848078965)).toBeLessThan(0.5);
    expect(cosineError(1, 0.5403023058681398)).toBeLessThan(0.5);
    expect(sineError(1e22, -0.8522008497671888)).toBeLessThan(0.5);
    expect(cosineError(1e22, 0.5232147853951389)).toBeLessThan(0.6);
    expect(sineError(Math.PI, 1.2246467991473532e-16)).toBeLessThan(0.5);
    expect(sineError(-2.5, -0.5984721441039564)).toBeLessThan(0.51);
    expect(exponentialError(1, Math.E)).toBeLessThan(0.5);
    expect(exponentialError(-1, 0.36787944117144233)).toBeLessThan(0.5);
    expect(logarithmError(2, Math.LN2)).toBeLessThan(0.5);
    expect(logarithmError(10, Math.LN10)).toBeLessThan(0.5);
    expect(logarithmError(0.1, -Math.LN10)).toBeLessThan(0.7);
  });

  test('count units in the last place', () => {
    expect(sineError(1, 0.8414709848078965 + 3 * 2 ** -53)).toBeGreaterThan(2.5);
    expect(sineError(1, 0.8414709848078965 + 3 * 2 ** -53)).toBeLessThan(3.5);
    expect(exponentialError(1, -Math.E)).toBeGreaterThan(1e15);
    expect(cosineError(1, Number.NaN)).toBe(Number.POSITIVE_INFINITY);
  });
});
