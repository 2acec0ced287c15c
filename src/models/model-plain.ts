// A model as plain data: what its file holds.
import { type Network, networkSpec } from '../network/network.js';
import type { Model, ModelFile } from './model-types.js';

export const FORMAT = 'ebit-model';
/** The newest. */
export const VERSION = 3;

/** Whether there is noise in circuits that the user wrote, or behind gates. */
function isNoisy({ spec: { embedding, circuit }, network }: Model): boolean {
  const written = [
    ...(embedding.kind === 'custom' ? embedding.circuits : []),
    ...(circuit.kind === 'custom' ? circuit.circuits.map((one) => one.circuit) : []),
  ];
  return (
    network.processors.some(({ noise }) => noise !== undefined) ||
    written.some(({ operations }) => operations.some(({ kind }) => kind === 'channel'))
  );
}

/** How many processors readers of version 2 take. */
const FEW_PROCESSORS = 8;

/** Whether a network has what readers of version 2 do not know. */
function isNewNetwork({ processors, ebits, coins, shares }: Network): boolean {
  return (
    processors.length > FEW_PROCESSORS ||
    processors.some(({ memory }) => memory !== undefined) ||
    ebits.some(({ state: { kind } }) => kind === 'correlations' || kind === 'matrix') ||
    coins.some(({ ends }) => ends.length > 2) ||
    shares.length > 0
  );
}

/** The oldest version that has a word for everything in a model. */
function versionOf(model: Model): ModelFile['version'] {
  const { spec, programs, preparation } = model;
  const { embedding, circuit, classes } = spec;
  if (isNoisy(model) || isNewNetwork(model.network)) return VERSION;
  const isNew = embedding.kind === 'none' || circuit.kind === 'reuploading' || classes !== undefined;
  const isSeveral = programs.some(({ readouts }) => readouts.length > 1);
  const scales = programs.some(({ trainable }) =>
    trainable.operations.some((operation) => operation.kind === 'gate' && operation.angle?.kind === 'scaled'),
  );
  return isNew || isSeveral || scales || preparation !== null ? 2 : 1;
}

/** The stretches of the parameter vector under their names: the processors in the network's order, then the weights. */
export function stretches(model: Model): { name: string; length: number }[] {
  return [
    ...model.network.processors.map(({ name }, p) => ({ name, length: model.programs[p].angles })),
    { name: 'weights', length: model.weightCount },
  ];
}

/** Returns a model as plain data that JSON keeps without loss. */
export function modelFileOf(model: Model): ModelFile {
  const { embedding, mixing, circuit, weights, classes } = model.spec;
  const parameters: Record<string, readonly number[]> = {};
  let start = 0;
  for (const { name, length } of stretches(model)) {
    parameters[name] = Array.from(model.parameters.subarray(start, start + length));
    start += length;
  }
  return {
    format: FORMAT,
    version: versionOf(model),
    network: networkSpec(model.network),
    embedding,
    mixing,
    circuit,
    weights,
    ...(classes === undefined ? {} : { classes }),
    parameters,
    columns: model.columns,
    scale: model.scale,
    ...(model.preparation === null ? {} : { preparation: model.preparation }),
  };
}
