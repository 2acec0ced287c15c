// From a seed to bytes: the same on every machine and runtime, so that a change of any bit is seen and meant.
//
// A change of the order of summation in a kernel changes these digests rightfully: check against the oracles, then take
// the new ones over.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cos, exp, log, sin } from '../../src/core/math.js';
import { haarUnitaries } from '../../src/data/haar.js';
import { classifier } from '../../src/models/classifier.js';
import { unitaryEmbedding, zz } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { randomStream } from '../../src/random.js';

const digest = (values: Float64Array): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
    .slice(0, 16);

/** Numbers of the project's own generator, in an interval; no rounding but that of * and +. */
function drawn(count: number, low: number, high: number, seed: number): Float64Array {
  const stream = randomStream(seed, 'digest');
  return Float64Array.from({ length: count }, (_, i) => low + (high - low) * stream.uniform(i));
}

const models = {
  phases: classifier({ network: bellNetwork({ ebits: 1 }), embedding: zz(), circuit: qcnn({ depth: 3 }), seed: 1 }),
  'one pair sum': classifier({
    network: bellNetwork({ ebits: 4 }),
    embedding: zz(),
    circuit: qcnn({ depth: 2 }),
    seed: 2,
  }),
  mixing: classifier({
    network: bellNetwork({ ebits: 2, fidelity: 0.9 }),
    embedding: zz({ pairs: 'all' }),
    mixing: { layers: 1 },
    circuit: qcnn({ depth: 2 }),
    seed: 3,
  }),
  'mixing, both processors at once': classifier({
    network: bellNetwork({ ebits: 4 }),
    embedding: zz(),
    mixing: { layers: 1 },
    circuit: qcnn({ depth: 2 }),
    seed: 8,
  }),
};

describe('digests', () => {
  test('of elementary functions', () => {
    const angles = drawn(500, -50, 50, 1);
    expect({
      drawn: digest(angles),
      sin: digest(angles.map(sin)),
      cos: digest(angles.map(cos)),
      exp: digest(angles.map(exp)),
      log: digest(drawn(500, 0, 100, 2).map(log)),
      haar: digest(haarUnitaries({ qubits: 2, count: 3, seed: 5, stream: 'digest' })),
    }).toEqual({
      drawn: '44a0a0c2fbdb3d65',
      sin: '88de7543f14de26b',
      cos: '47000b49d2eaa4e5',
      exp: 'b8d30a20473d2771',
      log: 'a79e6fcf8262a142',
      haar: '59f0f277c66f12ef',
    });
  });

  test.each([
    { name: 'phases', engine: 'observable', expected: { probabilities: '544d6c52e370facb', step: '7ee9214973d76602' } },
    { name: 'phases', engine: 'state', expected: { probabilities: '23646ed2b82087e6', step: 'ed28db11ac1fe626' } },
    {
      name: 'one pair sum',
      engine: 'observable',
      expected: { probabilities: '8ca81bc4a31a4eee', step: '19c6dbf43b75f61b' },
    },
    { name: 'mixing', engine: 'observable', expected: { probabilities: 'e005b69690aca3c8', step: '8f3d2e693e5370cd' } },
    { name: 'mixing', engine: 'state', expected: { probabilities: '8ad25b7a74857195', step: '2dd6ff04011de51e' } },
    {
      name: 'mixing, both processors at once',
      engine: 'observable',
      expected: { probabilities: 'bd786f54fb1846dd', step: '273fd7a329a24238' },
    },
  ] as const)('of probabilities, and of loss and gradient: $name, $engine engine', ({ name, engine, expected }) => {
    const model = models[name];
    const rows = drawn(70 * 8, -1.5, 1.5, 4);
    const labels = drawn(70, -1, 1, 5).map((value) => (value < 0 ? -1 : 1));
    const session = openSession(model, rows, labels, { engine });
    const gradient = new Float64Array(model.parameters.length);
    const loss = session.step(model.parameters, null, 'mse', gradient);
    const probabilities = session.probabilities(model.parameters);
    session.close();
    expect({ probabilities: digest(probabilities), step: digest(Float64Array.of(loss, ...gradient)) }).toEqual(
      expected,
    );
  });

  test('of a Fisher matrix and a Jacobian over unitary inputs', () => {
    const model = classifier({
      network: bellNetwork({ ebits: 1, qubits: 2 }),
      embedding: unitaryEmbedding(),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 2 }),
      seed: 6,
    });
    const session = openSession(model, haarUnitaries({ qubits: 2, count: 40, seed: 7, stream: 'digest' }), null);
    const found = {
      fisher: digest(session.fisher(model.parameters)),
      jacobian: digest(session.jacobian(model.parameters)),
    };
    session.close();
    expect(found).toEqual({ fisher: 'ccbf5b4418229583', jacobian: 'e29181ff352b6e31' });
  });
});
