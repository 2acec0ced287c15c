import { describe, expect, test } from 'vitest';
import { type Angle, data, parameter } from '../../src/circuit/angle.js';
import { CircuitBuilder, circuit } from '../../src/circuit/builder.js';
import { type Circuit, createCircuit } from '../../src/circuit/circuit.js';
import { gateNames, gates } from '../../src/circuit/gates.js';
import { isEbitError } from '../../src/errors.js';
import { expectationGradient } from '../../src/simulator/simulator.js';
import { basisState, type Complex, denseRun, denseUnitary, distance, type Matrix, product } from '../oracle/dense.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';
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
    sx: b.sx(1),
    sxdg: b.sxdg(1),
    rx: b.rx(0.5, 1),
    ry: b.ry(0.5, 1),
    rz: b.rz(0.5, 1),
    phase: b.phase(0.5, 1),
    swap: b.swap(1, 0),
    rxx: b.rxx(0.5, 1, 0),
    ryy: b.ryy(0.5, 1, 0),
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

test('ccx and cswap are x and swap with controls', () => {
  const two = { qubit: 1, value: 1 } as const;
  expect(circuit(3).ccx(0, 1, 2).operations).toEqual(circuit(3).gate('x', [2], { controls: [one, two] }).operations);
  expect(circuit(3).cswap(0, 2, 1).operations).toEqual(circuit(3).gate('swap', [2, 1], { controls: [one] }).operations);
});

test('u has the matrix of three angles, and cu that under a control, times a phase', () => {
  const [theta, phi, lambda, gamma] = [0.7, -1.3, 2.9, 0.4];
  const [c, s] = [Math.cos(theta / 2), Math.sin(theta / 2)];
  const part = (size: number, angle: number): Complex => [size * Math.cos(angle), size * Math.sin(angle)];
  const u = (angle: number): Matrix => [
    [part(c, angle), part(-s, lambda + angle)],
    [part(s, phi + angle), part(c, phi + lambda + angle)],
  ];
  expect(distance(denseUnitary(circuit(1).u(theta, phi, lambda, 0)), u(0))).toBeLessThan(1e-15);
  const controlled = [0, 1, 2, 3].map((i) =>
    [0, 1, 2, 3].map((j): Complex => (i >= 2 && j >= 2 ? u(gamma)[i - 2][j - 2] : [i === j ? 1 : 0, 0])),
  );
  expect(distance(denseUnitary(circuit(2).cu(theta, phi, lambda, gamma, 0, 1)), controlled)).toBeLessThan(1e-15);
});

test('the derivatives by the angles of u, cu, rxx and ryy are those of the oracle', () => {
  const angles = [0, 1, 2, 3].map((index) => parameter(index));
  const built = circuit(3)
    .h(0)
    .h(1)
    .sx(2)
    .u(angles[0], angles[1], angles[2], 1)
    .cu(angles[3], angles[1], parameter(0, { scale: -2 }), angles[2], 0, 2)
    .rxx(angles[3], 0, 2)
    .controlled([zero], (b) => b.ryy(angles[0], 1, 2).rxx(angles[1], 2, 1).sxdg(1))
    .u(0.3, angles[2], 0.1, 2);
  const at = [0.4, -1.1, 0.8, 2.2];
  const { value, gradient } = expectationGradient(built, 'YZX', { parameters: at });
  const oracle = (parameters: readonly number[]): number => {
    const before = denseRun(built, parameters, [], basisState(0, 3));
    const after = denseRun(circuit(3).y(0).z(1).x(2), [], [], before);
    return before.reduce((total, [re, im], k) => total + re * after[k][0] + im * after[k][1], 0);
  };
  expect(value).toBeCloseTo(oracle(at), 13);
  gradient.forEach((slope, k) => {
    const step = 1e-5;
    const moved = (by: number): number => oracle(at.map((angle, j) => (j === k ? angle + by : angle)));
    expect(slope).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 8);
  });
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
    ['a slip', () => circuit(2).append(block, { qubitMaps: [0, 1] } as never), 'config', 'Did you mean "qubitMap"?'],
    ['an offset alone', () => circuit(2).append(block, 1 as never), 'config', 'not 1; write { qubitOffset: … }.'],
    ['a map that is no list', () => circuit(2).append(block, { qubitMap: 1 as never }), 'shape', 'append() is 1; give'],
    [
      'a parameterOffset beyond all use',
      () => circuit(2).append(block, { parameterOffset: 2 ** 53 - 1 }),
      'range',
      'The parameterOffset of append() is 9007199254740991; give an integer from 0 to 999999.',
    ],
    [
      'a featureOffset beyond all use',
      () => circuit(2).append(block, { featureOffset: 2 ** 53 - 1 }),
      'range',
      'give an integer from 0 to 31999999.',
    ],
    ['a qubitOffset beyond all use', () => circuit(2).append(block, { qubitOffset: 2 ** 53 - 1 }), 'range', 'from -24'],
    ['what is no circuit', () => circuit(2).append('h' as never), 'circuit', '"h" is no circuit'],
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
    ['2^53 - 1 qubits', () => circuit(2 ** 53 - 1), 'memory', 'more than any memory holds'],
    [
      'a slip in what is declared',
      () => circuit(1, { parameter: 3 } as never),
      'config',
      'circuit() has no option "parameter". Did you mean "parameters"?',
    ],
    ['a number that is declared', () => circuit(1, 3 as never), 'config', 'not 3; write { parameters: … }.'],
    ['2^53 - 1 parameters', () => circuit(1, { parameters: 2 ** 53 - 1 }), 'range', 'from 0 to 1000000'],
    ['2^53 - 1 features', () => circuit(1, { features: 2 ** 53 - 1 }), 'range', 'from 0 to 32000000'],
    [
      'a slip in the options of a gate',
      () => circuit(2).gate('x', [1], { control: [one] } as never),
      'config',
      'gate() has no option "control". Did you mean "controls"?',
    ],
    ['a gate that is none', () => circuit(2).gate('swp' as never, [0, 1]), 'circuit', 'Did you mean "swap"?'],
    ['a target without a list', () => circuit(2).gate('x', 1 as never), 'circuit', 'The targets of gate() are 1; give'],
    [
      'a control without a list',
      () => circuit(2).controlled(one as never, (b) => b.x(1)),
      'circuit',
      'The controls of controlled() are an object; give a list, such as [{ qubit: 0, value: 1 }].',
    ],
    [
      'a slip in a control',
      () => circuit(2).controlled([{ qubit: 0, vale: 1 }] as never, (b) => b.x(1)),
      'circuit',
      'One of the controls of controlled() has no option "vale". Did you mean "value"?',
    ],
    [
      'a control on no qubit around nothing',
      () => circuit(2).controlled([{ qubit: 5, value: 1 }], (b) => b),
      'range',
      '5',
    ],
    ['a condition on no outcome around nothing', () => circuit(2).when(0, 1, (b) => b), 'circuit', 'not measured yet'],
    [
      'an outcome of 2 around nothing',
      () =>
        circuit(2)
          .measure(0)
          .when(0, 2 as 1, (b) => b),
      'range',
      'value 2',
    ],
    [
      'a body that returns nothing',
      () => circuit(2).controlled([one], (() => undefined) as never),
      'circuit',
      'controlled() takes a circuit or a function that returns one, not undefined; write (b) => b.x(1).',
    ],
    ['no angle', () => circuit(1).rx(undefined as unknown as Angle, 0), 'circuit', 'needs an angle'],
  ])('%s', (_, build, code, part) => {
    const error = refusal(build);
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });
});

