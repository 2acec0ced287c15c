// A model's programs as circuits to draw and to export.
import { type CircuitBuilder, circuit } from '../circuit/builder.js';
import type { Circuit } from '../circuit/circuit.js';
import { EbitError } from '../errors.js';
import type { Ebit, Network } from '../network/network.js';
import type { Share } from '../network/share.js';
import { coinLines, ebitLines, shareLines } from '../network/words.js';
import type { Model } from './model-types.js';
import { unmeasured } from './readouts.js';
import { firstFeature } from './rows.js';

/**
 * Returns everything that one processor does, its readouts included.
 *
 * Parameters have the model's numbers. Features count from the processor's own first one.
 *
 * @param index - of the processor
 * @throws EbitError 'circuit' if its features are a matrix, which is no circuit
 */
export function processorCircuit(model: Model, index: number): Circuit {
  const { name, qubits } = model.network.processors[index];
  const { mixing, embedding, trainable, readouts } = model.programs[index];
  if (embedding.kind !== 'circuit') {
    throw new EbitError(
      'circuit',
      `Processor "${name}" is given a matrix, which is no circuit; there is none to draw.`,
    );
  }
  let whole = circuit(qubits);
  for (const part of [mixing, embedding.circuit, trainable]) if (part !== null) whole = whole.append(part);
  return unmeasured(readouts, whole.operations).reduce((built, qubit) => built.measure(qubit), whole);
}

/** @throws EbitError 'circuit' that says why something shared is not in a circuit */
function refuseMixture(what: string): never {
  throw new EbitError(
    'circuit',
    `${what} is a mixture, and cannot be made by gates; export the processors one by one with --processor.`,
  );
}

/**
 * Adds what makes |00> one of the four Bell states: H and CX for |Phi+>, then Z for the minus sign and X for Psi.
 *
 * @throws EbitError 'circuit' for a mixture of them, which no gates make
 */
function withEbit(
  built: CircuitBuilder,
  { correlations, ages }: Ebit,
  a: number,
  b: number,
  text: string,
): CircuitBuilder {
  if (ages !== undefined || correlations.some((t) => Math.abs(t) !== 1)) refuseMixture(`The ebit ${text}`);
  const [x, , z] = correlations;
  const pair = built.h(a).cx(a, b);
  const signed = x < 0 ? pair.z(a) : pair;
  return z < 0 ? signed.x(b) : signed;
}

/**
 * Adds what makes |0...0> a GHZ state, by H and a row of CX, or a graph state, by H everywhere and a CZ an edge.
 *
 * @throws EbitError 'circuit' for a mixture, and for a state that is given by generators
 */
function withShare(
  built: CircuitBuilder,
  { state, visibility, ages }: Share,
  places: readonly number[],
  text: string,
): CircuitBuilder {
  if (ages !== undefined || visibility !== 1) refuseMixture(`The share ${text},`);
  if (state.kind === 'generators') {
    throw new EbitError(
      'circuit',
      `The share ${text}, is given by generators and not by gates; give it as "ghz" or as a graph, or export the processors one by one with --processor.`,
    );
  }
  if (state.kind === 'ghz') {
    return places.slice(1).reduce((whole, place, i) => whole.cx(places[i], place), built.h(places[0]));
  }
  const plus = places.reduce((whole, place) => whole.h(place), built);
  return state.edges.reduce((whole, [a, b]) => whole.cz(places[a], places[b]), plus);
}

/** The first qubit of a processor where all of a network stand one after another. */
export function firstQubit({ processors }: Network, processor: number): number {
  return processors.slice(0, processor).reduce((sum, { qubits }) => sum + qubits, 0);
}

/**
 * Returns the whole network as one circuit: ebits are made by H and CX, GHZ and graph states by H, CX and CZ, then every
 * processor runs on its own qubits.
 *
 * Qubits, parameters and features are those of the processors one after another, in the network's order.
 *
 * @throws EbitError 'circuit' if an ebit is none of the four Bell states, a share is mixed or given by generators, or there are
 *   coins, which no gates make; 'memory' for more than 24 qubits
 */
export function networkCircuit(model: Model): Circuit {
  const { processors, ebits, shares } = model.network;
  const first = (processor: number) => firstQubit(model.network, processor);
  const texts = ebitLines(model.network);
  const shareTexts = shareLines(model.network);
  const [coin] = coinLines(model.network);
  if (coin !== undefined) refuseMixture(`The coin ${coin}`);
  let whole = circuit(first(processors.length));
  ebits.forEach((ebit, k) => {
    const [a, b] = ebit.ends.map(({ processor, qubit }) => first(processor) + qubit);
    whole = withEbit(whole, ebit, a, b, texts[k]);
  });
  shares.forEach((share, k) => {
    const places = share.ends.map(({ processor, qubit }) => first(processor) + qubit);
    whole = withShare(whole, share, places, shareTexts[k]);
  });
  return processors.reduce(
    (built, _, p) =>
      built.append(processorCircuit(model, p), { qubitOffset: first(p), featureOffset: firstFeature(model, p) }),
    whole,
  );
}
