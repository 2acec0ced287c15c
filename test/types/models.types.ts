// What the types of networks, circuits, models and sessions promise. Compiled, never run: see types.test.ts.
import {
  bellNetwork,
  type Circuit,
  type CircuitSpec,
  chsh,
  circuit,
  classifier,
  createModel,
  type Dataset,
  dataset,
  type EngineChoice,
  type LossName,
  lossAndGradient,
  type Model,
  modelToJSON,
  type Network,
  network,
  openSession,
  parameter,
  type parseModel,
  qcnn,
  type Session,
  zz,
} from '../../src/index.js';
import { same, some } from './same.js';

const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 2 }) });
same<typeof model, Model>();
same<ReturnType<typeof bellNetwork>, Network>();
same<ReturnType<typeof qcnn>, CircuitSpec>();

// Options: what they are called, and what they may be.
bellNetwork({ ebits: 1, fidelity: 0.9, qubits: 2 });
// @ts-expect-error ebits have to be told
bellNetwork({});
// @ts-expect-error no such option
bellNetwork({ ebits: 1, fidelty: 0.9 });
// @ts-expect-error a number of layers is a number
qcnn({ depth: '2' });
classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 1 }), embedding: zz({ pairs: 'chain' }) });
// @ts-expect-error pairs of qubits stand in a ring, in a chain, or are all of them
zz({ pairs: 'star' });
// @ts-expect-error a classifier has no depth of its own
classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 1 }), depth: 2 });
// @ts-expect-error weights are free, parity or fixed ones, not by another word
classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 1 }), weights: 'learnt' });
network({ processors: [{ name: 'A', qubits: 2 }], ebits: [] });
// @ts-expect-error an ebit has two ends
network({ processors: [{ name: 'A', qubits: 2 }], ebits: [{ between: ['A.0'] }] });

// A model is not written to; a changed one is another.
// @ts-expect-error read-only
model.parameters = new Float64Array(1);
// @ts-expect-error read-only
model.network = bellNetwork({ ebits: 0 });
// @ts-expect-error read-only
model.spec.weights = 'parity';
// @ts-expect-error read-only
model.programs.pop();
same<ReturnType<Model['withParameters']>, Model>();
same<ReturnType<Model['predict']>, Int8Array>();
same<ReturnType<Model['probabilities']>, Float64Array>();
same<ReturnType<typeof parseModel>, Model>();
createModel(modelToJSON(model));

// Rows and labels.
same<ReturnType<typeof chsh>, Dataset>();
dataset([[1, 2]], [1]);
dataset(Float64Array.of(1, 2), Int8Array.of(1));
// @ts-expect-error labels are numbers
dataset([[1, 2]], ['yes']);
// @ts-expect-error read-only
some<Dataset>().features = 3;

// Sessions.
const session = openSession(model, chsh().rows, chsh().labels, { engine: 'state' });
same<typeof session, Session>();
same<EngineChoice, 'auto' | 'observable' | 'state'>();
same<Session['engine'], 'observable' | 'state' | 'noisy'>();
same<Session['samples'], number>();
const gradient = new Float64Array(model.parameters.length);
const loss: number = session.step(model.parameters, null, 'mse', gradient);
session.step([loss], Int32Array.of(0), 'product' satisfies LossName, gradient);
// @ts-expect-error no such loss
session.step(model.parameters, null, 'squares', gradient);
// @ts-expect-error a gradient is filled in place, so that it has to be a Float64Array
session.step(model.parameters, null, 'mse', [0]);
// @ts-expect-error no such engine
openSession(model, chsh().rows, null, { engine: 'gpu' });
// @ts-expect-error no such option
openSession(model, chsh().rows, null, { engines: 'state' });
// @ts-expect-error read-only
session.samples = 3;
lossAndGradient(model, chsh().rows, chsh().labels, { loss: 'product' }).gradient satisfies Float64Array;

// Circuits.
const layer: Circuit = circuit(2).rx(parameter(0), 0).cx(0, 1);
// @ts-expect-error a rotation wants an angle in front of its qubit
circuit(2).rx(0);
// @ts-expect-error no such gate
circuit(2).toffoli(0, 1);
// @ts-expect-error read-only
layer.qubits = 3;
