// Circuits from OpenQASM, 2.0 and 3.
import { EbitError } from '../../errors.js';
import { checkOptions, nearestHint, type OptionNames } from '../../options.js';
import { shownValue } from '../../shown-value.js';
import { type Circuit, createCircuit, type Operation } from '../circuit.js';
import type { OpenQasmInput } from './registers.js';
import { Reader } from './statements.js';
import { maxCharacters } from './tokens.js';

/** Options of {@link fromOpenQasm}. */
export interface OpenQasmReadOptions {
  /**
   * The inputs that are features, in the order in which rows have them; all others are parameters. Unless told, features are
   * the inputs called x0, x1 and so on, as `toOpenQasm3` writes them.
   */
  readonly features?: readonly string[];
}

/** A program that was read. */
export interface OpenQasmProgram {
  readonly circuit: Circuit;
  /** What the program says, such as '3.0'; '3.0' too where it says nothing. */
  readonly version: string;
  /** The names of the circuit's qubits in its order, such as 'q[0]'. */
  readonly qubits: readonly string[];
  /** The program's inputs, and which parameter or feature each has become. */
  readonly inputs: readonly OpenQasmInput[];
  /** The program's bits, and of each the qubit whose outcome it holds in the end; null for one that holds none. */
  readonly bits: readonly { readonly name: string; readonly qubit: number | null }[];
}

const optionNames: OptionNames<OpenQasmReadOptions> = { features: true };

/**
 * Reads an OpenQASM 2.0 or 3 program as a circuit: what `toOpenQasm3` writes, and what other tools write of gates,
 * measurements and conditions on outcomes.
 *
 * It reads several registers, gates on whole registers, stdgates.inc or qelib1.inc, gate definitions, the modifiers ctrl,
 * negctrl, inv and pow with a whole power, gphase, constants and the functions of constant expressions, inputs, measurements
 * anywhere, `if` and `else`, barriers and resets of fresh qubits. All else is refused with its line, column and name.
 *
 * Qubits are the circuit's in the order of their declaration, all |0> at first. A gate whose angle is a sum of inputs becomes
 * a gate for each of them. A phase of the whole state is left out. Inputs count as real numbers, whatever their size.
 *
 * @param text - at most 3.2 10^7 characters; of at most 10^6 gates and steps of definitions
 * @param options - see {@link OpenQasmReadOptions}
 * @throws EbitError 'circuit' for what is no program or cannot be a circuit here; 'measured' for a gate on a measured qubit;
 *   'memory' for more than 24 qubits; 'range' and 'not-finite' for a number that is out of range or not finite; 'config' for
 *   an unknown option, and for a text or a list of features that is none
 * @example
 * const { circuit, inputs } = fromOpenQasm(`
 *   OPENQASM 3.0;
 *   include "stdgates.inc";
 *   input float tilt;
 *   qubit[2] q;
 *   ry(tilt) q[0];
 *   cx q[0], q[1];
 * `);
 * circuit.parameters; // 1
 * inputs; // [{ name: 'tilt', kind: 'parameter', index: 0 }]
 * @see https://openqasm.com/versions/3.0/ and, for 2.0, https://arxiv.org/abs/1707.03429
 */
export function fromOpenQasm(text: string, options: OpenQasmReadOptions = {}): OpenQasmProgram {
  checkOptions('fromOpenQasm()', options, optionNames);
  const { features } = options;
  if (typeof text !== 'string') {
    throw new EbitError('config', `The program is ${shownValue(text)}; give its text.`);
  }
  if (text.length > maxCharacters) {
    throw new EbitError('circuit', `The program has ${text.length} characters; the limit is ${maxCharacters}.`);
  }
  const reader = new Reader(text, checkedFeatures(features));
  reader.readAll();
  const { names } = reader;
  const places = names.settledParameters();
  const inputs = settled(names.inputs, places);
  for (const name of features ?? []) {
    if (inputs.some((input) => input.name === name)) continue;
    const known = inputs.map((input) => input.name);
    const hint = nearestHint(name, known.slice(0, 1000)) || ' Name inputs that it declares.';
    throw new EbitError('config', `The program has no input ${shownValue(name)} to be a feature.${hint}`);
  }
  const lengthOf = (kind: OpenQasmInput['kind']): number =>
    inputs.reduce((length, input) => (input.kind === kind ? Math.max(length, input.index + 1) : length), 0);
  const labels = names.labels('bits');
  return {
    circuit: createCircuit(names.qubits, movedParameters(reader.operations, places), {
      parameters: lengthOf('parameter'),
      features: lengthOf('feature'),
    }),
    version: reader.versionText,
    qubits: names.labels('qubits'),
    inputs,
    bits: names.bits.map((content, bit) => ({
      name: labels[bit],
      qubit: typeof content === 'object' && content !== null ? content.qubit : null,
    })),
  };
}

function checkedFeatures(features: readonly string[] | undefined): readonly string[] | null {
  if (features === undefined) return null;
  const isList = Array.isArray(features) && features.every((name) => typeof name === 'string');
  if (isList && new Set(features).size === features.length) return features;
  throw new EbitError('config', `The features are ${shownValue(features)}; give a list of different names of inputs.`);
}

/** The inputs with their parameters' indices in the circuit. */
function settled(inputs: readonly OpenQasmInput[], places: readonly number[]): OpenQasmInput[] {
  let next = 0;
  return inputs.map((input) => (input.kind === 'parameter' ? { ...input, index: places[next++] } : input));
}

/** The operations with parameter k, as they were declared, at places[k]. */
function movedParameters(operations: readonly Operation[], places: readonly number[]): readonly Operation[] {
  if (places.every((place, k) => place === k)) return operations;
  return operations.map((operation) => {
    if (operation.kind !== 'gate' || operation.angle === null) return operation;
    const { angle } = operation;
    return angle.kind === 'parameter' || angle.kind === 'scaled'
      ? { ...operation, angle: { ...angle, index: places[angle.index] } }
      : operation;
  });
}
