// Noise behind gates, as a processor's description has it, put into circuits by its definition.
import type { DenseChannel, DenseCircuit, DenseOperation } from './dense.js';
import { channelParameters } from './kraus.js';
import type { OracleProgram } from './program.js';

/**
 * A channel behind all gates, those on one qubit or two, or those with these names, with a c in front for each control; all
 * unless told. Its numbers stand under their names, those of `pauli` together under p.
 */
export interface GateNoise {
  readonly after?: 'all' | 'one-qubit' | 'two-qubit' | readonly string[];
  readonly channel: string;
  readonly [parameter: string]: unknown;
}

type Gate = Extract<DenseOperation, { kind: 'gate' }>;

/** Whether a channel comes behind a gate. Qubits that only a condition names are measured, so the gate does not touch them. */
function comesAfter({ after = 'all' }: GateNoise, { gate, targets, controls }: Gate): boolean {
  const touched = targets.length + controls.length;
  if (after === 'all') return true;
  if (after === 'one-qubit') return touched === 1;
  if (after === 'two-qubit') return touched === 2;
  return after.includes('c'.repeat(controls.length) + gate);
}

function numbersOf(rule: GateNoise): readonly number[] {
  if (rule.channel === 'pauli') return rule.p as readonly number[];
  return channelParameters(rule.channel).map((name) => rule[name] as number);
}

/** The circuit with every rule's channel behind every gate that it names, on each qubit that the gate touches. */
export function withGateNoise<C extends DenseCircuit>(circuit: C, rules: readonly GateNoise[]): C {
  const operations = circuit.operations.flatMap((operation): DenseOperation[] => {
    if (operation.kind !== 'gate') return [operation];
    const touched = [...operation.targets, ...operation.controls.map(({ qubit }) => qubit)];
    const behind = rules
      .filter((rule) => comesAfter(rule, operation))
      .flatMap((rule) =>
        touched.map(
          (target): DenseChannel => ({
            kind: 'channel',
            channel: rule.channel,
            values: numbersOf(rule),
            target,
            conditions: operation.conditions,
          }),
        ),
      );
    return [operation, ...behind];
  });
  return { ...circuit, operations };
}

/** A processor's program with its noise in the mixing, the embedding and the circuit. */
export function noisyProgram(program: OracleProgram, rules: readonly GateNoise[]): OracleProgram {
  const { mixing, embedding, trainable } = program;
  return {
    ...program,
    mixing: mixing && withGateNoise(mixing, rules),
    embedding:
      embedding.kind === 'unitary' ? embedding : { kind: 'circuit', circuit: withGateNoise(embedding.circuit, rules) },
    trainable: withGateNoise(trainable, rules),
  };
}
