// A small file with one number, or one place, that is beyond all use: an answer or a refusal comes at once.
import { describe, expect, test } from 'vitest';
import { data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { isEbitError } from '../../src/errors.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import { modelToJSON, parseModel } from '../../src/models/model-file.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';

const own = circuit(2)
  .ry(parameter(0, { scale: -1, offset: 0.5 }), 0)
  .gate('x', [1], { controls: [{ qubit: 0, value: 1 }] })
  .rzz(dataProduct(0.5, { feature: 0, offset: 1, slope: -1 }), 0, 1)
  .rx(0.3, 1)
  .ry(scaledData(2, dataProduct(-0.5, { feature: 1, offset: 0.1, slope: 2 })), 1)
  .measure(0)
  .when(0, 1, (b) => b.rz(parameter(1), 1));
const files = {
  'circuits of the user': classifier({
    network: network({
      processors: [
        { name: 'A', qubits: 2, readoutError: { flip0: 0.1, flip1: 0.2 } },
        { name: 'B', qubits: 2 },
      ],
      ebits: [
        { between: ['A.0', 'B.0'], fidelity: 0.9 },
        { between: ['A.1', 'B.1'], weights: { phiPlus: 1, phiMinus: 0, psiPlus: 0, psiMinus: 0 } },
      ],
    }),
    embedding: customEmbedding(circuit(2).ry(data(0), 0)),
    circuit: customCircuit({ circuit: own, readout: 1 }),
  }),
  'noise in circuits and behind gates': classifier({
    network: network({
      processors: [
        {
          name: 'A',
          qubits: 2,
          noise: [
            { after: ['cx', 'h'], channel: 'thermal', t1: 1, t2: 0.5, time: 0.1 },
            { channel: 'pauli', p: [0.1, 0, 0.1] },
          ],
        },
      ],
    }),
    embedding: customEmbedding(circuit(2).ry(data(0), 0).depolarizing(0.1, 0)),
    circuit: customCircuit({
      circuit: circuit(2)
        .h(0)
        .measure(0)
        .when(0, 1, (b) => b.rx(parameter(0), 1).pauli([0.1, 0.2, 0], 1)),
      readout: 1,
    }),
  }),
  'a qcnn with mixing': classifier({
    network: bellNetwork({ ebits: 1, qubits: 2 }),
    mixing: { layers: 1 },
    circuit: qcnn({ depth: 1 }),
  }),
};

/** The same plain value with one place exchanged. */
function* spoilt(value: unknown, by: unknown): Generator<unknown> {
  yield by;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const other of spoilt(part, by)) {
      yield Object.assign(Array.isArray(value) ? [...value] : { ...value }, { [key]: other });
    }
  }
}

describe.each(Object.entries(files))('a model file of %s', (_, model) => {
  test.each([2 ** 53 - 1, Number.MAX_VALUE, -1, 0.5, null, '9007199254740991', [], {}, [[]]])(
    'with %j in any place is answered or refused at once',
    (by) => {
      const raw: string[] = [];
      const slow: string[] = [];
      for (const file of spoilt(JSON.parse(JSON.stringify(modelToJSON(model))), by)) {
        const text = JSON.stringify(file);
        const start = performance.now();
        try {
          parseModel(text);
        } catch (error) {
          if (!isEbitError(error)) raw.push(`${String(error)}: ${text}`);
        }
        if (performance.now() - start > 1000) slow.push(text);
      }
      expect({ raw, slow }).toEqual({ raw: [], slow: [] });
    },
  );
});

test('a number of qubits beyond all use is refused with the limit', () => {
  const file = JSON.parse(JSON.stringify(modelToJSON(files['circuits of the user'])));
  file.circuit.circuits[0].circuit.qubits = 2 ** 53 - 1;
  expect(() => parseModel(JSON.stringify(file))).toThrow('the limit is 24 qubits, 256 MiB');
});
