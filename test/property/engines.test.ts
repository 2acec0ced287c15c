// Any network, any circuits: both engines against the joint state, and gradients against parameter shift.

import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import type { EngineChoice } from '../../src/models/session-types.js';
import { derivativesByShifts, lossAndGradientFrom } from '../oracle/classifier.js';
import { jointProbabilities } from '../oracle/joint.js';
import { greatestGap } from '../oracle/random.js';
import fc from '../seeded.js';
import { aTask, canOpen } from './random-models.js';

const probabilities = (
  model: Model,
  parameters: Float64Array,
  rows: readonly number[][],
  engine: EngineChoice,
): Float64Array => {
  const session = openSession(model, Float64Array.from(rows.flat()), null, { engine });
  const found = session.probabilities(parameters);
  session.close();
  return found;
};

const gradients = (model: Model, parameters: Float64Array, rows: readonly number[][], engine: EngineChoice) => {
  const labels = rows.map((_, n) => (n % 2 === 0 ? 1 : -1));
  const session = openSession(model, Float64Array.from(rows.flat()), Float64Array.from(labels), { engine });
  const gradient = new Float64Array(parameters.length);
  const loss = session.step(parameters, null, 'mse', gradient);
  session.close();
  return { loss, gradient, labels };
};

const withData = aTask({ processors: [1, 2, 3], maxQubits: 3, maxEbits: 3, rows: 2, dataInCircuit: true });
const withoutData = aTask({ processors: [1, 2, 3], maxQubits: 3, maxEbits: 3, rows: 2, dataInCircuit: false });
const few = { processors: [1, 2, 3], maxQubits: 2, maxEbits: 2, rows: 2 };

describe('any model', () => {
  test('state engine: probabilities are those of the joint state, data anywhere', () => {
    fc.assert(
      fc.property(withData, ({ model, rows, parameters }) => {
        const expected = rows.flatMap((row) => jointProbabilities(model, parameters, row));
        expect(greatestGap(probabilities(model, parameters, rows, 'state'), expected)).toBeLessThan(1e-11);
      }),
      { numRuns: 60 },
    );
  });

  test('observable engine: probabilities are those of the joint state', () => {
    fc.assert(
      fc.property(withoutData, ({ model, rows, parameters }) => {
        fc.pre(canOpen(model, rows, 'observable'));
        const expected = rows.flatMap((row) => jointProbabilities(model, parameters, row));
        expect(greatestGap(probabilities(model, parameters, rows, 'observable'), expected)).toBeLessThan(1e-11);
      }),
      { numRuns: 60 },
    );
  });

  test.each(['observable', 'state'] as const)('%s engine: the gradient is that of parameter shift', (engine) => {
    fc.assert(
      fc.property(aTask({ ...few, dataInCircuit: engine === 'state' }), ({ model, rows, parameters }) => {
        fc.pre(engine === 'state' || canOpen(model, rows, 'observable'));
        const { loss, gradient, labels } = gradients(model, parameters, rows, engine);
        const derivatives = derivativesByShifts(model, parameters, rows);
        const expected = lossAndGradientFrom(model, parameters, derivatives, labels, 'mse');
        const scale = Math.max(1, Math.abs(expected.loss));
        expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-11 * scale);
        expect(greatestGap(gradient, expected.gradient)).toBeLessThan(1e-11 * scale);
      }),
      { numRuns: 25 },
    );
  });
});
