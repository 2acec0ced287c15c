// OpenQASM files on the command line.
import type { Circuit } from '../circuit/circuit.js';
import { fromOpenQasm, type OpenQasmProgram } from '../circuit/read-open-qasm/read.js';
import { plural } from '../plural.js';
import { fileContent } from './file-content.js';

/** Whether a path names an OpenQASM file. */
export function isCircuitFile(path: string): boolean {
  return path.toLowerCase().endsWith('.qasm');
}

/**
 * Reads the circuit of an OpenQASM file.
 *
 * @throws EbitError 'file' if it cannot be read; as `fromOpenQasm`, with the path, for what is no such circuit
 */
export function openCircuit(path: string): OpenQasmProgram {
  return fileContent(path, (text) => fromOpenQasm(text));
}

/** What a circuit holds, in numbers. */
export function circuitText(circuit: Circuit): string {
  const measurements = circuit.operations.filter(({ kind }) => kind === 'measure').length;
  return [
    plural(circuit.qubits, 'qubit'),
    plural(circuit.operations.length - measurements, 'gate'),
    plural(measurements, 'measurement'),
    plural(circuit.parameters, 'parameter'),
    plural(circuit.features, 'feature'),
  ].join(', ');
}

/** Which input of the program is which parameter or feature, a line each. */
export function inputLines({ inputs }: OpenQasmProgram): string[] {
  return inputs.map(({ name, kind, index }) => `${name} is ${kind} ${index}`);
}

/** Which qubit of the program is which of the circuit, and which outcome each bit holds in the end. */
export function nameLines({ qubits, bits }: OpenQasmProgram): string[] {
  return [
    ...qubits.map((name, qubit) => `${name} is qubit ${qubit}`),
    ...bits.flatMap(({ name, qubit }) => (qubit === null ? [] : [`${name} holds the outcome of qubit ${qubit}`])),
  ];
}
