import { describe, expect, it } from 'vitest';
import { constant, data, dataProduct, parameter, scaledData } from '../../../../src/circuit/angle.js';
import { circuit } from '../../../../src/circuit/builder.js';
import {
  angleName,
  angleValue,
  angleValueText,
  gateWords,
  ownFeatures,
} from '../../../../src/playground/panels/circuit/words.js';

const turnedFrom = (feature: number) => ({ feature, offset: Math.PI, slope: -1 });
const coupling = dataProduct(0.5, turnedFrom(0), turnedFrom(1));

describe('angles', () => {
  it('are named by parameter or by column', () => {
    expect(angleName(parameter(12), [])).toBe('θ12');
    expect(angleName(parameter(12, { scale: -0.5, offset: Math.PI }), [])).toBe('π−0.5 θ12');
    expect(angleName(constant(Math.PI / 2), [])).toBe('π/2');
    expect(angleName(data(1), ['radius', 'texture'])).toBe('texture');
    expect(angleName(coupling, ['radius', 'texture'])).toBe('0.5 (π−radius) (π−texture)');
    expect(angleName(data(3), [])).toBe('x3');
    expect(angleName(scaledData(12, 1), ['radius', 'texture'])).toBe('θ12 texture');
  });

  it('have a value: the parameter, or the expression at a row', () => {
    expect(angleValue(parameter(1), [0.5, 0.25], null)).toBe(0.25);
    expect(angleValue(parameter(2), [0.5, 0.25], null)).toBeNull();
    expect(angleValue(parameter(1, { scale: -2, offset: 1 }), [0.5, 0.25], null)).toBe(0.5);
    expect(angleValue(constant(3), [], null)).toBe(3);
    expect(angleValue(coupling, [], [Math.PI - 2, Math.PI - 3])).toBeCloseTo(3, 12);
    expect(angleValue(coupling, [], null)).toBe(null);
    const scaled = scaledData(1, coupling);
    expect(angleValue(scaled, [0.5, 0.25], [Math.PI - 2, Math.PI - 3])).toBeCloseTo(0.75, 12);
    expect([angleValue(scaled, [0.5], [0, 0]), angleValue(scaled, [0.5, 0.25], null)]).toEqual([null, null]);
  });

  it('are written in radians and as a part of π within one turn', () => {
    expect(angleValueText(Math.PI / 2)).toBe('1.571 rad = 0.500 π');
    expect(angleValueText(1.5 * Math.PI)).toBe('4.712 rad = −0.500 π');
    expect(angleValueText(Math.PI)).toBe('3.142 rad = 1.000 π');
    expect(angleValueText(-Math.PI / 4)).toBe('−0.785 rad = −0.250 π');
  });
});

describe('noise', () => {
  it('is named with its numbers and its conditions', () => {
    const { operations } = circuit(3)
      .depolarizing(0.01, 2)
      .measure(0)
      .measure(1)
      .when(0, 1, (b) => b.when(1, 0, (c) => c.thermal({ t1: 1e-3, t2: 5e-4, time: 1 / 3e5 }, 2)));
    const words = operations.filter(({ kind }) => kind === 'channel').map((one) => gateWords(one, 'B', []));
    expect(words.map(({ name, condition, angle }) => [name, condition, angle])).toEqual([
      ['Noise on B.2: depolarizing, p 0.01', '', ''],
      ['Noise on B.2: thermal, t1 0.001 s, t2 0.0005 s, time 0.000003333 s', 'if B.0 gave 1 and B.1 gave 0', ''],
    ]);
    expect(words[0].help).toMatch(/^With probability p one of X, Y and Z/);
  });
});

describe('gateWords', () => {
  const { operations } = circuit(2)
    .cz(0, 1)
    .rx(parameter(4), 1)
    .rzz(coupling, 0, 1)
    .measure(0)
    .when(0, 1, (then) => then.rz(parameter(2), 1));
  const words = operations.map((operation) => gateWords(operation, 'B', ['u', 'v']));

  it('names gates, their qubits and their angles', () => {
    expect(words.map(({ name }) => name)).toEqual([
      'CZ on B.0 and B.1',
      'RX on B.1',
      'RZZ on B.0 and B.1',
      'Measurement of B.0',
      'RZ on B.1',
    ]);
    expect(words.map(({ angle }) => angle)).toEqual(['', 'θ4', '0.5 (π−u) (π−v)', '', 'θ2']);
  });

  it('says what a gate hangs on', () => {
    expect(words.map(({ condition }) => condition)).toEqual(['', '', '', '', 'if B.0 gave 1']);
    const [operation] = circuit(2).gate('h', [1], { controls: [{ qubit: 0, value: 0 }] }).operations;
    expect(gateWords(operation, 'A', []).condition).toBe('if A.0 is 0');
  });
});

describe('ownFeatures', () => {
  it('is the part of a row that a processor reads', () => {
    expect(ownFeatures({ features: [2, 3] }, 1, ['a', 'b', 'c', 'd', 'e'])).toEqual(['c', 'd', 'e']);
  });
});
