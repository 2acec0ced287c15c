// Models of equal structure share what does not depend on their parameters.
import { describe, expect, test } from 'vitest';
import { constant, data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { contraction } from '../../src/engine/contraction.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, zz } from '../../src/models/embedding.js';
import { modelToJSON, parseModel } from '../../src/models/model-file.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import { compiledModel, KNOWN_BYTES, knownBytes } from '../../src/models/structure.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { jointProbabilities } from '../oracle/joint.js';
import { greatestGap } from '../oracle/random.js';

const made = (seed: number, depth = 2) =>
  classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth }), seed });
const row = [0.2, -0.5, 0.9, 1.3];

/** Roughly what a value holds in JavaScript, each object once: pointers and numbers of 8 bytes. */
function heldBytes(root: unknown): number {
  const seen = new Set<unknown>();
  const todo = [root];
  let bytes = 0;
  while (todo.length > 0) {
    const one = todo.pop();
    if (typeof one === 'string') bytes += 16 + 2 * one.length;
    if (typeof one !== 'object' || one === null || seen.has(one)) continue;
    seen.add(one);
    if (ArrayBuffer.isView(one)) {
      bytes += 100 + one.byteLength;
      continue;
    }
    const inside = one instanceof Map ? [...one].flat() : one instanceof Set ? [...one] : Object.values(one);
    bytes += 32 + 8 * inside.length;
    for (const value of inside) todo.push(value);
  }
  return bytes;
}

