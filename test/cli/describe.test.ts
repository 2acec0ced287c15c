import { expect, test } from 'vitest';
import { data } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { modelText, parametersText } from '../../src/cli/describe.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { noEmbedding, zz } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';

test('a model in words', () => {
  const model = classifier({
    network: bellNetwork({ ebits: 1 }),
    embedding: zz({ pairs: 'all' }),
    mixing: { layers: 1 },
    circuit: qcnn({ depth: 2 }),
    weights: 'parity',
  });
  expect(modelText(model)).toBe('1 mixing layer, zz embedding (all), qcnn of depth 2, parity weights');
  expect(parametersText(model)).toBe('56 angles and 1 weight');
});

test('a model that reads its features itself has no embedding to name, but one of one’s own circuit', () => {
  const network = bellNetwork({ ebits: 1, qubits: 1 });
  const text = (readout: 'last' | 'pools', layers: number) =>
    modelText(classifier({ network, circuit: reuploading({ layers, readout }) }));
  expect(text('last', 1)).toBe('re-uploading in 1 layer, free weights');
  expect(text('pools', 4)).toBe('re-uploading in 4 layers and pools, free weights');
  const own = customCircuit({ circuit: circuit(1).ry(data(0), 0), readout: 0 });
  expect(modelText(classifier({ network, embedding: noEmbedding(), circuit: own }))).toBe(
    'no embedding, custom circuit, free weights',
  );
});
