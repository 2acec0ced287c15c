import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Angle, data, parameter } from '../../src/circuit/angle.js';
import { type CircuitBuilder, circuit } from '../../src/circuit/builder.js';
import { type Circuit, createCircuit } from '../../src/circuit/circuit.js';
import { gateNames, gates } from '../../src/circuit/gates.js';
import { denseUnitary, distance, product } from '../oracle/dense.js';
import { refusal } from '../refusal.js';
import { aCircuit } from './random-circuit.js';

const one = { qubit: 0, value: 1 } as const;
const zero = { qubit: 0, value: 0 } as const;

test('each call returns a new circuit and leaves the old one as it was', () => {
  const empty = circuit(2);
  const h = empty.h(0);
  const bell = h.cx(0, 1);
  expect([empty, h, bell].map(({ operations }) => operations.length)).toEqual([0, 1, 2]);
  expect(h.x(1).operations[1]).not.toEqual(bell.operations[1]);
});

test('a builder is a circuit: its JSON is the circuit', () => {
  const built = circuit(2, { parameters: 5 }).rx(parameter(0), 1).measure(1);
  expect(JSON.parse(JSON.stringify(built))).toEqual({
    qubits: 2,
    operations: [
      {
        kind: 'gate',
        gate: 'rx',
        targets: [1],
        controls: [],
        conditions: [],
        angle: { kind: 'parameter', index: 0 },
      },
      { kind: 'measure', qubit: 1 },
    ],
    parameters: 5,
    features: 0,
  });
});

test('what it builds is what createCircuit makes of the same operations', () => {
  fc.assert(
    fc.property(aCircuit({ maxQubits: 4, maxOperations: 10 }), ({ circuit: built }) => {
      const { qubits, operations, parameters, features } = built;
      const made = createCircuit(qubits, operations, { parameters, features });
      expect({ qubits, operations, parameters, features }).toEqual(made);
    }),
    { numRuns: 30 },
  );
});

test('there is a method for every gate of the table', () => {
  const b = circuit(2);
  const built: Record<string, CircuitBuilder> = {
    h: b.h(1),
    x: b.x(1),
    y: b.y(1),
    z: b.z(1),
    s: b.s(1),
    sdg: b.sdg(1),
    t: b.t(1),
    tdg: b.tdg(1),
    rx: b.rx(0.5, 1),
    ry: b.ry(0.5, 1),
    rz: b.rz(0.5, 1),
    phase: b.phase(0.5, 1),
    swap: b.swap(1, 0),
    rzz: b.rzz(0.5, 1, 0),
  };
  expect(Object.keys(built)).toEqual(gateNames);
  for (const name of gateNames) {
    const targets = gates[name].targets === 1 ? [1] : [1, 0];
    expect(built[name].operations).toEqual(
      b.gate(name, targets, { angle: gates[name].hasAngle ? 0.5 : undefined }).operations,
    );
    expect(built[name].operations[0]).toMatchObject({ gate: name, targets });
  }
});

test('cx and cz are x and z with a control', () => {
  expect(circuit(2).cx(0, 1).operations).toEqual(circuit(2).gate('x', [1], { controls: [one] }).operations);
  expect(circuit(2).cz(0, 1).operations).toEqual(circuit(2).gate('z', [1], { controls: [one] }).operations);
});

test('the numbers of parameters and features grow with the gates', () => {
  const built = circuit(1).rx(parameter(3), 0).rz(data(1), 0).rx(parameter(0), 0);
  expect([built.parameters, built.features]).toEqual([4, 2]);
});

