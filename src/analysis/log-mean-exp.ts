import { exp, log } from '../core/math.js';

/** Returns log(1/N sum_n e^(x_n)) without leaving the range of numbers on the way. */
export function logMeanExp(values: readonly number[]): number {
  const greatest = Math.max(...values);
  let sum = 0;
  for (const value of values) sum += exp(value - greatest);
  return greatest + log(sum / values.length);
}
