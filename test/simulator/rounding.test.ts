import { describe, expect, it } from 'vitest';
import { circuit } from '../../src/circuit/builder.js';
import { allWithin, roundingOf, within } from '../../src/simulator/rounding.js';
import { expectation, expectationGradient, openSimulator } from '../../src/simulator/simulator.js';
import { refusal } from '../refusal.js';

describe('within', () => {
  it('keeps what lies inside, and takes back what rounding took beyond', () => {
    expect(within('it', 0.3, 0, 1, 1e-12)).toBe(0.3);
    expect(within('it', 1 + 1e-13, 0, 1, 1e-12)).toBe(1);
    expect(within('it', -1e-13, 0, 1, 1e-12)).toBe(0);
    expect(allWithin('it', Float64Array.of(-1e-14, 0.5, 1 + 1e-14), 0, 1, 1e-12)).toEqual(Float64Array.of(0, 0.5, 1));
  });

  it.each([1.1, -0.1, Number.NaN, Number.POSITIVE_INFINITY])('says of %d that the fault is in here', (value) => {
    expect(refusal(() => within('a probability', value, 0, 1, 1e-12))).toMatchObject({
      code: 'range',
      message: `Internal error: a probability came out as ${value}, beyond [0, 1] by more than rounding; please report it.`,
    });
  });

  it('allows 1e-12, a little a gate, and what the initial state brings along', () => {
    expect(roundingOf(0, 0)).toBe(1e-12);
    expect(roundingOf(1000, 0)).toBeCloseTo(2e-12, 18);
    expect(roundingOf(0, 1e-10)).toBeCloseTo(2.01e-10, 18);
  });
});

describe('what a simulator hands out', () => {
  // There and back again: the state is |00> but for rounding, which makes its norm 1.0000000000000004.
  const there = circuit(2).rx(0.1, 0).rx(0.7, 1).h(0).t(0).h(0).ry(-0.7, 1);
  const back = there.ry(0.7, 1).h(0).tdg(0).h(0).rx(-0.7, 1).rx(-0.1, 0);

  it('is never a probability above 1, nor an expectation beyond 1', () => {
    const simulator = openSimulator(back);
    expect(Math.max(...simulator.probabilities())).toBe(1);
    simulator.close();
    expect(expectation(back, 'ZZ')).toBe(1);
    expect(expectation(back, [{ coefficient: -2, pauli: 'ZZ' }])).toBe(-2);
    expect(expectationGradient(back, 'ZZ').value).toBe(1);
  });

  it('is within its limits from an initial state whose norm is 1 to nine digits', () => {
    const long = Math.sqrt(1 + 9e-10);
    const simulator = openSimulator(circuit(1));
    expect(simulator.probabilities({ initial: [long, 0, 0, 0] })).toEqual(Float64Array.of(1, 0));
    expect(simulator.amplitudes({ initial: [long, 0, 0, 0] })).toEqual(Float64Array.of(1, 0, 0, 0));
    expect(simulator.expectation('Z', { initial: [long, 0, 0, 0] })).toBe(1);
    simulator.close();
  });
});