describe('models of equal structure', () => {
  test('made twice, from a file or with other parameters, have one compiled form and numbers of their own', () => {
    const first = made(1);
    const others = [
      made(2),
      parseModel(JSON.stringify(modelToJSON(made(3)))),
      first.withInitialParameters(4),
      classifier({ network: first.network, circuit: qcnn({ depth: 2 }), weights: 'parity', seed: 5 }),
    ];
    for (const other of others) {
      expect(other.programs).toBe(first.programs);
      expect(compiledModel(other)).toBe(compiledModel(first));
      const expected = jointProbabilities(other, other.parameters, row);
      expect(greatestGap(other.probabilities([row]), expected)).toBeLessThan(1e-12);
    }
    const numbers = [first, ...others].map((model) => model.probabilities([row])[0]);
    expect(new Set(numbers).size).toBe(5);
  });

  test('differ by anything that a circuit, an embedding or a network says, were it the sign of a zero', () => {
    const written = (angle: number, error = 0) =>
      classifier({
        network: network({
          processors: [
            { name: 'A', qubits: 1, readoutError: error },
            { name: 'B', qubits: 1 },
          ],
        }),
        embedding: customEmbedding(circuit(1).ry(data(0), 0)),
        circuit: customCircuit({ circuit: circuit(1).rx(parameter(0), 0).rz(constant(angle), 0), readout: 0 }),
      });
    const all = [written(0), written(-0), written(0.5), written(0, 0.1), made(1), made(1, 3)];
    expect(new Set(all.map(({ programs }) => programs)).size).toBe(all.length);
    expect(written(0.5).programs).toBe(all[2].programs);
  });

  test('keep their readouts, whatever a caller writes to lists that were given or found', () => {
    const of = (readout: number[]) =>
      classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: reuploading({ layers: 2, readout }) });
    const own = circuit(2).ry(data(0), 0).rx(parameter(0), 1).cz(0, 1);
    const written = (readout: number[]) =>
      classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: customCircuit({ circuit: own, readout }) });
    for (const make of [of, written]) {
      const given = [1, 0];
      const first = make(given);
      given.pop();
      expect(() => (first.programs[0].readouts as number[]).pop()).toThrow(TypeError);
      const second = make([1, 0]);
      expect(second.programs).toBe(first.programs);
      expect([second.programs[0].readouts, second.weightCount]).toEqual([[1, 0], 16]);
    }
  });

  test('take no more than is estimated, with several readouts too', () => {
    for (const [ebits, qubits] of [
      [1, 2],
      [2, 6],
      [4, 4],
    ]) {
      const net = bellNetwork({ ebits, qubits, fidelity: 0.9 });
      const before = knownBytes();
      classifier({ network: net, circuit: reuploading({ layers: 1, readout: 'all' }) });
      const sizes = [qubits, qubits];
      const { words, coefficients, correlatorSlot } = contraction(net, 'states', sizes, sizes);
      const taken = words.byteLength + coefficients.byteLength + correlatorSlot.byteLength;
      expect(knownBytes() - before).toBeGreaterThan(taken);
    }
  });

  test('take no more with all their forms than their bytes say, and not far less', () => {
    const net = (qubits: number, ebits = 1) => bellNetwork({ ebits, qubits });
    const alone = (qubits: number) => network({ processors: [{ name: 'A', qubits }] });
    for (const model of [
      made(1),
      classifier({ network: net(4), circuit: qcnn({ depth: 20 }) }),
      classifier({ network: net(4, 4), circuit: qcnn({ depth: 20 }) }),
      classifier({ network: net(8), circuit: qcnn({ depth: 3 }) }),
      classifier({ network: net(6, 2), mixing: { layers: 10 }, circuit: qcnn({ depth: 3 }) }),
      classifier({ network: alone(1), circuit: qcnn({ depth: 1 }) }),
      classifier({ network: alone(10), embedding: zz({ pairs: 'all' }), circuit: qcnn({ depth: 1 }) }),
      classifier({ network: alone(10), circuit: reuploading({ layers: 5, readout: 'all' }) }),
      classifier({ network: net(8), circuit: reuploading({ layers: 20 }) }),
    ]) {
      const compiled = compiledModel(model);
      const { programs, observable, state, tangents, rotations, bytes } = compiled;
      const held = heldBytes([model.programs, programs, observable, state, tangents, rotations]);
      expect(bytes).toBeGreaterThan(held);
      expect(bytes).toBeLessThan(20 * held);
    }
  });

  test('differ by their coins, by heads and by basis', () => {
    const withCoins = (coins?: readonly { between: [string, string]; heads?: number; basis?: 'X' }[]) =>
      classifier({
        network: network({
          processors: [
            { name: 'A', qubits: 2 },
            { name: 'B', qubits: 2 },
          ],
          coins,
        }),
        circuit: qcnn({ depth: 1 }),
        seed: 2,
      });
    const all = [
      withCoins(),
      withCoins([{ between: ['A.0', 'B.0'] }]),
      withCoins([{ between: ['A.0', 'B.0'], heads: 0.4 }]),
      withCoins([{ between: ['A.0', 'B.0'], basis: 'X' }]),
      withCoins([{ between: ['A.0', 'B.1'] }]),
    ];
    expect(new Set(all.map((model) => compiledModel(model))).size).toBe(all.length);
    expect(compiledModel(withCoins([{ between: ['A.0', 'B.0'], heads: 0.5 }]))).toBe(compiledModel(all[1]));
    for (const model of all) {
      const expected = jointProbabilities(model, model.parameters, row);
      expect(greatestGap(model.probabilities([row]), expected)).toBeLessThan(1e-12);
    }
  });

  test('cannot be changed through one of them, and nothing of the caller is frozen', () => {
    const own = circuit(1).rx(parameter(0), 0);
    const model = classifier({
      network: bellNetwork({ ebits: 1, qubits: 1 }),
      embedding: customEmbedding(circuit(1).ry(data(0), 0)),
      circuit: customCircuit({ circuit: own, readout: 0 }),
    });
    expect(() => {
      (model.programs[0].trainable.operations as unknown[]).pop();
    }).toThrow(TypeError);
    expect(Object.isFrozen(own.operations)).toBe(false);
  });

  test('are known within a bound of bytes, whatever comes', () => {
    for (let i = 0; i < 60; i++) {
      classifier({ network: bellNetwork({ ebits: 1, fidelity: 0.5 + 0.005 * i }), circuit: qcnn({ depth: 20 }) });
      expect(knownBytes()).toBeLessThanOrEqual(KNOWN_BYTES);
    }
    expect(knownBytes()).toBeGreaterThan(KNOWN_BYTES / 2);
    // What fits in no case is made all the same.
    expect(made(1, 1000).programs).toHaveLength(2);
    expect(knownBytes()).toBeLessThanOrEqual(KNOWN_BYTES);
  });
});
