import { describe, expect, test } from 'vitest';
import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { checkedSpec } from '../../src/models/spec.js';
import { refusal } from '../refusal.js';

const SPEC = {
  embedding: { kind: 'zz', pairs: 'all' },
  mixing: { layers: 2 },
  circuit: { kind: 'qcnn', depth: 3 },
  weights: 'parity',
};
const h = { kind: 'gate', gate: 'h', targets: [0], controls: [], conditions: [], angle: null };
const custom = (operations: unknown[], more = {}) => ({
  ...SPEC,
  circuit: {
    kind: 'custom',
    circuits: [{ circuit: { qubits: 2, operations, parameters: 0, features: 0, ...more }, readout: 0 }],
  },
});

describe('checkedSpec', () => {
  test('returns what it was given, with the defaults filled in', () => {
    expect(checkedSpec(SPEC, 'It')).toEqual(SPEC);
    const { mixing: _, ...short } = { ...SPEC, embedding: { kind: 'zz' } };
    expect(checkedSpec(short, 'It')).toEqual({
      ...SPEC,
      embedding: { kind: 'zz', pairs: 'ring' },
      mixing: { layers: 0 },
    });
    expect(checkedSpec(custom([h]), 'It')).toEqual(custom([h]));
  });

  test.each<[string, unknown, string, string]>([
    ['an unknown key', { ...SPEC, embeding: 1 }, 'model', '"embeding"'],
    [
      'an unknown key in the embedding',
      { ...SPEC, embedding: { kind: 'unitary', pairs: 'all' } },
      'model',
      '"embedding.pairs"',
    ],
    ['an unknown key in the mixing', { ...SPEC, mixing: { layers: 1, depth: 1 } }, 'model', '"mixing.depth"'],
    [
      'an unknown key in the circuit',
      { ...SPEC, circuit: { kind: 'qcnn', depth: 1, layers: 1 } },
      'model',
      '"circuit.layers"',
    ],
    ['an unknown kind', { ...SPEC, circuit: { kind: 'qcn', depth: 1 } }, 'model', '"qcn"'],
    ['unknown weights', { ...SPEC, weights: 'product' }, 'model', '"product"'],
    ['a missing part', { ...SPEC, circuit: undefined }, 'model', '"circuit'],
    ['an unknown key in a gate', custom([{ ...h, note: '' }]), 'model', 'operations.0.note"'],
    ['an unknown gate', custom([{ ...h, gate: 'hadamard' }]), 'model', '"hadamard"'],
    ['a negative depth', { ...SPEC, circuit: { kind: 'qcnn', depth: -1 } }, 'range', '-1'],
    ['a fractional depth', { ...SPEC, circuit: { kind: 'qcnn', depth: 1.5 } }, 'range', '1.5'],
    ['an enormous depth', { ...SPEC, circuit: { kind: 'qcnn', depth: 1e9 } }, 'range', '1000'],
    ['a negative number of layers', { ...SPEC, mixing: { layers: -2 } }, 'range', '-2'],
    ['a NaN', { ...SPEC, mixing: { layers: Number.NaN } }, 'model', 'NaN'],
    ['a gate on a measured qubit', custom([{ kind: 'measure', qubit: 0 }, h]), 'measured', 'qubit 0'],
    ['a qubit that is not there', custom([{ ...h, targets: [2] }]), 'range', 'qubit 2'],
    [
      'fewer parameters than are used',
      custom(circuit(2).rx(parameter(3), 0).operations as unknown[]),
      'circuit',
      'need 4',
    ],
    ['half a feature', custom([h], { features: 0.5 }), 'model', 'features'],
  ])('refuses %s', (_, value, code, words) => {
    const error = refusal(() => checkedSpec(value, 'It'));
    expect(error.message).toContain(words);
    expect(error.code).toBe(code);
  });
});
