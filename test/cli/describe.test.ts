import { expect, test } from 'vitest';
import { modelText, parametersText } from '../../src/cli/describe.js';
import { classifier } from '../../src/models/classifier.js';
import { zz } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
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
