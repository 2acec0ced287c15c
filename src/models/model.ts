import { EbitError } from '../errors.js';
import type { Network } from '../network/network.js';
import { randomStream } from '../random.js';
import type { Model, ModelSpec, ModelTable, ProcessorProgram } from './model-types.js';
import { expectationValues, signLabels } from './predict.js';
import { processorPrograms } from './programs.js';
import { modelRows } from './rows.js';
import { openSession } from './session.js';
import { checkedTable } from './table.js';
import { initialWeights, outcomeWeights } from './weights.js';

/** What all versions of a model with other parameters or another table have in common. */
interface Structure {
  readonly network: Network;
  readonly spec: ModelSpec;
  readonly programs: readonly ProcessorProgram[];
  readonly features: readonly number[];
  readonly angles: number;
  readonly weightCount: number;
}

function initialParameters({ network, spec, angles }: Structure, seed: number): Float64Array {
  const stream = randomStream(seed, 'initial-angles');
  const weights = initialWeights(spec.weights, network.processors.length);
  const parameters = new Float64Array(angles + weights.length);
  for (let i = 0; i < angles; i++) parameters[i] = 2 * Math.PI * stream.uniform(i);
  parameters.set(weights, angles);
  return parameters;
}

function checkedParameters({ angles, weightCount }: Structure, parameters: ArrayLike<number>): Float64Array {
  if (parameters.length !== angles + weightCount) {
    throw new EbitError(
      'shape',
      `${parameters.length} parameters are given; the model has ${angles} angles and ${weightCount} weights.`,
    );
  }
  return Float64Array.from(parameters, (value, i) => {
    if (!Number.isFinite(value)) {
      throw new EbitError('not-finite', `Parameter ${i} is ${value}; every parameter is a finite number.`);
    }
    // A file writes -0 as 0: with no -0 here, a model from a file has the same bits as the one that was written.
    return value === 0 ? 0 : value;
  });
}

function modelOf(structure: Structure, parameters: Float64Array, table: ModelTable): Model {
  const { network, spec, programs, features, angles, weightCount } = structure;
  const model: Model = {
    network,
    programs,
    features,
    angles,
    weightForm: spec.weights,
    weightCount,
    parameters,
    spec,
    columns: table.columns,
    scale: table.scale,
    withParameters: (others) => modelOf(structure, checkedParameters(structure, others), table),
    withInitialParameters: (seed) => modelOf(structure, initialParameters(structure, seed), table),
    withTable: (other) => modelOf(structure, parameters, checkedTable(network, features, other)),
    probabilities(rows) {
      const session = openSession(model, modelRows(model, rows), null);
      try {
        return session.probabilities(parameters);
      } finally {
        session.close();
      }
    },
    expectations: (rows) => expectationValues(model.probabilities(rows), outcomeWeights(model, parameters)),
    predict: (rows) => signLabels(model.expectations(rows)),
  };
  return Object.freeze(model);
}

/**
 * Returns the model of a checked network and a checked spec, at the start that a seed gives.
 *
 * @throws EbitError 'circuit' or 'range' if they do not fit each other, 'range' for a seed that is none
 */
export function modelFrom(network: Network, spec: ModelSpec, seed: number): Model {
  const { programs, angles } = processorPrograms(network, spec);
  const structure: Structure = {
    network,
    spec,
    programs,
    features: programs.map(({ features }) => features),
    angles,
    weightCount: initialWeights(spec.weights, network.processors.length).length,
  };
  return modelOf(structure, initialParameters(structure, seed), { columns: null, scale: null });
}
