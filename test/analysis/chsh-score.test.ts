import { describe, expect, test } from 'vitest';
import { CLASSICAL_BOUND, QUANTUM_BOUND, successProbability } from '../../src/analysis/chsh-score.js';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { chsh } from '../../src/data/chsh.js';
import { dataset } from '../../src/data/dataset.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';

test('the bounds are 3/4 and cos^2(pi/8)', () => {
  expect(CLASSICAL_BOUND).toBe(0.75);
  expect(QUANTUM_BOUND).toBeCloseTo(Math.cos(Math.PI / 8) ** 2, 15);
});

/** The textbook's players: each turns its half of the pair by an angle that depends on its question, and reads it. */
function textbook(weights: 'fixed' | 'parity', weight = 1) {
  const turned = customEmbedding(circuit(1).ry(data(0), 0));
  const players = customCircuit({ circuit: circuit(1).ry(parameter(0), 0), readout: 0 });
  const model = classifier({
    network: bellNetwork({ ebits: 1, qubits: 1 }),
    embedding: turned,
    circuit: players,
    weights,
  });
  const angles = [0, -Math.PI / 4];
  return model.withParameters(weights === 'fixed' ? angles : [...angles, weight]);
}
const questions = [0, 1].flatMap((s) => [0, 1].map((t) => ({ s, t })));
// <Z Z> = cos(a - b) on |Phi+>: with a = s pi/2 and b = pi/4 - t pi/2 it is +-1/sqrt 2 as the game wants it.
const game = dataset(
  questions.map(({ s, t }) => [(s * Math.PI) / 2, Math.PI / 2 - (t * Math.PI) / 2]),
  questions.map(({ s, t }) => (s === 1 && t === 1 ? -1 : 1)),
);

describe('the success probability', () => {
  test("of the textbook's players is Tsirelson's bound", () => {
    expect(successProbability(textbook('fixed'), game)).toBeCloseTo(QUANTUM_BOUND, 14);
  });

  test('does not depend on the size of the weight, and changes sides with its sign', () => {
    expect(successProbability(textbook('parity', 0.3), game)).toBeCloseTo(QUANTUM_BOUND, 14);
    expect(successProbability(textbook('parity', -2), game)).toBeCloseTo(1 - QUANTUM_BOUND, 14);
  });

  test('of a weight of 0 is 0', () => {
    expect(successProbability(textbook('parity', 0), game)).toBe(0);
  });

  test('without an ebit is never above 3/4, whatever the angles', () => {
    const model = classifier({
      network: bellNetwork({ ebits: 0, qubits: 2 }),
      circuit: qcnn({ depth: 2 }),
      weights: 'fixed',
    });
    for (let seed = 0; seed < 20; seed++) {
      const p = successProbability(model.withInitialParameters(seed), chsh());
      expect(p).toBeLessThanOrEqual(CLASSICAL_BOUND + 1e-12);
      expect(p).toBeGreaterThanOrEqual(1 - CLASSICAL_BOUND - 1e-12);
    }
  });
});
