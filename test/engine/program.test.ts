import { describe, expect, test } from 'vitest';
import { data, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { joinCircuits, type ProcessorSource, prepareProgram, workOf } from '../../src/engine/program.js';
import { zzCircuit } from '../../src/models/embedding.js';
import { mixingCircuit } from '../../src/models/mixing.js';
import { qcnnCircuit } from '../../src/models/qcnn.js';
import { denseUnitary, distance, product } from '../oracle/dense.js';

const source = (changes: Partial<ProcessorSource> = {}): ProcessorSource => ({
  qubits: 4,
  mixing: null,
  embedding: { kind: 'circuit', circuit: zzCircuit(4, 'ring') },
  trainable: qcnnCircuit(4, 1).circuit,
  readouts: [3],
  features: 4,
  halves: [],
  ...changes,
});
const embedded = (own: Circuit) => ({ embedding: { kind: 'circuit', circuit: own } as const });
const withData = circuit(4).rx(data(0), 0);
const withScaledData = circuit(4).rx(scaledData(0, 0), 0);

describe('prepareProgram', () => {
  test('puts the halves on top, in their own order, and the other qubits behind', () => {
    const program = prepareProgram(source({ halves: [2, 0] }));
    expect(program.order).toEqual([2, 0, 1, 3]);
    expect([0, 1, 2, 3].map(program.bitOf)).toEqual([2, 1, 3, 0]);
    expect(program.halves).toBe(2);
  });

  test('gives a lone qubit an idle one beside it', () => {
    const lone = prepareProgram(
      source({ qubits: 1, trainable: circuit(1).rx(parameter(0), 0), ...embedded(zzCircuit(1, 'ring')), halves: [0] }),
    );
    expect(lone.qubits).toBe(2);
    expect(lone.order).toEqual([0, 1]);
    expect(lone.trainable.qubits).toBe(2);
    // H on the one and not on the idle one: these columns are no phases behind Hadamards on every row bit.
    expect(lone.sampleKind).toBe('columns');
  });

  test.each([
    ['the zz embedding', {}, 'characters'],
    ['the zz embedding behind mixing', { mixing: mixingCircuit(4, 1) }, 'mixed'],
    ['another embedding', embedded(circuit(4).ry(data(0), 0)), 'columns'],
    ['Hadamards on some qubits and a diagonal', embedded(circuit(4).h(0).h(1).h(2).rz(data(0), 0)), 'columns'],
    ['unitary inputs', { embedding: { kind: 'unitary' } as const }, 'columns'],
    ['unitary inputs behind mixing', { embedding: { kind: 'unitary' } as const, mixing: mixingCircuit(4, 1) }, 'state'],
    ['another embedding behind mixing', { ...embedded(withData), mixing: mixingCircuit(4, 1) }, 'state'],
    ['data in the trainable part', { trainable: withData }, 'state'],
    ['scaled data in the trainable part', { trainable: withScaledData }, 'state'],
    ['data in the mixing', { mixing: withData }, 'state'],
    ['scaled data in the mixing', { mixing: withScaledData }, 'state'],
    ['angles in the embedding', embedded(circuit(4).rx(parameter(0), 0)), 'state'],
    ['scaled angles in the embedding', embedded(withScaledData), 'state'],
  ])('%s is of the right kind', (_, changes, kind) => {
    expect(prepareProgram(source(changes)).sampleKind).toBe(kind);
  });
});

test('joinCircuits runs one circuit after the other, with the numbers of each', () => {
  const first = circuit(3).ry(parameter(4), 0).rx(data(1), 1).h(2);
  const second = circuit(3).cx(0, 1).rz(parameter(1), 2).rx(data(0), 0);
  const joined = joinCircuits([first, second], 3);
  const angles = [0.1, 0.7, 0.3, 0.2, 1.9];
  const features = [0.4, -0.8];
  const expected = product(denseUnitary(second, angles, features), denseUnitary(first, angles, features));
  expect(distance(denseUnitary(joined, angles, features), expected)).toBeLessThan(1e-15);
  expect(joined.parameters).toBe(5);
  expect(joined.features).toBe(2);
});

describe('workOf', () => {
  const work = (changes: Partial<ProcessorSource>, samples: number, engine: 'observable' | 'state') =>
    workOf(prepareProgram(source(changes)), samples, engine);

  test('grows with the samples: for states alone in proportion, for the observable in whole chunks beside a fixed part', () => {
    expect(work({}, 200, 'state')).toBe(2 * work({}, 100, 'state'));
    expect(work({}, 200, 'observable') - work({}, 100, 'observable')).toBe(128 * 256);
    expect(work({}, 0, 'observable')).toBeGreaterThan(0);
  });

  test('of phases does not depend on the ebits, of columns and states it does', () => {
    const halves = [0, 1];
    expect(work({ halves }, 100, 'observable')).toBe(work({}, 100, 'observable'));
    expect(work({ halves }, 100, 'state')).toBe(4 * work({}, 100, 'state'));
    const columns = embedded(circuit(4).ry(data(0), 0));
    expect(work({ ...columns, halves }, 100, 'observable')).toBeGreaterThan(work(columns, 100, 'observable'));
  });

  test('is infinite where the observable engine cannot run', () => {
    expect(work({ trainable: withData }, 1, 'observable')).toBe(Number.POSITIVE_INFINITY);
    expect(work({ trainable: withData }, 1, 'state')).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
