// The effective dimension of arXiv:2605.03864, Table S6 (table-s6.json): the rank of the Fisher matrix over 100
// Haar-random inputs. The paper takes the greatest over 20 draws of the angles; a single draw has it already. At depth
// 23 Bell-0 sits on its cap of 2 x 100, and from depth 10 on Bell-4 on its cap of 1 x 100: limits of the sample, not of
// the circuits, as 200 inputs show.
import { describe, expect, test } from 'vitest';
import { haarUnitaries } from '../../src/data/haar.js';
import { classifier } from '../../src/models/classifier.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { rankOf } from '../oracle/classifier.js';
import tableS6 from './table-s6.json';

const INPUTS = 100;

/** Rows for two processors, each with a unitary matrix of its own. */
const rows = (inputs: number): Float64Array =>
  haarUnitaries({ qubits: 4, count: 2 * inputs, seed: 1, stream: 'inputs' });

const rankAt = (ebits: number, depth: number, inputs: number): number => {
  const model = classifier({
    network: bellNetwork({ ebits }),
    embedding: unitaryEmbedding(),
    circuit: qcnn({ depth }),
    weights: 'fixed',
    seed: 1,
  });
  const session = openSession(model, rows(inputs), null);
  const fisher = session.fisher(model.parameters);
  session.close();
  const size = model.angles;
  return rankOf(Array.from({ length: size }, (_, i) => [...fisher.subarray(i * size, (i + 1) * size)]));
};

const depths = ['1', '2', '9', '10', '23'] as const;
const networks = [
  { name: 'Bell-0', ebits: 0, published: tableS6.noMixing.bell0 },
  { name: 'Bell-1', ebits: 1, published: tableS6.noMixing.bell1 },
  { name: 'Bell-4', ebits: 4, published: tableS6.noMixing.bell4 },
];

describe.each(networks)('$name', ({ ebits, published }) => {
  test.each(depths)('has the published rank at depth %s', (depth) => {
    expect(rankAt(ebits, Number(depth), INPUTS)).toBe(published[depth]);
  });
});

describe('with 200 inputs', () => {
  test('Bell-0 at depth 23 and Bell-4 at depth 10 rise above the published plateaus', () => {
    expect(rankAt(0, 23, 200)).toBe(208);
    expect(rankAt(4, 10, 200)).toBe(104);
  });
});
