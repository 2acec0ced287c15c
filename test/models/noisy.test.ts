// Models with noise: both forms of the noisy engine, derivatives, predictions and what is refused.
import { describe, expect, test } from 'vitest';
import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { ClassifierEngine } from '../../src/engine/classifier-engine.js';
import { historyLimits } from '../../src/engine/pauli-words.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { noEmbedding, unitaryEmbedding } from '../../src/models/embedding.js';
import { engineInput } from '../../src/models/engine-input.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { outcomeWeights } from '../../src/models/weights.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { lossAndGradientFrom } from '../oracle/classifier.js';
import { densityDerivatives, densityProbabilities } from '../oracle/density.js';
import { greatestGap } from '../oracle/random.js';
import { refusal } from '../refusal.js';
import { labelsFor, parametersFor, rowsFor } from './engine-cases.js';
import { noisyCases } from './noisy-cases.js';

const flat = (rows: readonly (readonly number[])[]): Float64Array => Float64Array.from(rows.flat());

/** The oracle's view of a model: its network as it was written, and its programs. */
function oracleOf(model: Model) {
  const { processors, ebits } = model.network;
  const shared = {
    processors: processors.map(({ name, qubits }) => ({ name, qubits })),
    ebits: ebits.map(({ ends, correlations: [x] }) => ({
      between: ends.map(({ processor, qubit }) => `${processors[processor].name}.${qubit}`),
      fidelity: (3 * x + 1) / 4,
    })),
  };
  return { network: shared, programs: model.programs } as never;
}

describe.each(noisyCases)('$name', ({ model }) => {
  const parameters = parametersFor(model, 3);
  const rows = rowsFor(model, 2, 1);

  test('probabilities, gradient and Jacobian are those of the density matrix', () => {
    const labels = labelsFor(2, 2);
    const known = densityDerivatives(oracleOf(model), model.angles, parameters, rows);
    const session = openSession(model, flat(rows), Float64Array.from(labels));
    expect(session.engine).toBe('noisy');
    const probabilities = session.probabilities(parameters);
    expect(greatestGap(probabilities, known.probabilities.flat())).toBeLessThan(1e-12);
    expect(
      greatestGap(
        probabilities.subarray(0, probabilities.length / 2),
        densityProbabilities(oracleOf(model), parameters, rows[0]),
      ),
    ).toBeLessThan(1e-12);
    expect(greatestGap(session.jacobian(parameters), known.jacobian.flat(2))).toBeLessThan(1e-9);
    const gradient = new Float64Array(parameters.length);
    const loss = session.step(parameters, null, 'mse', gradient);
    session.close();
    const expected = lossAndGradientFrom(model, parameters, known, labels, 'mse');
    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-12);
    expect(greatestGap(gradient, expected.gradient)).toBeLessThan(1e-9);
  });

  test('the gradient is that of central differences of fourth order', () => {
    const labels = labelsFor(2, 2);
    const { gradient } = lossAndGradient(model, flat(rows), labels);
    const at = (k: number, by: number): number => {
      const moved = model.parameters.slice();
      moved[k] += by;
      return lossAndGradient(model.withParameters(moved), flat(rows), labels).loss;
    };
    const h = 1e-3;
    const expected = model.parameters.map(
      (_, k) => (8 * (at(k, h) - at(k, -h)) - (at(k, 2 * h) - at(k, -2 * h))) / (12 * h),
    );
    expect(greatestGap(gradient, expected)).toBeLessThan(1e-9);
  });

  test('samples as embedded operators and one by one have the same step', () => {
    const count = 37;
    const many = flat(rowsFor(model, count, 5));
    const labels = Float64Array.from(labelsFor(count, 6));
    const [operators, strings] = (['noisy', 'strings'] as const).map((kind) => {
      const engine = new ClassifierEngine(engineInput(model, many, labels), kind);
      const weights = outcomeWeights(model, parameters);
      const gradient = new Float64Array(model.angles);
      const weightGradient = new Float64Array(weights.length);
      const loss = engine.step(parameters, weights, null, 'mse', gradient, weightGradient);
      const again = engine.step(parameters, weights, null, 'mse', gradient, weightGradient);
      expect(again).toBe(loss);
      engine.close();
      return [loss, ...gradient, ...weightGradient];
    });
    expect(greatestGap(operators, strings)).toBeLessThan(1e-12);
  });

  test('a history cut in segments has the same bits', () => {
    const stepOf = (): number[] => {
      const session = openSession(model, flat(rows), Float64Array.from(labelsFor(2, 2)));
      const gradient = new Float64Array(parameters.length);
      const loss = session.step(parameters, null, 'mse', gradient);
      const jacobian = session.jacobian(parameters);
      session.close();
      return [loss, ...gradient, ...jacobian];
    };
    const whole = stepOf();
    const { whole: limit } = historyLimits;
    historyLimits.whole = 0;
    try {
      expect(stepOf()).toEqual(whole);
    } finally {
      historyLimits.whole = limit;
    }
  });

  test('a prediction has the same bits in any company', () => {
    const many = rowsFor(model, 21, 8);
    const all = model.withParameters(parameters).probabilities(flat(many));
    const one = model.withParameters(parameters).probabilities(Float64Array.from(many[20]));
    expect([...all.subarray(all.length - one.length)]).toEqual([...one]);
  });

  test.each(['observable', 'state'] as const)('the %s engine is refused by name', (engine) => {
    const error = refusal(() => openSession(model, flat(rows), null, { engine }));
    expect(error.code).toBe('circuit');
    expect(error.message).toContain(`The ${engine} engine`);
    expect(error.message).toContain("engine 'auto'");
  });
});

