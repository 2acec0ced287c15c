// An input has only so many free numbers, and that caps the rank of the Fisher matrix: rank F <= N dof.

import { describe, expect, test } from 'vitest';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { parametersFor, rowsFor } from '../models/engine-cases.js';
import { rankOf } from '../oracle/classifier.js';
import fc from '../seeded.js';

/** dof: two marginals and the correlator; two marginals; the correlator alone. */
const networks = [
  { name: 'one ebit', ebits: 1, dof: 3 },
  { name: 'no ebit: a product', ebits: 0, dof: 2 },
  { name: 'all qubits entangled: both marginals are 1/2', ebits: 2, dof: 1 },
];

describe.each(networks)('with $name', ({ ebits, dof }) => {
  const model = classifier({ network: bellNetwork({ ebits, qubits: 2 }), circuit: qcnn({ depth: 4 }) });
  const rankWith = (inputs: number, seed: number): number => {
    const session = openSession(model, Float64Array.from(rowsFor(model, inputs, seed).flat()), null);
    const fisher = session.fisher(parametersFor(model, seed + 1));
    session.close();
    const size = model.angles;
    return rankOf(Array.from({ length: size }, (_, i) => [...fisher.subarray(i * size, (i + 1) * size)]));
  };

  test(`the rank is at most ${dof} times the number of inputs`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(10000), (inputs, seed) => {
        expect(rankWith(inputs, seed)).toBeLessThanOrEqual(inputs * dof);
      }),
      { numRuns: 30 },
    );
  });

  test('a few inputs reach the cap', () => {
    for (const inputs of [1, 2, 3]) {
      const best = Math.max(...[1, 2, 3].map((seed) => rankWith(inputs, 100 * inputs + seed)));
      expect(best).toBe(inputs * dof);
    }
  });
});
