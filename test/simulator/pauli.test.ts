import { describe, expect, it } from 'vitest';
import { constant, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { pauliMasks } from '../../src/simulator/pauli.js';
import { expectation, expectationGradient } from '../../src/simulator/simulator.js';

describe('Pauli strings', () => {
  it('are read qubit 0 first, as masks and a power of i', () => {
    expect(pauliMasks('XYZI', 4)).toEqual({ x: 0b1100, z: 0b0110, phase: 1 });
  });

  // Each number of Ys takes another branch of i^n in the core, for the value and for what runs backwards.
  it.each(['XXX', 'YXX', 'YYX', 'YYY'])('%s has the gradient of its values', (pauli) => {
    const built = circuit(3)
      .rx(parameter(0), 0)
      .ry(parameter(1), 1)
      .h(2)
      .rz(parameter(2), 2)
      .cx(0, 1)
      .rzz(parameter(3), 1, 2)
      .rx(constant(0.4), 2)
      .cx(2, 0)
      .t(1)
      .rx(parameter(4), 1);
    const parameters = [0.9, -0.6, 1.7, 0.8, 0.35];
    const { value, gradient } = expectationGradient(built, pauli, { parameters });
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.01);
    expect(value).toBeCloseTo(expectation(built, pauli, { parameters }), 14);
    const step = 1e-5;
    gradient.forEach((slope, i) => {
      const shifted = (by: number) =>
        expectation(built, pauli, { parameters: parameters.map((p, j) => p + (j === i ? by : 0)) });
      expect(slope).toBeCloseTo((shifted(step) - shifted(-step)) / (2 * step), 8);
    });
  });
});
