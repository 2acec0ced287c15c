import { describe, expect, test } from 'vitest';
import { type Angle, constant, data, parameter } from '../../src/circuit/angle.js';
import { checkCircuit, createCircuit, type GateOperation, type Operation } from '../../src/circuit/circuit.js';
import type { GateName } from '../../src/circuit/gates.js';
import { shownValue } from '../../src/shown-value.js';
import { refusal } from '../refusal.js';

const gate = (name: string, targets: number[], more: Partial<GateOperation> = {}): Operation => ({
  kind: 'gate',
  gate: name as GateName,
  targets,
  controls: [],
  conditions: [],
  angle: null,
  ...more,
});
const measure = (qubit: number): Operation => ({ kind: 'measure', qubit });

test('a circuit counts the parameters and features that its gates need, or takes the declared numbers', () => {
  const operations = [gate('rx', [0], { angle: parameter(2) }), gate('rz', [1], { angle: data(4) })];
  expect(createCircuit(2, operations)).toEqual({ qubits: 2, operations, parameters: 3, features: 5 });
  expect(createCircuit(2, operations, { parameters: 7, features: 6 })).toEqual({
    qubits: 2,
    operations,
    parameters: 7,
    features: 6,
  });
  expect(createCircuit(2, operations, { parameters: 1 }).parameters).toBe(3);
});

test('a circuit keeps its own list of operations', () => {
  const operations = [gate('h', [0])];
  const one = createCircuit(1, operations);
  operations.push(gate('x', [0]));
  expect(one.operations.length).toBe(1);
});

test('it survives JSON', () => {
  const one = createCircuit(2, [
    measure(0),
    gate('rx', [1], { angle: constant(1), conditions: [{ qubit: 0, value: 1 }] }),
  ]);
  const back = JSON.parse(JSON.stringify(one));
  expect(back).toEqual(one);
  expect(() => checkCircuit(back)).not.toThrow();
});

describe('numbers of qubits', () => {
  test.each([1, 24])('%d is allowed', (qubits) => {
    expect(createCircuit(qubits, []).qubits).toBe(qubits);
  });

  test.each([0, -1, 1.5, Number.NaN, '2' as unknown as number])('%s is refused', (qubits) => {
    const error = refusal(() => createCircuit(qubits, []));
    expect(error.code).toBe('range');
    expect(error.message).toContain(`has ${shownValue(qubits)} qubits`);
    expect(error.message).toContain('from 1 to 24');
  });

  test.each([
    [25, '2^25 * 16 bytes = 512 MiB'],
    [30, '2^30 * 16 bytes = 16 GiB'],
    [50, '2^50 * 16 bytes = 16 PiB'],
    [70, '2^70 * 16 bytes = 16384 EiB'],
    [2 ** 53 - 1, '2^9007199254740991 * 16 bytes = more than any memory holds'],
    [Number.MAX_VALUE, 'more than any memory holds'],
  ])('%d would take too much memory, and it says how much', (qubits, size) => {
    const error = refusal(() => createCircuit(qubits, []));
    expect(error.code).toBe('memory');
    expect(error.message).toContain(size);
    expect(error.message).toContain('the limit is 24 qubits, 256 MiB');
  });
});

