import type { Rows } from '../data/rows.js';
import type { Asked } from '../engine/asked.js';
import { predictedProbabilities } from '../engine/predictor.js';
import { EbitError } from '../errors.js';
import type { Network } from '../network/network.js';
import { finiteList, numberList } from '../number-list.js';
import { answersBy } from './answers.js';
import { marked } from './checked-model.js';
import { initialClassWeights } from './class-logits.js';
import { askedOf } from './deciding.js';
import { embeddedRows } from './embedded-rows.js';
import { chooseEngine, predictionRows } from './engine-choice.js';
import { modelFileOf } from './model-plain.js';
import type { Model, ModelSpec, ModelTable, ProcessorProgram } from './model-types.js';
import { checkNetworkCost } from './network-cost.js';
import { checkOutcomeBits, outcomeBits } from './readouts.js';
import type { RowOptions } from './row-options.js';
import { initialAngles } from './start.js';
import { compiledModel, sharedPrograms } from './structure.js';
import { checkedTable } from './table.js';
import { initialWeights } from './weights.js';

/** What all versions of a model with other parameters or another table have in common. */
interface Structure {
  readonly network: Network;
  readonly spec: ModelSpec;
  readonly programs: readonly ProcessorProgram[];
  readonly features: readonly number[];
  readonly angles: number;
  readonly classes: number;
  readonly weightCount: number;
}

/** Where the weights start. */
function firstWeights({ programs, spec, classes }: Omit<Structure, 'weightCount'>): Float64Array {
  if (classes > 2) return initialClassWeights(classes, 1 << outcomeBits({ programs }));
  return initialWeights(spec.weights, outcomeBits({ programs }));
}

function initialParameters(structure: Structure, seed: number): Float64Array {
  const { angles } = structure;
  const weights = firstWeights(structure);
  const parameters = new Float64Array(angles + weights.length);
  parameters.set(initialAngles(structure, seed));
  parameters.set(weights, angles);
  return parameters;
}

function checkedParameters({ angles, weightCount }: Structure, parameters: ArrayLike<number>): Float64Array {
  const list = numberList('The parameters', parameters);
  if (list.length !== angles + weightCount) {
    throw new EbitError(
      'shape',
      `${list.length} parameters are given; the model has ${angles} angles and ${weightCount} weights.`,
    );
  }
  // A file writes -0 as 0: with no -0 here, a model from a file has the same bits as the one that was written.
  return finiteList('Parameter', list).map((value) => (value === 0 ? 0 : value));
}

function modelOf(structure: Structure, parameters: Float64Array, table: ModelTable): Model {
  const { network, spec, programs, features, angles, classes, weightCount } = structure;
  const answering = { network, programs, angles, classes, weightForm: spec.weights, parameters };
  const model: Model = {
    ...answering,
    features,
    weightCount,
    spec,
    columns: table.columns,
    scale: table.scale,
    preparation: table.preparation ?? null,
    withParameters: (others) => modelOf(structure, checkedParameters(structure, others), table),
    withInitialParameters: (seed) => modelOf(structure, initialParameters(structure, seed), table),
    withTable: (other) => modelOf(structure, parameters, checkedTable(network, features, classes, other)),
    ...answersBy(answering, (asked, rows, options) => unrounded(model, asked, rows, options)),
    toJSON: () => modelFileOf(model),
  };
  return marked(model);
}

/** P(a) of every row, or the mean of the parity and 1, as the core found them. */
function unrounded(model: Model, asked: Asked, rows: Rows, options?: RowOptions): Float64Array {
  const given = embeddedRows(model, rows, options);
  const compiled = compiledModel(model);
  const kind = () => chooseEngine(compiled.programs, predictionRows, 'auto');
  const angles = finiteList('Parameter', model.parameters);
  return predictedProbabilities(compiled, asked, kind, angles, given, given.length / compiled.features);
}

/** @throws EbitError 'range' for more classes than outcomes, 'config' for more than two whose weights are not free */
function checkClassCount(classes: number, { weights }: ModelSpec, bits: number): void {
  if (classes === 2) return;
  const outcomes = 1 << bits;
  if (classes > outcomes) {
    throw new EbitError(
      'range',
      `${classes} classes were asked for, and the processors' ${bits} bits have ${outcomes} outcomes; read out more of their ` +
        'qubits, add processors, or put classes together.',
    );
  }
  if (weights === 'free') return;
  throw new EbitError(
    'config',
    `The weights "${weights}" are those of two classes, and ${classes} were asked for; give "free", or leave them out.`,
  );
}

/**
 * Returns the model of a checked network and a checked spec, at the start that a seed gives.
 *
 * @throws EbitError 'circuit' or 'range' if they do not fit each other, 'range' for a seed that is none; 'config' for weights
 *   of two classes in a model of more; 'memory' if the processors share more than can be contracted
 */
export function modelFrom(network: Network, spec: ModelSpec, seed: number): Model {
  const { programs, angles } = sharedPrograms(network, spec);
  const { classes = 2 } = spec;
  const bits = outcomeBits({ programs });
  if (askedOf({ network, programs, weightForm: spec.weights }) === 'outcomes') checkOutcomeBits(bits);
  checkClassCount(classes, spec, bits);
  const shape = { network, spec, programs, features: programs.map(({ features }) => features), angles, classes };
  const structure: Structure = { ...shape, weightCount: firstWeights(shape).length };
  const model = modelOf(structure, initialParameters(structure, seed), { columns: null, scale: null });
  checkNetworkCost(model);
  return model;
}
