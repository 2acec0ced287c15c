import { describe, expect, test } from 'vitest';
import { networkSpec } from '../../src/network/network.js';
import { type Topology, topology } from '../../src/network/topology.js';
import { refusal } from '../refusal.js';

const edges = (...call: Parameters<typeof topology>) =>
  networkSpec(topology(...call)).ebits?.map(({ between }) => between.join('-'));
const sizes = (...call: Parameters<typeof topology>) => topology(...call).processors.map(({ qubits }) => qubits);

describe('topology', () => {
  test.each<[Topology, number, string[]]>([
    ['line', 2, ['A.0-B.0']],
    ['line', 4, ['A.0-B.0', 'B.1-C.0', 'C.1-D.0']],
    ['ring', 3, ['A.0-B.0', 'B.1-C.0', 'A.1-C.1']],
    ['ring', 4, ['A.0-B.0', 'B.1-C.0', 'C.1-D.0', 'A.1-D.1']],
    ['star', 4, ['A.0-B.0', 'A.1-C.0', 'A.2-D.0']],
    ['complete', 4, ['A.0-B.0', 'A.1-C.0', 'A.2-D.0', 'B.1-C.1', 'B.2-D.1', 'C.2-D.2']],
  ])('a %s of %d', (kind, parties, expected) => {
    expect(edges(kind, parties)).toEqual(expected);
  });

  test('names up to sixteen parties, and gives each as many qubits as its ends take unless told', () => {
    const { processors, ebits } = topology('ring', 16);
    expect(processors.map(({ name }) => name).join('')).toBe('ABCDEFGHIJKLMNOP');
    expect(ebits).toHaveLength(16);
    expect(sizes('line', 3)).toEqual([1, 2, 1]);
    expect(sizes('star', 4, { ebitsPerEdge: 3 })).toEqual([9, 3, 3, 3]);
    expect(sizes('complete', 11)).toEqual(new Array(11).fill(10));
    expect(sizes('line', 3, { ebitsPerEdge: 0 })).toEqual([1, 1, 1]);
    expect(sizes('ring', 3, { qubits: 4 })).toEqual([4, 4, 4]);
    expect(sizes('line', 3, { qubits: [1, 2, 5] })).toEqual([1, 2, 5]);
  });

  test('takes several ebits an edge side by side, all of one fidelity', () => {
    expect(edges('line', 3, { ebitsPerEdge: 2 })).toEqual(['A.0-B.0', 'A.1-B.1', 'B.2-C.0', 'B.3-C.1']);
    const { ebits } = networkSpec(topology('ring', 3, { ebitsPerEdge: 2, fidelity: 0.9 }));
    expect(ebits?.map(({ fidelity }) => fidelity)).toEqual(new Array(6).fill(0.9));
  });

  test.each<[string, Parameters<typeof topology>, string]>([
    [
      'another shape',
      ['tree' as Topology, 3],
      'There is no topology "tree". Use "line", "ring", "star" or "complete".',
    ],
    ['one party', ['line', 1], 'A line of 1 parties: give an integer from 2 to 16.'],
    ['a ring of two', ['ring', 2], 'A ring of 2 parties: give an integer from 3 to 16.'],
    ['seventeen parties', ['star', 17], 'A star of 17 parties: give an integer from 2 to 16.'],
    ['no number of parties', ['star', undefined as never], 'A star of undefined parties'],
    ['half an ebit', ['line', 3, { ebitsPerEdge: 0.5 }], '0.5 ebits an edge: give an integer from 0 to 10.'],
    ['a fidelity of nothing', ['line', 3, { ebitsPerEdge: 0, fidelity: 2 }], 'A fidelity of 2 is outside [1/4, 1]'],
    ['a slip', ['line', 3, { qubit: 2 } as never], 'Did you mean "qubits"?'],
    [
      'too few qubits',
      ['ring', 3, { qubits: 1 }],
      '1 qubits at processor A: a ring of 3 parties with 1 ebit an edge takes at least A 2, B 2, C 2, and a processor has 1 to 10',
    ],
    ['too few at one', ['line', 3, { qubits: [1, 1, 1] }], '1 qubits at processor B: a line of 3 parties'],
    ['too many qubits', ['line', 2, { qubits: 11 }], '11 qubits at processor A'],
    ['another number of sizes', ['line', 3, { qubits: [2, 2] }], 'an array of 2 are the qubits of a line of 3 parties'],
    ['sizes that are none', ['line', 3, { qubits: '2' as never }], '"2" are the qubits of a line'],
    [
      'a centre that is too large',
      ['star', 16],
      'In a star of 16 parties with 1 ebit an edge processor A takes 15 qubits, and a processor has at most 10; give fewer',
    ],
  ])('refuses %s', (_, call, words) => {
    const error = refusal(() => topology(...call));
    expect([error.code, error.message]).toEqual(['network', expect.stringContaining(words)]);
  });
});