describe('bad operations', () => {
  const on = { qubit: 0, value: 1 } as const;
  test.each<[string, Operation[], string, string]>([
    ['unknown kind', [{ kind: 'reset', qubit: 0 } as unknown as Operation], 'circuit', '"reset"'],
    ['unknown gate', [gate('cnot', [0, 1])], 'circuit', '"cnot"; the gates are h, x, y'],
    ['too few targets', [gate('swap', [0])], 'circuit', 'swap acts on 2 qubit(s), but 1 are given'],
    ['too many targets', [gate('h', [0, 1])], 'circuit', 'h acts on 1'],
    ['angle missing', [gate('rx', [0])], 'circuit', 'rx needs an angle'],
    ['angle too many', [gate('h', [0], { angle: constant(1) })], 'circuit', 'h takes no angle'],
    ['NaN', [gate('rx', [0], { angle: { kind: 'constant', value: Number.NaN } })], 'not-finite', 'NaN'],
    ['negative parameter', [gate('rx', [0], { angle: { kind: 'parameter', index: -1 } })], 'range', '-1'],
    ['unknown angle', [gate('rx', [0], { angle: { kind: 'pi' } as unknown as Angle })], 'circuit', '"pi"'],
    ['target above', [gate('h', [3])], 'range', 'qubit 3; in a circuit of 3 it must be an integer from 0 to 2'],
    ['target below', [gate('h', [-1])], 'range', 'qubit -1'],
    ['target between', [gate('h', [0.5])], 'range', 'qubit 0.5'],
    ['target missing', [gate('h', [undefined as unknown as number])], 'range', 'qubit undefined'],
    ['control above', [gate('h', [0], { controls: [{ qubit: 7, value: 1 }] })], 'range', 'qubit 7'],
    ['measure above', [measure(3)], 'range', 'measure names qubit 3'],
    ['target twice', [gate('swap', [1, 1])], 'circuit', 'swap names qubit 1 twice'],
    ['target and control', [gate('h', [0], { controls: [on] })], 'circuit', 'h names qubit 0 twice'],
    ['control twice', [gate('h', [1], { controls: [on, { qubit: 0, value: 0 }] })], 'circuit', 'qubit 0 twice'],
    ['condition twice', [measure(0), gate('h', [1], { conditions: [on, on] })], 'circuit', 'qubit 0 twice'],
    ['control value', [gate('h', [1], { controls: [{ qubit: 0, value: 2 as 1 }] })], 'range', 'value 2'],
    [
      'condition value',
      [measure(0), gate('h', [1], { conditions: [{ qubit: 0, value: true as unknown as 1 }] })],
      'range',
      'value true; it must be 0 or 1',
    ],
    [
      'condition on an unmeasured qubit',
      [gate('h', [1], { conditions: [on] })],
      'circuit',
      'qubit 0, which is not measured yet',
    ],
    [
      'condition before the measurement',
      [gate('h', [1], { conditions: [on] }), measure(0)],
      'circuit',
      'not measured yet',
    ],
    [
      'gate on a measured qubit',
      [measure(0), gate('h', [0])],
      'measured',
      'h acts on qubit 0, which is measured already',
    ],
    ['second target measured', [measure(0), gate('swap', [1, 0])], 'measured', 'swap acts on qubit 0'],
    ['control on a measured qubit', [measure(0), gate('x', [1], { controls: [on] })], 'measured', 'use when()'],
    ['measured twice', [measure(0), measure(0)], 'measured', 'measure acts on qubit 0'],
  ])('%s', (_, operations, code, part) => {
    const error = refusal(() => createCircuit(3, operations));
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });

  test.each([-1, 1.5, Number.NaN])('a declared number of %d', (count) => {
    expect(refusal(() => createCircuit(1, [], { parameters: count })).message).toContain('number of parameters');
    const error = refusal(() => createCircuit(1, [], { features: count }));
    expect(error.code).toBe('range');
    expect(error.message).toContain(`number of features is ${count}`);
  });
});

describe('checkCircuit', () => {
  const operations = [gate('rx', [0], { angle: parameter(1) }), gate('rx', [0], { angle: data(0) })];

  test('refuses what createCircuit refuses', () => {
    const bad = { qubits: 1, operations: [gate('h', [1])], parameters: 0, features: 0 };
    expect(refusal(() => checkCircuit(bad)).code).toBe('range');
  });

  test('refuses fewer parameters or features than the gates need', () => {
    expect(() => checkCircuit({ qubits: 1, operations, parameters: 2, features: 1 })).not.toThrow();
    const few = refusal(() => checkCircuit({ qubits: 1, operations, parameters: 1, features: 1 }));
    expect(few.code).toBe('circuit');
    expect(few.message).toContain('declares 1 parameters, but its gates need 2');
    const none = refusal(() => checkCircuit({ qubits: 1, operations, parameters: 2, features: 0 }));
    expect(none.message).toContain('declares 0 features, but its gates need 1');
  });
});