describe('controlled and when', () => {
  test('add controls to every gate of the body, nested ones too', () => {
    const built = circuit(4).controlled([one], (b) => b.h(3).controlled([{ qubit: 1, value: 0 }], (c) => c.rx(0.5, 2)));
    expect(built.operations).toEqual(
      circuit(4)
        .gate('h', [3], { controls: [one] })
        .gate('rx', [2], { angle: 0.5, controls: [one, { qubit: 1, value: 0 }] }).operations,
    );
  });

  test('take a circuit as well as a function', () => {
    const body = circuit(2).ry(parameter(1), 1);
    expect(circuit(2).controlled([zero], body).operations).toEqual(
      circuit(2).gate('ry', [1], { angle: parameter(1), controls: [zero] }).operations,
    );
  });

  test('when adds conditions, and the body knows what is measured', () => {
    const built = circuit(3)
      .measure(0)
      .measure(1)
      .when(0, 1, (b) => b.when(1, 0, (c) => c.rz(parameter(0), 2)).h(2));
    expect(built.operations.slice(2)).toEqual(
      circuit(3)
        .measure(0)
        .measure(1)
        .gate('rz', [2], { angle: parameter(0), conditions: [one, { qubit: 1, value: 0 }] })
        .gate('h', [2], { conditions: [one] })
        .operations.slice(2),
    );
    expect(built.parameters).toBe(1);
  });

  test('go on where they left off', () => {
    const built = circuit(2)
      .h(0)
      .controlled([one], (b) => b.x(1))
      .h(1);
    expect(built.operations).toEqual(circuit(2).h(0).cx(0, 1).h(1).operations);
  });

  test.each<[string, (b: CircuitBuilder) => Circuit, string, string]>([
    [
      'a measurement inside controlled',
      (b) => b.controlled([zero], (c) => c.measure(1)),
      'circuit',
      'inside controlled()',
    ],
    ['a measurement inside when', (b) => b.measure(0).when(0, 1, (c) => c.measure(1)), 'circuit', 'inside when()'],
    ['the control as a target', (b) => b.controlled([zero], (c) => c.h(0)), 'circuit', 'qubit 0 twice'],
    ['a control value of 2', (b) => b.controlled([{ qubit: 0, value: 2 as 1 }], (c) => c.h(1)), 'range', 'value 2'],
    ['an outcome of 2', (b) => b.measure(0).when(0, 2 as 1, (c) => c.h(1)), 'range', 'value 2'],
    ['when before measure', (b) => b.when(0, 1, (c) => c.h(1)), 'circuit', 'not measured yet'],
    ['a gate on the measured qubit in when', (b) => b.measure(0).when(0, 1, (c) => c.h(0)), 'measured', 'qubit 0'],
    [
      'the same condition twice',
      (b) => b.measure(0).when(0, 1, (c) => c.when(0, 0, (d) => d.h(1))),
      'circuit',
      'twice',
    ],
  ])('refuse %s', (_, build, code, part) => {
    const error = refusal(() => build(circuit(3)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });
});

describe('append', () => {
  const block = circuit(2)
    .controlled([one], (b) => b.rx(parameter(0), 1))
    .rz(data(0), 0);

  test('places qubits, parameters and features', () => {
    expect(circuit(4).append(block, { qubitOffset: 2, parameterOffset: 5, featureOffset: 3 }).operations).toEqual(
      circuit(4)
        .controlled([{ qubit: 2, value: 1 }], (b) => b.rx(parameter(5), 3))
        .rz(data(3), 2).operations,
    );
    expect(circuit(4).append(block, { qubitMap: [3, 0] }).operations).toEqual(
      circuit(4)
        .controlled([{ qubit: 3, value: 1 }], (b) => b.rx(parameter(0), 0))
        .rz(data(0), 3).operations,
    );
  });

  test('places measurements and conditions', () => {
    const pool = circuit(2)
      .measure(0)
      .when(0, 1, (b) => b.h(1));
    expect(circuit(3).append(pool, { qubitOffset: 1 }).operations).toEqual(
      circuit(3)
        .measure(1)
        .when(1, 1, (b) => b.h(2)).operations,
    );
  });

  test('carries declared numbers along', () => {
    const declared = circuit(1, { parameters: 4, features: 2 });
    const built = circuit(1).append(declared, { parameterOffset: 10, featureOffset: 20 });
    expect([built.parameters, built.features]).toEqual([14, 22]);
    expect(circuit(1).append(circuit(1), { parameterOffset: 10, featureOffset: 20 })).toMatchObject({
      parameters: 0,
      features: 0,
    });
  });

  test('is the product of the two unitaries', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 6 }), fc.array(fc.nat(2), { maxLength: 6 }), (a, b) => {
        const from = (list: readonly number[]): CircuitBuilder =>
          list.reduce((now, k) => (k === 0 ? now.h(0).t(1) : k === 1 ? now.cx(0, 1) : now.ry(0.3, 1)), circuit(2));
        const joined = denseUnitary(from(a).append(from(b)));
        expect(distance(joined, product(denseUnitary(from(b)), denseUnitary(from(a))))).toBeLessThan(1e-12);
      }),
      { numRuns: 20 },
    );
  });

  test.each<[string, () => Circuit, string, string]>([
    ['map and offset', () => circuit(4).append(block, { qubitMap: [0, 1], qubitOffset: 0 }), 'circuit', 'both'],
    ['a short map', () => circuit(4).append(block, { qubitMap: [0] }), 'shape', '1 entries, but the circuit has 2'],
    ['a map onto one qubit', () => circuit(4).append(block, { qubitMap: [1, 1] }), 'circuit', 'qubit 1 twice'],
    ['a map out of range', () => circuit(4).append(block, { qubitMap: [0, 4] }), 'range', 'qubit 4'],
    ['too large an offset', () => circuit(2).append(block, { qubitOffset: 1 }), 'range', 'qubit 2'],
    ['a NaN offset', () => circuit(2).append(block, { qubitOffset: Number.NaN }), 'range', 'NaN'],
    ['a negative parameterOffset', () => circuit(2).append(block, { parameterOffset: -1 }), 'range', 'parameterOffset'],
    ['a broken featureOffset', () => circuit(2).append(block, { featureOffset: 0.5 }), 'range', 'featureOffset'],
    ['a measured qubit', () => circuit(2).measure(0).append(block), 'measured', 'qubit 0'],
  ])('refuses %s', (_, build, code, part) => {
    const error = refusal(build);
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });
});

