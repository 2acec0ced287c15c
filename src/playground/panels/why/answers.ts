import { circuit } from '../../../circuit/builder.js';
import { type Circuit, createCircuit } from '../../../circuit/circuit.js';
import { EbitError } from '../../../errors.js';
import type { Model } from '../../../models/model-types.js';
import { openSimulator, type Simulator } from '../../../simulator/simulator.js';

/** Three numbers along X, Y and Z. */
export type Vector = readonly [number, number, number];

/**
 * What a party's circuit measures on its half of an ebit: the observable mean + direction · (X, Y, Z).
 *
 * Its outcomes are +1 and -1, so |mean| + |direction| is at most 1; it is a sharp measurement where the direction has
 * length 1.
 */
export interface Answer {
  readonly mean: number;
  /** Zero for a party without a half. */
  readonly direction: Vector;
}

/** The four inputs of a party: a question, 0 or 1, and a flip, -1 or 1; row by row as the game lists them. */
export const INPUTS = [0, 1].flatMap((question) => [-1, 1].map((flip) => ({ question, flip })));

/** How a party's features come from its input. */
export type GameEmbedding = 'original' | 'alternative';

/** The features of a party's input, as `chsh` embeds it. */
export function inputFeatures(embedding: GameEmbedding, { question, flip }: (typeof INPUTS)[number]): number[] {
  const pair = embedding === 'original' ? [question, flip] : [flip, question];
  return pair.map((input) => (Math.PI / 2) * input);
}

/** Finds a party's answers for any parameters; it holds a simulator. */
export interface AnswerFinder {
  /** The answers to {@link INPUTS}, in their order. */
  answers(parameters: ArrayLike<number>): Answer[];
  close(): void;
}

/** The qubits of a party that are halves of ebits, or hold a coin. */
function halvesOf(model: Model, party: number): number[] {
  return [...model.network.ebits, ...model.network.coins].flatMap(({ ends }) =>
    ends.filter(({ processor }) => processor === party).map(({ qubit }) => qubit),
  );
}

/** A party's whole circuit, its parameters numbered as the model's; an ebit joins its half to a reference qubit. */
function testedCircuit(model: Model, party: number, half: number | null): Circuit {
  const { embedding, trainable } = model.programs[party];
  const { qubits } = model.network.processors[party];
  if (embedding.kind !== 'circuit') {
    throw new EbitError('circuit', 'The game is played with circuits; this party is given a matrix.');
  }
  const reference = half === null ? 0 : 1;
  let whole = circuit(qubits + reference);
  if (half !== null) whole = whole.h(0).cx(0, 1 + half);
  for (const part of [embedding.circuit, trainable]) whole = whole.append(part, { qubitOffset: reference });
  return createCircuit(whole.qubits, whole.operations, { parameters: model.angles });
}

/** <Z> of a qubit: +1 where its bit is 0. */
function readoutMean(state: Float64Array, qubits: number, qubit: number): number {
  let mean = 0;
  for (let k = 0; k < state.length; k += 2) {
    mean += signOf(k / 2, qubits, qubit) * (state[k] * state[k] + state[k + 1] * state[k + 1]);
  }
  return mean;
}

const signOf = (index: number, qubits: number, qubit: number) => ((index >> (qubits - 1 - qubit)) & 1 ? -1 : 1);

/** <P (x) Z> for P in I, X, Y, Z on qubit 0, from the halves of the state in which it is 0 and 1; Y turned round. */
function answerIn(state: Float64Array, qubits: number, readout: number): Answer {
  const half = state.length / 2;
  let [zero, one, re, im] = [0, 0, 0, 0];
  for (let k = 0; k < half; k += 2) {
    const [a, b, c, d] = [state[k], state[k + 1], state[half + k], state[half + k + 1]];
    const sign = signOf(k / 2, qubits, readout);
    zero += sign * (a * a + b * b);
    one += sign * (c * c + d * d);
    re += sign * (a * c + b * d);
    im += sign * (a * d - b * c);
  }
  return { mean: zero + one, direction: [2 * re, -2 * im, zero - one] };
}

/**
 * Prepares to find what a party measures on its half of an ebit.
 *
 * A coin in the basis Z is a pair of which only the correlation of Z is left: of the direction only Z then matters.
 *
 * Let O be its readout, run back through its circuit. With the half in a Bell pair |Phi+> with a reference qubit,
 * <P (x) O> = Tr[O (P^T on the half)] / 2: the observable on the half, with the sign of Y turned round. So four
 * expectations of the party's own circuit tell everything, and no other party is simulated.
 *
 * @param model - without mixing layers; the party holds one half of an ebit, one coin in the basis Z, or neither
 * @throws EbitError 'network' if it holds more, 'circuit' for an embedding that is no circuit or several readouts
 */
export function answerFinder(model: Model, party: number, embedding: GameEmbedding): AnswerFinder {
  const halves = halvesOf(model, party);
  if (halves.length > 1) {
    throw new EbitError(
      'network',
      `Party ${party} holds ${halves.length} halves of ebits and coins; one direction needs one.`,
    );
  }
  const { readouts } = model.programs[party];
  if (readouts.length > 1) {
    throw new EbitError('circuit', `Party ${party} reads out ${readouts.length} qubits; one direction needs one.`);
  }
  const half = halves.length === 0 ? null : halves[0];
  const tested = testedCircuit(model, party, half);
  const [readout] = readouts;
  const simulator: Simulator = openSimulator(tested);
  return {
    answers: (parameters) => {
      const angles = Float64Array.from({ length: model.angles }, (_, i) => parameters[i]);
      return INPUTS.map((input) => {
        const state = simulator.amplitudes({ parameters: angles, features: inputFeatures(embedding, input) });
        return half === null
          ? { mean: readoutMean(state, tested.qubits, readout), direction: [0, 0, 0] }
          : answerIn(state, tested.qubits, readout + 1);
      });
    },
    close: () => simulator.close(),
  };
}
