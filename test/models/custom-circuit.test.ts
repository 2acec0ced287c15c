import { describe, expect, test } from 'vitest';
import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import type { ReadoutCircuit } from '../../src/models/model-types.js';
import { refusal } from '../refusal.js';

describe('customCircuit', () => {
  const mine = { circuit: circuit(2).rx(parameter(0), 0).cx(0, 1), readout: 1 };

  test('describes one for all or one for each as plain data', () => {
    const { qubits, operations, parameters, features } = mine.circuit;
    const plain = { circuit: { qubits, operations, parameters, features }, readout: 1 };
    expect(customCircuit(mine)).toEqual({ kind: 'custom', circuits: [plain] });
    expect(customCircuit([mine, mine])).toEqual({ kind: 'custom', circuits: [plain, plain] });
    // A builder would drag its methods into every copy of the spec.
    const spec = customCircuit(mine);
    expect(spec.kind === 'custom' && Object.getPrototypeOf(spec.circuits[0].circuit)).toBe(Object.prototype);
  });

  test('refuses what is no circuit with a readout', () => {
    for (const value of [mine.circuit, { circuit: mine.circuit }, { ...mine, depth: 2 }, null, 'qcnn', [mine, 7]]) {
      expect(refusal(() => customCircuit(value as ReadoutCircuit)).code).toBe('circuit');
    }
  });
});
