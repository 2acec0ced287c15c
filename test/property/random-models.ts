// Random networks and models for properties: any number of processors, any ebits and coins between them, any circuits.

import { constant, dataProduct, parameter } from '../../src/circuit/angle.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { isEbitError } from '../../src/errors.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, zzCircuit } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import type { EngineChoice } from '../../src/models/session-types.js';
import { type Network, network } from '../../src/network/network.js';
import type { CoinSpec, EbitSpec } from '../../src/network/network-spec.js';
import { aCircuit } from '../circuit/random-circuit.js';
import fc from '../seeded.js';

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const number = fc.double({ min: -4, max: 4, noNaN: true });

/** A Bell-diagonal state: perfect, of a fidelity, or with four weights. */
const anEbitState: fc.Arbitrary<Omit<EbitSpec, 'between'>> = fc.oneof(
  fc.constant({}),
  fc.double({ min: 0.25, max: 1, noNaN: true }).map((fidelity) => ({ fidelity })),
  fc
    .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
    .map((parts) => parts.map((part) => part / parts.reduce((sum, other) => sum + other, 0)))
    .map(([phiPlus, phiMinus, psiPlus, psiMinus]) => ({ weights: { phiPlus, phiMinus, psiPlus, psiMinus } })),
);

/** A coin: fair or not, in either basis. */
const aCoinState: fc.Arbitrary<Omit<CoinSpec, 'between'>> = fc.record(
  {
    heads: fc.oneof(fc.constant(0.5), fc.double({ min: 0.01, max: 0.99, noNaN: true })),
    basis: fc.constantFrom('Z' as const, 'X' as const),
  },
  { requiredKeys: [] },
);

/** A network of so many processors; ebits, and a coin in place of some, join free qubits of different processors as a shuffle has it. */
export function aNetwork(size: {
  readonly processors: number;
  readonly maxQubits: number;
  readonly maxEbits: number;
}): fc.Arbitrary<Network> {
  const processor = fc.record({
    qubits: fc.integer({ min: 1, max: size.maxQubits }),
    readoutError: fc.oneof(
      fc.constant(0),
      fc.record({ flip0: probability, flip1: probability }).map(({ flip0, flip1 }) => ({
        flip0: flip0 / 2,
        flip1: flip1 / 2,
      })),
    ),
  });
  return fc
    .record({
      processors: fc.array(processor, { minLength: size.processors, maxLength: size.processors }),
      states: fc.array(
        fc.oneof(
          { weight: 2, arbitrary: fc.record({ ebit: anEbitState }) },
          { weight: 1, arbitrary: fc.record({ coin: aCoinState }) },
        ),
        { maxLength: size.maxEbits },
      ),
      order: fc.array(fc.nat(1000), { minLength: 32, maxLength: 32 }),
    })
    .map(({ processors, states, order }) => {
      const named = processors.map((spec, i) => ({ name: 'ABCD'[i], ...spec }));
      let free = named
        .flatMap(({ name, qubits }) => Array.from({ length: qubits }, (_, q) => `${name}.${q}`))
        .map((place, i) => ({ place, key: order[i] }))
        .sort((a, b) => a.key - b.key)
        .map(({ place }) => place);
      const ebits: EbitSpec[] = [];
      const coins: CoinSpec[] = [];
      for (const state of states) {
        const [one] = free;
        const other = free.find((place) => place[0] !== one?.[0]);
        if (one === undefined || other === undefined) break;
        free = free.filter((place) => place !== one && place !== other);
        if ('ebit' in state) ebits.push({ between: [one, other], ...state.ebit });
        else coins.push({ between: [one, other], ...state.coin });
      }
      return network({ processors: named, ebits, coins });
    });
}

/** The circuit with its data angles frozen, so that the observable engine can run it. */
export function withoutData(circuit: Circuit): Circuit {
  return {
    ...circuit,
    features: 0,
    operations: circuit.operations.map((operation) => {
      if (operation.kind !== 'gate') return operation;
      const { angle } = operation;
      if (angle?.kind === 'data') return { ...operation, angle: constant(angle.scale) };
      if (angle?.kind === 'scaled') return { ...operation, angle: parameter(angle.index, { scale: angle.scale }) };
      return operation;
    }),
  };
}