describe('bad input', () => {
  test.each<[string, () => Circuit, string, string]>([
    ['no qubits', () => circuit(0), 'range', 'has 0 qubits'],
    ['25 qubits', () => circuit(25), 'memory', '512 MiB'],
    ['a qubit out of range', () => circuit(2).h(2), 'range', 'h names qubit 2'],
    ['a gate on a measured qubit', () => circuit(2).measure(1).cx(0, 1), 'measured', 'x acts on qubit 1'],
    ['a measured control', () => circuit(2).measure(0).cx(0, 1), 'measured', 'use when()'],
    ['two measurements', () => circuit(2).measure(0).measure(0), 'measured', 'measure acts on qubit 0'],
    ['a gate with itself', () => circuit(2).cx(1, 1), 'circuit', 'x names qubit 1 twice'],
    ['rzz on one qubit', () => circuit(2).rzz(1, 0, 0), 'circuit', 'rzz names qubit 0 twice'],
    ['a NaN angle', () => circuit(1).rx(Number.NaN, 0), 'not-finite', 'NaN'],
    ['an infinite angle', () => circuit(1).phase(Number.NEGATIVE_INFINITY, 0), 'not-finite', '-Infinity'],
    ['a negative parameter', () => circuit(1).rx({ kind: 'parameter', index: -1 }, 0), 'range', '-1'],
    ['no angle', () => circuit(1).rx(undefined as unknown as Angle, 0), 'circuit', 'needs an angle'],
  ])('%s', (_, build, code, part) => {
    const error = refusal(build);
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });
});