describe('formulas', () => {
  /** P(0) of one qubit behind RY(t) and a channel. */
  function probabilityOf(build: (b: ReturnType<typeof circuit>) => ReturnType<typeof circuit>, t: number): number {
    const model = classifier({
      network: network({ processors: [{ name: 'A', qubits: 1 }] }),
      embedding: noEmbedding(),
      circuit: customCircuit({
        // A data angle that turns nothing: a model reads something.
        circuit: build(circuit(1).ry(parameter(0), 0)),
        readout: 0,
      }),
      weights: 'fixed',
    } as never);
    return model.withParameters([t]).probabilities([[0]])[0];
  }
  const t = 0.7;
  const read = (b: ReturnType<typeof circuit>) =>
    b.gate('rz', [0], { angle: { kind: 'data', scale: 1, factors: [{ feature: 0, offset: 0, slope: 1 }] } });

  test('depolarizing shrinks the Bloch vector by 1 - 4p/3', () => {
    const p = 0.12;
    expect(probabilityOf((b) => read(b).depolarizing(p, 0), t)).toBeCloseTo(
      (1 + (1 - (4 * p) / 3) * Math.cos(t)) / 2,
      14,
    );
  });

  test('amplitude damping lifts Z to g + (1 - g) Z', () => {
    const g = 0.3;
    expect(probabilityOf((b) => read(b).amplitudeDamping(g, 0), t)).toBeCloseTo(
      (1 + g + (1 - g) * Math.cos(t)) / 2,
      14,
    );
  });

  test('phase damping scales what a Hadamard then reads by sqrt(1 - g)', () => {
    const g = 0.3;
    expect(probabilityOf((b) => read(b).phaseDamping(g, 0).h(0), t)).toBeCloseTo(
      (1 + Math.sqrt(1 - g) * Math.sin(t)) / 2,
      14,
    );
  });
});

test('noise of strength 0 changes nothing beyond rounding', () => {
  const shape = { circuit: qcnn({ depth: 2 }) } as const;
  const plain = classifier({ network: bellNetwork({ ebits: 1 }), ...shape });
  const silent = classifier({
    network: network({
      processors: ['A', 'B'].map((name) => ({
        name,
        qubits: 4,
        noise: [{ after: 'all', channel: 'depolarizing', p: 0 }] as const,
      })),
      ebits: [{ between: ['A.0', 'B.0'] }],
    }),
    ...shape,
  }).withParameters(plain.parameters);
  const rows = flat(rowsFor(plain, 9, 4));
  const labels = labelsFor(9, 5);
  const expected = lossAndGradient(plain, rows, labels);
  const found = lossAndGradient(silent, rows, labels);
  expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-12);
  expect(greatestGap(found.gradient, expected.gradient)).toBeLessThan(1e-12);
  expect(greatestGap(silent.probabilities(rows), plain.probabilities(rows))).toBeLessThan(1e-12);
});

test('a history that does not fit is refused before anything is computed', () => {
  const [{ model }] = noisyCases;
  const { whole, cut } = historyLimits;
  Object.assign(historyLimits, { whole: 0, cut: 1000 });
  try {
    const error = refusal(() => openSession(model, flat(rowsFor(model, 2, 1)), Float64Array.of(1, -1)));
    expect(error.code).toBe('memory');
    expect(error.message).toContain('the limit is 1000 B');
    expect(error.message).toContain('Use fewer qubits');
  } finally {
    Object.assign(historyLimits, { whole, cut });
  }
});

test('unitaries behind mixing with noise are refused', () => {
  const model = classifier({
    network: network({
      processors: [{ name: 'A', qubits: 2, noise: [{ after: 'all', channel: 'depolarizing', p: 0.1 }] }],
    }),
    embedding: unitaryEmbedding(),
    mixing: { layers: 1 },
    circuit: qcnn({ depth: 1 }),
  });
  const identity = Array.from({ length: 32 }, (_, i) => (i % 10 === 0 ? 1 : 0));
  const error = refusal(() => openSession(model, [identity]));
  expect(error.code).toBe('circuit');
  expect(error.message).toContain('mixing');
});