describe('junk in any place of any method', () => {
  const junk = [undefined, null, true, 7, -1, Number.NaN, 2 ** 53 - 1, 3n, 'x', Symbol('x'), [], [null], {}, () => 7];
  const control = { qubit: 0, value: 1 } as const;
  const body = circuit(3).x(1);
  const calls: Readonly<Record<string, readonly unknown[]>> = {
    gate: ['ry', [1], { angle: 0.3, controls: [control], conditions: [] }],
    ...Object.fromEntries(
      ['h', 'x', 'y', 'z', 's', 'sdg', 't', 'tdg', 'sx', 'sxdg', 'measure'].map((name) => [name, [0]]),
    ),
    ...Object.fromEntries(['rx', 'ry', 'rz', 'phase'].map((name) => [name, [parameter(0), 0]])),
    ...Object.fromEntries(['swap', 'cx', 'cz'].map((name) => [name, [0, 1]])),
    ...Object.fromEntries(['rxx', 'ryy', 'rzz'].map((name) => [name, [0.3, 0, 1]])),
    ccx: [0, 1, 2],
    cswap: [0, 1, 2],
    u: [0.3, parameter(0), data(0), 1],
    cu: [0.3, parameter(0), data(0), 1, 0, 1],
    controlled: [[control], body],
    when: [2, 1, body],
    append: [body, { qubitOffset: 0, parameterOffset: 0, featureOffset: 0 }],
    channel: ['pauli', [0.1, 0.2, 0.3], 1, { conditions: [] }],
    ...Object.fromEntries(
      ['bitFlip', 'phaseFlip', 'depolarizing', 'phaseDamping', 'amplitudeDamping'].map((name) => [name, [0.1, 0]]),
    ),
    pauli: [[0.1, 0.2, 0.3], 0],
    thermal: [{ t1: 1, t2: 1.5, time: 0.1 }, 0],
  };

  test('every method has a call', () => {
    const methods = Object.getOwnPropertyNames(CircuitBuilder.prototype).filter((name) => name !== 'constructor');
    expect(Object.keys(calls).sort()).toEqual(methods.sort());
  });

  test.each(Object.entries(calls))('%s answers or refuses', (name, valid) => {
    const built = name === 'ccx' || name === 'cswap' ? circuit(3) : circuit(3).measure(2);
    const method = built[name as 'h'] as (...given: unknown[]) => unknown;
    method.apply(built, [...valid]);
    const spoilt = (value: unknown): unknown[] => {
      if (typeof value !== 'object' || value === null) return junk;
      const parts = Object.entries(value).flatMap(([key, part]) =>
        spoilt(part).map((other) => Object.assign(Array.isArray(value) ? [...value] : { ...value }, { [key]: other })),
      );
      return [...junk, ...parts];
    };
    const raw: string[] = [];
    for (let place = 0; place < valid.length; place++) {
      for (const other of spoilt(valid[place])) {
        try {
          method.apply(built, valid.with(place, other));
        } catch (error) {
          if (!isEbitError(error)) raw.push(`${place}: ${String(error)}`);
        }
      }
    }
    expect(raw).toEqual([]);
  });
});

test.each([
  ['h', () => (circuit(2) as unknown as { h(...given: unknown[]): unknown }).h(0, 1)],
  ['h', () => (circuit(2) as unknown as { h(...given: unknown[]): unknown }).h(0, { controls: [] })],
  ['rx', () => (circuit(2) as unknown as { rx(...given: unknown[]): unknown }).rx(0.1, 0, 1)],
  ['cx', () => (circuit(2) as unknown as { cx(...given: unknown[]): unknown }).cx(0, 1, {})],
])('%s refuses an argument that it would pass over', (name, call) => {
  const error = refusal(call);
  expect([error.code, error.message]).toEqual(['circuit', expect.stringContaining(`${name}() takes `)]);
});
