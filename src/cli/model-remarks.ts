// What a reader of an exported program must know besides its gates: which bit is whose, and what gates cannot say.
import { firstQubit } from '../models/circuits.js';
import type { Model } from '../models/model-types.js';
import { unseenFeatures } from '../models/reuploading.js';
import { firstFeature } from '../models/rows.js';
import { outcomeWeights } from '../models/weights.js';
import { plural } from '../plural.js';

/** Remarks on an exported program; `missing` are those that change what it computes. */
export interface Remarks {
  readonly about: readonly string[];
  readonly missing: readonly string[];
}

/** The first qubit and the first feature of a processor in the program of the whole network. */
function firstOf(model: Model, index: number): { readonly qubit: number; readonly feature: number } {
  return { qubit: firstQubit(model.network, index), feature: firstFeature(model, index) };
}

function stretch(name: (place: number) => string, first: number, count: number): string {
  return count === 1 ? name(first) : `${name(first)} to ${name(first + count - 1)}`;
}

/** One processor: its qubits, its bit and its features. */
function placeOf(model: Model, index: number, first: { readonly qubit: number; readonly feature: number }): string {
  const { name, qubits } = model.network.processors[index];
  const { readouts } = model.programs[index];
  const places = readouts.map((qubit) => `c[${first.qubit + qubit}]`);
  const bit = places.length === 1 ? `its bit is ${places[0]}` : `its bits are ${places.join(', ')}`;
  const qubitsText = stretch((place) => `q[${place}]`, first.qubit, qubits);
  const count = model.features[index];
  const names = model.columns === null ? [] : model.columns.features[name].map((column) => JSON.stringify(column));
  const columns = names.length === 0 ? '' : ` (the scaled columns ${names.join(', ')})`;
  const features =
    count === 0 ? 'no features' : `its features ${stretch((place) => `x${place}`, first.feature, count)}${columns}`;
  return `Processor ${name}: ${qubitsText}, ${bit}, ${features}.`;
}

function readoutRemarks(model: Model, index: number): string[] {
  const { name, readout } = model.network.processors[index];
  const { flip0, flip1 } = readout;
  if (flip0 === 0 && flip1 === 0) return [];
  const how =
    flip0 === flip1
      ? `reads ${model.programs[index].readouts.length === 1 ? 'its bit' : 'each of its bits'} wrongly with probability ${flip0}`
      : `reads 1 for 0 with probability ${flip0} and 0 for 1 with probability ${flip1}`;
  return [`${name} ${how}; this readout error is not part of the program.`];
}

/** Ends of ebits, coins and shares that a program of one processor has to leave out. */
function halfRemarks(model: Model, index: number): string[] {
  const { processors, ebits, coins, shares } = model.network;
  const left = [
    ...ebits.map(({ ends }) => ({ ends, what: 'half of an ebit' })),
    ...coins.map(({ ends }) => ({ ends, what: `${ends.length === 2 ? 'half' : 'an end'} of a coin` })),
    ...shares.map(({ ends }) => ({ ends, what: 'an end of a share' })),
  ];
  return left.flatMap(({ ends, what }) =>
    ends.flatMap((end, k) => {
      if (end.processor !== index) return [];
      const others = ends.filter((_, i) => i !== k);
      const partners = others.map(({ processor, qubit }) => `${processors[processor].name}.${qubit}`).join(', ');
      return [`q[${end.qubit}] is ${what} with ${partners}, which is not part of the program: here it begins in |0>.`];
    }),
  );
}

/**
 * Returns what a coin in the basis X makes of features that the zz embedding brings in: H turns it into one in the basis Z,
 * where the qubit's own RZ(x) is a phase, and RZZ a rotation of the neighbour by the bit.
 *
 * @returns a sentence a coin; none where mixing layers or another embedding stand behind the coins
 */
export function coinRemarks({ network: { processors, coins }, spec: { embedding, mixing } }: Model): string[] {
  if (embedding.kind !== 'zz' || mixing.layers > 0) return [];
  return coins
    .filter(({ basis }) => basis === 'X')
    .map(({ ends }) => {
      const felt = ends.map(({ processor, qubit }) => {
        const { name, qubits } = processors[processor];
        return `the feature of ${name}.${qubit} is ${qubits === 1 ? 'not felt at all' : 'felt only through its neighbours'}`;
      });
      return `Under the zz embedding a coin in the basis X leaves a phase: ${felt.join(', ')}.`;
    });
}

/**
 * Returns which features a re-uploading circuit reads where its readout cannot see them.
 *
 * @returns a sentence a processor that has such features
 */
export function unseenRemarks({ network: { processors }, spec: { circuit }, features, columns }: Model): string[] {
  if (circuit.kind !== 'reuploading') return [];
  return processors.flatMap(({ name, qubits }, p) => {
    const unseen = unseenFeatures(qubits, features[p], circuit);
    if (unseen.length === 0) return [];
    const names = unseen.map((feature) => columns?.features[name][feature] ?? `x${feature}`);
    const enough = Math.ceil(features[p] / qubits) + Math.floor(qubits / 2);
    return [
      `The readout of ${name} does not see ${names.join(', ')}, which so few layers do not take to it; ` +
        `${plural(enough, 'layer')} would.`,
    ];
  });
}

/** Everything about a model that its parts do not say. */
export function modelRemarks(model: Model): string[] {
  return [...coinRemarks(model), ...unseenRemarks(model)];
}

function weightsRemark(model: Model, values: boolean): string {
  const bits = model.programs.flatMap(({ readouts }, p) =>
    readouts.map((qubit) => `c[${firstOf(model, p).qubit + qubit}]`),
  );
  const where = `over the outcomes a of ${bits.join(', ')}`;
  if (model.classes > 2) {
    const own = Array.from(model.parameters.subarray(model.angles)).join(', ');
    const label = `The label is the class c, from 0 to ${model.classes - 1}, with the largest z_c = sum_a W_ca P(a) ${where}`;
    return values
      ? `${label}; the weights W_ca, class by class in the order of a, are ${own}.`
      : `${label}; the weights W_ca are trained, and not part of the program.`;
  }
  const label = `The label is the sign of E = sum_a w_a P(a) ${where}`;
  if (!values && model.weightForm !== 'fixed')
    return `${label}; the weights w_a are trained, and not part of the program.`;
  return `${label}; the weights w_a, in the order of a, are ${outcomeWeights(model, model.parameters).join(', ')}.`;
}

/**
 * Returns the remarks on the program of the whole network, or of one processor.
 *
 * @param index - of the processor; null for the whole network
 * @param values - whether the program is written with the model's parameters
 */
export function programRemarks(model: Model, index: number | null, values: boolean): Remarks {
  if (index !== null) {
    return {
      about: [placeOf(model, index, { qubit: 0, feature: 0 })],
      missing: [...halfRemarks(model, index), ...readoutRemarks(model, index)],
    };
  }
  const all = Array.from(model.network.processors.keys());
  return {
    about: [...all.map((p) => placeOf(model, p, firstOf(model, p))), weightsRemark(model, values)],
    missing: all.flatMap((p) => readoutRemarks(model, p)),
  };
}
