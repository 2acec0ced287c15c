// What the engine for circuits with noise runs: every processor's readout backwards, in part for all samples at once.
import type { Operation } from '../circuit/circuit.js';
import { EbitError } from '../errors.js';
import type { Network } from '../network/network.js';
import type { Asked } from './asked.js';
import { type Contraction, contraction, coordinatePlaces, keptLists } from './contraction.js';
import { type OperatorForm, operatorForm } from './operator-form.js';
import { backwardElements, type Element } from './pauli-elements.js';
import { itemsOf } from './pauli-items.js';
import { compileSweep, type SweepForm } from './pauli-sweep.js';
import { forEachProgram, type Program } from './program.js';
import type { DataAngles } from './stage.js';

/** One processor in this form. */
export interface PauliProcessor {
  readonly program: Program;
  /** What the readout meets before any data; null where nothing is to be shared. */
  readonly shared: SweepForm | null;
  /** The rest, from the last data in time down to the start; null where a sample is a unitary, and the rest is that. */
  readonly own: SweepForm | null;
  /** The qubits met in front of the rest, in the order of their digits. */
  readonly border: readonly number[];
  readonly angles: DataAngles;
  /** For each product of readouts its string. */
  readonly starts: readonly number[];
  /** For each response the strings that sum up to it, none where it is 0. */
  readonly members: readonly (readonly number[])[];
}

export interface PauliForm {
  readonly processors: readonly PauliProcessor[];
  /** For each processor its samples as embedded operators, null where they cannot be. */
  readonly operators: readonly (OperatorForm | null)[];
  /** The same with nothing shared, for derivatives sample by sample. */
  readonly separate: readonly PauliProcessor[];
  /** First coordinate slot of each processor. */
  readonly start: readonly number[];
  listOf(asked: Asked): Contraction;
}

function hasData(element: Element): boolean {
  const turn =
    element.kind === 'parity'
      ? element.turn
      : 'factor' in element && 'turn' in element.factor
        ? element.factor.turn
        : null;
  return turn !== null && turn.angle.kind !== 'parameter';
}

/** What is behind a unitary, or everything, in the order of time. */
function operationsOf({ source: { mixing, embedding, trainable } }: Program): readonly Operation[] {
  const front = embedding.kind === 'unitary' ? [] : [mixing, embedding.circuit];
  return [...front, trainable].flatMap((circuit) => circuit?.operations ?? []);
}

/** The strings of the products of readouts, which have the lowest digits. */
export function productStrings(readouts: number): number[] {
  return Array.from({ length: (1 << readouts) - 1 }, (_, n) => {
    let string = 0;
    for (let i = 0; i < readouts; i++) if (((n + 1) >> (readouts - 1 - i)) & 1) string += 3 << (2 * i);
    return string;
  });
}

/** For each Pauli string on the halves, the first one's digit the highest, the strings that are it there and I or Z elsewhere. */
export function responseMembers(digits: readonly number[], halves: readonly number[]): number[][] {
  const rest = digits.flatMap((qubit, place) => (halves.includes(qubit) ? [] : [place]));
  return Array.from({ length: 1 << (2 * halves.length) }, (_, response) => {
    let own = 0;
    for (const [i, qubit] of halves.entries()) {
      const digit = (response >> (2 * (halves.length - 1 - i))) & 3;
      const place = digits.indexOf(qubit);
      if (place >= 0) own += digit << (2 * place);
      // The readout never met this qubit.
      else if (digit !== 0) return [];
    }
    return Array.from({ length: 1 << rest.length }, (_, choice) =>
      rest.reduce((string, place, i) => string + ((choice >> i) & 1 ? 3 << (2 * place) : 0), own),
    );
  });
}

function pauliProcessor(program: Program, isShared: boolean): PauliProcessor {
  const { readouts, halves, embedding, mixing } = program.source;
  const isUnitary = embedding.kind === 'unitary';
  if (isUnitary && mixing !== null) {
    throw new EbitError(
      'circuit',
      'A processor with noise has the unitary embedding behind mixing layers; leave out one of the three.',
    );
  }
  const { elements } = backwardElements(
    operationsOf(program),
    readouts.reduce((bits, qubit) => bits | (1 << qubit), 0),
  );
  const firstData = elements.findIndex(hasData);
  const border = isShared ? (firstData < 0 ? elements.length : firstData) : 0;
  const angles: DataAngles = { list: [] };
  const front = compileSweep(itemsOf(elements.slice(0, border)), readouts, angles);
  const back = compileSweep(itemsOf(elements.slice(border)), front.digits, angles);
  return {
    program,
    shared: isUnitary || front.sweep.operations.length > 0 ? front.sweep : null,
    own: isUnitary ? null : back.sweep,
    border: front.digits,
    angles,
    starts: productStrings(readouts.length),
    members: responseMembers(back.digits, halves),
  };
}

/** Compiles a network's programs for the engine that takes noise. */
export function pauliForm(network: Network, programs: readonly Program[]): PauliForm {
  let processors: readonly PauliProcessor[] | null = null;
  let operators: readonly (OperatorForm | null)[] | null = null;
  let separate: readonly PauliProcessor[] | null = null;
  const qubits = programs.map((program) => program.qubits);
  const readouts = programs.map(({ source }) => source.readouts.length);
  const form: PauliForm = {
    start: coordinatePlaces(
      programs.map(({ halves }) => halves),
      readouts,
    ).start,
    listOf: keptLists((asked) => contraction(network, 'responses', qubits, readouts, asked)),
    get processors() {
      processors ??= forEachProgram(programs, (program) => pauliProcessor(program, true));
      return processors;
    },
    get operators() {
      // Equal programs have the same form.
      const made = new Map<PauliProcessor, OperatorForm | null>();
      operators ??= form.processors.map((processor) => {
        const known = made.get(processor);
        const own = known === undefined ? operatorForm(processor) : known;
        made.set(processor, own);
        return own;
      });
      return operators;
    },
    get separate() {
      separate ??= forEachProgram(programs, (program) => pauliProcessor(program, false));
      return separate;
    },
  };
  return form;
}
