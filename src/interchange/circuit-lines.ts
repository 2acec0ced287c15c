// A processor's circuits as statements of Python, one a gate.
import { type Angle, type AngleStyle, angleText } from '../circuit/angle.js';
import type { ChannelOperation, Circuit, GateOperation } from '../circuit/circuit.js';
import { addGate, type Entry, qubitsOf } from '../circuit/normal-form.js';
import type { Dialect, GateCall } from './dialect.js';
import type { NoiseList } from './noise-list.js';

/** Numbers as they are, pi by its name; what is trained by its place in THETA, a feature by its place in the processor's. */
const style: AngleStyle = {
  number: (value) => (value === Math.PI ? 'pi' : String(value)),
  parameter: (index) => `THETA[${index}]`,
  feature: (feature) => `x[${feature}]`,
  times: ' * ',
};

const qubitText = (qubit: number): string => `q[${qubit}]`;

/** A diagonal of the recipe of a gate that the dialect does not spell: exp(-i angle n / 2), or exp(2 pi i n / 16). */
function phasesLine(dialect: Dialect, { angle, parity, ones, zeros, even, odd }: Entry): string {
  const turn = (n: number): string => {
    if (n === 0) return '0.0';
    return angle === null ? `pi * ${n} / 8` : `-(${angleText(angle, style)}) * ${n} / 2`;
  };
  const controls = qubitsOf(ones | zeros).map((qubit) => ({
    qubit: qubitText(qubit),
    value: (ones >> qubit) & 1 ? (1 as const) : (0 as const),
  }));
  const targets = qubitsOf(parity).map(qubitText);
  return dialect.phases(targets, turn(even), turn(odd), { angle: '', targets, controls });
}

/** The statements of a gate; where the dialect does not spell it, its recipe of Hadamards and diagonals. */
function gateLines(dialect: Dialect, operation: GateOperation): string[] {
  const { gate, targets, controls, conditions, angle } = operation;
  const spelt = dialect.gates[gate];
  if (spelt === undefined) {
    const lines: string[] = [];
    addGate(
      {
        hadamard: (qubit) => lines.push(hadamardLine(dialect, qubit)),
        diagonal: (entry) => lines.push(phasesLine(dialect, entry)),
      },
      operation,
    );
    return lines;
  }
  const call: GateCall = {
    angle: angle === null ? '' : textOf(angle),
    targets: targets.map(qubitText),
    controls: [...controls, ...conditions].map(({ qubit, value }) => ({ qubit: qubitText(qubit), value })),
  };
  return [spelt(call)];
}

function hadamardLine({ gates }: Dialect, qubit: number): string {
  return gates.h({ angle: '', targets: [qubitText(qubit)], controls: [] });
}

function textOf(angle: Angle): string {
  return angleText(angle, style);
}

function channelLine({ noise }: Dialect, operation: ChannelOperation, list: NoiseList): string {
  const { channel, values, target, conditions } = operation;
  return noise.channel({
    channel,
    values,
    target: qubitText(target),
    conditions: conditions.map(({ qubit, value }) => ({ qubit: qubitText(qubit), value })),
    kraus: () => list.place(channel, values),
  });
}

/**
 * The statements of a circuit, in the order of time.
 *
 * @param list - takes the channels that go by their Kraus operators
 */
export function circuitLines(dialect: Dialect, circuit: Circuit, list: NoiseList): string[] {
  return circuit.operations.flatMap((operation) => {
    if (operation.kind === 'gate') return gateLines(dialect, operation);
    if (operation.kind === 'channel') return [channelLine(dialect, operation, list)];
    return [`# ${qubitText(operation.qubit)} is measured: from here on it only controls.`];
  });
}
