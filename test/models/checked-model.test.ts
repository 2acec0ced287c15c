import { expect, test } from 'vitest';
import { circuit } from '../../src/circuit/builder.js';
import { checkModel } from '../../src/models/checked-model.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import { modelToJSON } from '../../src/models/model-file.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { evaluate } from '../../src/training/metrics.js';
import { refusal } from '../refusal.js';

const model = classifier({
  network: bellNetwork({ ebits: 1, qubits: 1 }),
  circuit: customCircuit({ circuit: circuit(1), readout: 0 }),
});

test('a model and its versions are models, a copy of which a part may be another is none', () => {
  checkModel(model);
  checkModel(model.withInitialParameters(3));
  for (const value of [{ ...model }, structuredClone(modelToJSON(model)), {}, null, undefined, 7, 'model.json']) {
    expect(refusal(() => checkModel(value)).code).toBe('model');
  }
});

test('what takes a model refuses what is none', () => {
  const none = { ...model, angles: 3 };
  const data = { rows: Float64Array.of(0.1, 0.2), labels: Float64Array.of(1), features: 2, length: 1 };
  for (const act of [
    () => openSession(none, data.rows),
    () => lossAndGradient(none, data.rows, [1]),
    () => modelToJSON(none),
    () => evaluate(none, data),
  ]) {
    expect(refusal(act).message).toBe(
      'A model is needed where an object was given; make one by classifier, createModel or parseModel.',
    );
  }
});