/** The circuit with its parameters frozen and without measurements, so that it can embed. */
function asEmbedding(circuit: Circuit): Circuit {
  return {
    ...circuit,
    parameters: 0,
    operations: circuit.operations.flatMap((operation) => {
      if (operation.kind !== 'gate' || operation.conditions.length > 0) return [];
      const { angle } = operation;
      if (angle?.kind === 'parameter') return [{ ...operation, angle: constant(0.7) }];
      if (angle?.kind === 'scaled') return [{ ...operation, angle: dataProduct(angle.scale, ...angle.factors) }];
      return [operation];
    }),
  };
}

/** The features that `aCircuit` declares: embeddings and circuits on one processor read the same ones. */
const FEATURES = 3;

/** A model on the network: zz or any other embedding, mixing or none, any trainable circuits and readouts. */
export function aModel(net: Network, options: { readonly dataInCircuit: boolean }): fc.Arbitrary<Model> {
  const programs = net.processors.map(({ qubits }) =>
    fc.record({
      zz: fc.boolean(),
      embedding: sized(qubits, 8),
      trainable: sized(qubits, 12),
      readout: fc.nat(qubits - 1),
    }),
  );
  return fc
    .record({
      programs: fc.tuple(...programs),
      layers: fc.nat(1),
      weights: fc.constantFrom('free' as const, 'parity' as const, 'fixed' as const),
      seed: fc.nat(1000),
    })
    .map(({ programs: drawn, layers, weights, seed }) =>
      classifier({
        network: net,
        embedding: customEmbedding(
          drawn.map(({ zz, embedding }, p) =>
            zz && net.processors[p].qubits <= FEATURES
              ? { ...zzCircuit(net.processors[p].qubits, 'all'), features: FEATURES }
              : asEmbedding(embedding),
          ),
        ),
        mixing: { layers },
        circuit: customCircuit(
          drawn.map(({ trainable, readout }) => ({
            circuit: options.dataInCircuit ? trainable : withoutData(trainable),
            readout,
          })),
        ),
        weights,
        seed,
      }),
    );
}

/** A random circuit on exactly so many qubits: one that came out smaller is placed on the first ones. */
function sized(qubits: number, maxOperations: number): fc.Arbitrary<Circuit> {
  return aCircuit({ maxQubits: qubits, maxOperations }).map(({ circuit }) => ({
    qubits,
    operations: circuit.operations,
    parameters: circuit.parameters,
    features: circuit.features,
  }));
}

/** One row that the model takes. */
export function aRow(model: Model): fc.Arbitrary<number[]> {
  const length = model.features.reduce((sum, count) => sum + count, 0);
  return fc.array(number, { minLength: length, maxLength: length });
}

/** Parameters for the model: angles anywhere, weights not too near 0. */
export function someParameters(model: Model): fc.Arbitrary<Float64Array> {
  const count = model.angles + model.weightCount;
  return fc.array(number, { minLength: count, maxLength: count }).map((values) => Float64Array.from(values));
}

/** A model on a random network, a row or several, and parameters. */
export function aTask(size: {
  readonly processors: readonly number[];
  readonly maxQubits: number;
  readonly maxEbits: number;
  readonly rows: number;
  readonly dataInCircuit: boolean;
}): fc.Arbitrary<{ readonly model: Model; readonly rows: number[][]; readonly parameters: Float64Array }> {
  return fc
    .constantFrom(...size.processors)
    .chain((processors) => aNetwork({ ...size, processors }))
    .chain((net) => aModel(net, size))
    .chain((model) =>
      fc.record({
        model: fc.constant(model),
        rows: fc.array(aRow(model), { minLength: size.rows, maxLength: size.rows }),
        parameters: someParameters(model),
      }),
    );
}

/** Whether the engine can run the model: mixing in front of an embedding that is no phases is for states alone. */
export function canOpen(model: Model, rows: readonly (readonly number[])[], engine: EngineChoice): boolean {
  try {
    openSession(model, Float64Array.from(rows.flat()), null, { engine }).close();
    return true;
  } catch (error) {
    if (isEbitError(error) && error.code === 'circuit') return false;
    throw error;
  }
}
