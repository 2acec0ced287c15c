import { expect, test } from 'vitest';
import { circuit } from '../../src/circuit/builder.js';
import type { Operation } from '../../src/circuit/circuit.js';
import { firstQubit } from '../../src/models/circuits.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { modelParts } from '../../src/models/parts.js';
import { qcnn } from '../../src/models/qcnn.js';
import { firstFeature, rowLength } from '../../src/models/rows.js';
import { network } from '../../src/network/network.js';

const processors = [8, 1, 4, 2, 3, 5, 10].map((qubits, p) => ({ name: 'ABCDEFG'[p], qubits }));

/** The rings of a qcnn by the qubits that it stands on. */
const rings: Readonly<Record<number, readonly number[]>> = {
  1: [],
  2: [2],
  3: [3, 2],
  4: [4, 2],
  5: [5, 3, 2],
  8: [8, 4, 2],
  10: [10, 5, 3, 2],
};
const on = network({ processors });

/** How many different parameters there are in some layers. */
function angles(layers: readonly (readonly Operation[])[]): number {
  const named = layers
    .flat()
    .flatMap((one) => (one.kind === 'gate' && one.angle?.kind === 'parameter' ? [one.angle.index] : []));
  return new Set(named).size;
}

test.each([
  [0, 0],
  [1, 2],
  [3, 1],
])('the parts of a processor are its whole program, at depth %i with %i mixing layers', (depth, layers) => {
  const model = classifier({ network: on, mixing: { layers }, circuit: qcnn({ depth }) });
  model.programs.forEach(({ mixing, embedding, trainable }, p) => {
    const parts = modelParts(model, p);
    const whole = [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable];
    expect(parts.flatMap((part) => part.layers.flat())).toEqual(whole.flatMap((part) => part?.operations ?? []));
    const { qubits } = processors[p];
    // By the description: m angles a layer on m > 1 qubits, then four for each of the pools of two; half of the qubits go on.
    const stages = rings[qubits];
    expect(parts.map((part) => [part.kind, part.stage, part.ring, part.layers.length, angles(part.layers)])).toEqual([
      ...(layers > 0 && qubits > 1 ? [['mixing', 0, 0, layers, layers * qubits]] : []),
      ['embedding', 0, 0, 1, 0],
      ...stages.flatMap((ring, i) => [
        ...(depth > 0 ? [['conv', i + 1, ring, depth, depth * ring]] : []),
        ['pool', i + 1, ring, 1, 4 * Math.floor(ring / 2)],
      ]),
      ['readout', stages.length + 1, 1, 1, 0],
    ]);
  });
});

test('a circuit of one’s own is one part and its readout', () => {
  const own = (measured: boolean) => {
    const built = circuit(1).rx(0.5, 0);
    return classifier({
      network: network({ processors: [{ name: 'A', qubits: 1 }] }),
      circuit: customCircuit({ circuit: measured ? built.measure(0) : built, readout: 0 }),
    });
  };
  for (const measured of [true, false]) {
    const [, body, readout] = modelParts(own(measured), 0);
    expect([body.kind, body.layers[0].length]).toEqual(['circuit', 1]);
    expect(readout).toMatchObject({ kind: 'readout', layers: [[{ kind: 'measure', qubit: 0 }]] });
  }
});

test('processors have their places in a row and among the qubits', () => {
  const model = classifier({ network: on, circuit: qcnn({ depth: 1 }) });
  expect(model.features).toEqual([8, 1, 4, 2, 3, 5, 10]);
  expect(rowLength(model)).toBe(33);
  const firsts = [0, 8, 9, 13, 15, 18, 23];
  expect(firsts.map((_, p) => firstFeature(model, p))).toEqual(firsts);
  expect(firsts.map((_, p) => firstQubit(on, p))).toEqual(firsts);
});
