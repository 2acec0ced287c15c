import { describe, expect, it } from 'vitest';
import { successProbability } from '../../../../src/analysis/chsh-score.js';
import { data, parameter } from '../../../../src/circuit/angle.js';
import { circuit } from '../../../../src/circuit/builder.js';
import { chsh } from '../../../../src/data/chsh.js';
import { classifier } from '../../../../src/models/classifier.js';
import { customCircuit } from '../../../../src/models/custom-circuit.js';
import { customEmbedding } from '../../../../src/models/embedding.js';
import type { Model } from '../../../../src/models/model-types.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { parityWeight } from '../../../../src/models/weights.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import {
  type Answer,
  answerFinder,
  type GameEmbedding,
  INPUTS,
  inputFeatures,
  type Vector,
} from '../../../../src/playground/panels/why/answers.js';
import { gameOf } from '../../../../src/playground/panels/why/game.js';

function answersOf(model: Model, party: number, embedding: GameEmbedding): Answer[] {
  const finder = answerFinder(model, party, embedding);
  const found = finder.answers(model.parameters);
  finder.close();
  return found;
}

/** Parties of two qubits, an ebit on their first ones, that run one given circuit and read out qubit 0. */
const measured = (embedding: Parameters<typeof customEmbedding>[0]) =>
  classifier({
    network: bellNetwork({ ebits: 1, qubits: 2 }),
    embedding: customEmbedding(embedding),
    circuit: customCircuit({ circuit: circuit(2).rz(parameter(0), 1), readout: 0 }),
  });

const rounded = ({ direction }: Answer) => direction.map((value) => Math.round(value * 1e9) / 1e9 + 0);

describe('answerFinder', () => {
  it('finds the direction that a rotation turns Z to, back on the half', () => {
    // RX(t)^+ Z RX(t) = cos t Z + sin t Y; RY(t)^+ Z RY(t) = cos t Z - sin t X; the angle is question pi/2.
    const byX = answersOf(measured(circuit(2).rx(data(0), 0).rz(data(1), 1)), 0, 'original');
    expect(byX.map(rounded)).toEqual([
      [0, 0, 1],
      [0, 0, 1],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    const byY = answersOf(measured(circuit(2).ry(data(0), 0).rz(data(1), 1)), 1, 'original');
    expect(byY.map(rounded).slice(1, 3)).toEqual([
      [0, 0, 1],
      [-1, 0, 0],
    ]);
    // With the alternative embedding the first qubit gets the flip, an angle of -pi/2 or pi/2.
    const flipped = answersOf(measured(circuit(2).rx(data(0), 0).rz(data(1), 1)), 0, 'alternative');
    expect(flipped.map(rounded)).toEqual([
      [0, -1, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 1, 0],
    ]);
  });

  it('finds no direction where the readout is another qubit, only a mean', () => {
    const model = classifier({
      network: bellNetwork({ ebits: 1, qubits: 2 }),
      embedding: customEmbedding(circuit(2).rz(data(0), 0).rx(data(1), 1)),
      circuit: customCircuit({ circuit: circuit(2).rz(parameter(0), 0), readout: 1 }),
    });
    const [answer] = answersOf(model, 0, 'original');
    expect(Math.hypot(...answer.direction)).toBeLessThan(1e-12);
    // RX(-pi/2)|0> lies on the equator.
    expect(answer.mean).toBeCloseTo(0, 12);
  });

  it.each([
    [1, 'original', 1],
    [1, 'alternative', 0.9],
    [0, 'original', 1],
  ] as const)('tells the whole game: %d ebits, embedding %s, fidelity %d', (ebits, embedding, fidelity) => {
    const model = classifier({
      network: bellNetwork({ ebits, qubits: 2, fidelity }),
      circuit: qcnn({ depth: 3 }),
      weights: 'parity',
      seed: 5,
    });
    const game = chsh({ embedding });
    const correlations: Vector = model.network.ebits[0]?.correlations ?? [0, 0, 0];
    const { weight, sign } = parityWeight({ ...model, weightForm: 'parity' }, model.parameters);
    const found = gameOf([answersOf(model, 0, embedding), answersOf(model, 1, embedding)], correlations, sign);
    const expected = Array.from(model.expectations(game.rows), (value, n) => (game.labels[n] * value) / weight);
    found.margins.forEach((margin, n) => {
      expect(margin).toBeCloseTo(expected[n], 12);
    });
    expect(found.success).toBeCloseTo(successProbability(model, game), 12);
    expect(found.score).toBeCloseTo(expected.reduce((sum, margin) => sum + margin, 0) / 4, 12);
    expect(found.right).toBe(expected.filter((margin) => margin > 0).length);
  });

  it('holds a party without an ebit to its mean', () => {
    const model = classifier({ network: bellNetwork({ ebits: 0, qubits: 2 }), circuit: qcnn({ depth: 2 }), seed: 3 });
    for (const { mean, direction } of answersOf(model, 0, 'original')) {
      expect(direction).toEqual([0, 0, 0]);
      expect(Math.abs(mean)).toBeLessThanOrEqual(1);
    }
  });

  it('never claims more than a measurement can tell', () => {
    const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 4 }), seed: 8 });
    for (const { mean, direction } of answersOf(model, 1, 'original')) {
      expect(Math.abs(mean) + Math.hypot(...direction)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  it('refuses a party with two halves', () => {
    const model = classifier({ network: bellNetwork({ ebits: 2, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
    expect(() => answerFinder(model, 0, 'original')).toThrow(/2 halves/);
  });

  it('refuses a party that reads out two qubits', () => {
    const own = circuit(2).ry(data(0), 0).rx(parameter(0), 1);
    const embedding = customEmbedding(circuit(2));
    const model = classifier({
      network: bellNetwork({ ebits: 1, qubits: 2 }),
      embedding,
      circuit: customCircuit({ circuit: own, readout: [0, 1] }),
    });
    expect(() => answerFinder(model, 0, 'original')).toThrow(/reads out 2 qubits/);
  });
});

describe('inputFeatures', () => {
  it('are those of the data set', () => {
    for (const embedding of ['original', 'alternative'] as const) {
      const rows = INPUTS.flatMap((own) =>
        INPUTS.flatMap((other) => [...inputFeatures(embedding, own), ...inputFeatures(embedding, other)]),
      );
      expect(rows).toEqual(Array.from(chsh({ embedding }).rows));
    }
  });
});
