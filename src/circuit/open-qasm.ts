// Export to OpenQASM 3, for simulators and machines elsewhere.
import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type Angle, type AngleStyle, angleText, multipleOfPi } from './angle.js';
import { checkBoundParameters } from './bound-parameters.js';
import { type Circuit, checkCircuit, type GateOperation, type MeasureOperation, refuseNoise } from './circuit.js';
import { gates } from './gates.js';

/** Options of {@link toOpenQasm3}. */
export interface OpenQasmOptions {
  /** Values to write in place of the parameters. */
  readonly parameters?: ArrayLike<number>;
  /** Remarks for a reader, one a line, written as comments below the header. */
  readonly comments?: readonly string[];
}

const optionNames: OptionNames<OpenQasmOptions> = { parameters: true, comments: true };

/**
 * Writes a circuit as an OpenQASM 3.0 program over stdgates.inc.
 *
 * Features become `input float x0;` and so on, parameters `input float theta0;` unless their values are given. Only those
 * in use are declared. Outcomes go to `c`, at the qubit's own place; a gate with conditions stands in an `if`.
 * OpenQASM leaves the order of a register's bits in a state vector to the reader; here q[0] is the most significant.
 *
 * @param circuit - one that is well formed
 * @param options - see {@link OpenQasmOptions}
 * @throws EbitError 'shape' or 'not-finite' for wrong parameter values; 'config' for an unknown option, or comments that
 *   are no list of texts; as `createCircuit` if the circuit is not well formed
 * @example
 * toOpenQasm3(circuit(2).h(0).measure(0).when(0, 1, (b) => b.rz(parameter(0), 1)));
 * // OPENQASM 3.0;
 * // include "stdgates.inc";
 * // input float theta0;
 * // qubit[2] q;
 * // bit[2] c;
 * // h q[0];
 * // c[0] = measure q[0];
 * // if (c[0] == true) { rz(theta0) q[1]; }
 * //
 * @see https://openqasm.com/versions/3.0/
 */
export function toOpenQasm3(circuit: Circuit, options: OpenQasmOptions = {}): string {
  checkOptions('toOpenQasm3()', options, optionNames);
  const { parameters, comments = [] } = options;
  checkCircuit(circuit);
  refuseNoise(
    'toOpenQasm3()',
    circuit,
    'OpenQASM has no noise; take the channels out, or write the model for PennyLane or Qiskit (ebit export)',
  );
  checkBoundParameters(circuit, parameters);
  const used = circuit.operations.filter((operation) => operation.kind === 'gate');
  const angles = used.flatMap(({ angle }) => (angle === null ? [] : [angle]));
  const definitions = new Set(used.flatMap(({ gate }) => gates[gate].qasmDefinition ?? []));
  const measures = circuit.operations.some((operation) => operation.kind === 'measure');
  const style = qasmStyle(parameters);
  return [
    'OPENQASM 3.0;',
    'include "stdgates.inc";',
    ...commentLines(comments),
    ...definitions,
    ...(parameters === undefined
      ? ascending(parameterIndices(angles)).map((index) => `input float theta${index};`)
      : []),
    ...ascending(featureIndices(angles)).map((feature) => `input float x${feature};`),
    `qubit[${circuit.qubits}] q;`,
    ...(measures ? [`bit[${circuit.qubits}] c;`] : []),
    ...circuit.operations.flatMap((operation) => (operation.kind === 'channel' ? [] : [statement(operation, style)])),
    '',
  ].join('\n');
}

/** A comment ends with its line, so a break inside one begins another: nothing of it can become a statement. */
function commentLines(comments: readonly string[]): string[] {
  if (!Array.isArray(comments) || comments.some((comment) => typeof comment !== 'string')) {
    throw new EbitError('config', `The comments are ${shownValue(comments)}; give a list of texts.`);
  }
  return comments.flatMap((comment) => comment.split(/\r\n|[\n\r\u2028\u2029]/)).map((line) => `// ${line}`);
}

function statement(operation: GateOperation | MeasureOperation, style: AngleStyle): string {
  if (operation.kind === 'measure') return `c[${operation.qubit}] = measure q[${operation.qubit}];`;
  // An `if` inside another rather than `&&`, and `true` rather than 1: importers take these forms, and not all take others.
  return operation.conditions.reduceRight(
    (inner, { qubit, value }) => `if (c[${qubit}] == ${value === 1}) { ${inner} }`,
    gateCall(operation, style),
  );
}

function gateCall({ gate, targets, controls, angle }: GateOperation, style: AngleStyle): string {
  const modifiers = controls.map(({ value }) => (value === 1 ? 'ctrl @ ' : 'negctrl @ ')).join('');
  const argument = angle === null ? '' : `(${angleText(angle, style)})`;
  const qubits = [...controls.map(({ qubit }) => qubit), ...targets].map((qubit) => `q[${qubit}]`).join(', ');
  return `${modifiers}${gates[gate].qasm}${argument} ${qubits};`;
}

function parameterIndices(angles: readonly Angle[]): number[] {
  return angles.flatMap((angle) => (angle.kind === 'parameter' || angle.kind === 'scaled' ? [angle.index] : []));
}

function featureIndices(angles: readonly Angle[]): number[] {
  return angles.flatMap((angle) =>
    angle.kind === 'data' || angle.kind === 'scaled' ? angle.factors.map(({ feature }) => feature) : [],
  );
}

function ascending(indices: readonly number[]): number[] {
  return [...new Set(indices)].sort((a, b) => a - b);
}

function qasmStyle(parameters: ArrayLike<number> | undefined): AngleStyle {
  const number = (value: number): string => multipleOfPi(value, 'pi', '*') ?? String(value);
  return {
    number,
    parameter: (index) => `theta${index}`,
    values: parameters,
    feature: (feature) => `x${feature}`,
    times: '*',
  };
}
